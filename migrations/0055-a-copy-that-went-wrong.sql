-- What became of a copy that was given: in whose wording it was, that it arrived, and when it should not have gone, that it was taken back:
-- what happened, what was done for the child, whether it came back, and what information governance decided.
--
-- Expand only. Decision 0063.

alter table record_sending add column reader text; -- in whose wording; of full records, and of copies of before, nobody was asked
alter table record_sending add constraint record_sending_reader_known
  check (reader is null or (reader in ('family', 'child') and copy = 'family'));

-- That a copy arrived: who said so, and how it is known.
create table sending_receipt (
  sending_id  uuid primary key constraint sending_receipt_sending references record_sending (id),
  meeting_id  uuid not null constraint sending_receipt_meeting references meeting (id),
  child_id    uuid not null constraint sending_receipt_child references child (id),
  received_on date not null,
  words       text not null,
  recorded_by uuid not null default actor(),
  recorded_at timestamptz not null default now(),
  constraint sending_receipt_has_words check (trim(words) <> '')
);
create index sending_receipt_of_child on sending_receipt (child_id);
call protect_child_table('sending_receipt');
call trace_changes('sending_receipt');

create table copy_incident (
  id            uuid primary key default gen_random_uuid(),
  sending_id    uuid not null constraint copy_incident_sending references record_sending (id),
  meeting_id    uuid not null constraint copy_incident_meeting references meeting (id),
  child_id      uuid not null constraint copy_incident_child references child (id),
  reason        text not null,
  found_on      date not null,
  what_happened text not null,
  safety        text not null, -- what it means for the child and their family, and what was done at once
  recorded_by   uuid not null default actor(),
  recorded_at   timestamptz not null default now(),
  constraint copy_incident_once unique (sending_id),
  constraint copy_incident_reason_known check (reason in ('wrong-person', 'wrong-words', 'not-kept-safe')),
  constraint copy_incident_has_words check (trim(what_happened) <> '' and trim(safety) <> '')
);
create index copy_incident_of_child on copy_incident (child_id);
create index copy_incident_of_meeting on copy_incident (meeting_id);
-- What happened can name what was to stay closed: it is for those of the closed session, whoever wrote it down, and the exploitation leads.
call protect_child_table('copy_incident', 'recorded_by = (select actor()) or (select actor_has_role(''exploitation-lead'')) or in_closed_session(meeting_id)');
call trace_changes('copy_incident');

-- Whether the copy came back, once that is known.
create table copy_incident_return (
  incident_id uuid primary key constraint copy_incident_return_incident references copy_incident (id),
  meeting_id  uuid not null constraint copy_incident_return_meeting references meeting (id),
  child_id    uuid not null constraint copy_incident_return_child references child (id),
  came_back   text not null,
  known_on    date not null,
  words       text not null,
  recorded_by uuid not null default actor(),
  recorded_at timestamptz not null default now(),
  constraint copy_incident_return_known check (came_back in ('all', 'some', 'none')),
  constraint copy_incident_return_has_words check (trim(words) <> '')
);
create index copy_incident_return_of_child on copy_incident_return (child_id);
call protect_child_table('copy_incident_return', 'may_read_row(''copy_incident'', incident_id)');
call trace_changes('copy_incident_return');

-- Whether it was reported to the Information Commissioner: written by decide_copy_incident alone.
create table copy_incident_decision (
  incident_id uuid primary key constraint copy_incident_decision_incident references copy_incident (id),
  child_id    uuid not null constraint copy_incident_decision_child references child (id),
  decided_as  text not null,
  decided_on  date not null,
  words       text not null,
  decided_by  uuid not null default actor(),
  decided_at  timestamptz not null default now(),
  constraint copy_incident_decision_known check (decided_as in ('reported', 'not-reported')),
  constraint copy_incident_decision_has_words check (trim(words) <> '')
);
create index copy_incident_decision_of_child on copy_incident_decision (child_id);
call protect_child_table('copy_incident_decision', 'may_read_row(''copy_incident'', incident_id)');
revoke insert on copy_incident_decision from llwybr_app;
call trace_changes('copy_incident_decision');

insert into deed_right (thing, deed, state, part)
  select 'meeting', deed, 'approved', part
    from unnest(array['record-receipt', 'take-copy-back']) deed, unnest(array['chair', 'note-taker', 'network']) part;
create trigger sending_receipt_by_deed before insert on sending_receipt for each row execute function keep_to_meeting_deed('record-receipt');
create trigger copy_incident_by_deed before insert on copy_incident for each row execute function keep_to_meeting_deed('take-copy-back');
create trigger copy_incident_return_by_deed before insert on copy_incident_return for each row execute function keep_to_meeting_deed('take-copy-back');

-- Each is about a sending of its meeting and child, in the writer's own name, on a day between that of the sending and today.
create function keep_what_became_of_a_copy() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  r jsonb := to_jsonb(new);
  s record_sending;
  told date := coalesce(r ->> 'received_on', r ->> 'found_on', r ->> 'known_on')::date;
begin
  if session_user = 'llwybr_owner' then return new; end if;
  select * into s from record_sending where id = coalesce((r ->> 'sending_id')::uuid,
    (select i.sending_id from copy_incident i where i.id = (r ->> 'incident_id')::uuid));
  if s.id is null or s.meeting_id <> new.meeting_id or s.child_id <> new.child_id or new.recorded_by <> actor()
     or told < (s.sent_at at time zone 'Europe/London')::date or told > (now() at time zone 'Europe/London')::date
     or (r ->> 'reason' = 'wrong-words' and s.copy <> 'family') then
    raise exception 'what became of a copy is about a copy that was given, since it was given' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger sending_receipt_kept before insert on sending_receipt for each row execute function keep_what_became_of_a_copy();
