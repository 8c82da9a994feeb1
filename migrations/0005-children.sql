-- Children, and who may see them.
--
-- Expand only. access_grant is the only way to a child: every other policy about a child asks it and nothing else.

create sequence child_reference_number;

create table child (
  id                           uuid primary key default gen_random_uuid(),
  reference                    text not null default 'LL-' || to_char(nextval('child_reference_number'), 'FM9999999900000'),
  given_name                   text not null,
  family_name                  text not null,
  known_as                     text not null default '',
  born_on                      date,
  estimated_age                integer, -- whole years on estimated_age_on, when the day of birth is not known
  estimated_age_on             date,
  gender                       text not null default '',
  ethnicity                    text not null default '',
  religion                     text not null default '',
  language                     text not null default 'not-asked',
  other_language               text not null default '',
  interpreter_needed           text not null default '',
  communication_needs          text not null default '',
  disability_and_neurodivergence text not null default '',
  care_status                  text not null default 'not-known',
  legal_status                 text not null default '',
  unaccompanied_asylum_seeking text not null default 'not-known',
  nhs_number                   text,
  school                       text not null default '',
  general_practice             text not null default '',
  local_authority_id           uuid not null constraint child_local_authority references local_authority (id),
  own_words                    text not null default '', -- who the child says they are, and what they want
  own_words_on                 date,
  safe_contact                 text not null default '', -- how to reach the child or family safely
  over_eighteen_reason         text not null default '', -- why a record is kept for someone who was 18 on the day of the referral
  restricted_at                timestamptz,
  restricted_by                uuid,
  restricted_reason            text not null default '',
  recorded_at                  timestamptz not null default now(),
  version                      integer not null default 1,
  changed_at                   timestamptz not null default now(),
  changed_by                   uuid,
  constraint child_reference_once unique (reference),
  constraint child_nhs_number_shape check (nhs_number ~ '^[0-9]{10}$'),
  constraint child_language_known check (language in ('not-asked', 'cy', 'en', 'both', 'bsl', 'other')),
  constraint child_unaccompanied_known check (unaccompanied_asylum_seeking in ('yes', 'no', 'not-known')),
  constraint child_estimate_is_dated check ((estimated_age is null) = (estimated_age_on is null))
);
-- Not unique: a refusal would tell that somebody has the number. Two records with one number are a matter for the front door (0006).
create index child_of_nhs_number on child (nhs_number) where nhs_number is not null;
-- Whether a record that is being made may be of a child whom nobody offers.
create index child_restricted on child (born_on) where restricted_at is not null;
call protect_table('child');

-- Who may see a child, derived from what gives the right (0007): the application reads it and writes none of it.
create table access_grant (
  id           uuid primary key default gen_random_uuid(),
  child_id     uuid not null constraint access_grant_child references child (id),
  principal_id uuid not null, -- a person or a team
  reason       text not null,
  source_id    uuid not null, -- the membership, invitation, referral … that gave it, and with which it ends
  made_by      uuid,
  from_at      timestamptz not null,
  until_at     timestamptz,
  constraint access_grant_reason_known check (reason in (
    'network', 'meeting', 'front-door', 'exploitation-leads', 'panel', 'emergency', 'named')),
  constraint access_grant_once_a_source unique (source_id, reason, principal_id)
);
-- Every policy about a child asks this: is there a grant for this child to one of my principals?
create index access_grant_of_child on access_grant (child_id, principal_id);
-- The lists of one person: which children are mine?
create index access_grant_of_principal on access_grant (principal_id, child_id);
call protect_table('access_grant');

