-- Whoever has a running meeting open hears that something in it changed: of which meeting, and in which room. Never a word.
--
-- Expand only. Decision 0044.

create function tell_meeting() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  r jsonb := to_jsonb(coalesce(new, old));
  meeting text := case tg_table_name when 'meeting' then r ->> 'id' else r ->> 'meeting_id' end;
  room text := 'closed';
begin
  if meeting is null then return null; end if;
  if tg_table_name = 'meeting' then
    room := 'both';
  elsif tg_table_name = 'family_decision' then
    room := 'both';
  elsif r ->> 'stage' <> 'closed-session' and coalesce(r ->> 'audience', 'network') in ('network', 'family') then
    room := 'both';
  elsif tg_op = 'UPDATE' and r ->> 'audience' is distinct from to_jsonb(old) ->> 'audience' then
    room := 'both';
  end if;
  -- Told at the commit, once for each room however much was written.
  perform pg_notify('llwybr_meeting', meeting || ' ' || room);
  return null;
end
$$;
create trigger entry_tells_meeting after insert or update on entry for each row when (new.meeting_id is not null) execute function tell_meeting();
create trigger meeting_presence_tells_meeting after insert or delete on meeting_presence for each row execute function tell_meeting();
create trigger family_decision_tells_meeting after insert or update on family_decision for each row execute function tell_meeting();
create trigger meeting_tells_stage after update of stage on meeting for each row when (new.stage is distinct from old.stage) execute function tell_meeting();
