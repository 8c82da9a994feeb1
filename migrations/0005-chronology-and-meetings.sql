-- The chronology with the audience of every entry; Exploitation Family Meetings; agreed actions; panels; what left the building.
--
-- Expand only.

create table meeting (
  id                  uuid primary key default gen_random_uuid(),
  child_id            uuid not null constraint meeting_child references child (id),
  pathway_id          uuid not null constraint meeting_pathway references pathway (id),
  number              integer not null, -- 1 is the first meeting; each review is a meeting again
  asked_for_on        date not null,
  asked_for_by        uuid not null,
  risk                text not null,
  reason              text not null default '',
  assessment_id       uuid constraint meeting_assessment references assessment (id),
  missing_paperwork   text[] not null default '{}',
  accepted_incomplete text not null default '', -- the chair's reason for going ahead without it
  due_by              date not null,
  chair_id            uuid constraint meeting_chair references app_user (id),
  note_taker_id       uuid constraint meeting_note_taker references app_user (id),
  booked_for          timestamptz,
  booking_reason      text not null default '', -- for a day that is no working day, or past the limit
  place               text not null default '',
  language            text not null default 'not-asked',
  interpreter         text not null default '',
  access_needs        text not null default '',
  keep_apart          text not null default '', -- who must not be in the same room
  held_on             date,
  stage               text, -- the stage the meeting is in now; none before it begins or after it ends
  began_at            timestamptz,
  began_early_reason  text not null default '', -- the chair's, for a day before the one it was booked for
  ended_at            timestamptz,
  family_summary      text not null default '', -- the chair's summary in words for the family
  child_comments      text not null default '',
  family_comments     text not null default '',
  family_present      text,
  next_review_by      date,
  approved_at         timestamptz,
  approved_by         uuid,
  approved_source     text, -- the hash of what the family's copy is made from, as the chair read it
  rest_stays_out      boolean not null default false, -- entries nobody decided about were withheld expressly
  called_off_at       timestamptz,
  called_off_reason   text not null default '',
  version             integer not null default 1,
  changed_at          timestamptz not null default now(),
  changed_by          uuid,
  constraint meeting_number_once unique (pathway_id, number),
  constraint meeting_risk_known check (risk in ('low', 'medium', 'high')),
  constraint meeting_low_risk_has_reason check (risk <> 'low' or trim(reason) <> ''),
  constraint meeting_held_after_request check (held_on >= asked_for_on),
  constraint meeting_stage_known check (stage in ('closed-session', 'family-session', 'safety-planning', 'family-debrief')),
  constraint meeting_language_known check (language in ('not-asked', 'cy', 'en', 'both', 'bsl', 'other')),
  constraint meeting_family_present_known check (family_present in ('child-and-family', 'child', 'family', 'neither'))
);
create index meeting_of_child on meeting (child_id, number desc);
create index meeting_not_yet_held on meeting (due_by) where held_on is null and called_off_at is null;
call protect_child_table('meeting');
call keep_every_version('meeting');