-- Who may read words for an audience: one rule, whatever they hang on (a meeting, or none). The author always may.
--   network, family  whoever sees the child
--   closed           those of the meeting's closed session
--   police           police officers; of a meeting its chair, outside one the board's exploitation lead
create function may_read(audience text, meeting uuid, author uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  return case audience
    when 'network' then true
    when 'family' then true
    when 'closed' then author is not distinct from actor() or (meeting is not null and in_closed_session(meeting))
    when 'police' then author is not distinct from actor() or actor_is_police()
      or case when meeting is null then actor_has_role('exploitation-lead') else chairs_meeting(meeting) end
    else false end;
end
$$;

-- Whether the asker may read one row of a table: asked as the asker, so that the row's own policy answers. A policy that leans on
-- another table asks it here, and only when it must: written as a subquery, that table's policy would be planned every time.
create function may_read_row(table_name text, wanted_row uuid) returns boolean
  language plpgsql stable
  as $$
declare found_row boolean;
begin
  execute format('select exists (select 1 from public.%I where id = $1)', table_name) into found_row using wanted_row;
  return found_row;
end
$$;
grant execute on function may_read_row(text, uuid) to llwybr_app;

create function may_see_child(wanted uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select exists (select 1 from access_grant g
      where g.child_id = wanted and g.principal_id = any ((select my_principals())::uuid[])
        and g.from_at <= now() and (g.until_at is null or g.until_at > now()))
  $$;

grant select on access_grant to llwybr_app;
grant select on access_grant to llwybr_family_copy;
grant execute on function may_see_child(uuid), may_read(text, uuid, uuid) to llwybr_app, llwybr_family_copy;

-- The words of the one question that every policy about a child asks: does the actor hold a grant to it now?
create function holds_grant(table_name text, child_column text default 'child_id') returns text
  language sql immutable
  return format(
    'exists (select 1 from access_grant g where g.child_id = %I.%I and g.principal_id = any ((select my_principals())::uuid[])
             and g.from_at <= now() and (g.until_at is null or g.until_at > now()))', table_name, child_column);

-- The one policy of every table about one child: its rows are there for those who hold a grant, and for nobody else. `further`
-- narrows it for a table whose rows not all of them may read.
create procedure protect_child_table(table_name text, further text default 'true')
  language plpgsql
  as $$
declare may text := format('%s and (%s)', holds_grant(table_name), further);
begin
  call protect_table(table_name);
  execute format('create policy %I on %I to llwybr_app using (%s) with check (%s)', table_name || '_of_child', table_name, may, may);
  execute format('grant select, insert on %I to llwybr_app', table_name);
end
$$;

-- The same for a table that holds people's words, each row with its audience: who may not read a row by may_read is told of none.
-- `also` names those who may read it in any case.
create procedure protect_entry_table(table_name text, author_column text, also text default 'false')
  language plpgsql
  as $$
begin
  call protect_child_table(table_name, format(
    'audience in (''network'', ''family'') or may_read(audience, meeting_id, %I) or (%s)', author_column, also));
end
$$;

-- The child's own row: made by open_child_record together with what lets its maker see it.
do $$ begin
  execute format('create policy child_of_grant on child to llwybr_app using (%1$s) with check (%1$s)', holds_grant('child', 'id'));
end $$;
create policy child_family_copy on child for select to llwybr_family_copy using (may_see_child(id));
grant select on child to llwybr_app;
grant select (id, reference, given_name, family_name, known_as) on child to llwybr_family_copy;

create table child_name (
  id       uuid primary key default gen_random_uuid(),
  child_id uuid not null constraint child_name_child references child (id),
  kind     text not null,
  name     text not null,
  ended_at timestamptz,
  constraint child_name_kind_known check (kind in ('alias', 'welsh-form', 'english-form', 'previous'))
);
create index child_name_of_child on child_name (child_id);
call protect_child_table('child_name');

create table child_address (
  id       uuid primary key default gen_random_uuid(),
  child_id uuid not null constraint child_address_child references child (id),
  kind     text not null,
  lines    text not null,
  postcode text not null default '',
  from_on  date,
  until_on date,
  constraint child_address_kind_known check (kind in ('home', 'staying', 'previous', 'other'))
);
create index child_address_of_child on child_address (child_id);
call protect_child_table('child_address');

create table important_person (
  id                         uuid primary key default gen_random_uuid(),
  child_id                   uuid not null constraint important_person_child references child (id),
  name                       text not null,
  relationship               text not null,
  has_parental_responsibility text not null default 'not-known',
  lives_with_child           text not null default 'not-known',
  language                   text not null default 'not-asked',
  contact                    text not null default '',
  safe_to_contact            text not null default 'not-known',
  notes                      text not null default '',
  ended_at                   timestamptz,
  version                    integer not null default 1,
  changed_at                 timestamptz not null default now(),
  changed_by                 uuid,
  constraint important_person_yes_no check (has_parental_responsibility in ('yes', 'no', 'not-known')
    and lives_with_child in ('yes', 'no', 'not-known') and safe_to_contact in ('yes', 'no', 'not-known'))
);
create index important_person_of_child on important_person (child_id);
call protect_child_table('important_person');

-- What must be known at the door.
create table child_alert (
  id        uuid primary key default gen_random_uuid(),
  child_id  uuid not null constraint child_alert_child references child (id),
  kind      text not null,
  text      text not null,
  raised_by uuid not null,
  raised_at timestamptz not null default now(),
  ended_at  timestamptz,
  ended_by  uuid,
  constraint child_alert_kind_known check (kind in ('immediate-safety', 'communication', 'safe-contact', 'visiting', 'other'))
);
create index child_alert_of_child on child_alert (child_id) where ended_at is null;
call protect_child_table('child_alert');

create table network_member (
  id         uuid primary key default gen_random_uuid(),
  child_id   uuid not null constraint network_member_child references child (id),
  user_id    uuid not null constraint network_member_user references app_user (id),
  part       text not null,
  joined_at  timestamptz not null default now(),
  added_by   uuid,
  left_at    timestamptz,
  left_reason text not null default '',
  constraint network_member_part_known check (part in ('lead-practitioner', 'practitioner', 'chair', 'note-taker', 'referrer'))
);
create index network_member_of_child on network_member (child_id) where left_at is null;
create unique index network_member_once on network_member (child_id, user_id, part) where left_at is null;
create unique index network_member_one_lead on network_member (child_id) where left_at is null and part = 'lead-practitioner';
call protect_child_table('network_member');

create table last_look (
  child_id  uuid not null constraint last_look_child references child (id),
  user_id   uuid not null constraint last_look_user references app_user (id),
  looked_at timestamptz not null,
  before_at timestamptz, -- the look before this one: what is newer is marked
  constraint last_look_once primary key (child_id, user_id)
);
call protect_child_table('last_look');

-- Searching by name: all forms of a child's names, folded, beside the id. Read only through search_children.
create table child_name_index (
  child_id uuid not null constraint child_name_index_child references child (id),
  folded   text not null,
  constraint child_name_index_once primary key (child_id, folded)
);
create index child_name_index_trigram on child_name_index using gist (folded gist_trgm_ops (siglen = 64));
call protect_table('child_name_index');

create function fold_name(name text) returns text
  language sql immutable parallel safe set search_path = pg_catalog, public, pg_temp
  as $$ select trim(regexp_replace(lower(unaccent('unaccent'::regdictionary, name)), '[^a-z0-9]+', ' ', 'g')) $$;

create function index_child_names() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare whose uuid := (to_jsonb(new) ->> case tg_table_name when 'child' then 'id' else 'child_id' end)::uuid;
begin
  delete from child_name_index where child_id = whose;
  insert into child_name_index (child_id, folded)
    select distinct whose, f from (
      select fold_name(c.given_name || ' ' || c.family_name) from child c where c.id = whose
      union select fold_name(c.known_as || ' ' || c.family_name) from child c where c.id = whose and c.known_as <> ''
      union select fold_name(n.name) from child_name n where n.child_id = whose and n.ended_at is null) names (f)
    where f <> '';
  return null;
end
$$;
create trigger child_names_indexed after insert or update of given_name, family_name, known_as on child for each row execute function index_child_names();
create trigger child_name_indexed after insert or update on child_name for each row execute function index_child_names();

-- Candidates only: ids of children near in name, best first, looked up in the actor's own children when they are few and
-- in the whole index when they are many. The rows are then read by id, under the policy, which alone decides.
create function search_children(names text[], most integer) returns table (child_id uuid, distance real)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare mine uuid[];
begin
  select array_agg(found.child_id) into mine from (
    select distinct g.child_id from access_grant g where g.principal_id = any (my_principals())
       and g.from_at <= now() and (g.until_at is null or g.until_at > now()) limit 2001) found;
  if mine is null then return; end if;
  if cardinality(mine) <= 2000 then
    return query
      select i.child_id, min(i.folded <->> fold_name(n))::real as near from child_name_index i, unnest(names) n
       where i.child_id = any (mine) group by i.child_id having min(i.folded <->> fold_name(n)) < 0.7 order by near limit most;
  else
    return query
      select i.child_id, min(i.near)::real from unnest(names) n,
        lateral (select x.child_id, x.folded <->> fold_name(n) as near from child_name_index x order by x.folded <->> fold_name(n) limit most * 2) i
       where i.near < 0.7 group by i.child_id order by 2 limit most;
  end if;
end
$$;
grant execute on function search_children(text[], integer), fold_name(text) to llwybr_app;
