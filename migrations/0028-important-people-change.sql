-- The people of a child's life change: whom it is safe to ring, with whom the child lives, who belongs to it no more. Each version
-- stays (0006); whoever is ended stays as they were, with the reason.
--
-- Expand only.

alter table important_person add column ended_reason text not null default '';
alter table important_person add constraint important_person_ended_with_reason check (ended_at is null or trim(ended_reason) <> '');

grant update (name, relationship, has_parental_responsibility, lives_with_child, language, contact, safe_to_contact, notes,
              ended_at, ended_reason, version, changed_at, changed_by) on important_person to llwybr_app;
create policy important_person_changes on important_person as restrictive for update to llwybr_app
  using (ended_at is null and (select actor_works())) with check (true);
