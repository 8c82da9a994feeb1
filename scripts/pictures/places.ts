// Where the pages are that are looked at: questions to the database of the demonstration, ordered where several answer.
const mine = (who: string) =>
  `select p.child_id from pathway p join network_member n on n.child_id = p.child_id and n.part = 'lead-practitioner' and n.left_at is null
    where p.ended_on is null and n.user_id = (select id from app_user where email like '${who}@%')`
export const CHILD = `{${mine('social-worker')} and p.step = 'meeting-and-reviews' order by (select reference from child where id = p.child_id) limit 1}`
export const ENDED = `{select p.child_id from pathway p join access_grant g on g.child_id = p.child_id and (g.until_at is null or g.until_at > now())
  join team t on t.id = g.principal_id and t.kind = 'exploitation-leads'
  where p.ended_on is not null and not exists (select 1 from pathway o where o.child_id = p.child_id and o.ended_on is null) limit 1}`
export const WAITING = `{select r.id from referral r where r.decided_at is null and r.submitted_at is not null and r.child_id is null and r.receiving_team_id in
  (select team_id from team_membership where user_id = (select id from app_user where email like 'duty-manager@%')) order by r.submitted_at limit 1}`
export const SENT = `{select id from referral where author_id = (select id from app_user where email like 'nurse@%') and submitted_at is not null limit 1}`
export const PERSON = `{select p.id from important_person p join network_member n on n.child_id = p.child_id and n.left_at is null
  where p.ended_at is null and n.user_id = (select id from app_user where email like 'social-worker@%') limit 1}`
export const WITH_OTHERS = `{select o.child_id from other_at_risk o join network_member n on n.child_id = o.child_id and n.left_at is null and n.part = 'lead-practitioner'
  where o.done = 'not-yet' and n.user_id = (select id from app_user where email like 'social-worker@%') order by o.written_at, o.id limit 1}`
export const OTHER = `{select o.id from other_at_risk o join network_member n on n.child_id = o.child_id and n.left_at is null and n.part = 'lead-practitioner'
  where o.done = 'not-yet' and n.user_id = (select id from app_user where email like 'social-worker@%') order by o.written_at, o.id limit 1}`
export const CONFIDENCE = (column: string) =>
  `{select ${column} from confidence where not withdrawn and written_by = (select id from app_user where email like 'social-worker@%') order by written_at, id limit 1}`
export const MANAGED = `{select n.child_id from network_member n join pathway p on p.child_id = n.child_id and p.ended_on is null
  join access_grant g on g.child_id = n.child_id and g.until_at is null
  join team_membership m on m.team_id = g.principal_id and m.user_id = (select id from app_user where email like 'duty-manager@%')
  where n.left_at is null limit 1}`
export const ALERT = `{select a.id from child_alert a join network_member n on n.child_id = a.child_id and n.left_at is null
  where a.ended_at is null and n.user_id = (select id from app_user where email like 'social-worker@%')
  order by a.kind = 'family-involved' desc, a.raised_at, a.id limit 1}`
export const PART = `{select id from network_member where left_at is null and part = 'lead-practitioner'
  and user_id = (select id from app_user where email like 'social-worker@%') limit 1}`
export const BEGUN = `{select id from referral where submitted_at is null and author_id = (select id from app_user where email like 'teacher@%') limit 1}`
const meeting = (where: string) =>
  `{select m.id from meeting m where m.chair_id = (select id from app_user where email like 'chair@%') and m.called_off_at is null and ${where} limit 1}`
export const BOOKED = meeting('m.booked_for is not null and m.began_at is null')
export const LEFT_OVER = `{select m.id || '/last-time/' || a.id from meeting m join meeting b on b.pathway_id = m.pathway_id and b.number < m.number
  join action a on a.meeting_id = b.id where a.outcome is null and m.ended_at is not null and m.approved_at is null
    and m.chair_id = (select id from app_user where email like 'chair-2@%') limit 1}`
export const REVIEW = meeting('m.number > 1 and exists (select 1 from action_answer w where w.at_meeting_id = m.id)')
export const UNREPLIED = `{select p.id from meeting_person p join meeting m on m.id = p.meeting_id
  where m.booked_for > now() and m.called_off_at is null and p.user_id = (select id from app_user where email like 'police@%')
    and not exists (select 1 from meeting_reply r where r.person_id = p.id) order by m.booked_for limit 1}`
export const INVITED = `{select p.meeting_id from meeting_person p join meeting m on m.id = p.meeting_id
  where m.booked_for > now() and m.called_off_at is null and p.user_id = (select id from app_user where email like 'police@%')
    and not exists (select 1 from meeting_reply r where r.person_id = p.id) order by m.booked_for limit 1}`
export const CLOSED = meeting("m.stage = 'closed-session' and m.number = 1")
export const REVIEWING = meeting("m.stage = 'closed-session' and m.number > 1")
export const SITTING = meeting("m.stage <> 'closed-session'")
export const CLOSED_LINE = `{select e.id from entry e join meeting m on m.id = e.meeting_id where m.stage = 'closed-session' and m.number = 1 and e.audience = 'closed' limit 1}`
export const NAMED = `{select m.id || '/run/findings/' || f.id from meeting_finding f join meeting m on m.id = f.meeting_id where m.ended_at is not null and m.approved_at is null order by f.text limit 1}`
export const HELD = meeting('m.ended_at is not null and m.approved_at is null')
export const TO_DEBRIEF = `{select d.meeting_id from debrief d where d.by_whom = (select id from app_user where email like 'social-worker@%') limit 1}`
export const APPROVED = meeting('m.approved_at is not null')
export const GIVEN = meeting('exists (select 1 from family_copy_reading r where r.meeting_id = m.id)')
export const LEAVES = `{select f.id from family_copy f join family_copy_reading r on r.copy_id = f.id join meeting m on m.id = f.meeting_id
  where m.chair_id = (select id from app_user where email like 'chair@%')
    and not exists (select 1 from family_copy n where n.meeting_id = f.meeting_id and n.position > f.position) order by m.held_on, f.id limit 1}`
