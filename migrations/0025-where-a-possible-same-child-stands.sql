-- Whoever decides a referral sees of each child that may be the same whether they are on the pathway already, before choosing.
--
-- Expand only.

-- Whether a child is on the pathway by a decision, beside one referral's own: what child_is_known asks, before the two are joined.
create function offered_on_pathway(wanted_referral uuid) returns table (child_id uuid, opened_on date)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare held referral := held_by_my_front_door(wanted_referral);
begin
  if held.id is null then return; end if;
  return query
    select w.child_id, w.opened_on
      from duplicate_offer o join child c on c.id = o.child_id join pathway w on w.child_id = c.id and w.ended_on is null
     where o.referral_id = held.id and c.restricted_at is null
       and exists (
         select 1 from determination d
          where d.child_id = w.child_id and d.outcome in ('early-help', 'care-and-support-assessment', 'strategy-discussion', 'exploitation-pathway')
            and (d.decided_at at time zone 'Europe/London')::date >= w.opened_on);
end
$$;
grant execute on function offered_on_pathway(uuid) to llwybr_app;
