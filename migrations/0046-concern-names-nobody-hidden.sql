-- A concern that everybody around the child reads is put to nobody who is there for a closed session alone: it would tell of them. Whoever
-- raises one from there is told so. A concern whose raiser sees the child no more, closed or not, is taken over by a colleague of their
-- agency, or by an exploitation lead, who may read it and was not asked.
--
-- Expand only. Decision 0053.

-- Whether somebody sees a child through a closed session alone, as far as the actor may know of it.
create function is_there_for_closed_alone(wanted_child uuid, who uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  return may_see_child(wanted_child)
    and exists (
      select 1 from meeting_person p
       where p.user_id = who and p.child_id = wanted_child and not person_is_hidden(p.id))
    and not exists (
      select 1 from access_grant g
        left join meeting_person p on g.reason = 'meeting' and p.id = g.source_id
       where g.child_id = wanted_child and g.from_at <= now() and (g.until_at is null or g.until_at > now())
         and (g.principal_id = who or g.principal_id in (select m.team_id from team_membership m where m.user_id = who and m.left_at is null))
         and (g.reason <> 'meeting' or p.in_family or p.part in ('chair', 'note-taker')
           or exists (select 1 from meeting_presence r where r.person_id = p.id and r.stage <> 'closed-session')));
end
$$;
grant execute on function is_there_for_closed_alone(uuid, uuid) to llwybr_app;

create function keep_concern_from_telling() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if session_user <> 'llwybr_owner' and is_there_for_closed_alone(new.child_id, new.asked_id)
     and exists (select 1 from decision_concern c where c.id = new.concern_id and c.audience = 'network') then
    perform refuse_deed('ask', 'decision-concern');
  end if;
  return new;
end
$$;
create trigger decision_concern_step_tells_nothing before insert on decision_concern_step for each row execute function keep_concern_from_telling();

create or replace function may_with_concern(deed text, c decision_concern) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare s decision_concern_step := last_step(c.id);
begin
  return may_do('decision-concern', deed,
    case when c.ended_at is not null then 'ended' when s.answered_at is not null then 'answered' else 'asked' end,
    array_remove(array[
      case when c.raised_by = actor() or (
             actor_works() and (c.agency_id = actor_agency() or actor_has_role('exploitation-lead'))
             and may_read(c.audience, c.meeting_id, c.raised_by)
             and not exists (select 1 from decision_concern_step a where a.concern_id = c.id and a.asked_id = actor())
             and not exists (select 1 from who_sees_child(c.child_id) u where u = c.raised_by)) then 'raiser' end,
      case when s.asked_id = actor() then 'asked' end], null));
end
$$;
