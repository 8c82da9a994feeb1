-- What may still change: each thing has named states, and one table says which part may do which deed in which of them.
--
-- Expand only. The application asks the same table before (decision 0025); here it cannot be gone round.

create table deed_right (
  thing text not null,
  deed  text not null,
  state text not null,
  part  text not null,
  constraint deed_right_once primary key (thing, deed, state, part)
);
call protect_table('deed_right');
create policy deed_right_read on deed_right for select to llwybr_app using ((select actor()) is not null);
grant select on deed_right to llwybr_app;

insert into deed_right (thing, deed, state, part)
select 'meeting', v.deed, s, p
  from (values
    ('book',                  'asked-for booked',                                                'network'),
    ('call-off',              'asked-for booked',                                                'network'),
    ('invite',                'asked-for booked',                                                'network'),
    ('invite',                'in-closed-session in-open-session held',                          'chair note-taker'),
    ('take-back-invitation',  'asked-for booked in-closed-session in-open-session held',         'chair note-taker inviter'),
    ('record-consultation',   'booked in-closed-session',                                        'chair note-taker'),
    ('begin',                 'booked',                                                          'chair note-taker'),
    ('move-to-stage',         'in-closed-session in-open-session',                               'chair note-taker'),
    ('record-presence',       'in-closed-session in-open-session held',                          'chair note-taker'),
    ('write-entry',           'in-closed-session',                                               'chair note-taker closed-session'),
    ('write-entry',           'in-open-session',                                                 'chair note-taker closed-session network'),
    ('write-entry',           'held',                                                            'chair note-taker'),
    ('change-entry',          'in-closed-session in-open-session held',                          'chair note-taker writer'),
    ('add-finding',           'in-closed-session in-open-session held',                          'chair note-taker closed-session'),
    ('agree-action',          'in-closed-session in-open-session held',                          'chair note-taker'),
    ('agree-family-action',   'in-open-session held',                                            'chair note-taker'),
    ('write-plan',            'in-open-session held',                                            'chair note-taker'),
    ('write-comments',        'in-open-session held',                                            'chair note-taker'),
    ('declare-making',        'in-closed-session in-open-session held',                          'chair note-taker network'),
    ('end',                   'in-open-session',                                                 'chair note-taker'),
    ('plan-debrief',          'held',                                                            'chair note-taker'),
    ('decide-for-family',     'in-closed-session in-open-session held',                          'chair'),
    ('take-back-from-family', 'approved',                                                        'chair'),
    ('approve',               'held',                                                            'chair'),
    ('correct',               'approved',                                                        'chair'),
    ('make-family-copy',      'approved',                                                        'chair note-taker'),
    ('read-family-copy',      'approved',                                                        'second-reader'),
    ('send-copy',             'approved',                                                        'chair note-taker network'),
    ('record-debrief',        'held approved',                                                   'chair note-taker debriefer')
  ) v (deed, states, parts), string_to_table(v.states, ' ') s, string_to_table(v.parts, ' ') p;

create function may_do(wanted_thing text, wanted_deed text, in_state text, parts text[]) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select exists (select 1 from deed_right r
      where r.thing = wanted_thing and r.deed = wanted_deed and r.state = in_state and r.part = any (parts))
  $$;

-- Where a meeting stands.
create function meeting_state(m meeting) returns text
  language sql immutable
  return case
    when m.called_off_at is not null then 'called-off'
    when m.approved_at is not null then 'approved'
    when m.ended_at is not null then 'held'
    when m.stage = 'closed-session' then 'in-closed-session'
    when m.stage is not null then 'in-open-session'
    when m.booked_for is not null then 'booked'
    else 'asked-for'
  end;

-- The parts that the actor has in a meeting; several at once. Whoever only reads has none.
create function meeting_parts(m meeting) returns text[]
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select array_remove(array[
      case when m.chair_id = actor() then 'chair' end,
      case when m.note_taker_id = actor() then 'note-taker' end,
      case when in_closed_session(m.id) then 'closed-session' end,
      case when in_closed_session(m.id) and m.chair_id is distinct from actor() then 'second-reader' end,
      case when may_see_child(m.child_id) and (actor_has_role('practitioner') or actor_has_role('manager') or actor_has_role('exploitation-lead')
                 or actor_has_role('chair') or actor_has_role('note-taker')) then 'network' end], null)
  $$;

