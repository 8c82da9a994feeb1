-- What gives someone the right to see a child, and what the application may change.
--
-- Expand only. A right belongs to what gave it and ends with it (decision 0024): nobody writes access_grant, it is derived.

-- Every right there is or was, with its source: this view is the truth, access_grant is what policies can look up quickly.
-- A right that a team holds rests while the child is restricted; those who are named, one by one, keep theirs.
create view rightful_grant as
with source (child_id, principal_id, is_team, reason, source_id, from_at, until_at, made_by) as (
  select n.child_id, n.user_id, false, 'network', n.id, n.joined_at, n.left_at, n.added_by from network_member n
  union all
  -- An invitation: until it is taken back, the meeting is called off, or four weeks after the record was approved.
  select p.child_id, p.user_id, false, 'meeting', p.id, p.invited_at,
         least(p.removed_at, m.called_off_at, m.approved_at + interval '28 days', w.ended_on + interval '29 days'), p.invited_by
    from meeting_person p join meeting m on m.id = p.meeting_id join pathway w on w.id = m.pathway_id
   where p.user_id is not null
  union all
  -- The front door that received a referral: until four weeks after its decision or, where the child went on with it, after the
  -- pathway on which it was decided. A pathway that is opened again later is not this referral's.
  select r.child_id, r.receiving_team_id, true, 'front-door', r.id, r.identified_at,
         case when r.decided_at is null then null
              when r.outcome in ('no-further-action', 'information-and-advice', 'information-added', 'earlier-meeting', 'new-form', 'other-child') then r.decided_at + interval '28 days'
              else (select greatest(r.decided_at, w.ended_on + interval '1 day') + case when w.ended_on is not null then interval '28 days' end
                      from pathway w where w.child_id = r.child_id and w.opened_on <= (r.decided_at at time zone 'Europe/London')::date
                     order by w.opened_on desc, w.ended_on nulls last limit 1)
         end, r.identified_by
    from referral r where r.child_id is not null
  union all
  select w.child_id, t.id, true, 'exploitation-leads', w.id, w.opened_on, w.ended_on + interval '29 days', w.opened_by
    from pathway w cross join team t where t.kind = 'exploitation-leads'
  union all
  select e.child_id, e.team_id, true, 'panel', e.id, e.escalated_at, e.decided_at, e.escalated_by from panel_escalation e
  union all
  select o.child_id, o.user_id, false, 'emergency', o.id, o.opened_at, o.until_at, o.user_id from emergency_opening o
  union all
  select c.id, c.restricted_by, false, 'named', c.id, c.restricted_at, null, c.restricted_by from child c where c.restricted_at is not null
)
select s.child_id, s.principal_id, s.reason, s.source_id, s.from_at, s.made_by,
       case when s.is_team and c.restricted_at is not null then least(s.until_at, c.restricted_at) else s.until_at end as until_at
  from source s join child c on c.id = s.child_id;

-- Brings access_grant to what the sources say of one child; nothing is removed. A right that ends now ends with this transaction,
-- not in the midst of it: now() stands still, so what is later than it by a microsecond is past for every other transaction.
create function derive_grants(whose uuid) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp
  as $$
    insert into access_grant as held (child_id, principal_id, reason, source_id, from_at, until_at, made_by)
    select child_id, principal_id, reason, source_id, least(from_at, now()), case when until_at <= now() then now() + interval '1 microsecond' else until_at end, made_by
      from rightful_grant where child_id = whose
    on conflict (source_id, reason, principal_id) do update set until_at = excluded.until_at
      where held.until_at is distinct from excluded.until_at
        -- What has ended stays as it ended, unless its source says now that it goes on.
        and (excluded.until_at is null or excluded.until_at > now() + interval '1 microsecond' or held.until_at is null or held.until_at > now() + interval '1 microsecond');
    update access_grant g set until_at = now() + interval '1 microsecond'
     where g.child_id = whose and (g.until_at is null or g.until_at > now() + interval '1 microsecond')
       and not exists (select 1 from rightful_grant r where r.child_id = whose and r.source_id = g.source_id
                        and r.reason = g.reason and r.principal_id = g.principal_id);
  $$;

