-- What a meeting leaves: presence, findings, agreed actions, plan, copies; and the panels.
--
-- Expand only.

create table meeting_presence (
  id         uuid primary key default gen_random_uuid(),
  meeting_id uuid not null constraint meeting_presence_meeting references meeting (id),
  child_id   uuid not null constraint meeting_presence_child references child (id),
  person_id  uuid not null constraint meeting_presence_person references meeting_person (id),
  stage      text not null,
  recorded_at timestamptz not null default now(),
  constraint meeting_presence_once unique (person_id, stage),
  constraint meeting_presence_stage_known check (stage in ('closed-session', 'family-session', 'safety-planning', 'family-debrief'))
);
create index meeting_presence_of_meeting on meeting_presence (meeting_id);
call protect_child_table('meeting_presence', 'stage <> ''closed-session'' or in_closed_session(meeting_id)');
grant delete on meeting_presence to llwybr_app;

create table meeting_consultation (
  id                   uuid primary key default gen_random_uuid(),
  meeting_id           uuid not null constraint meeting_consultation_meeting references meeting (id),
  child_id             uuid not null constraint meeting_consultation_child references child (id),
  consulted_at         timestamptz, -- none when it was refused or could not be held
  with_whom            text not null default '',
  child_wants_to_say   text not null default '',
  family_wants_to_say  text not null default '',
  fears                text not null default '',
  private_word         text not null default '',
  complaint_explained  text not null default 'no',
  advocacy             text not null default 'not-offered',
  language_offered     text not null default 'not-asked',
  late_or_refused_reason text not null default '',
  recorded_by          uuid not null,
  recorded_at          timestamptz not null default now(),
  version              integer not null default 1,
  changed_at           timestamptz not null default now(),
  changed_by           uuid,
  constraint meeting_consultation_once unique (meeting_id),
  constraint meeting_consultation_held_or_why check (consulted_at is not null or trim(late_or_refused_reason) <> ''),
  constraint meeting_consultation_complaint_known check (complaint_explained in ('yes', 'no')),
  constraint meeting_consultation_advocacy_known check (advocacy in ('not-offered', 'offered-accepted', 'offered-declined'))
);
call protect_child_table('meeting_consultation');
call keep_every_version('meeting_consultation');

-- The chair's statement, the confidentiality notice and the ban on AI: accepted, person by person.
create table statement_acceptance (
  id          uuid primary key default gen_random_uuid(),
  meeting_id  uuid not null constraint statement_acceptance_meeting references meeting (id),
  child_id    uuid not null constraint statement_acceptance_child references child (id),
  person_id   uuid not null constraint statement_acceptance_person references meeting_person (id),
  statement   text not null,
  accepted_at timestamptz not null default now(),
  recorded_by uuid not null,
  constraint statement_acceptance_once unique (person_id, statement),
  constraint statement_acceptance_known check (statement in ('confidentiality', 'closed-session', 'family-session', 'no-ai'))
);
call protect_child_table('statement_acceptance', 'not person_is_hidden(person_id)');

-- How the record was made, declared by whoever made it.
create table record_declaration (
  id          uuid primary key default gen_random_uuid(),
  meeting_id  uuid not null constraint record_declaration_meeting references meeting (id),
  child_id    uuid not null constraint record_declaration_child references child (id),
  made_by     uuid not null,
  how         text not null,
  declared_at timestamptz not null default now(),
  constraint record_declaration_how_known check (how in ('typed', 'pasted-from-own-notes', 'dictated-by-a-person')),
  constraint record_declaration_once unique (meeting_id, made_by)
);
call protect_child_table('record_declaration');

-- After approval only numbered corrections.
create table meeting_correction (
  id         uuid primary key default gen_random_uuid(),
  meeting_id uuid not null constraint meeting_correction_meeting references meeting (id),
  child_id   uuid not null constraint meeting_correction_child references child (id),
  number     integer not null,
  text       text not null,
  audience   text not null default 'closed',
  made_by    uuid not null,
  made_at    timestamptz not null default now(),
  constraint meeting_correction_number_once unique (meeting_id, number),
  constraint meeting_correction_audience_known check (audience in ('network', 'closed', 'police', 'family')),
  constraint meeting_correction_has_text check (trim(text) <> '')
);
call protect_entry_table('meeting_correction', 'made_by');
create policy meeting_correction_by_chair on meeting_correction as restrictive for insert to llwybr_app with check (chairs_meeting(meeting_id));
create policy meeting_correction_family_copy on meeting_correction for select to llwybr_family_copy using (audience = 'family' and may_see_child(child_id));
grant select on meeting_correction to llwybr_family_copy;

