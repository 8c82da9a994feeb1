-- Signing in: credentials, sessions, attempts, and what was typed when a session ended.
--
-- Expand only. Nobody is signed in while signing in, so these tables are reached through functions that run as the owner
-- and answer one narrow question each.

create table credential (
  user_id           uuid primary key constraint credential_user references app_user (id),
  password_hash     text not null,
  totp_secret       bytea, -- sealed with the deployment's key
  totp_confirmed_at timestamptz,
  totp_last_step    bigint, -- a code is accepted once
  changed_at        timestamptz not null default now()
);
call protect_table('credential');

-- An invitation to choose a password, given by an administrator; used once.
create table account_invitation (
  user_id    uuid not null constraint account_invitation_user references app_user (id),
  code_hash  bytea primary key,
  made_at    timestamptz not null default now(),
  made_by    uuid,
  expires_at timestamptz not null,
  used_at    timestamptz
);
call protect_table('account_invitation');
create policy account_invitation_write on account_invitation for insert to llwybr_app with check ((select actor_has_role('administrator')));
grant insert on account_invitation to llwybr_app;

create table session (
  id           uuid primary key default gen_random_uuid(),
  token_hash   bytea not null,
  user_id      uuid not null constraint session_owner references app_user (id),
  started_at   timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at   timestamptz not null,
  ended_at     timestamptz,
  public_view  boolean not null default false, -- names are replaced by references on this device
  constraint session_token_once unique (token_hash)
);
create index session_of_user on session (user_id) where ended_at is null;
call protect_table('session');
create policy session_own on session to llwybr_app using (user_id = (select actor())) with check (user_id = (select actor()));
grant select on session to llwybr_app;

create table sign_in_attempt (
  id           bigint generated always as identity primary key,
  email_hash   bytea not null,
  address_hash bytea not null,
  at           timestamptz not null default now(),
  succeeded    boolean not null default false
);
create index sign_in_attempt_recent on sign_in_attempt (email_hash, at);
create index sign_in_attempt_recent_address on sign_in_attempt (address_hash, at);
create index sign_in_attempt_old on sign_in_attempt (at);
call protect_table('sign_in_attempt');

-- What a person had typed when their session ended or they changed language: shown again once, to them alone.
create table parked_form (
  id        uuid primary key default gen_random_uuid(),
  user_id   uuid not null constraint parked_form_user references app_user (id),
  path      text not null,
  fields    jsonb not null,
  parked_at timestamptz not null default now(),
  constraint parked_form_one_per_page unique (user_id, path)
);
call protect_table('parked_form');
create policy parked_form_own on parked_form to llwybr_app using (user_id = (select actor())) with check (user_id = (select actor()));
grant select, delete on parked_form to llwybr_app;

-- Which forms somebody has sent, and where each took them: the same form with the same words, sent twice, does its deed once.
create table sent_form (
  user_id   uuid not null default actor() constraint sent_form_user references app_user (id),
  form_key  uuid not null, -- of one showing of one form
  body_hash bytea not null,
  went_to   text, -- an address of ours
  sent_at   timestamptz not null default now(),
  constraint sent_form_once primary key (user_id, form_key, body_hash)
);
call protect_table('sent_form');
create policy sent_form_own on sent_form to llwybr_app using (user_id = (select actor())) with check (user_id = (select actor()));
grant select, insert (form_key, body_hash) on sent_form to llwybr_app;

-- Keeps where a form took its sender, and forgets what they sent more than two days ago.
create function keep_where_form_went(sent_key uuid, sent_hash bytea, address text) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    delete from sent_form where user_id = actor() and sent_at < now() - interval '2 days';
    update sent_form set went_to = address where user_id = actor() and form_key = sent_key and body_hash = sent_hash
  $$;
grant execute on function keep_where_form_went(uuid, bytea, text) to llwybr_app;

-- The one-time code with which the board is founded.
create table founding_code (
  code_hash bytea primary key,
  made_at   timestamptz not null default now(),
  used_at   timestamptz
);
call protect_table('founding_code');
