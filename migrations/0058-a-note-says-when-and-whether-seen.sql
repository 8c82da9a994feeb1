-- On which day something was, and whether the child was seen, are mended in a note as its words are: by its own agency, every version kept.
--
-- Expand only. Decision 0025.

grant update (happened_on, child_seen) on entry to llwybr_app;

create function keep_facts_of_note() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if session_user = 'llwybr_owner' then return new; end if;
  if old.kind not in ('note', 'visit', 'telephone-call', 'meeting-with-child', 'information-received') or old.subject_id is not null then
    raise exception 'only a note says anew when it was and whether the child was seen' using errcode = '42501';
  end if;
  if old.agency_id is distinct from actor_agency() then
    raise exception 'another agency''s words can be answered, not edited' using errcode = '42501';
  end if;
  if new.happened_on > (now() at time zone 'Europe/London')::date then
    raise exception 'what was noted has happened' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger entry_facts_kept before update on entry for each row
  when (new.happened_on is distinct from old.happened_on or new.child_seen is distinct from old.child_seen)
  execute function keep_facts_of_note();
