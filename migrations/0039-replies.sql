-- Whether who is invited can come: the last word of each stands, for the instant that the meeting was booked for when it was given.
--
-- Expand only. Decision 0049.

create table meeting_reply (
  id         uuid primary key default gen_random_uuid(),
  person_id  uuid not null constraint meeting_reply_person references meeting_person (id),
  meeting_id uuid not null constraint meeting_reply_meeting references meeting (id),
  child_id   uuid not null constraint meeting_reply_child references child (id),
  reply      text not null,
  words      text not null default '',
  booked_for timestamptz not null,
  given_at   timestamptz not null default now(),
  given_by   uuid not null,
  constraint meeting_reply_known check (reply in ('coming', 'somebody-else', 'apologies')),
  constraint meeting_reply_says_who check (reply <> 'somebody-else' or trim(words) <> '')
);
create index meeting_reply_of_meeting on meeting_reply (meeting_id, person_id, given_at);
-- Whoever may know that somebody is invited may know what they replied.
call protect_child_table('meeting_reply', 'exists (select 1 from meeting_person p where p.id = person_id)');
call trace_changes('meeting_reply');

insert into deed_right (thing, deed, state, part)
  select 'meeting', 'reply', state, part
    from unnest(array['booked', 'in-closed-session', 'in-open-session']) state, unnest(array['chair', 'note-taker', 'invited']) part;

create function keep_meeting_reply() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  p meeting_person;
  m meeting;
begin
  if session_user = 'llwybr_owner' then return new; end if;
  select * into p from meeting_person where id = new.person_id and removed_at is null for share;
  select * into m from meeting where id = p.meeting_id;
  if p.id is null or p.meeting_id <> new.meeting_id or p.child_id <> new.child_id or new.given_by <> actor() or date_trunc('milliseconds', new.booked_for) is distinct from date_trunc('milliseconds', m.booked_for) then
    raise exception 'a reply is given in one''s own name, of somebody invited, to the meeting as it is booked' using errcode = '42501';
  end if;
  if not may_in_meeting('reply', new.meeting_id, case when p.user_id = actor() then '{invited}'::text[] else '{}' end) then
    perform refuse_deed('reply', 'meeting');
  end if;
  return new;
end
$$;
create trigger meeting_reply_within_deeds before insert on meeting_reply for each row execute function keep_meeting_reply();

-- That somebody was asked whom the reader does not know of would be told by counting replies too.
alter policy audit_event_read on audit_event
  using ((child_id is not null and may_see_child(child_id) and not looks_are_hidden(child_id, actor_id)
      and (event not in ('meeting.person-invited', 'meeting.person-removed', 'meeting.reply-recorded') or not person_is_hidden(subject_id)))
      or actor_id = (select actor()) or (select actor_has_role('information-governance-officer')));
