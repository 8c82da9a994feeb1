import { overConnection } from '../../test/database.ts'
import type { World } from '../../test/world.ts'

/** A page to look at: by whom, under which name, and where. `{…}` in an address is a question to the database, whose first answer stands there. */
export type Look = {
  readonly name: string
  readonly who: string | undefined
  readonly path: string
  /** Where a form is sent with nothing in it, to see what it then says. */
  readonly isSentEmpty?: boolean
}

const mine = (who: string) =>
  `select p.child_id from pathway p join network_member n on n.child_id = p.child_id and n.part = 'lead-practitioner' and n.left_at is null
    where p.ended_on is null and n.user_id = (select id from app_user where email like '${who}@%')`
const CHILD = `{${mine('social-worker')} and p.step = 'meeting-and-reviews' order by (select reference from child where id = p.child_id) limit 1}`
const ENDED = `{select p.child_id from pathway p join access_grant g on g.child_id = p.child_id and (g.until_at is null or g.until_at > now())
  join team t on t.id = g.principal_id and t.kind = 'exploitation-leads'
  where p.ended_on is not null and not exists (select 1 from pathway o where o.child_id = p.child_id and o.ended_on is null) limit 1}`
const WAITING = `{select r.id from referral r where r.decided_at is null and r.submitted_at is not null and r.child_id is null and r.receiving_team_id in
  (select team_id from team_membership where user_id = (select id from app_user where email like 'duty-manager@%')) order by r.submitted_at limit 1}`
const SENT = `{select id from referral where author_id = (select id from app_user where email like 'nurse@%') and submitted_at is not null limit 1}`
const PERSON = `{select p.id from important_person p join network_member n on n.child_id = p.child_id and n.left_at is null
  where p.ended_at is null and n.user_id = (select id from app_user where email like 'social-worker@%') limit 1}`
const WITH_OTHERS = `{select o.child_id from other_at_risk o join network_member n on n.child_id = o.child_id and n.left_at is null and n.part = 'lead-practitioner'
  where o.done = 'not-yet' and n.user_id = (select id from app_user where email like 'social-worker@%') order by o.written_at, o.id limit 1}`
const OTHER = `{select o.id from other_at_risk o join network_member n on n.child_id = o.child_id and n.left_at is null and n.part = 'lead-practitioner'
  where o.done = 'not-yet' and n.user_id = (select id from app_user where email like 'social-worker@%') order by o.written_at, o.id limit 1}`
const MANAGED = `{select n.child_id from network_member n join pathway p on p.child_id = n.child_id and p.ended_on is null
  join access_grant g on g.child_id = n.child_id and g.until_at is null
  join team_membership m on m.team_id = g.principal_id and m.user_id = (select id from app_user where email like 'duty-manager@%')
  where n.left_at is null limit 1}`
const ALERT = `{select a.id from child_alert a join network_member n on n.child_id = a.child_id and n.left_at is null
  where a.ended_at is null and n.user_id = (select id from app_user where email like 'social-worker@%')
  order by a.kind = 'family-involved' desc, a.raised_at, a.id limit 1}`
const PART = `{select id from network_member where left_at is null and part = 'lead-practitioner'
  and user_id = (select id from app_user where email like 'social-worker@%') limit 1}`
const BEGUN = `{select id from referral where submitted_at is null and author_id = (select id from app_user where email like 'teacher@%') limit 1}`
const meeting = (where: string) =>
  `{select m.id from meeting m where m.chair_id = (select id from app_user where email like 'chair@%') and m.called_off_at is null and ${where} limit 1}`
const BOOKED = meeting('m.booked_for is not null and m.began_at is null')
const LEFT_OVER = `{select m.id || '/last-time/' || a.id from meeting m join meeting b on b.pathway_id = m.pathway_id and b.number < m.number
  join action a on a.meeting_id = b.id where a.outcome is null and m.ended_at is not null and m.approved_at is null
    and m.chair_id = (select id from app_user where email like 'chair-2@%') limit 1}`
const REVIEW = meeting('m.number > 1 and exists (select 1 from action_answer w where w.at_meeting_id = m.id)')
const UNREPLIED = `{select p.id from meeting_person p join meeting m on m.id = p.meeting_id
  where m.booked_for > now() and m.called_off_at is null and p.user_id = (select id from app_user where email like 'police@%')
    and not exists (select 1 from meeting_reply r where r.person_id = p.id) order by m.booked_for limit 1}`
