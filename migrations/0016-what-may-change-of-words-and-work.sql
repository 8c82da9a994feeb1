-- What may still change of words, decisions, actions, panel items and clocks.
--
-- Expand only.

-- Whether an entry says word for word what a referrer sent: then it is the referrer's, whoever takes it into the record.
create function quotes_referral(e entry) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select e.kind in ('referral-received', 'information-received') and exists (
      select 1 from referral r where r.id = e.subject_id and r.child_id = e.child_id and r.submitted_at is not null
         and r.author_id = e.author_id and r.agency_id = e.agency_id and e.text in (r.answers ->> 'whatHappened', r.answers ->> 'childsWords'))
  $$;

-- Words belong to the agency that wrote them: another may answer, never edit. Only the chair decides what the family may see, and
-- decides about words: new words take the decision back.
create function keep_words() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  own text[] := case when tg_op = 'UPDATE' and old.agency_id = actor_agency() then array['writer'] else '{}' end;
  new_words boolean := tg_op = 'UPDATE' and (new.text, new.said_by, new.basis, new.context) is distinct from (old.text, old.said_by, old.basis, old.context);
begin
  if session_user = 'llwybr_owner' then
    if new.audience <> 'family' then new.written_for := new.audience; end if;
    return new;
  end if;
  if tg_op = 'INSERT' then
    if (new.author_id <> actor() or new.agency_id <> actor_agency()) and not quotes_referral(new) then
      raise exception 'an entry is written in one''s own name' using errcode = '42501';
    end if;
    if (new.kind = 'meeting-entry') <> (new.meeting_id is not null and new.stage is not null and new.kind <> 'answer') then
      raise exception 'an entry of a meeting has its meeting and stage' using errcode = '42501';
    end if;
    if new.audience = 'family' or new.rewords is not null then
      if new.kind <> 'meeting-entry' or not may_in_meeting('decide-for-family', new.meeting_id) then
        raise exception 'only the chair decides what the family may see' using errcode = '42501';
      end if;
    elsif new.kind = 'meeting-entry' and not may_in_meeting('write-entry', new.meeting_id) then
      perform refuse_deed('write-entry', 'meeting');
    elsif new.kind = 'meeting-entry' and trim(new.said_by) = ''
          and (new.basis in ('childs-own-words', 'family-words') or exists (select 1 from meeting m where m.id = new.meeting_id and m.note_taker_id = actor())) then
      raise exception 'who said it is named' using errcode = '42501';
    end if;
    new.written_for := new.audience;
    return new;
  end if;
  if new.child_id <> old.child_id or new.author_id <> old.author_id or new.agency_id <> old.agency_id or new.meeting_id is distinct from old.meeting_id then
    raise exception 'an entry stays with its child, author and meeting' using errcode = '42501';
  end if;
  if new_words or (new.audience <> old.audience and new.audience <> 'family' and old.audience <> 'family') then
    if old.kind = 'meeting-entry' then
      if not may_in_meeting('change-entry', old.meeting_id, own) then perform refuse_deed('change-entry', 'meeting'); end if;
    elsif old.kind <> 'answer' and old.subject_id is not null then
      raise exception 'what a referrer sent keeps its words' using errcode = '42501';
    elsif own = '{}' then
      raise exception 'another agency''s words can be answered, not edited' using errcode = '42501';
    end if;
  end if;
  if new_words then
    new.words_version := old.words_version + 1;
    update family_decision set replaced_at = now() where entry_id = old.id and replaced_at is null;
    if old.audience = 'family' then new.audience := coalesce(nullif(old.written_for, 'family'), 'closed'); end if;
  elsif new.audience <> old.audience and 'family' in (new.audience, old.audience) then
    if old.kind <> 'meeting-entry'
       or not (may_in_meeting('decide-for-family', old.meeting_id) or (old.audience = 'family' and may_in_meeting('take-back-from-family', old.meeting_id))) then
      raise exception 'only the chair decides what the family may see' using errcode = '42501';
    end if;
  end if;
  -- The audience before anything was decided about the family follows every change of it.
  if new.audience <> 'family' then new.written_for := new.audience; end if;
  return new;
