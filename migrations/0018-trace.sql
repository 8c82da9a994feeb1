-- No change without its trace: what the application writes about a child, a referral or the board cannot be committed unless an
-- audit event was written in the same transaction.
--
-- Expand only. The check is put off to the commit, so that an action may write in the order that suits it.

create function require_trace() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  -- Migrations and restores are the owner's own; nobody acts in them.
  if session_user in ('llwybr_app', 'llwybr_jobs')
     and not exists (select 1 from audit_event e where e.in_transaction = pg_current_xact_id()) then
    -- A programmer's mistake, and told as one: not a refusal that a page would show as "not found".
    raise exception 'a change of % leaves no trace', tg_table_name using errcode = 'LW001';
  end if;
  return null;
end
$$;

create procedure trace_changes(table_name text)
  language plpgsql
  as $$
begin
  execute format('create constraint trigger %I after insert or update or delete on %I deferrable initially deferred
    for each row execute function require_trace()', table_name || '_is_traced', table_name);
end
$$;

do $$
declare name text;
begin
  for name in
    select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind = 'r'
       and (c.relname in ('child', 'referral', 'board', 'agency', 'app_user', 'user_role', 'team', 'team_membership', 'local_authority',
                          'setting', 'further_bank_holiday', 'account_invitation', 'credential', 'panel_sitting')
         or exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'child_id' and not a.attisdropped))
       -- Written by triggers beside a change that is traced itself, or by the act of looking.
       and c.relname not in ('audit_event', 'row_history', 'access_grant', 'child_name_index', 'notice', 'last_look')
  loop
    call trace_changes(name);
  end loop;
end
$$;
