-- What the chair says when an agreed action was changed or not carried out: for whoever may know of the action.
--
-- Expand only. Decision 0046.

create table action_answer (
  id          uuid primary key default gen_random_uuid(),
  action_id   uuid not null constraint action_answer_action references action (id),
  child_id    uuid not null constraint action_answer_child references child (id),
  answer      text not null,
  words       text not null default '',
  answered_by uuid not null,
  answered_at timestamptz not null default now(),
  constraint action_answer_once unique (action_id),
  constraint action_answer_known check (answer in ('accepted', 'stands', 'next-meeting')),
  constraint action_answer_has_words check (answer = 'accepted' or trim(words) <> '')
);
create index action_answer_of_child on action_answer (child_id);
-- The policy of the action itself says who may know of it.
call protect_child_table('action_answer', 'exists (select 1 from action a where a.id = action_id)');
call trace_changes('action_answer');

insert into deed_right (thing, deed, state, part) values ('action', 'answer', 'not-as-agreed', 'chair');

create function keep_action_answer() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  a action;
begin
  if session_user = 'llwybr_owner' then return new; end if;
  select * into a from action where id = new.action_id for share;
  if a.child_id <> new.child_id or new.answered_by <> actor() then
    raise exception 'an answer is given in one''s own name, about the child of the action' using errcode = '42501';
  end if;
  if not may_do('action', 'answer', case when a.outcome is null then 'open' when a.outcome = 'done' then 'done' else 'not-as-agreed' end, array_remove(array[
       case when exists (select 1 from network_member n where n.child_id = a.child_id and n.user_id = actor() and n.part = 'chair' and n.left_at is null) then 'chair' end], null)) then
    perform refuse_deed('answer', 'action');
  end if;
  return new;
end
$$;
create trigger action_answer_within_deeds before insert on action_answer for each row execute function keep_action_answer();

-- The open actions of an agency, by day.
create index action_open_of_agency on action (agency_id, due_on) where outcome is null;

-- Whoever was to do it, and whoever reported on it, are told; nobody who may not know of the action.
alter table notice drop constraint notice_kind_known;
alter table notice add constraint notice_kind_known check (kind in (
  'action-not-carried-out', 'action-answered', 'referral-joined', 'referral-information', 'same-nhs-number', 'perhaps-the-same-child', 'account-changed'));
alter policy notice_own on notice using (user_id = (select actor()) and (child_id is null or may_see_child(child_id))
  and (kind not in ('action-not-carried-out', 'action-answered') or may_read_row('action', subject_id)));
