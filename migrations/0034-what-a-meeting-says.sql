-- Whoever has a running meeting open hears that something in it changed: of which meeting, and in which room. Never a word.
--
-- Expand only. Decision 0044.

-- Whether an entry can stand in the room in which the family sits.
create function is_for_both_rooms(e entry) returns boolean
  language sql immutable
  return e.audience = 'family' or (e.audience = 'network' and e.stage <> 'closed-session');

-- Told at the commit, once for each room however much was written.
create function tell_meeting(meeting uuid, in_both_rooms boolean) returns void
  language sql
  as $$ select pg_notify('llwybr_meeting', meeting || case when in_both_rooms then ' both' else ' closed' end) $$;

-- That something is written or settled in the closed room is not told in the other.
create function tell_of_entry() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  perform tell_meeting(new.meeting_id, is_for_both_rooms(new) or (tg_op = 'UPDATE' and is_for_both_rooms(old)));
  return null;
end
$$;
create function tell_of_decision() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  perform tell_meeting(new.meeting_id, (select e.stage <> 'closed-session' from entry e where e.id = new.entry_id));
  return null;
end
$$;
create function tell_of_presence() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  perform tell_meeting(coalesce(new.meeting_id, old.meeting_id), coalesce(new.stage, old.stage) <> 'closed-session');
  return null;
end
$$;
create function tell_of_stage() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$ begin perform tell_meeting(new.id, true); return null; end $$;
create trigger entry_tells_meeting after insert or update on entry for each row when (new.meeting_id is not null) execute function tell_of_entry();
create trigger meeting_presence_tells_meeting after insert or delete on meeting_presence for each row execute function tell_of_presence();
create trigger family_decision_tells_meeting after insert or update on family_decision for each row execute function tell_of_decision();
create trigger meeting_tells_stage after update of stage on meeting for each row when (new.stage is distinct from old.stage) execute function tell_of_stage();
