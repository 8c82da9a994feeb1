-- A concern that a decision may be unsafe: what it is, who is asked at each step, what they answer, how it ends.
--
-- Expand only. Decision 0053.

create table decision_concern (
  id          uuid primary key default gen_random_uuid(),
  child_id    uuid not null constraint decision_concern_child references child (id),
  meeting_id  uuid constraint decision_concern_meeting references meeting (id), -- where it was decided, when that was at a meeting
  audience    text not null default 'network',
  decision    text not null,
  why         text not null,
  wanted      text not null default '',
  raised_at   timestamptz not null default now(),
  raised_by   uuid not null,
  agency_id   uuid not null,
  ended_as    text,
  ended_words text not null default '',
  ended_at    timestamptz,
  ended_by    uuid,
  version     integer not null default 1,
  changed_at  timestamptz not null default now(),
  changed_by  uuid,
  constraint decision_concern_audience_known check (audience = 'network' or (audience = 'closed' and meeting_id is not null)),
  constraint decision_concern_says_what check (trim(decision) <> '' and trim(why) <> ''),
  constraint decision_concern_ended_known check (ended_as in ('changed', 'explained', 'withdrawn', 'not-agreed')),
  constraint decision_concern_ended_whole check ((ended_as is null) = (ended_at is null) and (ended_as is null) = (ended_by is null))
);
create index decision_concern_of_child on decision_concern (child_id);
create index decision_concern_of_meeting on decision_concern (meeting_id);

create table decision_concern_step (
  id          uuid primary key default gen_random_uuid(),
  concern_id  uuid not null constraint decision_concern_step_concern references decision_concern (id),
  child_id    uuid not null constraint decision_concern_step_child references child (id),
  step        text not null,
  asked_id    uuid not null,
  asked_at    timestamptz not null default now(),
  asked_by    uuid not null,
  answer      text,
  words       text not null default '',
  answered_at timestamptz,
  constraint decision_concern_step_once unique (concern_id, step),
  constraint decision_concern_step_known check (step in ('where-decided', 'safeguarding-lead', 'senior-manager')),
  constraint decision_concern_answer_known check (answer in ('changed', 'stands')),
  constraint decision_concern_answer_has_words check ((answer is null) = (answered_at is null) and (answer is null or trim(words) <> ''))
);
create index decision_concern_step_of_child on decision_concern_step (child_id);