end
$$;
create trigger entry_words_kept before insert or update on entry for each row execute function keep_words();

-- A decision names the words it is about.
create function keep_decision_to_its_words() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if not exists (select 1 from entry e where e.id = new.entry_id and e.meeting_id = new.meeting_id and e.words_version = new.words_version) then
    raise exception 'a decision is about the words as they stand' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger family_decision_about_words before insert on family_decision for each row execute function keep_decision_to_its_words();

-- An agreed action is open or reported on; an item of a panel is open or decided.
insert into deed_right (thing, deed, state, part) values
  ('action', 'report', 'open', 'owner'), ('action', 'report', 'open', 'network'), ('panel-item', 'decide', 'open', 'panel');

create function actor_works() returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select actor_has_role('practitioner') or actor_has_role('manager') or actor_has_role('exploitation-lead') or actor_has_role('chair') or actor_has_role('note-taker')
  $$;
grant execute on function actor_works() to llwybr_app;

-- What became of an action is reported once; what it says, and for whom, is the chair's to take back until the record is approved.
create function keep_action() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if session_user = 'llwybr_owner' then return new; end if;
  if new.audience <> old.audience and not (new.audience <> 'family' and old.audience = 'family' and may_in_meeting('decide-for-family', old.meeting_id)) then
    raise exception 'only the chair decides what the family may see' using errcode = '42501';
  end if;
  if (new.outcome, new.outcome_reason) is distinct from (old.outcome, old.outcome_reason)
     and not may_do('action', 'report', case when old.outcome is null then 'open' else 'reported' end, array_remove(array[
       case when old.owner_id = actor() then 'owner' end, case when actor_works() and may_see_child(old.child_id) then 'network' end], null)) then
    perform refuse_deed('report', 'action');
  end if;
  return new;
end
$$;
create trigger action_within_deeds before update on action for each row execute function keep_action();
create trigger action_stays before update on action for each row execute function keep_what_happened('outcome', 'outcome_at', 'outcome_by');

create function keep_panel_item() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if session_user <> 'llwybr_owner' and (new.decision, new.decision_reasons, new.decided_at) is distinct from (old.decision, old.decision_reasons, old.decided_at)
     and not may_do('panel-item', 'decide', case when old.decided_at is null then 'open' else 'decided' end, array_remove(array[
       case when old.team_id = any (my_principals()) and actor_has_role('panel-member') then 'panel' end], null)) then
    perform refuse_deed('decide', 'panel item');
  end if;
  return new;
end
$$;
create trigger panel_escalation_within_deeds before update on panel_escalation for each row execute function keep_panel_item();

-- Re-planned by who may authorise it; written by who works with the child.
create policy clock_replan_authorised on clock_replan as restrictive for insert to llwybr_app
  with check ((select actor_has_role('manager')) or (select actor_has_role('chair')) or (select actor_has_role('exploitation-lead')));
create policy late_reason_by_worker on late_reason as restrictive for insert to llwybr_app with check ((select actor_works()));
create policy entry_by_worker on entry as restrictive for insert to llwybr_app
  with check (kind = 'meeting-entry' or (select actor_works()) or (select actor_has_role('agency-lead')));