-- Victims, offenders, locations and themes drawn from what was shared.
create table meeting_finding (
  id         uuid primary key default gen_random_uuid(),
  meeting_id uuid not null constraint meeting_finding_meeting references meeting (id),
  child_id   uuid not null constraint meeting_finding_child references child (id),
  kind       text not null,
  text       text not null,
  audience    text not null default 'closed',
  recorded_by uuid not null,
  recorded_at timestamptz not null default now(),
  removed_at timestamptz,
  constraint meeting_finding_audience_known check (audience in ('closed', 'police')),
  constraint meeting_finding_kind_known check (kind in ('victim', 'offender', 'location', 'theme'))
);
create index meeting_finding_of_meeting on meeting_finding (meeting_id);
call protect_entry_table('meeting_finding', 'recorded_by');
create policy meeting_finding_in_closed on meeting_finding as restrictive for insert to llwybr_app with check (in_closed_session(meeting_id));

create table action (
  id             uuid primary key default gen_random_uuid(),
  child_id       uuid not null constraint action_child references child (id),
  meeting_id     uuid constraint action_meeting references meeting (id),
  context        text not null,
  what           text not null,
  who            text not null, -- as agreed aloud: a person, a family member, an agency
  owner_id       uuid constraint action_owner references app_user (id),
  agency_id      uuid constraint action_agency references agency (id),
  due_on         date not null,
  audience       text not null default 'network',
  outcome        text,
  outcome_reason text not null default '',
  outcome_at     timestamptz,
  outcome_by     uuid,
  agreed_at      timestamptz not null default now(),
  agreed_by      uuid not null,
  version        integer not null default 1,
  changed_at     timestamptz not null default now(),
  changed_by     uuid,
  constraint action_context_known check (context in ('individual', 'home', 'peer-groups', 'school', 'neighbourhood', 'social-media')),
  constraint action_audience_known check (audience in ('network', 'closed', 'police', 'family')),
  constraint action_outcome_known check (outcome in ('done', 'changed', 'not-done', 'not-possible')),
  constraint action_not_done_has_reason check (outcome is null or outcome = 'done' or trim(outcome_reason) <> '')
);
create index action_of_meeting on action (meeting_id);
create index action_of_child on action (child_id) where outcome is null;
call protect_entry_table('action', 'agreed_by', 'owner_id = (select actor())');
create policy action_family_copy on action for select to llwybr_family_copy using (audience = 'family' and may_see_child(child_id));
grant select on action to llwybr_family_copy;
call keep_every_version('action');

-- What the family-copy role needs besides entries: the meeting's day and the comments that came from the family session.
create policy meeting_family_copy on meeting for select to llwybr_family_copy using (may_see_child(child_id));
grant select (id, child_id, number, held_on, chair_id, place, approved_at, next_review_by, told_omissions, family_summary, child_comments, family_comments) on meeting to llwybr_family_copy;
create policy meeting_person_family_copy on meeting_person for select to llwybr_family_copy using (may_see_child(child_id) and removed_at is null and (in_family or not person_is_hidden(id)));
grant select (id, meeting_id, child_id, user_id, name, part, agency_id, in_family, removed_at) on meeting_person to llwybr_family_copy;
create policy meeting_presence_family_copy on meeting_presence for select to llwybr_family_copy using (may_see_child(child_id) and stage <> 'closed-session');
grant select on meeting_presence to llwybr_family_copy;

-- The safety plan the meeting makes: the start of a slice of its own.
create table safety_plan (
  id             uuid primary key default gen_random_uuid(),
  child_id       uuid not null constraint safety_plan_child references child (id),
  meeting_id     uuid constraint safety_plan_meeting references meeting (id),
  childs_goals   text not null default '',
  worries        text not null default '',
  what_helps     text not null default '',
  who_to_call    text not null default '',
  if_missing     text not null default '',
  version        integer not null default 1,
  changed_at     timestamptz not null default now(),
  changed_by     uuid,
  constraint safety_plan_of_meeting unique (meeting_id)
);
call protect_child_table('safety_plan');
create policy safety_plan_family_copy on safety_plan for select to llwybr_family_copy using (may_see_child(child_id));
grant select on safety_plan to llwybr_family_copy;
call keep_every_version('safety_plan');

