-- What the policies ask at every statement is planned once a connection.
--
-- Before version 18, PostgreSQL reads and plans a `language sql` function anew in every statement that calls it, which was most of what a
-- page cost there. The bodies stay as they were written; only the language around them changes, and who may call them does not.
-- Expand only. Decision 0066.

do $$
declare
  it record;
  asks text;
begin
  for it in
    select p.oid, p.prosrc, p.proname from pg_proc p join pg_language l on l.oid = p.prolang
     where p.pronamespace = 'public'::regnamespace and l.lanname = 'sql' and p.prosecdef and p.provolatile = 's'
       and (not p.proretset or p.proname = 'session_of_token') and p.prosqlbody is null
  loop
    asks := case it.proname when 'session_of_token' then E'#variable_conflict use_column\nbegin return query ' || it.prosrc || E';\nend'
            else E'#variable_conflict use_column\nbegin return (' || it.prosrc || E');\nend' end;
    execute replace(replace(pg_get_functiondef(it.oid), it.prosrc, asks), E'\n LANGUAGE sql\n', E'\n LANGUAGE plpgsql\n');
  end loop;
end
$$;

-- Who may write is asked when something is written. As policies for everything they were asked at each reading too.
drop policy local_authority_write on local_authority;
drop policy agency_write on agency;
drop policy app_user_write on app_user;
drop policy user_role_write on user_role;
drop policy team_write on team;
drop policy team_membership_write on team_membership;
drop policy panel_sitting_write on panel_sitting;

create policy local_authority_write on local_authority for insert to llwybr_app with check ((select actor_has_role('administrator')));
create policy agency_write on agency for insert to llwybr_app with check ((select actor_has_role('administrator')));
create policy app_user_write on app_user for insert to llwybr_app with check ((select actor_has_role('administrator')));
create policy app_user_change on app_user for update to llwybr_app using ((select actor_has_role('administrator')));
create policy user_role_write on user_role for insert to llwybr_app with check ((select actor_has_role('administrator')));
create policy user_role_change on user_role for update to llwybr_app using ((select actor_has_role('administrator')));
create policy team_write on team for insert to llwybr_app with check ((select actor_has_role('administrator')));
create policy team_change on team for update to llwybr_app using ((select actor_has_role('administrator')));
create policy team_membership_write on team_membership for insert to llwybr_app with check ((select actor_has_role('administrator')));
create policy team_membership_change on team_membership for update to llwybr_app using ((select actor_has_role('administrator')));
create policy panel_sitting_write on panel_sitting for insert to llwybr_app
  with check ((select actor_has_role('exploitation-lead')) or (select actor_has_role('administrator')));