-- Whether the actor may do a deed in a meeting now. The meeting is held still until the transaction ends, so that no deed slips
-- in beside its approval.
create function may_in_meeting(deed text, wanted_meeting uuid, also text[] default '{}') returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare m meeting;
begin
  select * into m from meeting where id = wanted_meeting for share;
  return m.id is not null and may_do('meeting', deed, meeting_state(m), meeting_parts(m) || also);
end
$$;

create function refuse_deed(deed text, thing text) returns void
  language plpgsql
  as $$ begin raise exception '% may not be done with this % now, or not by you', deed, thing using errcode = '42501'; end $$;

-- A row of a meeting is written by whoever may do the deed that it is, in the state in which the meeting is.
create function keep_to_meeting_deed() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  r jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
  deed text := tg_argv[0];
  also text[] := '{}';
begin
  if session_user <> 'llwybr_owner' and r ->> 'meeting_id' is not null then
    case tg_table_name
      when 'meeting_person' then
        if r ->> 'part' in ('chair', 'note-taker') then deed := 'book'; end if;
        if tg_op = 'UPDATE' and (r ->> 'invited_by')::uuid = actor() then also := '{inviter}'; end if;
      when 'debrief' then
        if (r ->> 'by_whom')::uuid = actor() then also := '{debriefer}'; end if;
      when 'action' then
        if r ->> 'audience' = 'family' then deed := 'agree-family-action'; end if;
      when 'family_decision' then
        if r ->> 'decision' = 'withhold' and exists (select 1 from meeting m where m.id = (r ->> 'meeting_id')::uuid and m.approved_at is not null) then
          deed := 'take-back-from-family';
        end if;
      else null;
    end case;
    if not may_in_meeting(deed, (r ->> 'meeting_id')::uuid, also) then perform refuse_deed(deed, 'meeting'); end if;
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$$;
create trigger meeting_person_by_deed before insert on meeting_person for each row execute function keep_to_meeting_deed('invite');
create trigger meeting_person_taken_back_by_deed before update on meeting_person for each row execute function keep_to_meeting_deed('take-back-invitation');
create trigger meeting_presence_by_deed before insert or delete on meeting_presence for each row execute function keep_to_meeting_deed('record-presence');
create trigger statement_acceptance_by_deed before insert on statement_acceptance for each row execute function keep_to_meeting_deed('record-presence');
create trigger meeting_consultation_by_deed before insert or update on meeting_consultation for each row execute function keep_to_meeting_deed('record-consultation');
create trigger meeting_finding_by_deed before insert or update on meeting_finding for each row execute function keep_to_meeting_deed('add-finding');
create trigger action_by_deed before insert on action for each row execute function keep_to_meeting_deed('agree-action');
create trigger safety_plan_by_deed before insert or update on safety_plan for each row execute function keep_to_meeting_deed('write-plan');
create trigger meeting_summary_by_deed before insert or update on meeting_summary for each row execute function keep_to_meeting_deed('write-comments');
create trigger record_declaration_by_deed before insert on record_declaration for each row execute function keep_to_meeting_deed('declare-making');
create trigger family_decision_by_deed before insert on family_decision for each row execute function keep_to_meeting_deed('decide-for-family');
create trigger meeting_correction_by_deed before insert on meeting_correction for each row execute function keep_to_meeting_deed('correct');
create trigger record_sending_by_deed before insert on record_sending for each row execute function keep_to_meeting_deed('send-copy');
create trigger family_copy_by_deed before insert on family_copy for each row execute function keep_to_meeting_deed('make-family-copy');
create trigger family_copy_reading_by_deed before insert on family_copy_reading for each row execute function keep_to_meeting_deed('read-family-copy');
create trigger debrief_by_deed before insert on debrief for each row execute function keep_to_meeting_deed('plan-debrief');
create trigger debrief_done_by_deed before update on debrief for each row execute function keep_to_meeting_deed('record-debrief');

-- The meeting's own row: which deeds a change is, each of them allowed where the meeting stood before it.
create function keep_to_meeting_deeds() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  deeds text[] := '{}';
  deed text;