export const ASKED = `{select m.id from meeting m where m.booked_for is null and m.called_off_at is null limit 1}`
export const UNREAD = `{select f.id from family_copy f join meeting m on m.id = f.meeting_id
  where not exists (select 1 from family_copy_reading r where r.copy_id = f.id) and not exists (select 1 from family_copy_return r where r.copy_id = f.id)
    and m.note_taker_id = (select id from app_user where email like 'note-taker@%') order by f.made_at, f.id limit 1}`
export const UNREAD_OF = UNREAD.replace('select f.id', 'select f.meeting_id')
export const COPY_SENT_BACK = `{select r.copy_id from family_copy_return r order by r.returned_at, r.copy_id limit 1}`
export const UNANSWERED = `{select a.id from action a join network_member n on n.child_id = a.child_id and n.part = 'chair' and n.left_at is null
  where a.outcome in ('changed', 'not-done', 'not-possible') and not exists (select 1 from action_answer w where w.action_id = a.id)
    and n.user_id = (select id from app_user where email like 'chair@%') limit 1}`
export const SHEETED = `{select m.child_id from meeting m join data_sheet d on d.child_id = m.child_id where m.chair_id = (select id from app_user where email like 'chair@%')
  and m.held_on is not null order by m.held_on, m.child_id limit 1}`
export const PACKED = `{select p.meeting_id from meeting_pack p join meeting m on m.id = p.meeting_id join meeting_person q on q.meeting_id = m.id
  and q.user_id = (select id from app_user where email like 'police@%') where m.began_at is null and m.called_off_at is null
  and m.chair_id = (select id from app_user where email like 'chair@%') order by m.booked_for limit 1}`
export const SENDING = `{select s.id from record_sending s join meeting m on m.id = s.meeting_id where m.chair_id = (select id from app_user where email like 'chair@%') and s.copy = 'full' and not exists (select 1 from copy_incident i where i.sending_id = s.id) and not exists (select 1 from sending_receipt r where r.sending_id = s.id) order by s.sent_at, s.id limit 1}`
export const INCIDENT = `{select i.id from copy_incident i join meeting m on m.id = i.meeting_id where m.chair_id = (select id from app_user where email like 'chair@%') order by i.recorded_at, i.id limit 1}`
export const COMPLAINED = `{select c.child_id from complaint c where c.answered_at is null and c.recorded_by = (select id from app_user where email like 'social-worker-2@%') order by c.recorded_at, c.id limit 1}`
export const COMPLAINT = `{select c.id from complaint c where c.answered_at is null and c.recorded_by = (select id from app_user where email like 'social-worker-2@%') order by c.recorded_at, c.id limit 1}`
export const COMPLAINT_ANSWERED = `{select c.id from complaint c where c.answered_at is not null order by c.recorded_at, c.id limit 1}`
export const DOUBTED = `{select c.child_id from decision_concern c where c.ended_at is null order by c.raised_at, c.decision limit 1}`
export const CONCERN = `{select c.id from decision_concern c where c.ended_at is null order by c.raised_at, c.decision limit 1}`
export const CONCERN_ENDED = `{select c.id from decision_concern c where c.ended_at is not null order by c.raised_at, c.decision limit 1}`
export const ACTION = `{select a.id from action a where a.owner_id = (select id from app_user where email like 'police@%') limit 1}`
export const CLOCK = `{select c.id from clock c join network_member n on n.child_id = c.child_id and n.left_at is null where c.met_at is null
  and n.user_id = (select id from app_user where email like 'social-worker@%') limit 1}`
export const ENTRY = `{select e.id from entry e join network_member n on n.child_id = e.child_id and n.left_at is null
  where n.user_id = (select id from app_user where email like 'social-worker@%') and e.audience = 'network' and e.kind in ('visit', 'meeting-with-child') order by e.position limit 1}`

export const NOTE = `{select e.id from entry e where e.kind in ('note', 'visit') and e.author_id = (select id from app_user where email like 'social-worker@%') limit 1}`
export const LEADS_CLOCK = `{select c.id from clock c join access_grant g on g.child_id = c.child_id and g.until_at is null
  join team_membership m on m.team_id = g.principal_id and m.user_id = (select id from app_user where email like 'lead@%')
  where c.met_at is null and c.stopped_at is null and c.audience = 'network' limit 1}`
export const GUIDE = `{select id from guide where name_en = 'Wales Safeguarding Procedures' limit 1}`
/** An entry of the social worker's that a person put into the other language. */
export const TRANSLATED = `{select t.entry_id from translation t join entry e on e.id = t.entry_id and e.meeting_id is null
  where t.written_by = (select id from app_user where email like 'social-worker@%') order by t.written_at, t.id limit 1}`
export const FOR_FAMILY = `{select t.entry_id from translation t join entry e on e.id = t.entry_id and e.audience = 'family'
  where t.written_by = (select id from app_user where email like 'chair@%') order by t.written_at, t.id limit 1}`
/** The page on which a chair put a meeting's copy into the other language. */
export const COPY_TRANSLATED = `{select w.meeting_id || '/copies/' || w.language || '/translation' from copy_translation w
  join meeting m on m.id = w.meeting_id and m.chair_id = (select id from app_user where email like 'chair@%') order by w.written_at, w.id limit 1}`
