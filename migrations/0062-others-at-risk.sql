-- Brothers and sisters, other children and the family itself: what they may need help with, and what was done for them. Read by whoever
-- sees the child; in no copy for the family.
--
-- Expand only. Decision 0068.

create table other_at_risk (
  id         uuid primary key default gen_random_uuid(),
  child_id   uuid not null constraint other_at_risk_child references child (id),
  kind       text not null,
  who        text not null, -- enough to know who is meant, and no more
  worries    text[] not null,
  words      text not null,
  done       text not null,
  done_words text not null default '',
  done_on    date,
  written_at timestamptz not null default now(),
  written_by uuid not null,
  version    integer not null default 1,
  changed_at timestamptz not null default now(),
  changed_by uuid not null,
  constraint other_at_risk_kind_known check (kind in
    ('brother-or-sister', 'child-of-household', 'other-child', 'parent-or-carer', 'family')),
  constraint other_at_risk_worries_known check (cardinality(worries) > 0 and worries <@ array
    ['exploitation', 'threats', 'abuse-or-neglect', 'domestic-abuse', 'mental-health', 'substance-use', 'disability-or-illness',
     'housing', 'money', 'other']),
  constraint other_at_risk_done_known check (done in
    ('not-yet', 'referral-made', 'known-already', 'help-given', 'none-needed', 'by-mistake')),
  constraint other_at_risk_says_who check (trim(who) <> '' and trim(words) <> ''),
  constraint other_at_risk_done_is_told check (done = 'not-yet' or trim(done_words) <> ''),
  constraint other_at_risk_done_on_a_day check ((done_on is null) = (done in ('not-yet', 'by-mistake')))
);
create index other_at_risk_of_child on other_at_risk (child_id);
call protect_child_table('other_at_risk');
call keep_every_version('other_at_risk');
call trace_changes('other_at_risk');

grant update (kind, who, worries, words, done, done_words, done_on, version, changed_at, changed_by) on other_at_risk to llwybr_app;
create policy other_at_risk_changes on other_at_risk as restrictive for update to llwybr_app
  using ((select actor_works())) with check (true);

create function keep_other_at_risk() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if session_user = 'llwybr_owner' then return new; end if;
  if not actor_works() or new.changed_by <> actor() or (tg_op = 'INSERT' and new.written_by <> actor())
     or new.done_on > (now() at time zone 'Europe/London')::date then
    perform refuse_deed('write', 'other-at-risk');
  end if;
  return new;
end
$$;
create trigger other_at_risk_in_own_name before insert or update on other_at_risk for each row execute function keep_other_at_risk();
