-- The papers of a meeting, gathered for those who come to it, and each copy of them with its reader.
--
-- Expand only. Decision 0054.

create table meeting_pack (
  id         uuid primary key default gen_random_uuid(),
  meeting_id uuid not null constraint meeting_pack_meeting references meeting (id),
  child_id   uuid not null constraint meeting_pack_child references child (id),
  made_at    timestamptz not null default now(),
  made_by    uuid not null
);
create index meeting_pack_of_meeting on meeting_pack (meeting_id, made_at desc);
call protect_child_table('meeting_pack');
call trace_changes('meeting_pack');

insert into deed_right (thing, deed, state, part)
  select 'meeting', v.deed, s, p from (values
    ('make-pack', 'booked in-closed-session',      'chair note-taker'),
    ('take-pack', 'booked in-closed-session held', 'chair note-taker network')
  ) v (deed, states, parts), string_to_table(v.states, ' ') s, string_to_table(v.parts, ' ') p;

create function keep_meeting_pack() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if session_user = 'llwybr_owner' then return new; end if;
  if new.made_by <> actor() or not exists (select 1 from meeting m where m.id = new.meeting_id and m.child_id = new.child_id)
     or not may_in_meeting('make-pack', new.meeting_id) then
    perform refuse_deed('make-pack', 'meeting');
  end if;
  return new;
end
$$;
create trigger meeting_pack_within_deeds before insert on meeting_pack for each row execute function keep_meeting_pack();

-- A copy of the pack is kept with its hash and its reader, as those of the full record are; while the meeting's work lasts, and not after.
alter table record_copy drop constraint record_copy_known;
alter table record_copy add constraint record_copy_known
  check (copy in ('full', 'family', 'pack') and language in ('en', 'cy') and format in ('pdf', 'docx'));
create function keep_copy_of_pack() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if session_user = 'llwybr_owner' then return new; end if;
  if new.made_by <> actor() or not may_in_meeting('take-pack', new.meeting_id)
     or not exists (select 1 from meeting_pack p where p.meeting_id = new.meeting_id and p.child_id = new.child_id) then
    perform refuse_deed('take-pack', 'meeting');
  end if;
  return new;
end
$$;
create trigger record_copy_of_pack before insert on record_copy for each row when (new.copy = 'pack') execute function keep_copy_of_pack();

-- Whoever is invited is told that the papers are there; they see the child by their invitation, and need not be around them.
alter table notice drop constraint notice_kind_known;
alter table notice add constraint notice_kind_known check (kind in (
  'action-not-carried-out', 'action-answered', 'family-copy-returned', 'referral-joined', 'referral-information', 'same-nhs-number',
  'perhaps-the-same-child', 'account-changed', 'concern-asked', 'concern-answered', 'concern-ended', 'pack-made'));
alter policy notice_write on notice with check (child_id is not null and may_see_child(child_id)
  and (exists (select 1 from network_member n where n.child_id = notice.child_id and n.user_id = notice.user_id and n.left_at is null)
    or (kind in ('concern-asked', 'concern-answered', 'concern-ended', 'pack-made') and exists (select 1 from who_sees_child(child_id) u where u = user_id))));

-- That the papers are there is told while they can be had, and not when the way to them is closed.
create function pack_can_be_had(wanted_meeting uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select exists (select 1 from meeting m where m.id = wanted_meeting and meeting_state(m) in ('booked', 'in-closed-session', 'held') and may_see_child(m.child_id)) $$;
grant execute on function pack_can_be_had(uuid) to llwybr_app;
alter policy notice_own on notice using (user_id = (select actor()) and (child_id is null or may_see_child(child_id))
  and (kind not in ('action-not-carried-out', 'action-answered') or may_read_row('action', subject_id))
  and (kind not in ('concern-asked', 'concern-answered', 'concern-ended') or may_read_row('decision_concern', subject_id))
  and (kind <> 'pack-made' or pack_can_be_had(subject_id)));

-- Whoever has not looked yet is told once, however often the papers are gathered.
create unique index notice_of_pack_once on notice (user_id, subject_id) where kind = 'pack-made' and read_at is null;