create table meeting_person (
  id          uuid primary key default gen_random_uuid(),
  meeting_id  uuid not null constraint meeting_person_meeting references meeting (id),
  child_id    uuid not null constraint meeting_person_child references child (id),
  user_id     uuid constraint meeting_person_user references app_user (id), -- none for the child, family and others without an account
  name        text not null,
  part        text not null,
  agency_id   uuid constraint meeting_person_agency references agency (id),
  in_family   boolean not null default true, -- asked to the sessions with the family; who is not, is there for the closed one alone
  language    text not null default 'not-asked',
  invited_at  timestamptz not null default now(),
  invited_by  uuid not null,
  reply       text not null default 'none',
  apology     text not null default '',
  removed_at  timestamptz,
  constraint meeting_person_part_known check (part in (
    'chair', 'note-taker', 'child', 'parent-or-carer', 'advocate', 'interpreter', 'practitioner', 'exploitation-lead', 'legal')),
  constraint meeting_person_reply_known check (reply in ('none', 'coming', 'apologies')),
  constraint meeting_person_closed_is_staff check (in_family or user_id is not null)
);
create index meeting_person_of_meeting on meeting_person (meeting_id);
create index meeting_person_of_user on meeting_person (user_id, child_id) where user_id is not null;
-- Whether somebody who was asked to a closed session alone is to stay unknown to the actor: who was in it is itself closed.
create function person_is_hidden(wanted_person uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare p meeting_person;
begin
  select * into p from meeting_person where id = wanted_person;
  return p.id is not null and not p.in_family and p.part not in ('chair', 'note-taker')
    and p.user_id is distinct from actor() and p.invited_by <> actor()
    and not exists (select 1 from meeting_presence r where r.person_id = p.id and r.stage <> 'closed-session')
    and not in_closed_session(p.meeting_id);
end
$$;

-- Whether somebody's looks at a child would tell the actor of such a person: they see the child through nothing else.
create function looks_are_hidden(wanted_child uuid, who uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  return exists (select 1 from meeting_person p where p.user_id = who and p.child_id = wanted_child and not p.in_family and person_is_hidden(p.id))
    and not exists (
      select 1 from access_grant g
       where g.child_id = wanted_child and (g.reason <> 'meeting' or not person_is_hidden(g.source_id))
         and (g.principal_id = who or g.principal_id in (select m.team_id from team_membership m where m.user_id = who)));
end
$$;

grant execute on function person_is_hidden(uuid), looks_are_hidden(uuid, uuid) to llwybr_app, llwybr_family_copy;
-- One's own rights, and those of others to the children one sees; who is there for a closed session alone shows to its people only.
create policy access_grant_read on access_grant for select to llwybr_app, llwybr_family_copy
  using (principal_id = any ((select my_principals())::uuid[])
      or (may_see_child(child_id) and (reason <> 'meeting' or not person_is_hidden(source_id))));
-- Who has looked at a child, for those who see the child; everything, for information governance.
create policy audit_event_read on audit_event for select to llwybr_app
  using ((child_id is not null and may_see_child(child_id) and not looks_are_hidden(child_id, actor_id)
      -- That somebody was asked whom the reader does not know of would be told by counting.
      and (event not in ('meeting.person-invited', 'meeting.person-removed') or not person_is_hidden(subject_id)))
      or actor_id = (select actor()) or (select actor_has_role('information-governance-officer')));

call protect_child_table('meeting_person', 'in_family or not person_is_hidden(id)');

-- A seat in the closed session. Who has one is itself closed.
create table closed_seat (
  person_id  uuid primary key constraint closed_seat_person references meeting_person (id),
  meeting_id uuid not null constraint closed_seat_meeting references meeting (id),
  child_id   uuid not null constraint closed_seat_child references child (id),
  given_by   uuid not null default actor(),
  given_at   timestamptz not null default now()
);
create index closed_seat_of_meeting on closed_seat (meeting_id);

-- Closed words are for those who have a seat in the closed session, the chair, the note-taker and the exploitation leads.
create function in_closed_session(wanted_meeting uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select exists (select 1 from meeting m where m.id = wanted_meeting and actor() in (m.chair_id, m.note_taker_id))
        or exists (select 1 from closed_seat s join meeting_person p on p.id = s.person_id
                    where s.meeting_id = wanted_meeting and p.user_id = actor() and p.removed_at is null)
        or actor_has_role('exploitation-lead')
  $$;

-- Its chair or its note-taker.
create function runs_meeting(wanted_meeting uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select exists (select 1 from meeting m where m.id = wanted_meeting and actor() in (m.chair_id, m.note_taker_id)) $$;

create function chairs_meeting(wanted_meeting uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select exists (select 1 from meeting m where m.id = wanted_meeting and m.chair_id = actor()) $$;
grant execute on function in_closed_session(uuid), runs_meeting(uuid), chairs_meeting(uuid) to llwybr_app;

call protect_child_table('closed_seat', 'given_by = (select actor()) or in_closed_session(meeting_id)');

-- A seat is for staff, of that very meeting; and once closed words may have been spoken only chair and note-taker give one.
create function keep_closed_session() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if not exists (select 1 from meeting_person p where p.id = new.person_id and p.meeting_id = new.meeting_id and p.child_id = new.child_id
                   and p.user_id is not null and p.part not in ('child', 'parent-or-carer', 'advocate')) then
    raise exception 'a seat in the closed session is for staff' using errcode = '42501';
  end if;
  if exists (select 1 from meeting m where m.id = new.meeting_id and m.began_at is not null
               and actor() is distinct from m.chair_id and actor() is distinct from m.note_taker_id) then
    raise exception 'only the chair asks someone to a closed session that has begun' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger closed_seat_kept before insert on closed_seat for each row execute function keep_closed_session();

create function keep_chair_of_begun_meeting() returns trigger
  language plpgsql
  as $$ begin raise exception 'a meeting that has begun keeps its chair and note-taker' using errcode = '42501'; end $$;
create trigger meeting_chair_kept before update on meeting for each row
  when (old.began_at is not null and (new.chair_id, new.note_taker_id) is distinct from (old.chair_id, old.note_taker_id))
  execute function keep_chair_of_begun_meeting();

-- The chair's summary is of the closed session too, and read like its words.
create table meeting_summary (
  id         uuid primary key default gen_random_uuid(),
  meeting_id uuid not null constraint meeting_summary_meeting references meeting (id),
  child_id   uuid not null constraint meeting_summary_child references child (id),
  text       text not null,
  audience   text not null default 'closed',
  author_id  uuid not null default actor(),
  version    integer not null default 1,
  changed_at timestamptz not null default now(),
  changed_by uuid,
  constraint meeting_summary_once unique (meeting_id),
  constraint meeting_summary_audience_known check (audience in ('network', 'closed'))
);
call protect_entry_table('meeting_summary', 'author_id');
create policy meeting_summary_begun_by on meeting_summary as restrictive for insert to llwybr_app with check (runs_meeting(meeting_id));
create policy meeting_summary_changed_by on meeting_summary as restrictive for update to llwybr_app using (runs_meeting(meeting_id));
call keep_every_version('meeting_summary');

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
  constraint entry_kind_known check (kind in ('note', 'visit', 'telephone-call', 'meeting-with-child', 'information-received', 'referral-received', 'police-discussion', 'meeting-entry', 'answer')),
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
grant select (id, child_id, number, held_on, chair_id, place, approved_at, next_review_by, family_summary, child_comments, family_comments) on meeting to llwybr_family_copy;
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
