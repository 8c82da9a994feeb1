-- Reminders without personal data, the seam for reports, and the grants of the jobs' role.
--
-- Expand only. pg-boss keeps its own tables in a schema of the jobs' role.

-- What has been said to whom about which clock: once each, never with a word about the child.
create table reminder (
  id         uuid primary key default gen_random_uuid(),
  clock_id   uuid not null constraint reminder_clock references clock (id),
  user_id    uuid not null constraint reminder_user references app_user (id),
  moment     text not null,
  made_at    timestamptz not null default now(),
  sent_at    timestamptz,
  failed_at  timestamptz,
  constraint reminder_moment_known check (moment in ('approaching', 'passed')),
  constraint reminder_once unique (clock_id, user_id, moment)
);
call protect_table('reminder');
create policy reminder_jobs on reminder to llwybr_jobs using (true) with check (true);
create policy reminder_own on reminder for select to llwybr_app using (user_id = (select actor()));
grant select, insert, update on reminder to llwybr_jobs;
grant select on reminder to llwybr_app;

create function users_of_holder(holder uuid) returns table (user_id uuid, email text, language text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select u.id, u.email, u.language from app_user u where u.id = holder and u.left_at is null
    union
    select u.id, u.email, u.language from team_membership m join app_user u on u.id = m.user_id
     where m.team_id = holder and m.left_at is null and u.left_at is null
  $$;
grant execute on function users_of_holder(uuid) to llwybr_jobs;

-- Messages to staff inside the product: who must look at what. They name no child; the page they lead to asks the policy.
create table notice (
  id         uuid primary key default gen_random_uuid(),
  user_id    uuid not null constraint notice_user references app_user (id),
  kind       text not null,
  child_id   uuid constraint notice_child references child (id),
  subject_id uuid,
  made_at    timestamptz not null default now(),
  read_at    timestamptz,
  constraint notice_kind_known check (kind in ('break-glass', 'action-not-carried-out', 'referral-acknowledged', 'panel-decided', 'referral-decided'))
);
create index notice_unread on notice (user_id, made_at desc) where read_at is null;
call protect_table('notice');
create policy notice_own on notice to llwybr_app using (user_id = (select actor()) and (child_id is null or may_see_child(child_id))) with check (true);
grant select, insert, update on notice to llwybr_app;

-- Whoever must know is told of an emergency opening in the same transaction: the leads and information governance.
create function tell_of_emergency_opening() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  insert into notice (user_id, kind, subject_id)
    select distinct u.id, 'break-glass', new.id from app_user u
     where u.left_at is null and u.id <> new.principal_id
       and (exists (select 1 from user_role r where r.user_id = u.id and r.role = 'information-governance-officer' and r.ended_at is null)
         or exists (select 1 from team_membership m join team t on t.id = m.team_id
                     where m.user_id = u.id and m.left_at is null and t.kind = 'exploitation-leads'));
  return null;
end
$$;
create trigger access_grant_tells after insert on access_grant for each row when (new.reason = 'break-glass') execute function tell_of_emergency_opening();

-- What those who were told may know of it: who opened which record, when and why, without the record itself.
create function emergency_openings() returns table (notice_id uuid, at timestamptz, reference text, opened_by text, reason text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select n.id, g.from_at, c.reference, u.name, g.note
      from notice n join access_grant g on g.id = n.subject_id join child c on c.id = g.child_id join app_user u on u.id = g.principal_id
     where n.user_id = actor() and n.kind = 'break-glass' and n.read_at is null order by g.from_at desc limit 50
  $$;
grant execute on function emergency_openings() to llwybr_app;

create schema reporting authorization llwybr_owner;
grant usage on schema reporting to llwybr_report;

-- How many pathways are open at each step, with small numbers withheld. No name, day or place.
create view reporting.open_pathways with (security_invoker = false) as
  select p.step, case when count(*) between 1 and 4 then null else (round(count(*) / 5.0) * 5)::integer end as rounded_count
    from pathway p where p.ended_on is null group by p.step;
grant select on reporting.open_pathways to llwybr_report;