-- Whoever is asked reads it, closed or not: the person who raises it names them for that.
create function asked_about(concern uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select exists (select 1 from decision_concern_step s where s.concern_id = concern and s.asked_id = actor()) $$;
grant execute on function asked_about(uuid) to llwybr_app;

call protect_child_table('decision_concern', 'audience = ''network'' or may_read(audience, meeting_id, raised_by) or asked_about(id)');
call protect_child_table('decision_concern_step', 'asked_id = (select actor()) or may_read_row(''decision_concern'', concern_id)');
grant update (ended_as, ended_words, ended_at, ended_by, version, changed_at, changed_by) on decision_concern to llwybr_app;
grant update (answer, words, answered_at) on decision_concern_step to llwybr_app;
call trace_changes('decision_concern');
call trace_changes('decision_concern_step');

-- The people who see a child now, by whatever gives them the right: asked only by who sees the child too.
create function who_sees_child(wanted uuid) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select distinct u.id
      from access_grant g
      left join team_membership t on t.team_id = g.principal_id and t.left_at is null
      join app_user u on u.id = coalesce(t.user_id, g.principal_id)
     where g.child_id = wanted and g.from_at <= now() and (g.until_at is null or g.until_at > now())
       and u.left_at is null and g.principal_id = any (principals_of(u.id)) and may_see_child(wanted)
  $$;
grant execute on function who_sees_child(uuid) to llwybr_app;

insert into deed_right (thing, deed, state, part) values
  ('decision-concern', 'answer',  'asked',    'asked'),
  ('decision-concern', 'go-on',   'asked',    'raiser'),
  ('decision-concern', 'go-on',   'answered', 'raiser'),
  ('decision-concern', 'end',     'asked',    'raiser'),
  ('decision-concern', 'end',     'answered', 'raiser');

create function last_step(concern uuid) returns decision_concern_step
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select s from decision_concern_step s where s.concern_id = concern
         order by array_position(array['where-decided', 'safeguarding-lead', 'senior-manager'], s.step) desc limit 1 $$;

-- Only who raised it goes on with it or ends it: a manager whose decision it is about may be of the same agency. Once they see the
-- child no more, a colleague of theirs does who was not asked.
create function may_with_concern(deed text, c decision_concern) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare s decision_concern_step := last_step(c.id);
begin
  return may_do('decision-concern', deed,
    case when c.ended_at is not null then 'ended' when s.answered_at is not null then 'answered' else 'asked' end,
    array_remove(array[
      case when c.raised_by = actor() or (
             c.agency_id = actor_agency() and c.audience = 'network' and actor_works()
             and not exists (select 1 from decision_concern_step a where a.concern_id = c.id and a.asked_id = actor())
             and not exists (select 1 from who_sees_child(c.child_id) u where u = c.raised_by)) then 'raiser' end,
      case when s.asked_id = actor() then 'asked' end], null));
end
$$;

create function keep_decision_concern() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare s decision_concern_step;
begin
  if session_user = 'llwybr_owner' then return new; end if;
  if tg_op = 'INSERT' then
    if new.raised_by <> actor() or new.agency_id is distinct from actor_agency() or new.ended_as is not null or not actor_works()
       or (new.meeting_id is not null and not exists (select 1 from meeting m where m.id = new.meeting_id and m.child_id = new.child_id))
       or (new.audience = 'closed' and not in_closed_session(new.meeting_id)) then
      perform refuse_deed('raise', 'decision-concern');
    end if;
    return new;
  end if;
  s := last_step(new.id);
  if old.ended_at is not null or new.ended_at is null or new.ended_by <> actor() or not may_with_concern('end', old)
     or (s.answered_at is null and new.ended_as <> 'withdrawn')
     or (new.ended_as = 'not-agreed' and s.step <> 'senior-manager') then
    perform refuse_deed('end', 'decision-concern');
  end if;
  return new;
end
$$;
create trigger decision_concern_within_deeds before insert or update on decision_concern for each row execute function keep_decision_concern();

create function keep_decision_concern_step() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  c decision_concern;
  steps constant text[] := array['where-decided', 'safeguarding-lead', 'senior-manager'];
  s decision_concern_step;
begin
  if session_user = 'llwybr_owner' then return new; end if;
  select * into c from decision_concern where id = new.concern_id for update;
  s := last_step(c.id);
  if tg_op = 'UPDATE' then
    if s.id <> new.id or new.answered_at is null or not may_with_concern('answer', c) then perform refuse_deed('answer', 'decision-concern'); end if;
    return new;
  end if;
  if c.child_id <> new.child_id or new.asked_by <> actor() or new.asked_id = c.raised_by or new.answer is not null
     or new.step is distinct from steps[coalesce(array_position(steps, s.step), 0) + 1]
     or not exists (select 1 from who_sees_child(c.child_id) u where u = new.asked_id)
     or not (case when s.id is null then c.raised_by = actor() and c.ended_at is null else may_with_concern('go-on', c) end) then
    perform refuse_deed('go-on', 'decision-concern');
  end if;
  return new;
end
$$;
create trigger decision_concern_step_within_deeds before insert or update on decision_concern_step for each row execute function keep_decision_concern_step();

-- Each step has its clock, so that a board sets the days of each.
alter table clock drop constraint clock_rule_known;
alter table clock add constraint clock_rule_known check (rule in (
  'written-report', 'acknowledgement', 'determination', 'assessment', 'ask-for-meeting', 'first-meeting', 'consultation', 'review-meeting',
  'summary-to-family', 'record-sent', 'action', 'debrief', 'panel-decision', 'reassessment', 'ending-decision', 'police-discussion', 'transition', 'other-authority',
  'concern-where-decided', 'concern-safeguarding-lead', 'concern-senior-manager'));

-- Whoever is asked is told, then whoever raised it; nobody who may not read it.
alter table notice drop constraint notice_kind_known;
alter table notice add constraint notice_kind_known check (kind in (
  'action-not-carried-out', 'action-answered', 'family-copy-returned', 'referral-joined', 'referral-information', 'same-nhs-number',
  'perhaps-the-same-child', 'account-changed', 'concern-asked', 'concern-answered', 'concern-ended'));
alter policy notice_own on notice using (user_id = (select actor()) and (child_id is null or may_see_child(child_id))
  and (kind not in ('action-not-carried-out', 'action-answered') or may_read_row('action', subject_id))
  and (kind not in ('concern-asked', 'concern-answered', 'concern-ended') or may_read_row('decision_concern', subject_id)));
-- Whoever is asked may see the child by their team, and not be around them by name.
alter policy notice_write on notice with check (child_id is not null and may_see_child(child_id)
  and (exists (select 1 from network_member n where n.child_id = notice.child_id and n.user_id = notice.user_id and n.left_at is null)
    or (kind in ('concern-asked', 'concern-answered', 'concern-ended') and exists (select 1 from who_sees_child(child_id) u where u = user_id))));

-- That there is a closed concern would be told by what was done with it.
alter policy audit_event_read on audit_event
  using ((child_id is not null and may_see_child(child_id) and not looks_are_hidden(child_id, actor_id)
      and (event not in ('meeting.person-invited', 'meeting.person-removed', 'meeting.reply-recorded') or not person_is_hidden(subject_id))
      and (event not like 'decision-concern.%' or subject_id is null or may_read_row('decision_concern', subject_id)))
      or actor_id = (select actor()) or (select actor_has_role('information-governance-officer')));