begin
  if session_user = 'llwybr_owner' then return new; end if;
  if new.began_at is distinct from old.began_at then deeds := deeds || 'begin'::text;
  elsif new.ended_at is distinct from old.ended_at then deeds := deeds || 'end'::text;
  elsif (new.stage, new.held_on, new.family_present, new.next_review_by) is distinct from (old.stage, old.held_on, old.family_present, old.next_review_by)
    then deeds := deeds || 'move-to-stage'::text;
  end if;
  if (new.held_on, new.family_present, new.next_review_by) is distinct from (old.held_on, old.family_present, old.next_review_by) and not 'end' = any (deeds) then
    perform refuse_deed('end', 'meeting');
  end if;
  if (new.approved_at, new.approved_source, new.rest_stays_out) is distinct from (old.approved_at, old.approved_source, old.rest_stays_out)
    then deeds := deeds || 'approve'::text; end if;
  if (new.called_off_at, new.called_off_reason) is distinct from (old.called_off_at, old.called_off_reason) then deeds := deeds || 'call-off'::text; end if;
  if (new.chair_id, new.note_taker_id, new.booked_for, new.booking_reason, new.place, new.language, new.interpreter, new.access_needs, new.keep_apart, new.accepted_incomplete, new.due_by)
     is distinct from
     (old.chair_id, old.note_taker_id, old.booked_for, old.booking_reason, old.place, old.language, old.interpreter, old.access_needs, old.keep_apart, old.accepted_incomplete, old.due_by)
    then deeds := deeds || 'book'::text; end if;
  if (new.family_summary, new.child_comments, new.family_comments) is distinct from (old.family_summary, old.child_comments, old.family_comments)
    then deeds := deeds || 'write-comments'::text; end if;
  foreach deed in array deeds loop
    if not may_do('meeting', deed, meeting_state(old), meeting_parts(old)) then perform refuse_deed(deed, 'meeting'); end if;
  end loop;
  if 'begin' = any (deeds) then
    if new.began_early_reason = '' and (new.began_at at time zone 'Europe/London')::date < (new.booked_for at time zone 'Europe/London')::date then
      raise exception 'a meeting begins on its day, or with a reason' using errcode = '42501';
    end if;
    if not exists (select 1 from meeting_consultation c where c.meeting_id = new.id) then
      raise exception 'a meeting begins after the consultation, or after its absence was explained' using errcode = '42501';
    end if;
    if not exists (select 1 from pathway w where w.id = new.pathway_id and w.ended_on is null) then
      raise exception 'no meeting of a pathway that has ended' using errcode = '42501';
    end if;
  end if;
  if 'approve' = any (deeds) then
    if not exists (select 1 from record_declaration d where d.meeting_id = new.id) then
      raise exception 'a record is approved when its making was declared' using errcode = '42501';
    end if;
    if not new.rest_stays_out and exists (
        select 1 from entry e where e.meeting_id = new.id and e.kind = 'meeting-entry'
           and not exists (select 1 from family_decision d where d.entry_id = e.id and d.replaced_at is null)) then
      raise exception 'a record is approved when every entry was decided about, or the rest withheld' using errcode = '42501';
    end if;
    if new.approved_source is distinct from family_copy_source(new.id) then
      raise exception 'a record is approved as it was read' using errcode = '42501';
    end if;
  end if;
  return new;
end
$$;
-- After meeting_stays: triggers run by their names.
create trigger meeting_within_deeds before update on meeting for each row execute function keep_to_meeting_deeds();
-- One meeting at a time: the next is asked for when this one was held or called off.
create unique index meeting_one_open on meeting (pathway_id) where ended_at is null and called_off_at is null;

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
  done_by_lead text[] := array['assessment', 'ask-for-meeting', 'first-meeting', 'reassessment'];
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

-- A pathway: open, to be ended or stepped down by a proposal, or ended. `second` is a manager or lead who did not propose it.
insert into deed_right (thing, deed, state, part)
select 'pathway', v.deed, v.state, p
  from (values
    ('step-up',  'open',     'network'),
    ('step-up',  'proposed', 'network'),
    ('propose',  'open',     'network'),
    ('confirm',  'proposed', 'second'),
    ('decline',  'proposed', 'second proposer'),
    ('reopen',   'ended',    'manager')
  ) v (deed, state, parts), string_to_table(v.parts, ' ') p;

