-- The board, its agencies, staff, teams and numbers.
--
-- Expand only.

create table board (
  id         smallint primary key default 1,
  kind       text not null,
  name_en    text not null,
  name_cy    text not null,
  founded_at timestamptz not null default now(),

  constraint board_is_the_only_one check (id = 1),
  constraint board_kind_known check (kind in ('live', 'demonstration'))
);
call protect_table('board');
-- The first page names the board before anyone has signed in.
create policy board_read on board for select to llwybr_app, llwybr_family_copy, llwybr_jobs using (true);
grant select on board to llwybr_app, llwybr_family_copy, llwybr_jobs;

create table local_authority (
  id      uuid primary key default gen_random_uuid(),
  code    text not null, -- the GSS code of the Office for National Statistics
  name_en text not null,
  name_cy text not null,
  constraint local_authority_code_once unique (code)
);
call protect_table('local_authority');

create table agency (
  id                 uuid primary key default gen_random_uuid(),
  kind               text not null,
  name_en            text not null,
  name_cy            text not null,
  local_authority_id uuid constraint agency_local_authority references local_authority (id),
  version            integer not null default 1,
  changed_at         timestamptz not null default now(),
  changed_by         uuid,
  constraint agency_kind_known check (kind in (
    'childrens-services', 'police', 'health-board', 'school', 'youth-justice', 'housing', 'charity', 'safeguarding-board', 'other'))
);
call protect_table('agency');

create table app_user (
  id         uuid primary key default gen_random_uuid(),
  email      text not null,
  name       text not null,
  job_title  text not null default '',
  agency_id  uuid not null constraint app_user_agency references agency (id),
  language   text not null default 'en',
  left_at    timestamptz, -- from then on the account opens nothing
  created_at timestamptz not null default now(),
  version    integer not null default 1,
  changed_at timestamptz not null default now(),
  changed_by uuid,
  constraint app_user_language_known check (language in ('en', 'cy')),
  constraint app_user_email_is_lower_case check (email = lower(email)),
  constraint app_user_email_once unique (email)
);
call protect_table('app_user');

create table user_role (
  user_id  uuid not null constraint user_role_user references app_user (id),
  role     text not null,
  given_at timestamptz not null default now(),
  given_by uuid,
  ended_at timestamptz,
  constraint user_role_once primary key (user_id, role, given_at),
  constraint user_role_known check (role in (
    'practitioner', 'manager', 'exploitation-lead', 'chair', 'note-taker', 'panel-member', 'agency-lead',
    'information-governance-officer', 'administrator'))
);
call protect_table('user_role');

-- Who gives out roles sees no child, and who sees children gives out no role: no one person lets themselves in.
create function keep_administrators_apart() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('roles:' || new.user_id, 0));
  if new.ended_at is null and exists (
    select 1 from user_role r where r.user_id = new.user_id and r.ended_at is null and (r.role = 'administrator') <> (new.role = 'administrator')) then
    raise exception 'an administrator holds no role that sees children' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger user_role_apart before insert on user_role for each row execute function keep_administrators_apart();

create table team (
  id                 uuid primary key default gen_random_uuid(),
  agency_id          uuid not null constraint team_agency references agency (id),
  kind               text not null,
  name_en            text not null,
  name_cy            text not null,
  local_authority_id uuid constraint team_local_authority references local_authority (id),
  constraint team_kind_known check (kind in ('front-door', 'exploitation-leads', 'prevention-panel', 'strategic-panel', 'practice'))
);
call protect_table('team');

create table team_membership (
  team_id   uuid not null constraint team_membership_team references team (id),
  user_id   uuid not null constraint team_membership_user references app_user (id),
  joined_at timestamptz not null default now(),
  left_at   timestamptz,
  constraint team_membership_once primary key (team_id, user_id, joined_at)
);
create index team_membership_of_user on team_membership (user_id) where left_at is null;
call protect_table('team_membership');

-- Someone and every team they belong to now, as far as a role of theirs lets them see children at all: with the role or the team
-- goes the right. An administrator and an information governance officer are principals of nothing.
create function principals_of(who uuid) returns uuid[]
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    with held as (
      select r.role from user_role r join app_user u on u.id = r.user_id where r.user_id = who and r.ended_at is null and u.left_at is null)
    select array_agg(id) from (
      select who as id where exists (select 1 from held where role not in ('administrator', 'information-governance-officer'))
      union all
      select m.team_id from team_membership m join team t on t.id = m.team_id
       where m.user_id = who and m.left_at is null
         and exists (select 1 from held where role = any (case t.kind
               when 'exploitation-leads' then array['exploitation-lead']
               when 'prevention-panel' then array['panel-member']
               when 'strategic-panel' then array['panel-member']
               else array['practitioner', 'manager'] end))
    ) principals
  $$;

create function key_is_right(wanted_purpose text, presented bytea) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select exists (select 1 from deployment_key where purpose = wanted_purpose and key_hash = sha256(presented)) $$;