create function derive_grants_of_row() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  perform derive_grants((to_jsonb(new) ->> case tg_table_name when 'child' then 'id' else 'child_id' end)::uuid);
  return null;
end
$$;
create trigger network_member_gives_right after insert or update on network_member for each row execute function derive_grants_of_row();
create trigger meeting_person_gives_right after insert or update on meeting_person for each row when (new.user_id is not null) execute function derive_grants_of_row();
create trigger meeting_gives_right after update of called_off_at, approved_at on meeting for each row execute function derive_grants_of_row();
create trigger referral_gives_right after update of child_id, decided_at, outcome on referral for each row when (new.child_id is not null) execute function derive_grants_of_row();
create trigger pathway_gives_right after insert or update of ended_on on pathway for each row execute function derive_grants_of_row();
create trigger panel_escalation_gives_right after insert or update of decided_at on panel_escalation for each row execute function derive_grants_of_row();
create trigger emergency_opening_gives_right after insert or update of until_at on emergency_opening for each row execute function derive_grants_of_row();
create trigger child_restriction_moves_rights after update of restricted_at on child for each row execute function derive_grants_of_row();

-- A team of leads that is founded later sees the pathways that are open already.
create function derive_grants_of_leads() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  perform derive_grants(w.child_id) from pathway w where w.ended_on is null;
  return null;
end
$$;
create trigger team_of_leads_gives_right after insert on team for each row when (new.kind = 'exploitation-leads') execute function derive_grants_of_leads();

