-- A family's copy locked with words that are told by another way, so that it can go by e-mail: what is kept is that it was made and its hash,
-- so that the file is known again; not the words.
--
-- Expand only. Decision 0061.

create table family_copy_locked (
  id         uuid primary key default gen_random_uuid(),
  copy_id    uuid not null constraint family_copy_locked_copy references family_copy (id),
  meeting_id uuid not null constraint family_copy_locked_meeting references meeting (id),
  child_id   uuid not null constraint family_copy_locked_child references child (id),
  sha256     text not null,
  made_by    uuid not null default actor(),
  made_at    timestamptz not null default now(),
  constraint family_copy_locked_hash check (sha256 ~ '^[0-9a-f]{64}$')
);
create index family_copy_locked_by_hash on family_copy_locked (sha256);
create index family_copy_locked_of_child on family_copy_locked (child_id);
call protect_child_table('family_copy_locked');
call trace_changes('family_copy_locked');
create policy family_copy_locked_may_leave on family_copy_locked as restrictive for insert to llwybr_app
  with check (family_copy_may_leave(copy_id) and made_by = (select actor())
    and exists (select 1 from family_copy f where f.id = copy_id and f.meeting_id = family_copy_locked.meeting_id and f.child_id = family_copy_locked.child_id));

create or replace function family_copy_with_hash(wanted text) returns uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  return (select copy_id from (
    select f.copy_id from family_copy_file f where f.sha256 = wanted
    union all select l.copy_id from family_copy_locked l where l.sha256 = wanted) known order by copy_id limit 1);