-- Every copy made: what, for whom, its hash, who checked it, where it went.
create table record_copy (
  id          uuid primary key default gen_random_uuid(),
  meeting_id  uuid not null constraint record_copy_meeting references meeting (id),
  child_id    uuid not null constraint record_copy_child references child (id),
  copy        text not null,
  language    text not null,
  format      text not null,
  sha256      text not null,
  made_by     uuid not null,
  made_at     timestamptz not null default now(),
  constraint record_copy_known check (copy in ('full', 'family') and language in ('en', 'cy') and format in ('pdf', 'docx'))
);
create index record_copy_of_meeting on record_copy (meeting_id, made_at desc);
call protect_child_table('record_copy');

-- When the family was not there: who tells them, by when, done.
create table debrief (
  id         uuid primary key default gen_random_uuid(),
  meeting_id uuid not null constraint debrief_meeting references meeting (id),
  child_id   uuid not null constraint debrief_child references child (id),
  by_whom    uuid not null constraint debrief_by_whom references app_user (id),
  due_on     date not null,
  done_at    timestamptz,
  what_was_said text not null default '',
  version    integer not null default 1,
  changed_at timestamptz not null default now(),
  changed_by uuid,
  constraint debrief_once unique (meeting_id)
);
call protect_child_table('debrief');
call keep_every_version('debrief');

create table panel_sitting (
  id       uuid primary key default gen_random_uuid(),
  panel    text not null,
  team_id  uuid not null constraint panel_sitting_team references team (id),
  sits_on  date not null,
  constraint panel_sitting_panel_known check (panel in ('prevention', 'strategic')),
  constraint panel_sitting_once unique (panel, sits_on)
);
call protect_table('panel_sitting');
create policy panel_sitting_read on panel_sitting for select to llwybr_app using ((select actor()) is not null);
create policy panel_sitting_write on panel_sitting to llwybr_app
  using ((select actor_has_role('exploitation-lead')) or (select actor_has_role('administrator')))
  with check ((select actor_has_role('exploitation-lead')) or (select actor_has_role('administrator')));
grant select, insert on panel_sitting to llwybr_app;

create table panel_escalation (
  id              uuid primary key default gen_random_uuid(),
  child_id        uuid not null constraint panel_escalation_child references child (id),
  meeting_id      uuid constraint panel_escalation_meeting references meeting (id),
  sitting_id      uuid constraint panel_escalation_sitting references panel_sitting (id),
  reasons         text not null,
  asked_of_panel  text not null default '',
  audience        text not null default 'network', -- of the reasons and of what the panel decides; the panel itself always reads them
  urgent_reason   text not null default '', -- when it cannot wait for the next sitting
  escalated_by    uuid not null,
  escalated_at    timestamptz not null default now(),
  decision        text,
  decision_reasons text not null default '',
  decided_by      uuid,
  decided_at      timestamptz,
  team_id         uuid not null constraint panel_escalation_team references team (id), -- the panel's, which sees the child until it has decided
  version         integer not null default 1,
  changed_at      timestamptz not null default now(),
  changed_by      uuid,
  constraint panel_escalation_audience_known check (audience in ('network', 'closed', 'police')),
  constraint panel_escalation_has_reasons check (trim(reasons) <> ''),
  constraint panel_escalation_decision_known check (decision in (
    'advice-given', 'actions-agreed', 'returned-to-meeting', 'to-strategic-panel', 'strategy-discussion-called-for')),
  constraint panel_escalation_decided_whole check ((decision is null) = (decided_at is null) and (decision is null or trim(decision_reasons) <> ''))
);
create index panel_escalation_open on panel_escalation (sitting_id) where decided_at is null;
create index panel_escalation_of_child on panel_escalation (child_id);
call protect_entry_table('panel_escalation', 'escalated_by', 'team_id = any ((select my_principals())::uuid[])');
call keep_every_version('panel_escalation');

-- How the words of a child or of the family came who were not there when they were quoted, as the chair says it who approves the
-- record. It may tell of the closed session, and is read like its words.
create table quotation_origin (
  meeting_id uuid primary key constraint quotation_origin_meeting references meeting (id),
  child_id   uuid not null constraint quotation_origin_child references child (id),
  words      text not null,
  audience   text not null default 'closed',
  author_id  uuid not null default actor(),
  said_at    timestamptz not null default now(),
  constraint quotation_origin_has_words check (trim(words) <> ''),
  constraint quotation_origin_audience_known check (audience = 'closed')
);
call protect_entry_table('quotation_origin', 'author_id');
