-- Before an account ends its administrator is told how much work it holds: numbers, and nothing about any child.
--
-- Expand only.

create function work_of_member(wanted_user uuid) returns table (clocks integer, leads integer, meetings integer)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if not actor_has_role('administrator') then return; end if;
  return query select
    (select count(*)::integer from clock c where c.holder_id = wanted_user and c.met_at is null and c.stopped_at is null),
    (select count(*)::integer from network_member n where n.user_id = wanted_user and n.part = 'lead-practitioner' and n.left_at is null),
    (select count(*)::integer from meeting m where wanted_user in (m.chair_id, m.note_taker_id) and m.ended_at is null and m.called_off_at is null);
end
$$;
grant execute on function work_of_member(uuid) to llwybr_app;
