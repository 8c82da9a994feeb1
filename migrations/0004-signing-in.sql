-- What the door may do before anybody is signed in: look at a credential, begin and end a session, keep a form.
--
-- Expand only.

create function account_for_sign_in(wanted_email text)
  returns table (user_id uuid, password_hash text, totp_secret bytea, totp_confirmed_at timestamptz, totp_last_step bigint)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  perform require_door();
  return query
    select u.id, c.password_hash, c.totp_secret, c.totp_confirmed_at, c.totp_last_step
      from app_user u join credential c on c.user_id = u.id
     where u.email = lower(wanted_email) and u.left_at is null;
end
$$;

-- Counts an attempt before anything of it is compared, and answers what went before it: attempts side by side take turns, so
-- that none of them is looked at uncounted. `known` is a source from which this account was signed in to within ninety days.
create function begin_sign_in(wanted_email_hash bytea, wanted_address_hash bytea)
  returns table (attempt_id bigint, pair_wrong bigint, pair_last_at timestamptz, known boolean, account_wrong bigint, source_wrong bigint)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  perform require_door();
  perform pg_advisory_xact_lock(hashtextextended('sign-in:' || encode(wanted_email_hash, 'hex'), 0));
  delete from sign_in_attempt a where a.at < now() - interval '90 days';
  return query
    with pair as (
      select count(*) as wrong, max(a.at) as last_at from sign_in_attempt a
       where a.email_hash = wanted_email_hash and a.address_hash = wanted_address_hash and not a.succeeded and a.at > now() - interval '1 day'
         and a.at > coalesce((select max(s.at) from sign_in_attempt s
                               where s.email_hash = wanted_email_hash and s.address_hash = wanted_address_hash and s.succeeded), '-infinity')),
    made as (insert into sign_in_attempt (email_hash, address_hash) values (wanted_email_hash, wanted_address_hash) returning id)
    select made.id, pair.wrong, pair.last_at,
           exists (select 1 from sign_in_attempt a where a.email_hash = wanted_email_hash and a.address_hash = wanted_address_hash and a.succeeded),
           (select count(*) from sign_in_attempt a where a.email_hash = wanted_email_hash and not a.succeeded and a.at > now() - interval '1 hour'),
           (select count(*) from sign_in_attempt a where a.address_hash = wanted_address_hash and not a.succeeded and a.at > now() - interval '1 hour')
      from made, pair;
end
$$;

-- Takes back an attempt that was not looked at because sign-in pauses, or marks one that was right.
create function end_sign_in(wanted_attempt bigint, came_to text) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  perform require_door();
  if came_to = 'not-looked-at' then delete from sign_in_attempt where id = wanted_attempt;
  elsif came_to = 'right' then update sign_in_attempt set succeeded = true where id = wanted_attempt;
  end if;
end
$$;