const INVITED = `{select p.meeting_id from meeting_person p join meeting m on m.id = p.meeting_id
  where m.booked_for > now() and m.called_off_at is null and p.user_id = (select id from app_user where email like 'police@%')
    and not exists (select 1 from meeting_reply r where r.person_id = p.id) order by m.booked_for limit 1}`
const CLOSED = meeting("m.stage = 'closed-session' and m.number = 1")
const REVIEWING = meeting("m.stage = 'closed-session' and m.number > 1")
const SITTING = meeting("m.stage <> 'closed-session'")
const CLOSED_LINE = `{select e.id from entry e join meeting m on m.id = e.meeting_id where m.stage = 'closed-session' and m.number = 1 and e.audience = 'closed' limit 1}`
const NAMED = `{select m.id || '/run/findings/' || f.id from meeting_finding f join meeting m on m.id = f.meeting_id where m.ended_at is not null and m.approved_at is null order by f.text limit 1}`
const HELD = meeting('m.ended_at is not null and m.approved_at is null')
const TO_DEBRIEF = `{select d.meeting_id from debrief d where d.by_whom = (select id from app_user where email like 'social-worker@%') limit 1}`
const APPROVED = meeting('m.approved_at is not null')
const GIVEN = meeting('exists (select 1 from family_copy_reading r where r.meeting_id = m.id)')
const LEAVES = `{select f.id from family_copy f join family_copy_reading r on r.copy_id = f.id join meeting m on m.id = f.meeting_id
  where m.chair_id = (select id from app_user where email like 'chair@%')
    and not exists (select 1 from family_copy n where n.meeting_id = f.meeting_id and n.position > f.position) order by m.held_on, f.id limit 1}`
const ASKED = `{select m.id from meeting m where m.booked_for is null and m.called_off_at is null limit 1}`
const UNREAD = `{select f.id from family_copy f join meeting m on m.id = f.meeting_id
  where not exists (select 1 from family_copy_reading r where r.copy_id = f.id) and not exists (select 1 from family_copy_return r where r.copy_id = f.id)
    and m.note_taker_id = (select id from app_user where email like 'note-taker@%') limit 1}`
const COPY_SENT_BACK = `{select r.copy_id from family_copy_return r limit 1}`
const UNANSWERED = `{select a.id from action a join network_member n on n.child_id = a.child_id and n.part = 'chair' and n.left_at is null
  where a.outcome in ('changed', 'not-done', 'not-possible') and not exists (select 1 from action_answer w where w.action_id = a.id)
    and n.user_id = (select id from app_user where email like 'chair@%') limit 1}`
const SHEETED = `{select m.child_id from meeting m join data_sheet d on d.child_id = m.child_id where m.chair_id = (select id from app_user where email like 'chair@%')
  and m.held_on is not null order by m.held_on, m.child_id limit 1}`
const PACKED = `{select p.meeting_id from meeting_pack p join meeting m on m.id = p.meeting_id join meeting_person q on q.meeting_id = m.id
  and q.user_id = (select id from app_user where email like 'police@%') where m.began_at is null and m.called_off_at is null
  and m.chair_id = (select id from app_user where email like 'chair@%') order by m.booked_for limit 1}`
const SENDING = `{select s.id from record_sending s join meeting m on m.id = s.meeting_id where m.chair_id = (select id from app_user where email like 'chair@%') and s.copy = 'full' and not exists (select 1 from copy_incident i where i.sending_id = s.id) and not exists (select 1 from sending_receipt r where r.sending_id = s.id) order by s.sent_at, s.id limit 1}`
const INCIDENT = `{select i.id from copy_incident i join meeting m on m.id = i.meeting_id where m.chair_id = (select id from app_user where email like 'chair@%') order by i.recorded_at, i.id limit 1}`
const COMPLAINED = `{select c.child_id from complaint c where c.answered_at is null and c.recorded_by = (select id from app_user where email like 'social-worker-2@%') order by c.recorded_at, c.id limit 1}`
const COMPLAINT = `{select c.id from complaint c where c.answered_at is null and c.recorded_by = (select id from app_user where email like 'social-worker-2@%') order by c.recorded_at, c.id limit 1}`
const COMPLAINT_ANSWERED = `{select c.id from complaint c where c.answered_at is not null order by c.recorded_at, c.id limit 1}`
const DOUBTED = `{select c.child_id from decision_concern c where c.ended_at is null order by c.raised_at, c.decision limit 1}`
const CONCERN = `{select c.id from decision_concern c where c.ended_at is null order by c.raised_at, c.decision limit 1}`
const CONCERN_ENDED = `{select c.id from decision_concern c where c.ended_at is not null order by c.raised_at, c.decision limit 1}`
const ACTION = `{select a.id from action a where a.owner_id = (select id from app_user where email like 'police@%') limit 1}`
const CLOCK = `{select c.id from clock c join network_member n on n.child_id = c.child_id and n.left_at is null where c.met_at is null
  and n.user_id = (select id from app_user where email like 'social-worker@%') limit 1}`
