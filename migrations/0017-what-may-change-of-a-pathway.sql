-- What may still change of a pathway.
--
-- Expand only.

-- A pathway: open, to be ended or stepped down by a proposal, or ended. `second` is a manager or lead who did not propose it.
insert into deed_right (thing, deed, state, part)
select 'pathway', v.deed, v.state, p
  from (values
    ('step-up',  'open',     'network'),
    ('step-up',  'proposed', 'network'),
    ('propose',  'open',     'network'),
    ('confirm',  'proposed', 'second'),
    ('decline',  'proposed', 'second proposer'),
    ('reopen',   'ended',    'manager')
  ) v (deed, state, parts), string_to_table(v.parts, ' ') p;

create function pathway_state(w pathway) returns text
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select case when w.ended_on is not null then 'ended'
                when exists (select 1 from pathway_proposal p where p.pathway_id = w.id and p.decided_at is null) then 'proposed'
                else 'open' end
  $$;

create function pathway_parts(w pathway) returns text[]
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select array_remove(array[
      case when may_see_child(w.child_id) and (actor_has_role('practitioner') or actor_has_role('manager') or actor_has_role('exploitation-lead')
                 or actor_has_role('chair')) then 'network' end,
      case when may_see_child(w.child_id) and (actor_has_role('manager') or actor_has_role('exploitation-lead')) then 'manager' end,
      case when p.proposed_by = actor() then 'proposer' end,
      case when p.proposed_by <> actor() and may_see_child(w.child_id) and (actor_has_role('manager') or actor_has_role('exploitation-lead')) then 'second' end], null)
      from (select w.id) one left join pathway_proposal p on p.pathway_id = w.id and p.decided_at is null
  $$;

create function may_with_pathway(deed text, wanted_pathway uuid) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare w pathway;
begin
  select * into w from pathway where id = wanted_pathway for update;
  return w.id is not null and may_do('pathway', deed, pathway_state(w), pathway_parts(w));
end
$$;

create function keep_pathway_deeds() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if session_user = 'llwybr_owner' then return new; end if;
  if tg_table_name = 'pathway_proposal' and tg_op = 'INSERT' then
    if new.proposed_by <> actor() or not may_with_pathway('propose', new.pathway_id) then perform refuse_deed('propose', 'pathway'); end if;
  elsif tg_table_name = 'pathway_proposal' then
    if new.decided_by is distinct from actor() or not may_with_pathway(case when new.confirmed then 'confirm' else 'decline' end, new.pathway_id) then
      perform refuse_deed('decide', 'pathway');
    end if;
  elsif tg_table_name = 'pathway_move' then
    if new.direction = 'up' and not may_with_pathway('step-up', new.pathway_id) then perform refuse_deed('step-up', 'pathway'); end if;
    if new.direction = 'down' and not exists (select 1 from pathway_proposal p where p.pathway_id = new.pathway_id and p.kind = 'step-down'
         and p.moved_to = new.moved_to and p.confirmed and p.decided_by = actor()) then
      raise exception 'a step down is proposed by one and confirmed by another' using errcode = '42501';
    end if;
  elsif tg_op = 'INSERT' then
    -- Opened by a referral that the front door has received, or opened again by a manager.
    if not exists (select 1 from referral r where r.child_id = new.child_id and r.receiving_team_id = any (my_principals()))
       and not (exists (select 1 from pathway w where w.child_id = new.child_id) and trim(new.reopened_reason) <> ''
                and (actor_has_role('manager') or actor_has_role('exploitation-lead'))) then
      perform refuse_deed('reopen', 'pathway');
    end if;
  elsif new.ended_on is distinct from old.ended_on then
    -- Ended by a proposal that another confirmed, or by the front door's first decision with nobody waiting.
    if not exists (select 1 from pathway_proposal p where p.pathway_id = new.id and p.kind = 'ending' and p.ending = new.ending and p.confirmed and p.decided_by = actor())
       and not (new.ending in ('no-further-action', 'information-and-advice')
                and exists (select 1 from determination d where d.child_id = new.child_id and d.decided_by = actor() and d.outcome = new.ending
                              and (d.decided_at at time zone 'Europe/London')::date >= old.opened_on)
                and not exists (select 1 from referral r where r.child_id = new.child_id and r.submitted_at is not null and r.decided_at is null)) then
      raise exception 'an ending is proposed by one and confirmed by another' using errcode = '42501';
    end if;
  end if;
  return new;
end
$$;
create trigger pathway_proposal_by_deed before insert or update on pathway_proposal for each row execute function keep_pathway_deeds();
create trigger pathway_move_by_deed before insert on pathway_move for each row execute function keep_pathway_deeds();
create trigger pathway_within_deeds before insert or update on pathway for each row execute function keep_pathway_deeds();
