-- The pathway with its clocks, and the assessments.
--
-- Expand only.

create table pathway (
  id             uuid primary key default gen_random_uuid(),
  child_id       uuid not null constraint pathway_child references child (id),
  opened_on      date not null,
  opened_by      uuid not null,
  reopened_reason text not null default '', -- why it was opened again
  step           text not null,
  ended_on       date,
  ending         text,
  what_changed   text not null default '',
  who_keeps_watch text not null default '',
  what_would_bring_back text not null default '',
  ended_by       uuid,
  reopens        uuid constraint pathway_reopens references pathway (id),
  version        integer not null default 1,
  changed_at     timestamptz not null default now(),
  changed_by     uuid,
  constraint pathway_step_known check (step in ('referral', 'determination', 'assessment', 'meeting-asked-for', 'meeting-and-reviews', 'panel')),
  constraint pathway_ending_known check (ending in ('no-further-action', 'information-and-advice', 'risk-reduced', 'stepped-down', 'stepped-up', 'moved', 'turned-18', 'other')),
  constraint pathway_ended_whole check ((ended_on is null) = (ending is null))
);
create unique index pathway_one_open on pathway (child_id) where ended_on is null;
create index pathway_of_child on pathway (child_id);
call protect_child_table('pathway');
call keep_every_version('pathway');

-- An ending, or a step down, that somebody proposes and somebody else confirms.
create table pathway_proposal (
  id                    uuid primary key default gen_random_uuid(),
  child_id              uuid not null constraint pathway_proposal_child references child (id),
  pathway_id            uuid not null constraint pathway_proposal_pathway references pathway (id),
  kind                  text not null,
  ending                text, -- how it is to end
  moved_to              text, -- what the child is to be stepped down to
  what_changed          text not null,
  who_keeps_watch       text not null default '',
  what_would_bring_back text not null default '',
  proposed_by           uuid not null default actor(),
  proposed_at           timestamptz not null default now(),
  decided_by            uuid,
  decided_at            timestamptz,
  confirmed             boolean,
  decision_reason       text not null default '',
  constraint pathway_proposal_kind_known check ((kind = 'ending' and ending is not null and moved_to is null) or (kind = 'step-down' and moved_to is not null and ending is null)),
  constraint pathway_proposal_says_what_changed check (trim(what_changed) <> ''),
  constraint pathway_proposal_decided_whole check ((decided_at is null) = (decided_by is null) and (decided_at is null) = (confirmed is null)),
  constraint pathway_proposal_confirmed_by_another check (confirmed is not true or decided_by <> proposed_by),
  constraint pathway_proposal_declined_with_reason check (confirmed is not false or trim(decision_reason) <> '')
);
create unique index pathway_proposal_one_open on pathway_proposal (pathway_id) where decided_at is null;
create index pathway_proposal_of_child on pathway_proposal (child_id);
call protect_child_table('pathway_proposal');

-- Step up and step down, each way with its reasons.
create table pathway_move (
  id         uuid primary key default gen_random_uuid(),
  child_id   uuid not null constraint pathway_move_child references child (id),
  pathway_id uuid not null constraint pathway_move_pathway references pathway (id),
  direction  text not null,
  moved_to   text not null, -- what the child is stepped up or down to
  reasons    text not null,
  moved_by   uuid not null,
  moved_at   timestamptz not null default now(),
  constraint pathway_move_direction_known check (direction in ('up', 'down')),
  constraint pathway_move_to_known check (moved_to in ('early-help', 'care-and-support', 'child-protection', 'looked-after', 'information-and-advice')),
  constraint pathway_move_has_reasons check (trim(reasons) <> '')
);
create index pathway_move_of_child on pathway_move (child_id);
call protect_child_table('pathway_move');

