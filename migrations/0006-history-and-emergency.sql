-- What was done and seen, how every row used to read, and opening a record in an emergency.
--
-- Expand only.

-- What was done and seen. Written with the act itself; nobody but the owner can change or remove a row.
create table audit_event (
  seq         bigint generated always as identity primary key,
  at          timestamptz not null default now(),
  actor_id    uuid default actor(), -- none where somebody was refused at the door, a day did it, or whoever runs the server
  event       text not null,
  child_id    uuid,
  subject_id  uuid,
  details     jsonb, -- never personal data: counts, kinds, the name of a setting
  in_transaction xid8 not null default pg_current_xact_id(), -- which changes it is the trace of
  recorded_by uuid default recorder(), -- who loaded a case file in the actor's name
  constraint audit_event_has_actor check (actor_id is not null or event in ('account.refused', 'transition.day-came', 'board.backed-up', 'board.restored'))
);
create index audit_event_of_child on audit_event (child_id, at desc) where child_id is not null;
-- At every commit that changes something: is there its trace?
create index audit_event_of_transaction on audit_event (in_transaction);
create index audit_event_of_actor on audit_event (actor_id, at desc);
-- The audit between two days: events are written in the order of time.
create index audit_event_in_time on audit_event using brin (at);
call protect_table('audit_event');
create policy audit_event_write on audit_event for insert to llwybr_app with check (actor_id = (select actor()));
-- Who, for whom and when are not the application's to say.
grant select, insert (event, child_id, subject_id, details) on audit_event to llwybr_app;

create function refuse_change() returns trigger
  language plpgsql as $$ begin raise exception '% is append-only', tg_table_name using errcode = '42501'; end $$;
create trigger audit_event_append_only before update or delete or truncate on audit_event for each statement execute function refuse_change();

-- How a row read before it was changed. The current row is in its table; this holds every earlier version.
create table row_history (
  id         bigint generated always as identity primary key,
  table_name text not null,
  row_id     uuid not null,
  child_id   uuid,
  version    integer not null,
  from_at    timestamptz not null, -- in force from this instant …
  until_at   timestamptz not null, -- … to this one, which belongs to the next version
  changed_by uuid,
  audience   text, -- of an entry: the history of closed words is closed too
  meeting_id uuid,
  content    jsonb not null,
  constraint row_history_once unique (table_name, row_id, version)
);
create index row_history_of_child on row_history (child_id, table_name);
call protect_table('row_history');
create trigger row_history_append_only before update or delete or truncate on row_history for each statement execute function refuse_change();

create function keep_history() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare before_row jsonb := to_jsonb(old);
begin
  if new.version <> old.version + 1 then
    raise exception 'version % of % does not follow version %', new.version, tg_table_name, old.version using errcode = '40001';
  end if;
  insert into row_history (table_name, row_id, child_id, version, from_at, until_at, changed_by, audience, meeting_id, content)
  values (tg_table_name, old.id, case when tg_table_name = 'child' then old.id else (before_row ->> 'child_id')::uuid end, old.version,
          old.changed_at, new.changed_at, old.changed_by, before_row ->> 'audience', (before_row ->> 'meeting_id')::uuid, before_row);
  return new;
end
$$;

create procedure keep_every_version(table_name text)
  language plpgsql
  as $$ begin
    execute format('create trigger %I before update on %I for each row execute function keep_history()', table_name || '_keeps_history', table_name);
  end $$;

call keep_every_version('child');
call keep_every_version('important_person');
call keep_every_version('agency');
call keep_every_version('app_user');

-- Seeing a child at once, against the rule, with a reason: three hours, told to others at once, and reviewed afterwards.
create table emergency_opening (
  id          uuid primary key default gen_random_uuid(),
  child_id    uuid not null constraint emergency_opening_child references child (id),
  user_id     uuid not null constraint emergency_opening_user references app_user (id),
  reason      text not null,
  opened_at   timestamptz not null default now(),
  until_at    timestamptz not null default now() + interval '3 hours',
  reviewed_at timestamptz,
  reviewed_by uuid,
  finding     text,
  review_note text not null default '',
  constraint emergency_opening_has_reason check (length(trim(reason)) >= 10),
  constraint emergency_opening_finding_known check (finding in ('justified', 'not-justified')),
  constraint emergency_opening_reviewed_whole check ((reviewed_at is null) = (finding is null) and (finding is null or trim(review_note) <> ''))
);
create index emergency_opening_unreviewed on emergency_opening (opened_at) where reviewed_at is null;
call protect_table('emergency_opening');
create policy emergency_opening_read on emergency_opening for select to llwybr_app using (user_id = (select actor()) or may_see_child(child_id));
grant select on emergency_opening to llwybr_app;

-- Every attempt counts, right or wrong: a handful an hour for one person.
create table emergency_attempt (
  id      bigint generated always as identity primary key,
  user_id uuid not null,
  at      timestamptz not null default now()
);
create index emergency_attempt_recent on emergency_attempt (user_id, at);
call protect_table('emergency_attempt');

-- Opens a child by reference and day of birth. The record is found by its reference alone and then compared, so that a wrong
-- day and no such child cost the same; a restricted child stays closed and looks like no child. `whose` is for the audit only.
create function open_in_emergency(wanted_reference text, given_reason text, born date) returns table (outcome text, whose uuid)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  me uuid := actor();
  found_child child;
begin
  if me is null or not (actor_has_role('practitioner') or actor_has_role('manager')) or length(trim(given_reason)) < 10 then
    return query select 'refused', null::uuid;
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('emergency:' || me, 0));
  insert into emergency_attempt (user_id) values (me);
  if (select count(*) from emergency_attempt a where a.user_id = me and a.at > now() - interval '1 hour') > 5 then
    return query select 'too-many', null::uuid;
    return;
  end if;
  select * into found_child from child where reference = upper(trim(wanted_reference));
  if found_child.id is null or found_child.born_on is distinct from born or found_child.restricted_at is not null then
    return query select 'refused', found_child.id;
    return;
  end if;
  insert into emergency_opening (child_id, user_id, reason) values (found_child.id, me, given_reason);
  return query select 'opened', found_child.id;
end
$$;
grant execute on function open_in_emergency(text, text, date) to llwybr_app;
