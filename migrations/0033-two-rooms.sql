-- Two rooms of a meeting: the closed one, and the one in which the family sits. What is read and written there is read and written by a
-- role that can see no closed word, in a browser that is kept to that room.
--
-- Expand only. Decision 0043.

grant usage on schema public to llwybr_family_room;
grant execute on function acting(), actor(), actor_agency(), may_see_child(uuid) to llwybr_family_room;

-- Whether a meeting sits with the family now. During a time-out, and when it is over, nothing of it is read in that room.
create function sits_with_family(wanted_meeting uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select exists (select 1 from meeting m where m.id = wanted_meeting and m.stage <> 'closed-session' and m.ended_at is null
                      and m.called_off_at is null and may_see_child(m.child_id))
  $$;

-- Whether the chair has decided that an entry stays out of the family's sight, for the words as they stand.
create function stays_out_for_family(wanted_entry uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select exists (select 1 from family_decision d where d.entry_id = wanted_entry and d.replaced_at is null and d.decision = 'withhold')
  $$;

-- Whether somebody may be known of before the family: asked to its sessions, or there in one.
create function is_known_to_family(wanted_person uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select exists (select 1 from meeting_person p where p.id = wanted_person and p.removed_at is null
                      and (p.in_family or p.part in ('chair', 'note-taker')
                           or exists (select 1 from meeting_presence r where r.person_id = p.id and r.stage <> 'closed-session')))
  $$;
grant execute on function sits_with_family(uuid), stays_out_for_family(uuid), is_known_to_family(uuid) to llwybr_family_room;

create policy agency_family_room on agency for select to llwybr_family_room using ((select actor()) is not null);
create policy app_user_family_room on app_user for select to llwybr_family_room using ((select actor()) is not null);
create policy child_family_room on child for select to llwybr_family_room using (may_see_child(id));
create policy meeting_family_room on meeting for select to llwybr_family_room using (may_see_child(child_id));
create policy meeting_person_family_room on meeting_person for select to llwybr_family_room
  using (may_see_child(child_id) and is_known_to_family(id));
create policy meeting_presence_family_room on meeting_presence for select to llwybr_family_room
  using (may_see_child(child_id) and stage <> 'closed-session');
create policy statement_acceptance_family_room on statement_acceptance for select to llwybr_family_room
  using (may_see_child(child_id) and statement <> 'closed-session' and is_known_to_family(person_id));
create policy action_family_room on action for select to llwybr_family_room using (audience = 'family' and sits_with_family(meeting_id));
create policy safety_plan_family_room on safety_plan for select to llwybr_family_room using (sits_with_family(meeting_id));
-- What the chair has decided for the family, and what was said before it and not taken out since.
create policy entry_family_room on entry for select to llwybr_family_room
  using (kind = 'meeting-entry' and sits_with_family(meeting_id)
     and (audience = 'family' or (audience = 'network' and stage <> 'closed-session' and not stays_out_for_family(id))));
create policy entry_written_in_family_room on entry for insert to llwybr_family_room
  with check (kind = 'meeting-entry' and audience = 'network' and stage <> 'closed-session' and rewords is null and subject_id is null
     and sits_with_family(meeting_id) and author_id = (select actor()) and agency_id = (select actor_agency()));

grant select (id, name_en, name_cy) on agency to llwybr_family_room;
grant select (id, name) on app_user to llwybr_family_room;
grant select (id, given_name, known_as) on child to llwybr_family_room;
grant select (id, child_id, stage, chair_id, note_taker_id, ended_at, family_summary, child_comments, family_comments, version)
  on meeting to llwybr_family_room;
grant select (id, meeting_id, user_id, name, part) on meeting_person to llwybr_family_room;
grant select (meeting_id, person_id, stage) on meeting_presence to llwybr_family_room;
grant select (meeting_id, person_id, statement) on statement_acceptance to llwybr_family_room;
grant select (id, meeting_id, what, who, due_on, context) on action to llwybr_family_room;
grant select (meeting_id, childs_goals, worries, what_helps, who_to_call, if_missing, version) on safety_plan to llwybr_family_room;
grant select (id, meeting_id, audience, stage, context, basis, text, said_by, written_in, author_id, recorded_at, position, version) on entry to llwybr_family_room;
grant insert (child_id, kind, basis, audience, written_for, context, text, subject_id, happened_on, meeting_id, stage, said_by, rewords, author_id, agency_id, recorded_at,
              child_seen, written_in, changed_at, changed_by) on entry to llwybr_family_room;
grant usage on sequence chronology_position to llwybr_family_room;

-- Only the chair turns the key, and only when nothing that was said in the closed room is still open.
delete from deed_right where thing = 'meeting' and deed = 'move-to-stage' and part = 'note-taker';

create function keep_closed_room_settled() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  -- A meeting that was held elsewhere is loaded as it was.
  if session_user <> 'llwybr_owner' and recorder() is null and exists (
      select 1 from entry e where e.meeting_id = new.id and e.kind = 'meeting-entry' and e.stage = 'closed-session'
         and not exists (select 1 from family_decision d where d.entry_id = e.id and d.replaced_at is null)) then
    raise exception 'the family comes in when every closed entry is settled' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger meeting_closed_room_settled before update of stage on meeting for each row
  when (old.stage = 'closed-session' and new.stage is distinct from old.stage) execute function keep_closed_room_settled();

-- A browser that stands before a family is kept to one place until its owner signs in anew.
alter table session add column kept_to text not null default ''
  constraint session_kept_to_room check (kept_to ~ '^(/meetings/[0-9a-f-]{36}/family-room)?$');

create function keep_session_to(wanted_session uuid, place text) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp
  as $$ update session set kept_to = place where id = wanted_session and user_id = actor() and ended_at is null and place <> '' $$;

create function session_kept_to(presented bytea) returns text
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$ select s.kept_to from session s where s.token_hash = sha256(presented) $$;
grant execute on function keep_session_to(uuid, text), session_kept_to(bytea) to llwybr_app;