-- Acts in somebody's name with the deployment's key. Whoever was proved to act before is kept as the recorder: a case file
-- names others, and each audit event says who loaded it.
create function act_by_key(presented bytea, who uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if not key_is_right('command', presented) then
    raise exception 'the key is not right' using errcode = '28000';
  end if;
  if not exists (select 1 from app_user u where u.id = who and u.left_at is null) then
    raise exception 'nobody acts who has left' using errcode = '28000';
  end if;
  perform sign_acting(who, principals_of(who), coalesce(recorder(), actor()));
end
$$;

-- Whether this transaction showed the key of the door, which alone may look at credentials and begin sessions.
create function require_door() returns void
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if not coalesce(key_is_right('door', decode(nullif(current_setting('llwybr.door', true), ''), 'hex')), false) then
    raise exception 'only the door signs people in' using errcode = '28000';
  end if;
end
$$;

create function actor_has_role(wanted text) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select exists (select 1 from user_role r join app_user u on u.id = r.user_id
                    where r.user_id = actor() and r.role = wanted and r.ended_at is null and u.left_at is null)
  $$;

create function actor_agency() returns uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select agency_id from app_user where id = actor() $$;

create function actor_is_police() returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select exists (select 1 from app_user u join agency a on a.id = u.agency_id where u.id = actor() and a.kind = 'police') $$;

-- Staff, agencies and teams are known to everyone who is signed in; only an administrator changes them.
create policy local_authority_read on local_authority for select to llwybr_app, llwybr_family_copy using ((select actor()) is not null);
create policy agency_read on agency for select to llwybr_app, llwybr_family_copy using ((select actor()) is not null);
create policy app_user_read on app_user for select to llwybr_app, llwybr_family_copy using ((select actor()) is not null);
create policy user_role_read on user_role for select to llwybr_app using ((select actor()) is not null);
create policy team_read on team for select to llwybr_app using ((select actor()) is not null);
create policy team_membership_read on team_membership for select to llwybr_app using ((select actor()) is not null);
create policy app_user_jobs on app_user for select to llwybr_jobs using (true);
create policy team_membership_jobs on team_membership for select to llwybr_jobs using (true);
create policy local_authority_write on local_authority to llwybr_app using ((select actor_has_role('administrator'))) with check ((select actor_has_role('administrator')));
create policy agency_write on agency to llwybr_app using ((select actor_has_role('administrator'))) with check ((select actor_has_role('administrator')));
create policy app_user_write on app_user to llwybr_app using ((select actor_has_role('administrator'))) with check ((select actor_has_role('administrator')));
create policy user_role_write on user_role to llwybr_app using ((select actor_has_role('administrator'))) with check ((select actor_has_role('administrator')));
create policy team_write on team to llwybr_app using ((select actor_has_role('administrator'))) with check ((select actor_has_role('administrator')));
create policy team_membership_write on team_membership to llwybr_app using ((select actor_has_role('administrator'))) with check ((select actor_has_role('administrator')));
grant select, insert on local_authority, agency, app_user, user_role, team, team_membership to llwybr_app;
grant select on local_authority, agency to llwybr_family_copy;
grant select (id, name, agency_id, job_title) on app_user to llwybr_family_copy;
grant select (id, email, language, left_at) on app_user to llwybr_jobs;
grant select on team_membership to llwybr_jobs;

-- Every number of the protocol and every local target, with the day it takes effect and where it comes from.
create table setting (
  name           text not null,
  value          integer not null,
  effective_from date not null,
  source         text not null,
  changed_by     uuid,
  changed_at     timestamptz not null default now(),
  constraint setting_once primary key (name, effective_from)
);
call protect_table('setting');
create policy setting_read on setting for select to llwybr_app, llwybr_jobs using (true);
create policy setting_write on setting for insert to llwybr_app with check ((select actor_has_role('administrator')));
-- Two for one day replace each other.
create policy setting_replace on setting for update to llwybr_app using ((select actor_has_role('administrator'))) with check ((select actor_has_role('administrator')));
grant select, insert on setting to llwybr_app;
grant update (value, source, changed_by, changed_at) on setting to llwybr_app;
grant select on setting to llwybr_jobs;

-- Days the board adds to the bank holidays that are computed (a proclaimed holiday).
create table further_bank_holiday (
  day      date primary key,
  name_en  text not null,
  name_cy  text not null,
  added_by uuid,
  added_at timestamptz not null default now()
);
call protect_table('further_bank_holiday');
create policy further_bank_holiday_read on further_bank_holiday for select to llwybr_app, llwybr_jobs using (true);
create policy further_bank_holiday_write on further_bank_holiday for insert to llwybr_app with check ((select actor_has_role('administrator')));
grant select, insert on further_bank_holiday to llwybr_app;
grant select on further_bank_holiday to llwybr_jobs;
