-- What a child wants only some to read: of whom they love, who they are, what they believe, their body. Read by those whom the child chose and
-- by nobody else around them; that it is there is not told either.
--
-- Expand only. Decision 0069.

create table confidence (
  id           uuid primary key default gen_random_uuid(),
  child_id     uuid not null constraint confidence_child references child (id),
  topic        text not null,
  words        text not null,
  written_in   text not null default '',
  family_knows text not null,
  readers      uuid[] not null, -- everyone who reads it, whoever wrote it last among them
  said_on      date not null,   -- the day on which the child said that it may stand here, and who may read it
  withdrawn    boolean not null default false,
  written_at   timestamptz not null default now(),
  written_by   uuid not null,
  version      integer not null default 1,
  changed_at   timestamptz not null default now(),
  changed_by   uuid not null,
  constraint confidence_topic_known check (topic in ('sexuality', 'gender-identity', 'faith-or-belief', 'health', 'something-else')),
  constraint confidence_family_knows_known check (family_knows in ('yes', 'no', 'not-known')),
  constraint confidence_says_something check (trim(words) <> ''),
  constraint confidence_said_when_written check (said_on <= (changed_at at time zone 'Europe/London')::date)
);
create index confidence_of_child on confidence (child_id);

-- Once the child wants it no more, only whoever took it out of sight is told that it was there.
call protect_child_table('confidence', '(select actor()) = any (readers) and (not withdrawn or changed_by = (select actor()))');
grant update (topic, words, written_in, family_knows, readers, said_on, withdrawn, version, changed_at, changed_by) on confidence to llwybr_app;
call keep_every_version('confidence');
call trace_changes('confidence');

-- Who reads it now does not thereby read what stood there before the child chose them.
create policy row_history_of_confidence on row_history as restrictive for select to llwybr_app
  using (table_name <> 'confidence' or content -> 'readers' ? (select actor())::text);

create function keep_confidence() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if session_user = 'llwybr_owner' then return new; end if;
  -- Who is there for a closed session alone would be known by the name beside the words.
  if not actor_works() or new.changed_by <> actor() or is_there_for_closed_alone(new.child_id, actor())
     or (tg_op = 'INSERT' and (new.written_by <> actor() or new.withdrawn))
     or (tg_op = 'UPDATE' and old.withdrawn) then
    perform refuse_deed('write', 'confidence');
  end if;
  if exists (
    select 1 from unnest(new.readers) chosen
     where chosen <> actor() and (tg_op = 'INSERT' or chosen <> all (old.readers))
       and (is_there_for_closed_alone(new.child_id, chosen) or chosen not in (select u from who_sees_child(new.child_id) u))) then
    perform refuse_deed('let read', 'confidence');
  end if;
  return new;
end
$$;
create trigger confidence_within_deeds before insert or update on confidence for each row execute function keep_confidence();

-- That there is such a thing would be told by what was done with it.
alter policy audit_event_read on audit_event
  using ((child_id is not null and may_see_child(child_id) and not looks_are_hidden(child_id, actor_id)
      and (event not in ('meeting.person-invited', 'meeting.person-removed', 'meeting.reply-recorded') or not person_is_hidden(subject_id))
      and (event not like 'decision-concern.%' or subject_id is null or may_read_row('decision_concern', subject_id))
      and (event not like 'complaint.%' or subject_id is null or may_read_row('complaint', subject_id))
      and (event not like 'confidence.%' or (subject_id is not null and may_read_row('confidence', subject_id))))
      or actor_id = (select actor()) or (select actor_has_role('information-governance-officer')));
