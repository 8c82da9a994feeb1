-- Reminders without personal data, the seam for reports, and the grants of the jobs' role.
--
-- Expand only. pg-boss keeps its own tables in a schema of the jobs' role.

-- What is to be said to whom about which clock: once each, never with a word about the child. A row until it was sent.
create table reminder (
  id          uuid primary key default gen_random_uuid(),
  clock_id    uuid not null constraint reminder_clock references clock (id),
  user_id     uuid not null constraint reminder_user references app_user (id),
  moment      text not null,
  made_at     timestamptz not null default now(),
  tries       integer not null default 0,
  next_try_at timestamptz not null default now(),
  failed_at   timestamptz, -- the last time that it did not leave
  sent_at     timestamptz,
  given_up_at timestamptz, -- the administrator is told
  constraint reminder_moment_known check (moment in ('approaching', 'passed')),
  constraint reminder_once unique (clock_id, user_id, moment)
);
create index reminder_waiting on reminder (next_try_at) where sent_at is null and given_up_at is null;
call protect_table('reminder');
create policy reminder_jobs on reminder to llwybr_jobs using (true) with check (true);
-- Whose e-mails do not arrive; of which clock they were is not told.
create policy reminder_given_up on reminder for select to llwybr_app using (given_up_at is not null and (select actor_has_role('administrator')));
grant select, insert, update on reminder to llwybr_jobs;
grant select (id, user_id, given_up_at) on reminder to llwybr_app;

create function try_reminders_again(whose uuid) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if not actor_has_role('administrator') then return false; end if;
  update reminder set given_up_at = null, tries = 0, next_try_at = now() where user_id = whose and given_up_at is not null;
  return found;
end
$$;
grant execute on function try_reminders_again(uuid) to llwybr_app;

