-- Who is asking: proved to the database, never told to it.
--
-- Expand only. Every table is under forced row-level security from its first day: the application's role owns nothing
-- and sees nothing until a transaction says for whom it acts (decision 0005).

create extension if not exists pg_trgm;
create extension if not exists unaccent;
create extension if not exists pgcrypto;
create extension if not exists btree_gist;

grant usage on schema public to llwybr_app, llwybr_family_copy, llwybr_jobs, llwybr_report;
revoke create on schema public from public;
-- A function of ours is called only by whom it is granted to.
alter default privileges for role llwybr_owner revoke execute on functions from public;

-- Switches row-level security on and forces it, for the owner too, who alone then has a policy that lets all through.
create procedure protect_table(table_name text)
  language plpgsql
  as $$
begin
  execute format('alter table %I enable row level security', table_name);
  execute format('alter table %I force row level security', table_name);
  execute format('create policy %I on %I to llwybr_owner using (true) with check (true)', table_name || '_owner', table_name);
end
$$;

-- Who acts is proved to the database, never told to it (decision 0023). The owner alone knows this key; with it a function of
-- the owner's signs who acts in one transaction of one connection, and every policy reads only what is signed.
create table acting_key (
  id  boolean primary key default true,
  key bytea not null default gen_random_bytes(32),
  constraint acting_key_is_the_only_one check (id)
);
call protect_table('acting_key');
insert into acting_key default values;

-- The hashes of the keys that the deployment holds: the command line and the jobs act in somebody's name with one, the door
-- (sign-in) begins sessions with the other. The password of a database role is neither.
create table deployment_key (
  purpose  text primary key,
  key_hash bytea not null,
  constraint deployment_key_purpose_known check (purpose in ('command', 'door'))
);
call protect_table('deployment_key');

-- The signature of a claim holds the connection and the transaction's instant, so that it is of no use in another.
create function acting_signature(claim text, secret bytea) returns text
  language sql stable
  return encode(sha256(secret || sha256(secret || convert_to(
    claim || '|' || pg_backend_pid() || '|' || extract(epoch from now()), 'UTF8'))), 'hex');

-- What acts in this transaction: actor|principals|recorder, or nothing when nobody was proved to.
create function acting() returns text
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  told text := current_setting('llwybr.acting', true);
  claim text := left(told, -65);
  secret bytea;
begin
  if coalesce(told, '') = '' then return null; end if;
  select key into secret from acting_key;
  if right(told, 64) <> acting_signature(claim, secret) then return null; end if;
  return claim;
end
$$;

-- Signs who acts from now on in this transaction. Only functions of the owner's call it, each after its own proof.
create function sign_acting(who uuid, principals uuid[], recorder uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  claim text := who || '|' || coalesce(principals::text, '{}') || '|' || coalesce(recorder::text, '');
  secret bytea;
begin
  select key into secret from acting_key;
  perform set_config('llwybr.acting', claim || '|' || acting_signature(claim, secret), true);
end
$$;

-- Who is asking, as proved; null when nobody is.
create function actor() returns uuid
  language sql stable
  return split_part(acting(), '|', 1)::uuid;

-- The actor and every team the actor belongs to: a grant to any of these is a grant to the actor.
create function my_principals() returns uuid[]
  language sql stable
  return split_part(acting(), '|', 2)::uuid[];

-- Who loads a case file in the actor's name; null when the actor acts themselves.
create function recorder() returns uuid
  language sql stable
  return nullif(split_part(acting(), '|', 3), '')::uuid;
