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
create trigger quotation_origin_by_deed before insert on quotation_origin for each row execute function keep_to_meeting_deed('approve');
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
  if (new.approved_at, new.approved_source, new.rest_stays_out, new.told_omissions)
     is distinct from (old.approved_at, old.approved_source, old.rest_stays_out, old.told_omissions)
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
    if exists (select 1 from unnest(new.told_omissions) told
                where not exists (select 1 from family_decision d where d.meeting_id = new.id and d.replaced_at is null and d.omission = told)) then
      raise exception 'the family is told only of a reason for which something was left out' using errcode = '42501';
    end if;
    if not exists (select 1 from quotation_origin o where o.meeting_id = new.id) and exists (
        select 1 from entry e where e.meeting_id = new.id and e.kind = 'meeting-entry' and e.rewords is null and may_read(e.audience, e.meeting_id, e.author_id)
           and e.basis in ('childs-own-words', 'family-words')
           and not exists (
             select 1 from meeting_presence r join meeting_person p on p.id = r.person_id
              where r.meeting_id = new.id and r.stage = e.stage
                and p.part = case e.basis when 'childs-own-words' then 'child' else 'parent-or-carer' end)) then
      raise exception 'who is quoted was there, or the chair says how the words came' using errcode = '42501';
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
