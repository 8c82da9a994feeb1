-- Exploitation Family Meetings, who is invited, and who sits in the closed session.
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
  told_omissions      text[] not null default '{}', -- the reasons for leaving out that the chair chose to tell the family; usually none
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
