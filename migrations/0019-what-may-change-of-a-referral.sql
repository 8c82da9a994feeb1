-- What may still change of a referral.
--
-- Expand only.

-- A referral: being written, sent, said whose child it is about, or decided. `front-door` is a practitioner or manager of the
-- very team that received it, `other-front-door` one of the team of the other local authority that has to know.
insert into deed_right (thing, deed, state, part)
select 'referral', v.deed, s, p
  from (values
    ('write',               'draft',              'author'),
    ('send',                'draft',              'author'),
    ('chase',               'sent identified',    'author'),
    ('acknowledge',         'sent identified',    'front-door'),
    ('identify',            'sent',               'front-door'),
    ('discuss-with-police', 'identified decided', 'front-door'),
    ('tell-other-authority', 'sent identified decided', 'front-door other-front-door'),
    ('determine',           'identified',         'front-door')
  ) v (deed, states, parts), string_to_table(v.states, ' ') s, string_to_table(v.parts, ' ') p;

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
           then 'front-door' end,
      case when told_of_referral(r.other_team_id, r.decided_at, r.child_id) and (actor_has_role('practitioner') or actor_has_role('manager'))
           then 'other-front-door' end], null)
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
  if (new.local_authority_id, new.receiving_team_id, new.other_team_id, new.phoned_at, new.submitted_at)
     is distinct from (old.local_authority_id, old.receiving_team_id, old.other_team_id, old.phoned_at, old.submitted_at) then deeds := deeds || 'send'::text; end if;
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
  if 'send' = any (deeds) and new.other_team_id is not null and not exists (select 1 from team t
       where t.id = new.other_team_id and t.kind = 'front-door' and t.local_authority_id::text = new.answers ->> 'otherAuthorityId'
         and new.answers ->> 'otherAuthority' = 'yes') then
    raise exception 'only the local authority that a referral names is told of it' using errcode = '42501';
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

-- That the home and the host authority both know of a child: who was told there, and what they said. Kept apart from the
-- referral, which its author can read.
create table other_authority_telling (
  referral_id uuid primary key constraint other_authority_telling_referral references referral (id),
  words       text not null,
  told_by     uuid not null,
  told_at     timestamptz not null default now(),
  constraint other_authority_telling_has_words check (trim(words) <> '')
);
call protect_table('other_authority_telling');
call trace_changes('other_authority_telling');

-- Who may read it: the two front doors, and whoever sees the child.
create function reads_telling(wanted_referral uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select exists (select 1 from referral r where r.id = wanted_referral and (
      case when r.child_id is null then r.receiving_team_id = any (my_principals()) else may_see_child(r.child_id) end
      or told_of_referral(r.other_team_id, r.decided_at, r.child_id)))
  $$;
grant execute on function reads_telling(uuid) to llwybr_app;
create policy other_authority_telling_read on other_authority_telling for select to llwybr_app using (reads_telling(referral_id));
create policy other_authority_telling_write on other_authority_telling for insert to llwybr_app with check (told_by = (select actor()));
grant select, insert on other_authority_telling to llwybr_app;

create function keep_telling_deed() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare r referral;
begin
  if session_user = 'llwybr_owner' then return new; end if;
  select * into r from referral where id = new.referral_id for share;
  if r.id is null or r.answers ->> 'otherAuthority' <> 'yes'
     or not may_do('referral', 'tell-other-authority', referral_state(r), referral_parts(r)) then
    perform refuse_deed('tell-other-authority', 'referral');
  end if;
  return new;
end
$$;
create trigger other_authority_told_by_deed before insert on other_authority_telling for each row execute function keep_telling_deed();