-- Whether a child was on the pathway already, by another decision, when a referral about them is decided: then the referral is
-- information for the lead, and neither ends the pathway nor begins anything anew.
create function child_is_known(wanted_referral uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select exists (
      select 1 from referral r join pathway w on w.child_id = r.child_id and w.ended_on is null
        join determination d on d.child_id = r.child_id and d.referral_id <> r.id
         and d.outcome in ('early-help', 'care-and-support-assessment', 'strategy-discussion', 'exploitation-pathway')
         and (d.decided_at at time zone 'Europe/London')::date >= w.opened_on
       where r.id = wanted_referral)
  $$;
grant execute on function child_is_known(uuid) to llwybr_app;

create function keep_determination() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare r referral;
begin
  if session_user = 'llwybr_owner' then return new; end if;
  select * into r from referral where id = new.referral_id;
  -- The referral says so first, once, so that two who decide at the same moment do not both.
  if r.id is null or r.child_id is distinct from new.child_id or r.outcome is distinct from new.outcome
     or not (r.receiving_team_id = any (my_principals())) or new.decided_by <> actor() then
    perform refuse_deed('determine', 'referral');
  end if;
  if new.outcome <> 'strategy-discussion'
     and child_is_known(r.id) <> (new.outcome in ('information-added', 'earlier-meeting', 'new-form', 'other-child')) then
    raise exception 'a referral about a child on the pathway is information for the lead' using errcode = '42501';
  end if;
  return new;
end
$$;
create unique index determination_once on determination (referral_id);
create trigger determination_kept before insert on determination for each row execute function keep_determination();

-- Not asking for a meeting is a manager's decision.
create policy no_meeting_by_manager on no_meeting_decision as restrictive for insert to llwybr_app
  with check ((select actor_has_role('manager')) or (select actor_has_role('exploitation-lead')));

-- Gives what is still to be done about a child from one holder to another. Nothing happens without one who takes it.
create function pass_clocks(whose uuid, from_holder uuid, to_holder uuid, rules text[]) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    update clock set holder_id = to_holder, version = version + 1, changed_at = now(), changed_by = actor(),
           holder_agency_id = coalesce((select agency_id from app_user where id = to_holder), (select agency_id from team where id = to_holder))
     where child_id = whose and holder_id = from_holder and to_holder is not null and from_holder <> to_holder
       and met_at is null and stopped_at is null and (rules is null or rule = any (rules))
  $$;

-- What a lead practitioner is to do goes with the part: to whoever leads next, and to the exploitation leads while nobody does.
create function clocks_follow_the_lead() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  leads uuid := (select t.id from team t where t.kind = 'exploitation-leads' order by t.id limit 1);
  done_by_lead text[] := array['assessment', 'ask-for-meeting', 'first-meeting', 'reassessment', 'transition'];
  before_id uuid;
begin
  if new.left_at is null then
    for before_id in
      select distinct n.user_id from network_member n where n.child_id = new.child_id and n.part = 'lead-practitioner' and n.left_at is not null
      union select leads where leads is not null
    loop
      perform pass_clocks(new.child_id, before_id, new.user_id, done_by_lead);
    end loop;
  elsif not exists (select 1 from network_member n where n.child_id = new.child_id and n.part = 'lead-practitioner' and n.left_at is null) then
    perform pass_clocks(new.child_id, new.user_id, leads, done_by_lead);
  end if;
  return null;
end
$$;
create trigger network_member_lead_holds after insert or update of left_at on network_member
  for each row when (new.part = 'lead-practitioner') execute function clocks_follow_the_lead();

-- Whoever leaves the board leaves every network, and what they were to do goes to the child's lead practitioner.
create function work_is_passed_on() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare k record;
begin
  update network_member set left_at = now(), left_reason = 'left-the-board' where user_id = new.id and left_at is null;
  for k in select distinct c.child_id from clock c where c.holder_id = new.id and c.child_id is not null and c.met_at is null and c.stopped_at is null loop
    perform pass_clocks(k.child_id, new.id, coalesce(
      (select n.user_id from network_member n where n.child_id = k.child_id and n.part = 'lead-practitioner' and n.left_at is null),
      (select t.id from team t where t.kind = 'exploitation-leads' order by t.id limit 1)), null);
  end loop;
  return null;
end
$$;
create trigger app_user_work_passed_on after update of left_at on app_user
  for each row when (old.left_at is null and new.left_at is not null) execute function work_is_passed_on();
