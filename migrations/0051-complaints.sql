-- A complaint of a child or family: whose, about what, in their words; who deals with it; how it was answered.
--
-- Expand only. Decision 0060.

create table complaint (
  id          uuid primary key default gen_random_uuid(),
  child_id    uuid not null constraint complaint_child references child (id),
  meeting_id  uuid constraint complaint_meeting references meeting (id), -- when it is about a meeting
  made_by     text not null, -- the child, a parent or carer, somebody for them
  received_on date not null,
  words       text not null,
  wanted      text not null default '',
  language    text not null,
  about_id    uuid, -- whose work it is about, who does not read it
  handler_id uuid not null,
  recorded_at timestamptz not null default now(),
  recorded_by uuid not null,
  answered_as text,
  answered_on date,
  answer_words text not null default '',
  answered_at timestamptz,
  answered_by uuid,
  version     integer not null default 1,
  changed_at  timestamptz not null default now(),
  changed_by  uuid,
  constraint complaint_made_by_known check (made_by in ('child', 'parent-or-carer', 'somebody-for-them')),
  constraint complaint_language_known check (language in ('cy', 'en', 'both', 'bsl', 'other')),
  constraint complaint_has_words check (trim(words) <> ''),
  constraint complaint_received_when_recorded check (received_on <= (recorded_at at time zone 'Europe/London')::date),
  constraint complaint_by_somebody_else check (about_id is distinct from handler_id),
  constraint complaint_answered_known check (answered_as in ('put-right', 'explained', 'taken-further', 'withdrawn')),
  constraint complaint_answered_whole check (
    (answered_as is null) = (answered_at is null) and (answered_as is null) = (answered_by is null) and (answered_as is null) = (answered_on is null)
      and (answered_as is null or (trim(answer_words) <> '' and answered_on >= received_on)))
);
create index complaint_of_child on complaint (child_id);

-- For those who deal with it, and for nobody else around the child: whoever wrote it down, whoever deals with it, and the exploitation leads;
-- of these not the one whose work it is about.
call protect_child_table('complaint', 'recorded_by = (select actor()) or handler_id = (select actor())
  or ((select actor_has_role(''exploitation-lead'')) and about_id is distinct from (select actor()))');
grant update (answered_as, answered_on, answer_words, answered_at, answered_by, version, changed_at, changed_by) on complaint to llwybr_app;
call trace_changes('complaint');
call keep_every_version('complaint');

insert into deed_right (thing, deed, state, part) values
  ('complaint', 'answer', 'open', 'handler'),
  ('complaint', 'answer', 'open', 'lead');

create function keep_complaint() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if session_user = 'llwybr_owner' then return new; end if;
  if tg_op = 'INSERT' then
    -- Whoever deals with it stands beside who wrote it down: somebody who is there for a closed session alone would be told of by it.
    if new.recorded_by <> actor() or new.answered_as is not null or not actor_works()
       or not exists (select 1 from who_sees_child(new.child_id) u where u = new.handler_id)
       or is_there_for_closed_alone(new.child_id, new.handler_id)
       or (new.meeting_id is not null and not exists (select 1 from meeting m where m.id = new.meeting_id and m.child_id = new.child_id)) then
      perform refuse_deed('record', 'complaint');
    end if;
    return new;
  end if;
  if new.answered_by is distinct from actor() or not may_do('complaint', 'answer', case when old.answered_as is null then 'open' else 'answered' end,
       array_remove(array[
         case when old.handler_id = actor() then 'handler' end,
         case when actor_has_role('exploitation-lead') and old.about_id is distinct from actor() then 'lead' end], null)) then
    perform refuse_deed('answer', 'complaint');
  end if;
  return new;
end
$$;
create trigger complaint_within_deeds before insert or update on complaint for each row execute function keep_complaint();

alter table clock drop constraint clock_rule_known;
alter table clock add constraint clock_rule_known check (rule in (
  'written-report', 'acknowledgement', 'determination', 'assessment', 'ask-for-meeting', 'first-meeting', 'consultation', 'review-meeting',
  'summary-to-family', 'record-sent', 'action', 'debrief', 'panel-decision', 'reassessment', 'ending-decision', 'police-discussion', 'transition', 'other-authority',
  'concern-where-decided', 'concern-safeguarding-lead', 'concern-senior-manager', 'complaint'));

-- Whoever reads a complaint sees its clock, and nobody else.
do $$ begin
  execute format('alter policy clock_of_child on clock
    using (case when child_id is null then holder_id = any ((select my_principals())::uuid[]) or may_read_row(''referral'', referral_id)
           else %1$s and case when rule = ''complaint'' then may_read_row(''complaint'', subject_id)
                else audience in (''network'', ''family'') or holder_id = any ((select my_principals())::uuid[]) or may_read(audience, meeting_id, null) end end)
    with check (child_id is null or %1$s)', holds_grant('clock'));
end $$;

alter table notice drop constraint notice_kind_known;
alter table notice add constraint notice_kind_known check (kind in (
  'action-not-carried-out', 'action-answered', 'family-copy-returned', 'referral-joined', 'referral-information', 'same-nhs-number',
  'perhaps-the-same-child', 'account-changed', 'concern-asked', 'concern-answered', 'concern-ended', 'pack-made', 'complaint-to-handle', 'complaint-answered'));
alter policy notice_own on notice using (user_id = (select actor()) and (child_id is null or may_see_child(child_id))
  and (kind not in ('action-not-carried-out', 'action-answered') or may_read_row('action', subject_id))
  and (kind not in ('concern-asked', 'concern-answered', 'concern-ended') or may_read_row('decision_concern', subject_id))
  and (kind not in ('complaint-to-handle', 'complaint-answered') or may_read_row('complaint', subject_id))
  and (kind <> 'pack-made' or pack_can_be_had(subject_id)));
alter policy notice_write on notice with check (child_id is not null and may_see_child(child_id)
  and (exists (select 1 from network_member n where n.child_id = notice.child_id and n.user_id = notice.user_id and n.left_at is null)
    or (kind in ('concern-asked', 'concern-answered', 'concern-ended', 'pack-made', 'complaint-to-handle', 'complaint-answered')
        and exists (select 1 from who_sees_child(child_id) u where u = user_id))));

-- That there is a complaint would be told by what was done with it.
alter policy audit_event_read on audit_event
  using ((child_id is not null and may_see_child(child_id) and not looks_are_hidden(child_id, actor_id)
      and (event not in ('meeting.person-invited', 'meeting.person-removed', 'meeting.reply-recorded') or not person_is_hidden(subject_id))
      and (event not like 'decision-concern.%' or subject_id is null or may_read_row('decision_concern', subject_id))
      and (event not like 'complaint.%' or subject_id is null or may_read_row('complaint', subject_id)))
      or actor_id = (select actor()) or (select actor_has_role('information-governance-officer')));
