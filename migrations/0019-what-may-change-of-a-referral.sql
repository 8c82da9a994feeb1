-- What may still change of a referral.
--
-- Expand only.

-- A referral: being written, sent, said whose child it is about, or decided. `front-door` is a practitioner or manager of the
-- very team that received it.
insert into deed_right (thing, deed, state, part)
select 'referral', v.deed, s, v.part
  from (values
    ('write',               'draft',              'author'),
    ('send',                'draft',              'author'),
    ('chase',               'sent identified',    'author'),
    ('acknowledge',         'sent identified',    'front-door'),
    ('identify',            'sent',               'front-door'),
    ('discuss-with-police', 'identified decided', 'front-door'),
    ('determine',           'identified',         'front-door')
  ) v (deed, states, part), string_to_table(v.states, ' ') s;

create function referral_state(r referral) returns text
  language sql immutable
  return case
    when r.submitted_at is null then 'draft'
    when r.decided_at is not null then 'decided'
    when r.child_id is not null then 'identified'
    else 'sent'
  end;

create function referral_parts(r referral) returns text[]
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select array_remove(array[
      case when r.author_id = actor() then 'author' end,
      case when r.receiving_team_id = any (my_principals()) and (actor_has_role('practitioner') or actor_has_role('manager'))
           then 'front-door' end], null)
  $$;

-- Which deeds a change of a referral's row is, each of them allowed where the referral stood before it. What was sent is
-- evidence: nobody writes in it, whoever it belongs to.
create function keep_to_referral_deeds() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  deeds text[] := '{}';
  deed text;
begin
  if session_user = 'llwybr_owner' then return new; end if;
  if new.answers is distinct from old.answers then deeds := deeds || 'write'::text; end if;
  if (new.local_authority_id, new.receiving_team_id, new.phoned_at, new.submitted_at)
     is distinct from (old.local_authority_id, old.receiving_team_id, old.phoned_at, old.submitted_at) then deeds := deeds || 'send'::text; end if;
  if new.chased_at is distinct from old.chased_at then deeds := deeds || 'chase'::text; end if;
  if (new.child_id, new.identified_at, new.identified_by) is distinct from (old.child_id, old.identified_at, old.identified_by)
    then deeds := deeds || 'identify'::text; end if;
  if (new.decided_at, new.outcome) is distinct from (old.decided_at, old.outcome) then deeds := deeds || 'determine'::text;
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
  return new;
end
$$;
create trigger referral_within_deeds before update on referral for each row execute function keep_to_referral_deeds();

-- A discussion with the police about a referral is recorded by the team that received it, once the child was said.
create function keep_to_police_deed() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare r referral;
begin
  if session_user = 'llwybr_owner' then return new; end if;
  select * into r from referral where id = new.subject_id;
  if r.id is not null and not (r.child_id is not distinct from new.child_id
       and may_do('referral', 'discuss-with-police', referral_state(r), referral_parts(r))) then
    perform refuse_deed('discuss-with-police', 'referral');
  end if;
  return new;
end
$$;
create trigger police_discussion_by_deed before insert on entry for each row
  when (new.kind = 'police-discussion') execute function keep_to_police_deed();