const ENTRY = `{select e.id from entry e join network_member n on n.child_id = e.child_id and n.left_at is null
  where n.user_id = (select id from app_user where email like 'social-worker@%') and e.audience = 'network' limit 1}`

const NOTE = `{select e.id from entry e where e.kind in ('note', 'visit') and e.author_id = (select id from app_user where email like 'social-worker@%') limit 1}`
const LEADS_CLOCK = `{select c.id from clock c join access_grant g on g.child_id = c.child_id and g.until_at is null
  join team_membership m on m.team_id = g.principal_id and m.user_id = (select id from app_user where email like 'lead@%')
  where c.met_at is null and c.stopped_at is null and c.audience = 'network' limit 1}`

/** The pages that people live in, with who is at each. */
export const LOOKS: readonly Look[] = [
  { name: 'sign-in', who: undefined, path: '/sign-in' },
  { name: 'my-work', who: 'social-worker', path: '/' },
  { name: 'my-work-duty', who: 'duty-manager', path: '/' },
  { name: 'my-work-chair', who: 'chair', path: '/' },
  { name: 'children', who: 'social-worker', path: '/children' },
  { name: 'search', who: 'lead', path: '/children?q=Grug' },
  { name: 'search-telephone', who: 'lead', path: '/children?q=07700%20900103' },
  { name: 'search-nothing', who: 'lead', path: '/children?q=Neb' },
  { name: 'pathways', who: 'lead', path: '/pathways' },
  { name: 'panel', who: 'panel', path: '/panel' },
  {
    name: 'panel-item',
    who: 'panel',
    path: '/panel/items/{select id from panel_escalation where decided_at is null limit 1}',
  },
  { name: 'referrals', who: 'duty-manager', path: '/referrals' },
  { name: 'referral-decide', who: 'duty-manager', path: `/referrals/${WAITING}` },
  { name: 'referral-decide-empty', who: 'duty-manager', path: `/referrals/${WAITING}`, isSentEmpty: true },
  { name: 'referral-sent', who: 'nurse', path: `/referrals/${SENT}` },
  { name: 'receipt', who: 'nurse', path: `/referrals/${SENT}/receipt` },
  { name: 'record', who: 'social-worker', path: `/children/${CHILD}` },
  { name: 'record-ended', who: 'lead', path: `/children/${ENDED}` },
  { name: 'chronology', who: 'social-worker', path: `/children/${CHILD}/chronology` },
  { name: 'chronology-print', who: 'social-worker', path: `/children/${CHILD}/chronology/print` },
  { name: 'over-time', who: 'social-worker', path: `/children/${CHILD}/over-time` },
  { name: 'details', who: 'social-worker', path: `/children/${CHILD}/details` },
  { name: 'person', who: 'social-worker', path: `/children/${CHILD}/people/new`, isSentEmpty: true },
  { name: 'addresses', who: 'social-worker', path: `/children/${CHILD}/addresses`, isSentEmpty: true },
  { name: 'others', who: 'social-worker', path: `/children/${WITH_OTHERS}/others` },
  { name: 'others-new', who: 'social-worker', path: `/children/${WITH_OTHERS}/others/new` },
  { name: 'others-new-empty', who: 'social-worker', path: `/children/${WITH_OTHERS}/others/new`, isSentEmpty: true },
  { name: 'others-change', who: 'social-worker', path: `/others-at-risk/${OTHER}` },
  {
    name: 'person-change',
    who: 'social-worker',
    path: `/important-people/${PERSON}`,
  },
  { name: 'person-end', who: 'social-worker', path: `/important-people/${PERSON}/end`, isSentEmpty: true },
  { name: 'alert', who: 'social-worker', path: `/children/${CHILD}/alerts/new` },
  { name: 'alert-end', who: 'social-worker', path: `/alerts/${ALERT}/end`, isSentEmpty: true },
  { name: 'network', who: 'social-worker', path: `/children/${CHILD}/network` },
  { name: 'restrict', who: 'duty-manager', path: `/children/${MANAGED}/restrict`, isSentEmpty: true },
  { name: 'network-leave', who: 'social-worker', path: `/network-members/${PART}/leave`, isSentEmpty: true },
  { name: 'access', who: 'social-worker', path: `/children/${CHILD}/access` },
  { name: 'as-on-day', who: 'social-worker', path: `/children/${CHILD}/as-on-day` },
  { name: 'entry-new', who: 'social-worker', path: `/children/${CHILD}/entries/new`, isSentEmpty: true },
  { name: 'entry', who: 'social-worker', path: `/entries/${ENTRY}` },
  { name: 'entry-change', who: 'social-worker', path: `/entries/${NOTE}/change` },
  { name: 'assessments', who: 'social-worker', path: `/children/${CHILD}/assessments` },
  { name: 'assessment-new', who: 'social-worker', path: `/children/${CHILD}/assessments/new`, isSentEmpty: true },
  { name: 'step-up', who: 'social-worker', path: `/children/${CHILD}/pathway` },
  { name: 'ending', who: 'social-worker', path: `/children/${CHILD}/pathway/ending` },
  { name: 'escalate', who: 'social-worker', path: `/children/${CHILD}/panel` },
  { name: 'clock', who: 'social-worker', path: `/clocks/${CLOCK}` },
  { name: 'clock-replan', who: 'lead', path: `/clocks/${LEADS_CLOCK}/replan`, isSentEmpty: true },
  { name: 'meetings', who: 'social-worker', path: `/children/${CHILD}/meetings` },
  { name: 'meeting-request', who: 'social-worker', path: `/children/${CHILD}/meetings/request` },
  { name: 'meeting-book', who: 'lead', path: `/meetings/${ASKED}/booking` },
  { name: 'meeting', who: 'chair', path: `/meetings/${BOOKED}` },
  { name: 'meeting-invite', who: 'chair', path: `/meetings/${BOOKED}/people` },
  { name: 'meeting-invite-empty', who: 'chair', path: `/meetings/${BOOKED}/people`, isSentEmpty: true },
  { name: 'meeting-call-off', who: 'chair', path: `/meetings/${BOOKED}/call-off` },
  { name: 'consultation', who: 'chair', path: `/meetings/${BOOKED}/consultation` },
  { name: 'meeting-run', who: 'chair', path: `/meetings/${CLOSED}/run` },
  { name: 'meeting-people', who: 'chair', path: `/meetings/${CLOSED}/run/people` },
  { name: 'meeting-findings', who: 'chair', path: `/meetings/${CLOSED}/run/findings` },
  { name: 'meeting-findings-review', who: 'chair', path: `/meetings/${REVIEWING}/run/findings` },
  { name: 'meeting-finding-taken-out', who: 'chair', path: `/meetings/${NAMED}/take-out` },
  { name: 'meeting-line', who: 'chair', path: `/meeting-entries/${CLOSED_LINE}` },
  { name: 'meeting-invited', who: 'police', path: `/meetings/${INVITED}` },
  { name: 'meeting-contribution', who: 'police', path: `/meetings/${INVITED}/contribution` },
  { name: 'meeting-contribution-empty', who: 'police', path: `/meetings/${INVITED}/contribution`, isSentEmpty: true },
  { name: 'meeting-reply', who: 'police', path: `/meeting-people/${UNREPLIED}/reply` },
  { name: 'meeting-reply-empty', who: 'police', path: `/meeting-people/${UNREPLIED}/reply`, isSentEmpty: true },
  { name: 'meeting-last-time', who: 'chair', path: `/meetings/${REVIEW}/last-time` },
  { name: 'meeting-review', who: 'chair', path: `/meetings/${REVIEWING}/run` },
  { name: 'meeting-review-last-time', who: 'chair', path: `/meetings/${REVIEWING}/last-time` },
  { name: 'meeting-last-time-answer', who: 'chair-2', path: `/meetings/${LEFT_OVER}` },
  { name: 'meeting-last-time-empty', who: 'chair-2', path: `/meetings/${LEFT_OVER}`, isSentEmpty: true },
  { name: 'meeting-key', who: 'chair', path: `/meetings/${CLOSED}/key` },
  { name: 'meeting-key-empty', who: 'chair', path: `/meetings/${CLOSED}/key`, isSentEmpty: true },
  { name: 'meeting-decisions', who: 'chair', path: `/meetings/${CLOSED}/decisions` },
  { name: 'meeting-decisions-copy', who: 'chair', path: `/meetings/${HELD}/decisions` },
  { name: 'family-room', who: 'chair', path: `/meetings/${SITTING}/family-room` },
  { name: 'family-room-empty', who: 'chair', path: `/meetings/${SITTING}/family-room`, isSentEmpty: true },
  { name: 'family-room-people', who: 'chair', path: `/meetings/${SITTING}/family-room/people` },
  { name: 'family-room-comments', who: 'chair', path: `/meetings/${SITTING}/family-room/comments` },
  { name: 'family-room-actions', who: 'chair', path: `/meetings/${SITTING}/family-room/actions` },
  { name: 'family-room-plan', who: 'chair', path: `/meetings/${SITTING}/family-room/plan` },
  { name: 'family-room-onwards', who: 'chair', path: `/meetings/${SITTING}/family-room/onwards` },
  { name: 'family-room-end', who: 'chair', path: `/meetings/${SITTING}/family-room/end` },
  { name: 'family-room-leave', who: 'chair', path: `/meetings/${SITTING}/family-room/leave` },
  { name: 'meeting-actions', who: 'chair', path: `/meetings/${HELD}/actions` },
  { name: 'meeting-comments', who: 'chair', path: `/meetings/${HELD}/comments` },
  { name: 'meeting-correction', who: 'chair', path: `/meetings/${APPROVED}/corrections` },
  { name: 'meeting-debrief', who: 'social-worker', path: `/meetings/${TO_DEBRIEF}/debrief` },
  { name: 'meeting-debrief-attempt', who: 'social-worker', path: `/meetings/${TO_DEBRIEF}/debrief/attempt` },
  {
    name: 'meeting-debrief-attempt-empty',
    who: 'social-worker',
    path: `/meetings/${TO_DEBRIEF}/debrief/attempt`,
    isSentEmpty: true,
  },
  { name: 'meeting-debrief-empty', who: 'social-worker', path: `/meetings/${TO_DEBRIEF}/debrief`, isSentEmpty: true },
  { name: 'meeting-held', who: 'chair', path: `/meetings/${HELD}` },
  { name: 'meeting-record', who: 'chair', path: `/meetings/${HELD}/record` },
  { name: 'family-copy', who: 'chair', path: `/meetings/${APPROVED}/family-copy` },
  { name: 'copies', who: 'chair', path: `/meetings/${GIVEN}/copies` },
  { name: 'copy-given', who: 'chair', path: `/sendings/${SENDING}` },
  {
    name: 'copy-given-empty',
    who: 'chair',
    path: `/sendings/${SENDING}`,
    isSentEmpty: true,
  },
  { name: 'copy-take-back', who: 'chair', path: `/sendings/${SENDING}/taken-back` },
  { name: 'copy-take-back-empty', who: 'chair', path: `/sendings/${SENDING}/taken-back`, isSentEmpty: true },
  { name: 'copy-incident', who: 'chair', path: `/copy-incidents/${INCIDENT}` },
  { name: 'copy-incidents', who: 'governance', path: '/copy-incidents' },
  { name: 'copy-incident-decision', who: 'governance', path: `/copy-incidents/${INCIDENT}/decision` },
  {
    name: 'copy-incident-decision-empty',
    who: 'governance',
    path: `/copy-incidents/${INCIDENT}/decision`,
    isSentEmpty: true,
  },
  { name: 'my-work-governance', who: 'governance', path: '/' },
  { name: 'family-copy-locking', who: 'chair', path: `/family-copies/${LEAVES}/locked` },
  { name: 'family-copy-locking-empty', who: 'chair', path: `/family-copies/${LEAVES}/locked`, isSentEmpty: true },
  { name: 'family-copy-reading', who: 'note-taker', path: `/family-copies/${UNREAD}` },
  { name: 'family-copy-reading-empty', who: 'note-taker', path: `/family-copies/${UNREAD}`, isSentEmpty: true },
  { name: 'family-copy-sent-back', who: 'chair', path: `/family-copies/${COPY_SENT_BACK}` },
  { name: 'action', who: 'police', path: `/actions/${ACTION}` },
  { name: 'action-to-answer', who: 'chair', path: `/actions/${UNANSWERED}` },
  { name: 'data-sheet', who: 'chair', path: `/children/${SHEETED}/data-sheet` },
  { name: 'meeting-pack', who: 'chair', path: `/meetings/${PACKED}/pack` },
  { name: 'meeting-pack-of-invited', who: 'police', path: `/meetings/${PACKED}/pack` },
  { name: 'meeting-pack-none', who: 'chair', path: `/meetings/${HELD}/pack` },
  { name: 'complaints', who: 'social-worker-2', path: `/children/${COMPLAINED}/complaints` },
  { name: 'complaints-not-for', who: 'chair-2', path: `/children/${COMPLAINED}/complaints` },
  { name: 'complaint-record', who: 'social-worker-2', path: `/children/${COMPLAINED}/complaints/new` },
  {
    name: 'complaint-record-empty',
    who: 'social-worker-2',
    path: `/children/${COMPLAINED}/complaints/new`,
    isSentEmpty: true,
  },
  { name: 'complaint-answer', who: 'lead', path: `/complaints/${COMPLAINT}` },
  { name: 'complaint-answered', who: 'lead', path: `/complaints/${COMPLAINT_ANSWERED}` },
  { name: 'decision-concerns', who: 'police', path: `/children/${DOUBTED}/decision-concerns` },
  { name: 'decision-concern-raise', who: 'police', path: `/children/${DOUBTED}/decision-concerns/new` },
  {
    name: 'decision-concern-empty',
    who: 'police',
    path: `/children/${DOUBTED}/decision-concerns/new`,
    isSentEmpty: true,
  },
  { name: 'decision-concern-answer', who: 'lead', path: `/decision-concerns/${CONCERN}` },
  { name: 'decision-concern-onwards', who: 'police', path: `/decision-concerns/${CONCERN}` },
  { name: 'decision-concern-ended', who: 'chair', path: `/decision-concerns/${CONCERN_ENDED}` },
  { name: 'actions', who: 'chair', path: '/actions?of=all' },
  { name: 'forms-of-exploitation', who: 'teacher', path: '/forms-of-exploitation' },
  { name: 'c1-forms', who: 'teacher', path: `/referrals/${BEGUN}/pages/forms` },
  { name: 'c1-family', who: 'teacher', path: `/referrals/${BEGUN}/pages/family` },
  { name: 'audit', who: 'governance', path: '/audit' },
  { name: 'urgent', who: 'nurse', path: '/urgent-access' },
  { name: 'sessions', who: 'nurse', path: '/account/sessions' },
  { name: 'drafts', who: 'nurse', path: '/drafts' },
  { name: 'board', who: 'administrator', path: '/board' },
  { name: 'board-teams', who: 'administrator', path: '/board/teams' },
  { name: 'board-limits', who: 'administrator', path: '/board/limits' },
  { name: 'board-holidays', who: 'administrator', path: '/board/bank-holidays' },
  { name: 'board-statements', who: 'administrator', path: '/board/statements' },
  { name: 'board-statement', who: 'administrator', path: '/board/statements/confidentiality' },
  {
    name: 'board-staff-member',
    who: 'administrator',
    path: `/board/staff/{select id from app_user where email like 'social-worker@%'}`,
  },
  {
    name: 'board-staff-details',
    who: 'administrator',
    path: `/board/staff/{select id from app_user where email like 'social-worker@%'}/details`,
  },
  {
    name: 'leaving',
    who: 'administrator',
    path: `/board/staff/{select id from app_user where email like 'social-worker@%'}/left`,
  },
  { name: 'not-found', who: 'teacher', path: '/nothing-here' },
]

/** The address of a page in a board, or `undefined` when the board has nothing that stands there. */
export async function addressOf(world: Pick<World, 'ownerUrl'>, { path }: Look): Promise<string | undefined> {
  const [asked, statement = ''] = /\{([\s\S]*)\}/.exec(path) ?? []
  if (asked === undefined) return path
  const { rows } = await overConnection(world.ownerUrl, client => client.query<Record<string, string>>(statement))
  const id = Object.values(rows[0] ?? {})[0]
  return id === undefined ? undefined : path.replace(asked, id)
}