-- No right begets a longer one: who is there by an invitation, a panel's list or in an emergency lets nobody in.
create function may_let_in(wanted_child uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  as $$
    select exists (select 1 from access_grant g
      where g.child_id = wanted_child and g.principal_id = any ((select my_principals())::uuid[])
        and g.reason in ('network', 'front-door', 'exploitation-leads', 'named')
        and g.from_at <= now() and (g.until_at is null or g.until_at > now()))
  $$;
grant execute on function may_let_in(uuid) to llwybr_app;
create policy network_member_let_in on network_member as restrictive for insert to llwybr_app with check (may_let_in(child_id));
create policy meeting_person_let_in on meeting_person as restrictive for insert to llwybr_app
  with check (user_id is null or may_let_in(child_id) or runs_meeting(meeting_id));
create policy panel_escalation_let_in on panel_escalation as restrictive for insert to llwybr_app with check (may_let_in(child_id));

-- Opens the record of a child new to the board, for the front door that holds the referral about them.
create function open_child_record(wanted_referral uuid, new_given_name text, new_family_name text, at timestamptz) returns uuid
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare
  held referral;
  new_child uuid;
begin
  held := held_by_my_front_door(wanted_referral);
  if held.id is null then return null; end if;
  insert into child (given_name, family_name, local_authority_id, recorded_at, changed_at, changed_by)
    values (new_given_name, new_family_name, held.local_authority_id, at, at, actor()) returning id into new_child;
  update referral set child_id = new_child, identified_at = at, identified_by = actor(), version = version + 1, changed_at = at, changed_by = actor()
   where id = held.id;
  return new_child;
end
$$;

-- Joins a received referral to a record that is already there: only one that was offered for this very referral.
create function join_referral_to_child(wanted_referral uuid, wanted_child uuid, at timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare held referral;
begin
  held := held_by_my_front_door(wanted_referral);
  if held.id is null then return false; end if;
  if not exists (select 1 from duplicate_offer o join child c on c.id = o.child_id
                  where o.referral_id = held.id and o.child_id = wanted_child and c.restricted_at is null) then return false; end if;
  update referral set child_id = wanted_child, identified_at = at, identified_by = actor(), version = version + 1, changed_at = at, changed_by = actor()
   where id = held.id;
  insert into notice (user_id, kind, child_id, subject_id)
    select n.user_id, 'referral-joined', wanted_child, held.id from network_member n
     where n.child_id = wanted_child and n.left_at is null and n.part = 'lead-practitioner' and n.user_id <> actor();
  return true;
end
$$;
grant execute on function open_child_record(uuid, text, text, timestamptz), join_referral_to_child(uuid, uuid, timestamptz) to llwybr_app;

-- A change of somebody's credential, roles, teams or agency ends their sessions, and they and information governance are told.
create function account_changed() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
declare whose uuid := (to_jsonb(new) ->> case tg_table_name when 'app_user' then 'id' else 'user_id' end)::uuid;
begin
  update session set ended_at = now() where user_id = whose and ended_at is null;
  insert into notice (user_id, kind, subject_id, details)
    select t.id, 'account-changed', whose,
           jsonb_build_object('name', u.name, 'by', coalesce((select a.name from app_user a where a.id = actor()), u.name))
      from app_user u, lateral (
        select whose as id where exists (select 1 from session s where s.user_id = whose) union select r.user_id from user_role r join app_user g on g.id = r.user_id
         where r.role = 'information-governance-officer' and r.ended_at is null and g.left_at is null) t
     where u.id = whose
       and not exists (select 1 from notice n where n.user_id = t.id and n.subject_id = whose and n.kind = 'account-changed' and n.made_at = now());
  return null;
end
$$;
create trigger credential_changed after insert or update of password_hash, totp_secret on credential for each row execute function account_changed();
create trigger user_role_changed after insert or update on user_role for each row execute function account_changed();
create trigger team_membership_changed after insert or update on team_membership for each row execute function account_changed();
create trigger app_user_changed after update of agency_id, email, left_at on app_user for each row execute function account_changed();

-- Restricts a child to those who are named, one by one; lifting it lets the teams in again whose reason still stands.
create function restrict_child(wanted_child uuid, why text, at timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if not may_let_in(wanted_child) or not (actor_has_role('manager') or actor_has_role('exploitation-lead')) or trim(why) = '' then return false; end if;
  update child set restricted_at = at, restricted_by = actor(), restricted_reason = why, version = version + 1, changed_at = at, changed_by = actor()
   where id = wanted_child and restricted_at is null;
  return found;
end
$$;
create function lift_restriction(wanted_child uuid, at timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
  as $$
begin
  if not may_let_in(wanted_child) or not (actor_has_role('manager') or actor_has_role('exploitation-lead')) then return false; end if;
  update child set restricted_at = null, restricted_by = null, restricted_reason = '', version = version + 1, changed_at = at, changed_by = actor()
   where id = wanted_child and restricted_at is not null;
  return found;
end
$$;
grant execute on function restrict_child(uuid, text, timestamptz), lift_restriction(uuid, timestamptz) to llwybr_app;

-- What has happened stays: once one of these columns is set it keeps what it says, so that nothing ended is revived.
create function keep_what_happened() returns trigger
  language plpgsql
  as $$
declare
  before_row jsonb := to_jsonb(old);
  after_row jsonb := to_jsonb(new);
  name text;
begin
  foreach name in array tg_argv loop
    if before_row -> name <> 'null'::jsonb and after_row -> name <> before_row -> name then
      raise exception '%.% has happened and stays', tg_table_name, name using errcode = '42501';
    end if;
  end loop;
  return new;
end
$$;
create trigger network_member_stays before update on network_member for each row execute function keep_what_happened('left_at');
create trigger meeting_person_stays before update on meeting_person for each row execute function keep_what_happened('removed_at');
create trigger meeting_stays before update on meeting for each row
  execute function keep_what_happened('began_at', 'held_on', 'ended_at', 'approved_at', 'approved_by', 'called_off_at');
create trigger pathway_stays before update on pathway for each row execute function keep_what_happened('ended_on', 'ending', 'ended_by');
create trigger pathway_proposal_stays before update on pathway_proposal for each row execute function keep_what_happened('decided_at', 'decided_by', 'confirmed');
create trigger panel_escalation_stays before update on panel_escalation for each row execute function keep_what_happened('decided_at', 'decision', 'decided_by');
create trigger referral_stays before update on referral for each row
  execute function keep_what_happened('submitted_at', 'receiving_team_id', 'other_team_id', 'child_id', 'acknowledged_at', 'decided_at', 'outcome');
create trigger clock_stays before update on clock for each row execute function keep_what_happened('child_id', 'met_at', 'stopped_at');
create trigger child_alert_stays before update on child_alert for each row execute function keep_what_happened('ended_at');
create trigger session_stays before update on session for each row execute function keep_what_happened('ended_at');
create trigger user_role_stays before update on user_role for each row execute function keep_what_happened('ended_at');
create trigger team_membership_stays before update on team_membership for each row execute function keep_what_happened('left_at');
create trigger app_user_stays before update on app_user for each row execute function keep_what_happened('left_at');
create trigger debrief_stays before update on debrief for each row execute function keep_what_happened('done_at');
create trigger family_decision_stays before update on family_decision for each row execute function keep_what_happened('replaced_at');
create trigger meeting_finding_stays before update on meeting_finding for each row execute function keep_what_happened('removed_at');

-- All that the application may change, column by column; what is not here is written once. A test holds the same list.
grant update (left_at, version, changed_at, changed_by) on app_user to llwybr_app;
grant update (ended_at) on user_role to llwybr_app;
grant update (left_at) on team_membership to llwybr_app;
grant update (public_view, ended_at) on session to llwybr_app;
grant update (given_name, family_name, known_as, born_on, estimated_age, estimated_age_on, gender, ethnicity, religion, language, other_language,
  interpreter_needed, communication_needs, disability_and_neurodivergence, care_status, legal_status, unaccompanied_asylum_seeking, nhs_number,
  school, general_practice, local_authority_id, own_words, own_words_on, safe_contact, over_eighteen_reason, version, changed_at, changed_by) on child to llwybr_app;
grant update (ended_at, ended_by) on child_alert to llwybr_app;
grant update (left_at, left_reason) on network_member to llwybr_app;
grant update (looked_at, before_at) on last_look to llwybr_app;
grant update (answers, local_authority_id, receiving_team_id, other_team_id, phoned_at, submitted_at, acknowledged_at, acknowledged_by, chased_at, decided_at, outcome,
  version, changed_at, changed_by) on referral to llwybr_app;
grant update (decided_by, decided_at, confirmed, decision_reason) on pathway_proposal to llwybr_app;
grant update (step, ended_on, ending, what_changed, who_keeps_watch, what_would_bring_back, ended_by, version, changed_at, changed_by) on pathway to llwybr_app;
grant update (met_at, stopped_at, stopped_reason, due_on, due_at, holder_id, holder_agency_id, child_id, version, changed_at, changed_by) on clock to llwybr_app;
grant update (text, audience, basis, context, said_by, version, changed_at, changed_by) on entry to llwybr_app;
grant update (replaced_at) on family_decision to llwybr_app;
grant update (due_by, accepted_incomplete, chair_id, note_taker_id, booked_for, booking_reason, place, language, interpreter, access_needs, keep_apart, held_on, stage,
  began_at, began_early_reason, ended_at, family_summary, child_comments, family_comments, family_present, next_review_by, approved_at, approved_by,
  approved_source, rest_stays_out, told_omissions, called_off_at, called_off_reason, version, changed_at, changed_by) on meeting to llwybr_app;
grant update (text, version, changed_at, changed_by) on meeting_summary to llwybr_app;
grant update (removed_at) on meeting_person to llwybr_app;
grant update (consulted_at, with_whom, child_wants_to_say, family_wants_to_say, fears, private_word, complaint_explained, advocacy, language_offered,
  late_or_refused_reason, version, changed_at, changed_by) on meeting_consultation to llwybr_app;
grant update (audience, outcome, outcome_reason, outcome_at, outcome_by, version, changed_at, changed_by) on action to llwybr_app;
grant update (childs_goals, worries, what_helps, who_to_call, if_missing, version, changed_at, changed_by) on safety_plan to llwybr_app;
grant update (done_at, what_was_said, version, changed_at, changed_by) on debrief to llwybr_app;
grant update (decision, decision_reasons, decided_by, decided_at, version, changed_at, changed_by) on panel_escalation to llwybr_app;
grant update (read_at) on notice to llwybr_app;