create trigger copy_incident_kept before insert on copy_incident for each row execute function keep_what_became_of_a_copy();
create trigger copy_incident_return_kept before insert on copy_incident_return for each row execute function keep_what_became_of_a_copy();

-- That a copy was taken back is for whoever sees that it was given; why is not.
create function is_taken_back(wanted_sending uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  return exists (select 1 from copy_incident i where i.sending_id = wanted_sending and may_see_child(i.child_id));
revoke all on function is_taken_back(uuid) from public;
grant execute on function is_taken_back(uuid) to llwybr_app;

-- Whether a copy was taken back for its words: whatever is made of the same, in either language, says the same.
create function has_wrong_words(wanted_meeting uuid, wanted_source text) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  return exists (
    select 1 from copy_incident i join record_sending s on s.id = i.sending_id join family_copy f on f.id = s.family_copy_id
     where i.meeting_id = wanted_meeting and i.reason = 'wrong-words' and f.source = wanted_source and may_see_child(i.child_id));
revoke all on function has_wrong_words(uuid, text) from public;
grant execute on function has_wrong_words(uuid, text) to llwybr_app;

create or replace function family_copy_may_leave(wanted_copy uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select exists (
      select 1 from family_copy f join family_copy_reading r on r.copy_id = f.id join meeting m on m.id = f.meeting_id
       where f.id = wanted_copy and r.read_by is distinct from m.chair_id and f.source = family_copy_source(f.meeting_id)
         and not has_wrong_words(f.meeting_id, f.source)
         and not exists (select 1 from family_copy n where n.meeting_id = f.meeting_id and n.language = f.language and n.position > f.position))
  $$;

-- A copy that was taken back for its words is not made, or read, again as it was.
create function refuse_wrong_words() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if session_user <> 'llwybr_owner' and has_wrong_words(new.meeting_id,
       case when tg_table_name = 'family_copy' then to_jsonb(new) ->> 'source' else (select f.source from family_copy f where f.id = (to_jsonb(new) ->> 'copy_id')::uuid) end) then
    raise exception 'a copy that was taken back for its words is made anew when they have changed' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger family_copy_without_wrong_words before insert on family_copy for each row execute function refuse_wrong_words();
create trigger family_copy_reading_without_wrong_words before insert on family_copy_reading for each row execute function refuse_wrong_words();

-- What information governance knows of copies that were taken back: by the child's reference, as it was written down, never the record itself.
create function copy_incidents() returns table (incident_id uuid, child_id uuid, reference text, copy text, reader text, how text, reason text, found_on date,
    what_happened text, safety text, recorded_by text, recorded_at timestamptz, came_back text, decided_as text, decided_on date, words text, decided_by text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select i.id, i.child_id, c.reference, s.copy, s.reader, s.how, i.reason, i.found_on, i.what_happened, i.safety, u.name, i.recorded_at,
           b.came_back, d.decided_as, d.decided_on, d.words, g.name
      from copy_incident i join record_sending s on s.id = i.sending_id join child c on c.id = i.child_id join app_user u on u.id = i.recorded_by
      left join copy_incident_return b on b.incident_id = i.id
      left join copy_incident_decision d on d.incident_id = i.id left join app_user g on g.id = d.decided_by
     where (select actor_has_role('information-governance-officer'))
     order by d.decided_at is not null, i.recorded_at, i.id
  $$;

-- Keeps what information governance decided, and tells whoever wrote it down. Answers the child, for the audit; nothing when it is not theirs.
create function decide_copy_incident(wanted_incident uuid, wanted_as text, wanted_on date, wanted_words text, wanted_at timestamptz) returns uuid
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  i copy_incident;
begin
  if not actor_has_role('information-governance-officer') then return null; end if;
  select * into i from copy_incident where id = wanted_incident for update;
  if i.id is null or i.recorded_by = actor() or wanted_on < i.found_on or wanted_on > (now() at time zone 'Europe/London')::date
     or exists (select 1 from copy_incident_decision d where d.incident_id = i.id) then return null; end if;
  insert into copy_incident_decision (incident_id, child_id, decided_as, decided_on, words, decided_at)
    values (i.id, i.child_id, wanted_as, wanted_on, wanted_words, wanted_at);
  insert into notice (user_id, kind, child_id, subject_id, made_at) values (i.recorded_by, 'copy-incident-decided', i.child_id, i.id, wanted_at);
  return i.child_id;
end
$$;
revoke all on function copy_incidents(), decide_copy_incident(uuid, text, date, text, timestamptz) from public;
grant execute on function copy_incidents(), decide_copy_incident(uuid, text, date, text, timestamptz) to llwybr_app;

alter table notice drop constraint notice_kind_known;
alter table notice add constraint notice_kind_known check (kind in (
  'action-not-carried-out', 'action-answered', 'family-copy-returned', 'referral-joined', 'referral-information', 'same-nhs-number',
  'perhaps-the-same-child', 'account-changed', 'concern-asked', 'concern-answered', 'concern-ended', 'pack-made', 'complaint-to-handle', 'complaint-answered',
  'copy-taken-back', 'copy-incident-decided'));
alter policy notice_own on notice using (user_id = (select actor()) and (child_id is null or may_see_child(child_id))
  and (kind not in ('action-not-carried-out', 'action-answered') or may_read_row('action', subject_id))
  and (kind not in ('concern-asked', 'concern-answered', 'concern-ended') or may_read_row('decision_concern', subject_id))
  and (kind not in ('complaint-to-handle', 'complaint-answered') or may_read_row('complaint', subject_id))
  and (kind not in ('copy-taken-back', 'copy-incident-decided') or may_read_row('copy_incident', subject_id))
  and (kind <> 'pack-made' or pack_can_be_had(subject_id)));