create function pathway_state(w pathway) returns text
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select case when w.ended_on is not null then 'ended'
                when exists (select 1 from pathway_proposal p where p.pathway_id = w.id and p.decided_at is null) then 'proposed'
                else 'open' end
  $$;

create function pathway_parts(w pathway) returns text[]
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select array_remove(array[
      case when may_see_child(w.child_id) and (actor_has_role('practitioner') or actor_has_role('manager') or actor_has_role('exploitation-lead')
                 or actor_has_role('chair')) then 'network' end,
      case when may_see_child(w.child_id) and (actor_has_role('manager') or actor_has_role('exploitation-lead')) then 'manager' end,
      case when p.proposed_by = actor() then 'proposer' end,
      case when p.proposed_by <> actor() and may_see_child(w.child_id) and (actor_has_role('manager') or actor_has_role('exploitation-lead')) then 'second' end], null)
      from (select w.id) one left join pathway_proposal p on p.pathway_id = w.id and p.decided_at is null
  $$;

create function may_with_pathway(deed text, wanted_pathway uuid) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare w pathway;
begin
  select * into w from pathway where id = wanted_pathway for update;
  return w.id is not null and may_do('pathway', deed, pathway_state(w), pathway_parts(w));
end
$$;

create function keep_pathway_deeds() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if session_user = 'llwybr_owner' then return new; end if;
  if tg_table_name = 'pathway_proposal' and tg_op = 'INSERT' then
    if new.proposed_by <> actor() or not may_with_pathway('propose', new.pathway_id) then perform refuse_deed('propose', 'pathway'); end if;
  elsif tg_table_name = 'pathway_proposal' then
    if new.decided_by is distinct from actor() or not may_with_pathway(case when new.confirmed then 'confirm' else 'decline' end, new.pathway_id) then
      perform refuse_deed('decide', 'pathway');
    end if;
  elsif tg_table_name = 'pathway_move' then
    if new.direction = 'up' and not may_with_pathway('step-up', new.pathway_id) then perform refuse_deed('step-up', 'pathway'); end if;
    if new.direction = 'down' and not exists (select 1 from pathway_proposal p where p.pathway_id = new.pathway_id and p.kind = 'step-down'
         and p.moved_to = new.moved_to and p.confirmed and p.decided_by = actor()) then
      raise exception 'a step down is proposed by one and confirmed by another' using errcode = '42501';
    end if;
  elsif tg_op = 'INSERT' then
    -- Opened by a referral that the front door has received, or opened again by a manager.
    if not exists (select 1 from referral r where r.child_id = new.child_id and r.receiving_team_id = any (my_principals()))
       and not (exists (select 1 from pathway w where w.child_id = new.child_id) and trim(new.reopened_reason) <> ''
                and (actor_has_role('manager') or actor_has_role('exploitation-lead'))) then
      perform refuse_deed('reopen', 'pathway');
    end if;
  elsif new.ended_on is distinct from old.ended_on then
    -- Ended by a proposal that another confirmed, or by the front door's first decision with nobody waiting.
    if not exists (select 1 from pathway_proposal p where p.pathway_id = new.id and p.kind = 'ending' and p.ending = new.ending and p.confirmed and p.decided_by = actor())
       and not (new.ending in ('no-further-action', 'information-and-advice')
                and exists (select 1 from determination d where d.child_id = new.child_id and d.decided_by = actor() and d.outcome = new.ending
                              and (d.decided_at at time zone 'Europe/London')::date >= old.opened_on)
                and not exists (select 1 from referral r where r.child_id = new.child_id and r.submitted_at is not null and r.decided_at is null)) then
      raise exception 'an ending is proposed by one and confirmed by another' using errcode = '42501';
    end if;
  end if;
  return new;
end
$$;
create trigger pathway_proposal_by_deed before insert or update on pathway_proposal for each row execute function keep_pathway_deeds();
create trigger pathway_move_by_deed before insert on pathway_move for each row execute function keep_pathway_deeds();
create trigger pathway_within_deeds before insert or update on pathway for each row execute function keep_pathway_deeds();
