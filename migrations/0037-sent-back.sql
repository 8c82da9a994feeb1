-- The second person can send a family's copy back instead of letting it leave, and says why.
--
-- Expand only. Decision 0047.

create table family_copy_return (
  copy_id     uuid primary key constraint family_copy_return_copy references family_copy (id),
  meeting_id  uuid not null constraint family_copy_return_meeting references meeting (id),
  child_id    uuid not null constraint family_copy_return_child references child (id),
  reason      text not null,
  returned_by uuid not null default actor(),
  returned_at timestamptz not null default now(),
  constraint family_copy_return_has_reason check (trim(reason) <> '')
);
create index family_copy_return_of_child on family_copy_return (child_id);
-- The reason can name closed words: it is for those of the closed session.
call protect_child_table('family_copy_return', 'in_closed_session(meeting_id)');
call trace_changes('family_copy_return');
create trigger family_copy_return_by_deed before insert on family_copy_return for each row execute function keep_to_meeting_deed('read-family-copy');

-- That it was sent back is for whoever sees the copy; by whom and why is not.
create function is_sent_back(wanted_copy uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  return exists (select 1 from family_copy_return r join family_copy f on f.id = r.copy_id where r.copy_id = wanted_copy and may_see_child(f.child_id));
revoke all on function is_sent_back(uuid) from public;
grant execute on function is_sent_back(uuid) to llwybr_app;

-- A copy is let go or sent back, never both; two who read at once come one after the other.
create function keep_one_reading() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  f family_copy;
begin
  if session_user = 'llwybr_owner' then return new; end if;
  select * into f from family_copy where id = new.copy_id for update;
  if f.meeting_id <> new.meeting_id or f.child_id <> new.child_id then
    raise exception 'a reading is about a copy of its meeting' using errcode = '42501';
  end if;
  if tg_table_name = 'family_copy_return' then
    if new.returned_by <> actor() or f.source is distinct from family_copy_source(f.meeting_id)
       or exists (select 1 from family_copy_reading r where r.copy_id = f.id) then
      raise exception 'a copy that was let go, or is out of date, is not sent back' using errcode = '42501';
    end if;
  elsif exists (select 1 from family_copy_return r where r.copy_id = f.id) then
    raise exception 'a copy that was sent back is made anew' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger family_copy_return_once before insert on family_copy_return for each row execute function keep_one_reading();
create trigger family_copy_reading_once before insert on family_copy_reading for each row execute function keep_one_reading();

-- The chair is told.
alter table notice drop constraint notice_kind_known;
alter table notice add constraint notice_kind_known check (kind in (
  'action-not-carried-out', 'action-answered', 'family-copy-returned', 'referral-joined', 'referral-information', 'same-nhs-number',
  'perhaps-the-same-child', 'account-changed'));
