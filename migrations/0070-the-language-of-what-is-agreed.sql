-- In which language an agreed action is written, what was reported of it, and what the chair said to that. Empty where nobody said.
--
-- Expand only.

alter table action add column written_in text not null default ''
  constraint action_written_in_known check (written_in ~ '^([a-z]{2,3})?$');
alter table action add column outcome_written_in text not null default ''
  constraint action_outcome_written_in_known check (outcome_written_in ~ '^([a-z]{2,3})?$');
alter table action_answer add column written_in text not null default ''
  constraint action_answer_written_in_known check (written_in ~ '^([a-z]{2,3})?$');
grant update (outcome_written_in) on action to llwybr_app;
grant select (written_in) on action to llwybr_family_room;

-- What a report is written in is said with it, and stays with it.
create or replace function keep_action() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if session_user = 'llwybr_owner' then return new; end if;
  if new.audience <> old.audience and not (new.audience <> 'family' and old.audience = 'family' and may_in_meeting('decide-for-family', old.meeting_id)) then
    raise exception 'only the chair decides what the family may see' using errcode = '42501';
  end if;
  if (new.outcome, new.outcome_reason, new.outcome_written_in) is distinct from (old.outcome, old.outcome_reason, old.outcome_written_in)
     and not may_do('action', 'report', case when old.outcome is null then 'open' else 'reported' end, array_remove(array[
       case when old.owner_id = actor() then 'owner' end, case when actor_works() and may_see_child(old.child_id) then 'network' end], null)) then
    perform refuse_deed('report', 'action');
  end if;
  return new;
end
$$;