-- What happens at the door leaves its event too: signed in, refused, a credential chosen. Nobody acts yet, so the door says who
-- it was about.
create function record_at_door(new_event text, whom uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  perform require_door();
  if new_event not in ('account.signed-in', 'account.refused', 'account.credential-changed') then
    raise exception 'the door records no such event' using errcode = '42501';
  end if;
  insert into audit_event (actor_id, event, subject_id) values (case when new_event <> 'account.refused' then whom end, new_event, whom);
end
$$;

-- A code is used once: answers whether this one may still be used, and marks it so.
create function use_totp_step(wanted_user uuid, step bigint) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  perform require_door();
  update credential set totp_last_step = step where user_id = wanted_user and (totp_last_step is null or totp_last_step < step);
  return found;
end
$$;

-- A session is kept under the hash of what the browser's token hashes to: whoever reads this table can open nothing with it.
create function start_session(new_user uuid, presented bytea, new_expires_at timestamptz) returns uuid
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare new_session uuid;
begin
  perform require_door();
  insert into session (user_id, token_hash, expires_at)
    select u.id, sha256(presented), new_expires_at from app_user u where u.id = new_user and u.left_at is null
    returning id into new_session;
  return new_session;
end
$$;

-- The session of a token, also one that has lately ended, so that what was typed can be kept for its owner.
create function session_of_token(presented bytea)
  returns table (session_id uuid, user_id uuid, name text, email text, agency_id uuid, agency_kind text, language text, roles text[], team_ids uuid[],
                 last_seen_at timestamptz, expires_at timestamptz, ended_at timestamptz, public_view boolean)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select s.id, u.id, u.name, u.email, u.agency_id, a.kind, u.language,
           coalesce((select array_agg(r.role order by r.role) from user_role r where r.user_id = u.id and r.ended_at is null), '{}'),
           coalesce((select array_agg(m.team_id) from team_membership m where m.user_id = u.id and m.left_at is null), '{}'),
           s.last_seen_at, s.expires_at, s.ended_at, s.public_view
      from session s join app_user u on u.id = s.user_id join agency a on a.id = u.agency_id
     where s.token_hash = sha256(presented) and u.left_at is null and s.expires_at > now() - interval '1 day'
  $$;

-- Acts as the owner of a session that is in force.
create function act_by_session(presented bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare who uuid;
begin
  select s.user_id into who from session s join app_user u on u.id = s.user_id
   where s.token_hash = sha256(presented) and s.ended_at is null and s.expires_at > now() and u.left_at is null;
  if who is null then raise exception 'the session has ended' using errcode = '28000'; end if;
  perform sign_acting(who, principals_of(who), null);
end
$$;

create function touch_session(presented bytea, new_expires_at timestamptz) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    update session set last_seen_at = now(), expires_at = least(new_expires_at, started_at + interval '12 hours')
     where token_hash = sha256(presented) and ended_at is null
  $$;

create function end_session(presented bytea) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp
  as $$ update session set ended_at = now() where token_hash = sha256(presented) and ended_at is null $$;

-- Keeps what somebody had typed, for the owner of the session alone in which it was typed, and clears away what nobody asked for.
create function park_form(presented bytea, wanted_path text, new_fields jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare who uuid;
begin
  select s.user_id into who from session s join app_user u on u.id = s.user_id
   where s.token_hash = sha256(presented) and u.left_at is null and s.expires_at > now() - interval '1 day';
  if who is null then return; end if;
  delete from parked_form where parked_at < now() - interval '14 days';
  insert into parked_form (user_id, path, fields) values (who, wanted_path, new_fields)
  on conflict (user_id, path) do update set fields = excluded.fields, parked_at = now();
end
$$;

-- Chooses a password with an invitation: answers whose account it is, or nothing. The code that was shown is used up by it.
create function accept_invitation(wanted_code_hash bytea, new_password_hash text, new_totp_secret bytea, used_step bigint) returns uuid
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare whose uuid;
begin
  perform require_door();
  update account_invitation set used_at = now()
   where code_hash = wanted_code_hash and used_at is null and expires_at > now() returning user_id into whose;
  if whose is null then return null; end if;
  insert into credential (user_id, password_hash, totp_secret, totp_confirmed_at, totp_last_step) values (whose, new_password_hash, new_totp_secret, now(), used_step)
  on conflict (user_id) do update set password_hash = excluded.password_hash, totp_secret = excluded.totp_secret,
    totp_confirmed_at = now(), totp_last_step = used_step, changed_at = now();
  update account_invitation set used_at = now() where user_id = whose and used_at is null;
  return whose;
end
$$;

create function invitation_account(wanted_code_hash bytea) returns table (user_id uuid, email text, name text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select u.id, u.email, u.name from account_invitation i join app_user u on u.id = i.user_id
     where i.code_hash = wanted_code_hash and i.used_at is null and i.expires_at > now() and u.left_at is null
  $$;

-- Founds the board with the one-time code. Answers the first administrator, or nothing when the code is not right.
create function found_board(
  wanted_code_hash bytea, new_kind text, new_name_en text, new_name_cy text,
  admin_name text, admin_email text, admin_language text) returns uuid
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare new_agency uuid; new_user uuid;
begin
  if exists (select 1 from board) then return null; end if;
  update founding_code set used_at = now() where code_hash = wanted_code_hash and used_at is null;
  if not found then return null; end if;
  insert into board (kind, name_en, name_cy) values (new_kind, new_name_en, new_name_cy);
  insert into agency (kind, name_en, name_cy) values ('safeguarding-board', new_name_en, new_name_cy) returning id into new_agency;
  insert into app_user (email, name, agency_id, language) values (lower(admin_email), admin_name, new_agency, admin_language) returning id into new_user;
  insert into user_role (user_id, role, given_by) values (new_user, 'administrator', new_user);
  insert into audit_event (actor_id, event) values (new_user, 'board.founded');
  return new_user;
end
$$;

create function founding_code_is_right(wanted_code_hash bytea) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select exists (select 1 from founding_code where code_hash = wanted_code_hash and used_at is null) and not exists (select 1 from board) $$;

-- On a demonstration board, and nowhere else, anyone may step into anyone's shoes with one click.
create function demonstration_accounts()
  returns table (user_id uuid, name text, job_title text, email text, language text, agency_en text, agency_cy text, roles text[])
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select u.id, u.name, u.job_title, u.email, u.language, a.name_en, a.name_cy,
           coalesce((select array_agg(r.role order by r.role) from user_role r where r.user_id = u.id and r.ended_at is null), '{}')
      from app_user u join agency a on a.id = u.agency_id
     where u.left_at is null and exists (select 1 from board where kind = 'demonstration')
     order by a.name_en, u.name
  $$;

-- The person of an e-mail address, for those who hold the key of the door.
create function user_by_email(wanted_email text)
  returns table (user_id uuid, name text, email text, agency_id uuid, agency_kind text, language text, roles text[], team_ids uuid[])
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  perform require_door();
  return query
    select u.id, u.name, u.email, u.agency_id, a.kind, u.language,
           coalesce((select array_agg(r.role order by r.role) from user_role r where r.user_id = u.id and r.ended_at is null), '{}'),
           coalesce((select array_agg(m.team_id) from team_membership m where m.user_id = u.id and m.left_at is null), '{}')
      from app_user u join agency a on a.id = u.agency_id where u.email = lower(wanted_email) and u.left_at is null;
end
$$;

grant execute on function acting(), actor(), my_principals(), recorder(), actor_has_role(text), actor_agency(), actor_is_police()
  to llwybr_app, llwybr_family_copy, llwybr_jobs;
grant execute on function act_by_key(bytea, uuid), act_by_session(bytea), account_for_sign_in(text), begin_sign_in(bytea, bytea),
  end_sign_in(bigint, text), record_at_door(text, uuid), use_totp_step(uuid, bigint), start_session(uuid, bytea, timestamptz), session_of_token(bytea),
  touch_session(bytea, timestamptz), end_session(bytea), park_form(bytea, text, jsonb), accept_invitation(bytea, text, bytea, bigint),
  invitation_account(bytea), found_board(bytea, text, text, text, text, text, text), founding_code_is_right(bytea), demonstration_accounts(),
  user_by_email(text) to llwybr_app;
