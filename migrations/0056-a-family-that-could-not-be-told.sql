-- Each time that somebody tried to tell a family what was agreed and could not: nobody was reached, it was not safe then, or they did not want
-- to be told. The duty to tell goes on, but for those who did not want it; they can still be told when they do.
--
-- Expand only. Decision 0064.

create table debrief_attempt (
  id          uuid primary key default gen_random_uuid(),
  meeting_id  uuid not null constraint debrief_attempt_meeting references meeting (id),
  child_id    uuid not null constraint debrief_attempt_child references child (id),
  tried_on    date not null,
  came_of     text not null,
  words       text not null,
  recorded_by uuid not null default actor(),
  recorded_at timestamptz not null default now(),
  constraint debrief_attempt_known check (came_of in ('not-reached', 'not-safe', 'declined')),
  constraint debrief_attempt_has_words check (trim(words) <> '')
);
create index debrief_attempt_of_meeting on debrief_attempt (meeting_id);
create index debrief_attempt_of_child on debrief_attempt (child_id);
call protect_child_table('debrief_attempt');
call trace_changes('debrief_attempt');

create function keep_debrief_attempt() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  d debrief;
begin
  if session_user = 'llwybr_owner' then return new; end if;
  select * into d from debrief where meeting_id = new.meeting_id and child_id = new.child_id for share;
  if d.id is null or d.done_at is not null or new.recorded_by <> actor()
     or new.tried_on > (now() at time zone 'Europe/London')::date
     or new.tried_on < (select m.held_on from meeting m where m.id = new.meeting_id)
     or not may_in_meeting('record-debrief', new.meeting_id, case when d.by_whom = actor() then '{debriefer}'::text[] else '{}' end) then
    perform refuse_deed('record-debrief', 'meeting');
  end if;
  return new;
end
$$;
create trigger debrief_attempt_kept before insert on debrief_attempt for each row execute function keep_debrief_attempt();
