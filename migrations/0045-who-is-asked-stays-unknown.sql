-- Whom one can ask about a concern is chosen among those who see the child: somebody who is there for a closed session alone stays unknown
-- to all outside it, but for those who read a concern that they raised in their own name.
--
-- Expand only. Decision 0053.

create or replace function who_sees_child(wanted uuid) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select distinct u.id
      from access_grant g
      left join team_membership t on t.team_id = g.principal_id and t.left_at is null
      join app_user u on u.id = coalesce(t.user_id, g.principal_id)
     where g.child_id = wanted and g.from_at <= now() and (g.until_at is null or g.until_at > now())
       and u.left_at is null and g.principal_id = any (principals_of(u.id)) and may_see_child(wanted)
       and (g.reason <> 'meeting' or not person_is_hidden(g.source_id)
         or exists (select 1 from decision_concern c where c.child_id = g.child_id and c.raised_by = u.id and (c.audience = 'network' or asked_about(c.id))))
  $$;

-- Nor does the copy of the papers that they took tell of them.
create policy record_copy_of_hidden on record_copy as restrictive for select to llwybr_app
  using (copy <> 'pack' or not looks_are_hidden(child_id, made_by));