create function users_of_holder(holder uuid) returns table (user_id uuid, email text, language text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select u.id, u.email, u.language from app_user u where u.id = holder and u.left_at is null
    union
    select u.id, u.email, u.language from team_membership m join app_user u on u.id = m.user_id
     where m.team_id = holder and m.left_at is null and u.left_at is null
  $$;
grant execute on function users_of_holder(uuid) to llwybr_jobs;

-- A child on the pathway who comes near 18: the clock of the plan for after it starts half a year before it is due, for the lead
-- practitioner, or for the exploitation leads while there is none. Where the day of birth was corrected since, the clock is the
-- new day's. Answers how many were started.
create function start_transition_clocks(on_day date, months integer, source text) returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare near record; started integer := 0; holder uuid;
begin
  for near in
    select p.id as pathway_id, p.child_id, k.id as clock_id, (c.born_on + interval '18 years' - make_interval(months => months))::date as due,
           -- A clock keeps the number it was started with.
           k.limit_due_on = (c.born_on + interval '18 years' - make_interval(months => k.limit_value))::date as is_right
      from pathway p join child c on c.id = p.child_id
      left join clock k on k.rule = 'transition' and k.subject_id = p.id and k.stopped_at is null
     where p.ended_on is null and c.born_on is not null and k.met_at is null
       and on_day >= c.born_on + interval '18 years' - make_interval(months => months + 6) and on_day < c.born_on + interval '18 years'
  loop
    continue when near.is_right;
    select n.user_id into holder from network_member n where n.child_id = near.child_id and n.part = 'lead-practitioner' and n.left_at is null;
    holder := coalesce(holder, (select t.id from team t where t.kind = 'exploitation-leads' order by t.id limit 1));
    continue when holder is null;
    update clock set stopped_at = now(), stopped_reason = 'day-of-birth-changed', version = version + 1, changed_at = now(), changed_by = null
     where id = near.clock_id;
    insert into clock (child_id, rule, subject_id, started_at, started_on, limit_value, limit_unit, limit_source, due_on, limit_due_on, first_due_on, holder_id, page, holder_agency_id)
    values (near.child_id, 'transition', near.pathway_id, now(), on_day, months, 'months-before-18', source, greatest(near.due, on_day), near.due,
            greatest(near.due, on_day), holder, '/children/' || near.child_id || '/transition',
            coalesce((select agency_id from app_user where id = holder), (select agency_id from team where id = holder)));
    insert into audit_event (event, child_id, subject_id) values ('transition.day-came', near.child_id, near.pathway_id);
    started := started + 1;
  end loop;
  return started;
end
$$;
grant execute on function start_transition_clocks(date, integer, text) to llwybr_jobs;

-- Messages to staff inside the product: who must look at what. They name no child; the page they lead to asks the policy.
create table notice (
  id         uuid primary key default gen_random_uuid(),
  user_id    uuid not null constraint notice_user references app_user (id),
  kind       text not null,
  child_id   uuid constraint notice_child references child (id),
  subject_id uuid,
  details    jsonb not null default '{}', -- references and codes, from which the line is put in either language
  made_at    timestamptz not null default now(),
  read_at    timestamptz,
  constraint notice_kind_known check (kind in (
    'action-not-carried-out', 'referral-joined', 'referral-information', 'same-nhs-number', 'perhaps-the-same-child', 'account-changed'))
);
create index notice_unread on notice (user_id, made_at desc) where read_at is null;
call protect_table('notice');
create policy notice_own on notice to llwybr_app using (user_id = (select actor()) and (child_id is null or may_see_child(child_id))
  and (kind <> 'action-not-carried-out' or may_read_row('action', subject_id)));
-- Only about a child whom the writer sees, to somebody around that child.
create policy notice_write on notice for insert to llwybr_app with check (child_id is not null and may_see_child(child_id)
  and exists (select 1 from network_member n where n.child_id = notice.child_id and n.user_id = notice.user_id and n.left_at is null));
grant select, insert on notice to llwybr_app;

-- Two records with one NHS number: whoever wrote it learns nothing, and the front doors of both areas are told. Of a restricted
-- child only its own network is.
create function tell_of_same_nhs_number() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare other child;
begin
  for other in select * from child c where c.nhs_number = new.nhs_number and c.id <> new.id loop
    if other.restricted_at is null and new.restricted_at is null then
      insert into notice (user_id, kind, subject_id, details)
        select distinct m.user_id, 'same-nhs-number', new.id, jsonb_build_object('reference', new.reference, 'other', other.reference)
          from team t join team_membership m on m.team_id = t.id and m.left_at is null
         where t.kind = 'front-door' and t.local_authority_id in (new.local_authority_id, other.local_authority_id);
    else
      insert into notice (user_id, kind, child_id, subject_id, details)
        select distinct n.user_id, 'same-nhs-number', n.child_id, new.id, jsonb_build_object('reference', r.reference, 'other', '')
          from child r join network_member n on n.child_id = r.id and n.left_at is null
         where r.id in (new.id, other.id) and r.restricted_at is not null;
    end if;
  end loop;
  return null;
end
$$;
create trigger child_nhs_number_told after insert or update of nhs_number on child
  for each row when (new.nhs_number is not null) execute function tell_of_same_nhs_number();

-- A restricted child is offered to no front door, so a second record may be made of them: born on the same day, of a similar name.
-- The restricted record's own network is told, and whoever made the other learns nothing.
create function tell_of_perhaps_the_same_child() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  insert into notice (user_id, kind, child_id, subject_id, details)
    select distinct n.user_id, 'perhaps-the-same-child', c.id, new.id, jsonb_build_object('reference', c.reference)
      from child c join network_member n on n.child_id = c.id and n.left_at is null
     where c.id <> new.id and c.restricted_at is not null and c.born_on = new.born_on
       and exists (select 1 from child_name_index o, child_name_index m where o.child_id = c.id and m.child_id = new.id and o.folded <-> m.folded < 0.6)
       and not exists (select 1 from notice t where t.kind = 'perhaps-the-same-child' and t.subject_id = new.id and t.child_id = c.id);
  return null;
end
$$;
-- After the names are in the index: triggers act in the order of their names.
create trigger child_perhaps_known_told after insert or update of born_on, given_name, family_name, known_as on child
  for each row when (new.born_on is not null) execute function tell_of_perhaps_the_same_child();

-- Who reviews emergency openings: the board's exploitation leads and its information governance officers, never their own.
create function reviews_emergencies() returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select actor_has_role('information-governance-officer') or actor_has_role('exploitation-lead') $$;

-- What they may know of an opening that nobody has reviewed: who opened which record, when and why, without the record itself.
create function emergency_openings() returns table (opening_id uuid, at timestamptz, reference text, opened_by text, reason text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select o.id, o.opened_at, c.reference, u.name, o.reason
      from emergency_opening o join child c on c.id = o.child_id join app_user u on u.id = o.user_id
     where o.reviewed_at is null and o.user_id <> actor() and (select reviews_emergencies()) order by o.opened_at limit 100
  $$;

-- Closes the review of an opening, with what was found and why. Answers the child, for the audit; nothing when it is not theirs to close.
create function review_emergency_opening(wanted_opening uuid, new_finding text, new_note text) returns uuid
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare whose uuid;
begin
  if not reviews_emergencies() then return null; end if;
  update emergency_opening set reviewed_at = now(), reviewed_by = actor(), finding = new_finding, review_note = new_note
   where id = wanted_opening and reviewed_at is null and user_id <> actor() returning child_id into whose;
  return whose;
end
$$;
grant execute on function emergency_openings(), review_emergency_opening(uuid, text, text) to llwybr_app;

-- Which child an event of the audit was about: by reference alone, and only for the information governance officer, who sees no
-- child. For anybody else there is none.
create function audited_references(wanted uuid[]) returns table (child_id uuid, reference text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select c.id, c.reference from child c where c.id = any (wanted) and (select actor_has_role('information-governance-officer'))
  $$;
create function audited_child(wanted_reference text) returns uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select c.id from child c where c.reference = upper(trim(wanted_reference)) and (select actor_has_role('information-governance-officer'))
  $$;
grant execute on function audited_references(uuid[]), audited_child(text) to llwybr_app;

create schema reporting authorization llwybr_owner;
grant usage on schema reporting to llwybr_report;

-- How many pathways are open at each step, with small numbers withheld. No name, day or place.
create view reporting.open_pathways with (security_invoker = false) as
  select p.step, case when count(*) between 1 and 4 then null else (round(count(*) / 5.0) * 5)::integer end as rounded_count
    from pathway p where p.ended_on is null group by p.step;
grant select on reporting.open_pathways to llwybr_report;
