-- Those of the closed session are told that a family's copy waits for one of them to read it, and whoever made it that it may be given. Until
-- now a copy that was made stood on its page alone, and waited for somebody to happen on it.
--
-- Expand only. Decision 0072.

-- Whether a copy waits for the actor to be its second reader: nobody has read it or sent it back, and nothing that it was made from differs.
create function family_copy_waits_for_actor(wanted_copy uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  f family_copy;
  m meeting;
begin
  select * into f from family_copy where id = wanted_copy;
  select * into m from meeting where id = f.meeting_id;
  if f.id is null or m.approved_at is null or m.chair_id is not distinct from actor() or not may_see_child(f.child_id)
     or not in_closed_session(m.id) or is_there_for_closed_alone(f.child_id, actor()) then return false; end if;
  if exists (select 1 from family_copy_reading r where r.copy_id = f.id) or is_sent_back(f.id) or has_wrong_words(m.id, f.source)
     or exists (select 1 from family_copy n where n.meeting_id = f.meeting_id and n.language = f.language and n.position > f.position)
    then return false; end if;
  return f.source = family_copy_source(m.id);
end
$$;
revoke all on function family_copy_waits_for_actor(uuid) from public;
grant execute on function family_copy_waits_for_actor(uuid) to llwybr_app;

-- Whoever reads a copy, or sends it back, is named to all around the child: not somebody who is there for a closed session alone, of whom
-- they do not know.
create function keep_second_reader_known() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if session_user <> 'llwybr_owner' and is_there_for_closed_alone(new.child_id, actor()) then
    raise exception 'a copy is read by somebody of whom those around the child know' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger family_copy_reading_by_known before insert on family_copy_reading for each row execute function keep_second_reader_known();
create trigger family_copy_return_by_known before insert on family_copy_return for each row execute function keep_second_reader_known();

alter table notice drop constraint notice_kind_known;
alter table notice add constraint notice_kind_known check (kind in (
  'action-not-carried-out', 'action-answered', 'family-copy-returned', 'referral-joined', 'referral-information', 'same-nhs-number',
  'perhaps-the-same-child', 'account-changed', 'concern-asked', 'concern-answered', 'concern-ended', 'pack-made', 'complaint-to-handle', 'complaint-answered',
  'copy-taken-back', 'copy-incident-decided', 'family-copy-to-read', 'family-copy-ready'));
alter policy notice_own on notice using (user_id = (select actor()) and (child_id is null or may_see_child(child_id))
  and (kind not in ('action-not-carried-out', 'action-answered') or may_read_row('action', subject_id))
  and (kind not in ('concern-asked', 'concern-answered', 'concern-ended') or may_read_row('decision_concern', subject_id))
  and (kind not in ('complaint-to-handle', 'complaint-answered') or may_read_row('complaint', subject_id))
  and (kind not in ('copy-taken-back', 'copy-incident-decided') or may_read_row('copy_incident', subject_id))
  and (kind <> 'pack-made' or pack_can_be_had(subject_id))
  and (kind <> 'family-copy-to-read' or family_copy_waits_for_actor(subject_id))
  and (kind <> 'family-copy-ready' or family_copy_may_leave(subject_id)));
-- Who sits in the closed session need not be around the child for longer than that.
alter policy notice_write on notice with check (child_id is not null and may_see_child(child_id)
  and (exists (select 1 from network_member n where n.child_id = notice.child_id and n.user_id = notice.user_id and n.left_at is null)
    or (kind in ('concern-asked', 'concern-answered', 'concern-ended', 'pack-made', 'complaint-to-handle', 'complaint-answered', 'family-copy-to-read',
                 'family-copy-ready')
        and exists (select 1 from who_sees_child(child_id) u where u = user_id))));

-- Copies that wait already.
insert into notice (user_id, kind, child_id, subject_id)
  select distinct p.user_id, 'family-copy-to-read', f.child_id, f.id
    from family_copy f join meeting m on m.id = f.meeting_id join closed_seat s on s.meeting_id = m.id join meeting_person p on p.id = s.person_id
   where p.user_id is not null and p.removed_at is null and p.user_id is distinct from m.chair_id and p.user_id <> f.made_by
     and p.in_family and not exists (select 1 from family_copy_reading r where r.copy_id = f.id)
     and not exists (select 1 from family_copy n where n.meeting_id = f.meeting_id and n.language = f.language and n.position > f.position);
