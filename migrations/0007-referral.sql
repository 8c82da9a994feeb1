-- Referrals, their determinations, and who a child may already be.
--
-- Expand only.

create table referral (
  id                uuid primary key default gen_random_uuid(),
  author_id         uuid not null constraint referral_author references app_user (id),
  agency_id         uuid not null constraint referral_agency references agency (id),
  local_authority_id uuid constraint referral_local_authority references local_authority (id),
  receiving_team_id uuid constraint referral_receiving_team references team (id),
  other_team_id     uuid constraint referral_other_team references team (id), -- of the other local authority that has to know of it
  child_id          uuid constraint referral_child references child (id), -- once Children's Services have said who the child is
  answers           jsonb not null default '{}', -- page by page as typed: complete or not, it can always be saved
  began_at          timestamptz not null default now(),
  phoned_at         timestamptz,
  submitted_at      timestamptz,
  acknowledged_at   timestamptz,
  acknowledged_by   uuid,
  chased_at         timestamptz,
  identified_at     timestamptz,
  identified_by     uuid,
  decided_at        timestamptz, -- what the referrer may know of the determination …
  outcome           text, -- … without the child's record
  withdrawn_at      timestamptz,
  version           integer not null default 1,
  changed_at        timestamptz not null default now(),
  changed_by        uuid,
  constraint referral_submitted_has_receiver check (submitted_at is null or (local_authority_id is not null and receiving_team_id is not null))
);
create index referral_received on referral (receiving_team_id, submitted_at) where submitted_at is not null;
create index referral_of_author on referral (author_id, began_at desc);
create index referral_of_child on referral (child_id);
call protect_table('referral');
-- The other authority's front door reads what was sent for as long as the front door that decides would have kept it unheard: until
-- four weeks after the decision, and not once the child is restricted.
create function told_of_referral(other_team uuid, decided timestamptz, whose uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select other_team = any (my_principals()) and (decided is null or decided > now() - interval '28 days')
       and not exists (select 1 from child c where c.id = whose and c.restricted_at is not null)
  $$;
grant execute on function told_of_referral(uuid, timestamptz, uuid) to llwybr_app;
create policy referral_read on referral for select to llwybr_app
  using (author_id = (select actor())
      or (submitted_at is not null and child_id is null and receiving_team_id = any ((select my_principals())::uuid[]))
      or (child_id is not null and may_see_child(child_id))
      or (submitted_at is not null and told_of_referral(other_team_id, decided_at, child_id)));
create policy referral_begin on referral for insert to llwybr_app with check (author_id = (select actor()));
-- Its author until it is sent; afterwards those who received it, or who see the child.
create policy referral_change on referral for update to llwybr_app
  using (author_id = (select actor())
      or (submitted_at is not null and receiving_team_id = any ((select my_principals())::uuid[]))
      or (child_id is not null and may_see_child(child_id)))
  with check (author_id = (select actor())
      or (submitted_at is not null and receiving_team_id = any ((select my_principals())::uuid[]))
      or (child_id is not null and may_see_child(child_id)));
grant select, insert (author_id, agency_id, answers, began_at, changed_at, changed_by) on referral to llwybr_app;
call keep_every_version('referral');

create table determination (
  id          uuid primary key default gen_random_uuid(),
  child_id    uuid not null constraint determination_child references child (id),
  referral_id uuid constraint determination_referral references referral (id),
  outcome     text not null,
  reasons     text not null,
  decided_by  uuid not null,
  decided_at  timestamptz not null default now(),
  parents_told text not null default '',
  child_told   text not null default '',
  constraint determination_outcome_known check (outcome in (
    'no-further-action', 'information-and-advice', 'early-help', 'care-and-support-assessment', 'strategy-discussion', 'exploitation-pathway',
    -- of a referral about a child who is on the pathway: information for the lead
    'information-added', 'earlier-meeting', 'new-form', 'other-child')),
  constraint determination_has_reasons check (trim(reasons) <> '')
);
create index determination_of_child on determination (child_id, decided_at desc);
call protect_child_table('determination');

-- The referral, when a front door that the actor belongs to has received it and nobody has said yet who the child is.
create function held_by_my_front_door(wanted_referral uuid) returns referral
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select r from referral r join team t on t.id = r.receiving_team_id
     where r.id = wanted_referral and r.submitted_at is not null and r.child_id is null
       and t.kind = 'front-door' and r.receiving_team_id = any (my_principals())
  $$;

-- The children who were offered as possibly the same as a referral's: only these can it be joined to.
create table duplicate_offer (
  referral_id uuid not null constraint duplicate_offer_referral references referral (id),
  child_id    uuid not null constraint duplicate_offer_child references child (id),
  offered_to  uuid not null,
  offered_at  timestamptz not null default now(),
  constraint duplicate_offer_once primary key (referral_id, child_id)
);
call protect_table('duplicate_offer');

-- Possible duplicates of a referral's child, for the front door that holds it, before a record is made: enough to recognise a
-- child, never the record itself.
create function possible_duplicates(wanted_referral uuid, names text[], born date, wanted_nhs_number text)
  returns table (child_id uuid, reference text, given_name text, family_name text, born_on date, same_nhs_number boolean, distance real)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare held referral := held_by_my_front_door(wanted_referral);
begin
  if held.id is null then return; end if;
  insert into duplicate_offer (referral_id, child_id, offered_to)
    with near as (
      select i.child_id, min(i.near)::real as d from unnest(names) n,
        lateral (select x.child_id, x.folded <->> fold_name(n) as near from child_name_index x order by x.folded <->> fold_name(n) limit 20) i
       where i.near < 0.6 group by i.child_id)
    select held.id, c.id, actor()
      from child c left join near n on n.child_id = c.id
     where c.restricted_at is null
       and ((wanted_nhs_number is not null and c.nhs_number = wanted_nhs_number)
            or (n.d is not null and (born is null or c.born_on is null or abs(c.born_on - born) <= 366 or n.d < 0.15)))
     order by n.d nulls first limit 10
    on conflict do nothing;
  return query
    select c.id, c.reference, c.given_name, c.family_name, c.born_on, c.nhs_number is not null and c.nhs_number = wanted_nhs_number,
           coalesce((select min(x.folded <->> fold_name(n)) from child_name_index x, unnest(names) n where x.child_id = c.id), 1)::real
      from duplicate_offer o join child c on c.id = o.child_id
     where o.referral_id = held.id and c.restricted_at is null
     order by 6 desc, 7 limit 10;
end
$$;
grant execute on function possible_duplicates(uuid, text[], date, text) to llwybr_app;
