-- People's words and happenings in one chronology, what the chair decides of them, and who reads earlier versions.
--
-- Expand only.

-- One order for everything in a chronology, people's words and happenings alike.
create sequence chronology_position;
grant usage on sequence chronology_position to llwybr_app;

-- People's words: who said and wrote them, who may read them, and every version.
create table entry (
  id          uuid primary key default gen_random_uuid(),
  child_id    uuid not null constraint entry_child references child (id),
  kind        text not null,
  basis       text, -- what sort of statement it is
  audience    text not null default 'network',
  written_for text, -- the audience it was written for, before anything was decided about the family
  context     text,
  text        text not null default '',
  subject_id  uuid, -- what it answers, or the referral that it was sent with
  happened_on date not null,
  meeting_id  uuid constraint entry_meeting references meeting (id),
  stage       text,
  said_by     text not null default '', -- whose words or information, when not the author's
  rewords     uuid constraint entry_rewords references entry (id), -- the entry that this one puts in words for the family
  author_id   uuid not null,
  agency_id   uuid not null,
  recorded_at timestamptz not null default now(),
  position    bigint not null default nextval('chronology_position'),
  words_version integer not null default 1, -- counts only changes of what it says: what a decision is about
  version     integer not null default 1,
  changed_at  timestamptz not null default now(),
  changed_by  uuid,
  constraint entry_kind_known check (kind in ('note', 'visit', 'telephone-call', 'meeting-with-child', 'information-received', 'referral-received', 'police-discussion', 'transition-plan', 'meeting-entry', 'answer')),
  constraint entry_audience_known check (audience in ('network', 'closed', 'police', 'family')),
  constraint entry_written_for_known check (written_for in ('network', 'closed', 'police', 'family')),
  constraint entry_basis_known check (basis in ('fact', 'professional-opinion', 'childs-own-words', 'family-words', 'allegation')),
  constraint entry_context_known check (context in ('individual', 'history', 'home', 'peer-groups', 'school', 'neighbourhood', 'social-media')),
  constraint entry_stage_known check (stage in ('closed-session', 'family-session', 'safety-planning', 'family-debrief')),
  constraint entry_stage_is_of_meeting check (stage is null or meeting_id is not null)
);
-- The record page: a child's newest entries.
create index entry_of_child on entry (child_id, happened_on desc, position desc);
create index entry_of_meeting on entry (meeting_id, position) where meeting_id is not null;
call protect_entry_table('entry', 'author_id');
-- What a family may be given, and nothing else: every document for a family is rendered by this role.
create policy entry_family_copy on entry for select to llwybr_family_copy using (audience = 'family' and may_see_child(child_id));
grant select on entry to llwybr_family_copy;
call keep_every_version('entry');

-- What the pathway notes of itself: written once, by whoever did it, and never changed.
create table happening (
  id          uuid primary key default gen_random_uuid(),
  child_id    uuid not null constraint happening_child references child (id),
  kind        text not null,
  audience    text not null default 'network',
  text        text not null default '', -- the reason that somebody gave
  details     jsonb not null default '{}', -- codes and days, from which the line is put in either language
  subject_id  uuid,
  happened_on date not null,
  meeting_id  uuid constraint happening_meeting references meeting (id), -- whose closed session may read it, when it is closed
  author_id   uuid not null,
  agency_id   uuid not null,
  recorded_at timestamptz not null default now(),
  position    bigint not null default nextval('chronology_position'),
  constraint happening_audience_known check (audience in ('network', 'closed', 'police'))
);
create index happening_of_child on happening (child_id, happened_on desc, position desc);
call protect_entry_table('happening', 'author_id');
create policy happening_in_own_name on happening as restrictive for insert to llwybr_app
  with check (author_id = (select actor()) and agency_id = (select actor_agency()));
create trigger happening_append_only before update or delete or truncate on happening for each statement execute function refuse_change();

-- A child's chronology: both, in one order, each line under its own table's policy.
create view chronology with (security_invoker = true) as
  select id, child_id, kind, basis, audience, context, text, '{}'::jsonb as details, subject_id, happened_on, meeting_id, stage, said_by, rewords,
         author_id, agency_id, recorded_at, position, words_version, version
    from entry
  union all
  select id, child_id, kind, null, audience, null, text, details, subject_id, happened_on, meeting_id, null, '', null,
         author_id, agency_id, recorded_at, position, 1, 1
    from happening;
grant select on chronology to llwybr_app;

-- The chair's decision about each entry: shared with the family, or left out and why. None means left out.
create table family_decision (
  id          uuid primary key default gen_random_uuid(),
  entry_id    uuid not null constraint family_decision_entry references entry (id),
  meeting_id  uuid not null constraint family_decision_meeting references meeting (id),
  child_id    uuid not null constraint family_decision_child references child (id),
  words_version integer not null, -- of the entry: the words it is about
  decision    text not null,
  omission    text, -- the category of the reason
  reason      text not null default '',
  decided_by  uuid not null,
  decided_at  timestamptz not null default now(),
  replaced_at timestamptz,
  constraint family_decision_known check (decision in ('share', 'withhold')),
  constraint family_decision_omission_known check (omission in ('safety', 'criminal-investigation', 'third-party', 'data-protection')),
  constraint family_decision_omission_has_category check ((decision = 'withhold') = (omission is not null))
);
create unique index family_decision_one_in_force on family_decision (entry_id) where replaced_at is null;
create index family_decision_of_meeting on family_decision (meeting_id);
call protect_table('family_decision');
create policy family_decision_of_entry on family_decision to llwybr_app
  using (exists (select 1 from entry e where e.id = family_decision.entry_id))
  with check (may_see_child(child_id) and chairs_meeting(meeting_id));
grant select, insert on family_decision to llwybr_app;

-- Earlier versions follow today's row: who may not read it may read none of its versions, nor a version whose own audience they
-- are not of.
create policy row_history_read on row_history for select to llwybr_app
  using (child_id is not null and may_see_child(child_id) and may_read_row(table_name, row_id)
     and (audience is null or audience in ('network', 'family')
       or may_read(audience, meeting_id, coalesce(content ->> 'author_id', content ->> 'agreed_by', content ->> 'escalated_by')::uuid)));
grant select on row_history to llwybr_app;
