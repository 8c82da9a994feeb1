-- What whoever decided a referral tells its referrer, and where a team can be reached.
--
-- Expand only.

-- Kept with the referral, which its author can read, and not with the decision, which is of the child's record.
alter table referral add column told_referrer text not null default '';
grant update (told_referrer) on referral to llwybr_app;

-- As before, and what the referrer is told is part of the decision.
create or replace function keep_to_referral_deeds() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  deeds text[] := '{}';
  deed text;
begin
  if session_user = 'llwybr_owner' then return new; end if;
  if new.answers is distinct from old.answers then deeds := deeds || 'write'::text; end if;
  if (new.local_authority_id, new.receiving_team_id, new.other_team_id, new.phoned_at, new.submitted_at)
     is distinct from (old.local_authority_id, old.receiving_team_id, old.other_team_id, old.phoned_at, old.submitted_at) then deeds := deeds || 'send'::text; end if;
  if new.chased_at is distinct from old.chased_at then deeds := deeds || 'chase'::text; end if;
  if (new.child_id, new.identified_at, new.identified_by) is distinct from (old.child_id, old.identified_at, old.identified_by)
    then deeds := deeds || 'identify'::text; end if;
  if (new.decided_at, new.outcome, new.told_referrer) is distinct from (old.decided_at, old.outcome, old.told_referrer)
    then deeds := deeds || 'determine'::text;
  elsif (new.acknowledged_at, new.acknowledged_by) is distinct from (old.acknowledged_at, old.acknowledged_by)
    then deeds := deeds || 'acknowledge'::text; end if;
  foreach deed in array deeds loop
    if not may_do('referral', deed, referral_state(old), referral_parts(old)) then perform refuse_deed(deed, 'referral'); end if;
  end loop;
  if 'chase' = any (deeds) and old.acknowledged_at is not null then perform refuse_deed('chase', 'referral'); end if;
  if 'send' = any (deeds) and not exists (select 1 from team t
       where t.id = new.receiving_team_id and t.kind = 'front-door' and t.local_authority_id = new.local_authority_id) then
    raise exception 'a referral goes to the front door of the local authority that it names' using errcode = '42501';
  end if;
  if 'send' = any (deeds) and new.other_team_id is not null and not exists (select 1 from team t
       where t.id = new.other_team_id and t.kind = 'front-door' and t.local_authority_id::text = new.answers ->> 'otherAuthorityId'
         and new.answers ->> 'otherAuthority' = 'yes') then
    raise exception 'only the local authority that a referral names is told of it' using errcode = '42501';
  end if;
  return new;
end
$$;

-- A team can be reached, and its administrator corrects its name and number.
alter table team add column telephone text not null default '';
grant update (name_en, name_cy, telephone) on team to llwybr_app;
