-- In which language the reasons are of what Children's Services and the panel decide, and of bringing a child before it. Empty where nobody said.
--
-- Expand only.

alter table determination add column written_in text not null default ''
  constraint determination_written_in_known check (written_in ~ '^([a-z]{2,3})?$');
alter table panel_escalation add column written_in text not null default ''
  constraint panel_escalation_written_in_known check (written_in ~ '^([a-z]{2,3})?$');
alter table panel_escalation add column decision_written_in text not null default ''
  constraint panel_escalation_decision_written_in_known check (decision_written_in ~ '^([a-z]{2,3})?$');
grant update (decision_written_in) on panel_escalation to llwybr_app;

-- To say in which language a decision is, is to decide: the same deed.
create or replace function keep_panel_item() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if session_user <> 'llwybr_owner'
     and (new.decision, new.decision_reasons, new.decision_written_in, new.decided_at)
         is distinct from (old.decision, old.decision_reasons, old.decision_written_in, old.decided_at)
     and not may_do('panel-item', 'decide', case when old.decided_at is null then 'open' else 'decided' end, array_remove(array[
       case when old.team_id = any (my_principals()) and actor_has_role('panel-member') then 'panel' end], null)) then
    perform refuse_deed('decide', 'panel item');
  end if;
  return new;
end
$$;