create table clock (
  id              uuid primary key default gen_random_uuid(),
  child_id        uuid constraint clock_child references child (id), -- a referral's clocks run before the child's record is made
  referral_id     uuid constraint clock_referral references referral (id),
  rule            text not null,
  subject_id      uuid not null, -- the referral, meeting, action … it measures
  started_at      timestamptz not null,
  started_on      date not null,
  limit_value     integer not null, -- the number in force when it started …
  limit_unit      text not null,
  limit_source    text not null, -- … and where that number comes from
  due_on          date not null,
  due_at          timestamptz, -- when the limit is counted in hours
  limit_due_on    date not null, -- the last day that the limit itself allows; later than due_on when a sooner day was agreed
  first_due_on    date not null, -- before any re-planning: lateness stays visible
  holder_id       uuid not null, -- the person or team who holds it
  page            text not null default '/', -- where what it measures is done
  holder_agency_id uuid,
  audience        text not null default 'network', -- of what it measures: who may not know of an action knows of no clock of it
  meeting_id      uuid,
  met_at          timestamptz,
  stopped_at      timestamptz, -- no longer needed
  stopped_reason  text not null default '',
  version         integer not null default 1,
  changed_at      timestamptz not null default now(),
  changed_by      uuid,
  constraint clock_rule_known check (rule in (
    'written-report', 'acknowledgement', 'determination', 'assessment', 'ask-for-meeting', 'first-meeting', 'consultation', 'review-meeting',
    'summary-to-family', 'record-sent', 'action', 'debrief', 'panel-decision', 'reassessment', 'ending-decision', 'police-discussion', 'transition', 'other-authority')),
  constraint clock_audience_known check (audience in ('network', 'closed', 'police', 'family')),
  constraint clock_unit_known check (limit_unit in ('hours', 'days', 'working-days', 'months-before-18', 'agreed'))
);
-- One runs or was met for each thing; one that was stopped can be followed by another when the thing is taken up again.
create unique index clock_once on clock (rule, subject_id) where stopped_at is null;
-- My work: what a person or team holds that is not met, soonest due first.
create index clock_running_of_holder on clock (holder_id, due_on) where met_at is null and stopped_at is null;
create index clock_running_of_agency on clock (holder_agency_id, due_on) where met_at is null and stopped_at is null;
create index clock_running on clock (due_on) where met_at is null and stopped_at is null;
create index clock_of_child on clock (child_id);
call protect_table('clock');
do $$ begin
  execute format('create policy clock_of_child on clock to llwybr_app
    using (case when child_id is null then holder_id = any ((select my_principals())::uuid[]) or may_read_row(''referral'', referral_id)
           else %1$s and (audience in (''network'', ''family'') or holder_id = any ((select my_principals())::uuid[]) or may_read(audience, meeting_id, null)) end)
    with check (child_id is null or %1$s)', holds_grant('clock'));
end $$;
create policy clock_jobs on clock for select to llwybr_jobs using (true);
grant select, insert on clock to llwybr_app;
grant select (id, rule, due_on, due_at, holder_id, met_at, stopped_at) on clock to llwybr_jobs;
call keep_every_version('clock');

create table clock_replan (
  id            uuid primary key default gen_random_uuid(),
  clock_id      uuid not null constraint clock_replan_clock references clock (id),
  child_id      uuid not null constraint clock_replan_child references child (id),
  from_due_on   date not null,
  to_due_on     date not null,
  reason        text not null,
  authorised_by uuid not null,
  at            timestamptz not null default now(),
  constraint clock_replan_has_reason check (trim(reason) <> '')
);
create index clock_replan_of_clock on clock_replan (clock_id);
call protect_child_table('clock_replan', 'may_read_row(''clock'', clock_id)');

-- Why something was late, in the words of whoever holds it.
create table late_reason (
  id       uuid primary key default gen_random_uuid(),
  clock_id uuid not null constraint late_reason_clock references clock (id),
  child_id uuid not null constraint late_reason_child references child (id),
  reason   text not null,
  given_by uuid not null,
  at       timestamptz not null default now()
);
call protect_child_table('late_reason', 'may_read_row(''clock'', clock_id)');

create table assessment (
  id                uuid primary key default gen_random_uuid(),
  child_id          uuid not null constraint assessment_child references child (id),
  kind              text not null,
  begun_at          timestamptz not null default now(),
  done_on           date,
  completed_at      timestamptz,
  author_id         uuid not null,
  agency_id         uuid not null,
  level             text, -- the judgement overall
  previous_level    text,
  reasons           text not null default '',
  level_change_reason text not null default '',
  harm              text not null default '', -- harm that has happened, apart from risk
  harm_details      text not null default '',
  childs_words      text not null default '',
  strengths         text not null default '',
  bias_considered   text not null default '',
  unknowns          text not null default '',
  version           integer not null default 1,
  changed_at        timestamptz not null default now(),
  changed_by        uuid,
  constraint assessment_kind_known check (kind in ('screening', 'assessment', 'section-47')),
  constraint assessment_level_known check (level in ('low', 'medium', 'high')),
  constraint assessment_previous_level_known check (previous_level in ('low', 'medium', 'high')),
  constraint assessment_harm_known check (harm in ('', 'has-happened', 'suspected', 'none-known', 'not-known')),
  constraint assessment_complete_whole check (completed_at is null or (done_on is not null and level is not null and trim(reasons) <> '' and harm <> ''))
);
create index assessment_of_child on assessment (child_id, done_on desc);
call protect_child_table('assessment');
call keep_every_version('assessment');

create table assessment_form (
  id            uuid primary key default gen_random_uuid(),
  assessment_id uuid not null constraint assessment_form_assessment references assessment (id),
  child_id      uuid not null constraint assessment_form_child references child (id),
  form          text not null, -- a form of exploitation
  level         text not null,
  harm          text not null,
  reasons       text not null,
  constraint assessment_form_once unique (assessment_id, form),
  constraint assessment_form_level_known check (level in ('low', 'medium', 'high')),
  constraint assessment_form_harm_known check (harm in ('has-happened', 'suspected', 'none-known', 'not-known'))
);
call protect_child_table('assessment_form');

-- At medium or high the protocol calls for a meeting. Not asking for one is a manager's decision, with its reason.
create table no_meeting_decision (
  id            uuid primary key default gen_random_uuid(),
  child_id      uuid not null constraint no_meeting_decision_child references child (id),
  assessment_id uuid not null constraint no_meeting_decision_assessment references assessment (id),
  reason        text not null,
  decided_by    uuid not null,
  decided_at    timestamptz not null default now(),
  constraint no_meeting_decision_has_reason check (trim(reason) <> '')
);
call protect_child_table('no_meeting_decision');
