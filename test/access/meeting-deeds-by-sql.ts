// Each deed at a meeting as SQL, past the actions.
import type { MeetingDeed } from '../../src/meeting/deeds.ts'
import type { Case } from './meeting-deeds.ts'

/** Each deed as SQL, past the actions. It is done when a row was written and nothing was refused. */
export const BY_SQL: Readonly<Record<MeetingDeed, (at: Case) => readonly [string, readonly unknown[]]>> = {
  book: at => [`update meeting set version = version + 1, place = 'elsewhere' where id = $1`, [at.meetingId]],
  'call-off': at => [
    `update meeting set version = version + 1, called_off_at = now(), called_off_reason = 'x' where id = $1`,
    [at.meetingId],
  ],
  invite: at => [
    `insert into meeting_person (meeting_id, child_id, name, part, invited_by) values ($1, $2, 'Enfys', 'child', actor())`,
    [at.meetingId, at.childId],
  ],
  'take-back-invitation': at => [`update meeting_person set removed_at = now() where id = $1`, [at.invitation]],
  reply: at => [
    `insert into meeting_reply (person_id, meeting_id, child_id, reply, booked_for, given_by)
     select $1, m.id, m.child_id, 'coming', m.booked_for, actor() from meeting m where m.id = $2`,
    [at.invitation, at.meetingId],
  ],
  'make-pack': at => [
    `insert into meeting_pack (meeting_id, child_id, made_by) values ($1, $2, actor())`,
    [at.meetingId, at.childId],
  ],
  'take-pack': at => [
    `insert into record_copy (meeting_id, child_id, copy, language, format, sha256, made_by) values ($1, $2, 'pack', 'cy', 'pdf', 'x', actor())`,
    [at.meetingId, at.childId],
  ],
  'record-consultation': at => [
    `update meeting_consultation set version = version + 1, fears = 'x' where meeting_id = $1`,
    [at.meetingId],
  ],
  begin: at => [
    `update meeting set version = version + 1, began_at = now(), stage = 'closed-session', began_early_reason = 'x' where id = $1`,
    [at.meetingId],
  ],
  'move-to-stage': at => [
    `update meeting set version = version + 1, stage = 'family-debrief' where id = $1`,
    [at.meetingId],
  ],
  'record-presence': at => [
    `insert into meeting_presence (meeting_id, child_id, person_id, stage) values ($1, $2, $3, 'family-debrief')`,
    [at.meetingId, at.childId, at.chairPerson],
  ],
  'write-entry': at => [
    `insert into entry (child_id, kind, basis, audience, text, said_by, happened_on, meeting_id, stage, author_id, agency_id)
     values ($2, 'meeting-entry', 'fact', 'network', 'x', 'x', current_date, $1, 'family-session', actor(), actor_agency())`,
    [at.meetingId, at.childId],
  ],
  'change-entry': at => [`update entry set text = 'x', version = version + 1 where id = $1`, [at.entry]],
  'add-finding': at => [
    `insert into meeting_finding (meeting_id, child_id, kind, text, recorded_by) values ($1, $2, 'theme', 'x', actor())`,
    [at.meetingId, at.childId],
  ],
  'answer-last-time': at => [
    `insert into action_answer (action_id, child_id, answer, answered_by, at_meeting_id) values ($1, $2, 'accepted', actor(), $3)`,
    [at.leftOver, at.childId, at.meetingId],
  ],
  'agree-action': at => agreed(at, 'network'),
  'agree-family-action': at => agreed(at, 'family'),
  'write-plan': at => [
    `insert into safety_plan (meeting_id, child_id, worries) values ($1, $2, 'x')`,
    [at.meetingId, at.childId],
  ],
  'write-comments': at => [
    `update meeting set version = version + 1, family_summary = 'x' where id = $1`,
    [at.meetingId],
  ],
  'declare-making': at => [
    `insert into record_declaration (meeting_id, child_id, made_by, how) values ($1, $2, actor(), 'typed')`,
    [at.meetingId, at.childId],
  ],
  end: at => [
    `update meeting set version = version + 1, stage = null, ended_at = now(), held_on = current_date, family_present = 'child' where id = $1`,
    [at.meetingId],
  ],
  'plan-debrief': at => [
    `insert into debrief (meeting_id, child_id, by_whom, due_on) values ($1, $2, actor(), current_date)`,
    [at.meetingId, at.childId],
  ],
  'decide-for-family': at => [
    `insert into family_decision (entry_id, words_version, meeting_id, child_id, decision, decided_by) values ($3, 1, $1, $2, 'share', actor())`,
    [at.meetingId, at.childId, at.entry],
  ],
  'take-back-from-family': at => [
    `insert into family_decision (entry_id, words_version, meeting_id, child_id, decision, omission, decided_by)
     values ($3, 1, $1, $2, 'withhold', 'safety', actor())`,
    [at.meetingId, at.childId, at.shared],
  ],
  approve: at => [
    `update meeting set version = version + 1, approved_at = now(), approved_by = actor(), rest_stays_out = true, approved_source = family_copy_source(id) where id = $1`,
    [at.meetingId],
  ],
  correct: at => [
    `insert into meeting_correction (meeting_id, child_id, number, text, audience, made_by) values ($1, $2, 1, 'x', 'network', actor())`,
    [at.meetingId, at.childId],
  ],
  'translate-copy': at => [
    `insert into copy_translation (meeting_id, child_id, of_words, language, text, translated_by) values ($1, $2, 'We talked.', 'cy', 'x', 'x')`,
    [at.meetingId, at.childId],
  ],
  'make-family-copy': at => [
    `insert into family_copy (meeting_id, child_id, language, source, content) values ($1, $2, 'cy', family_copy_source($1), '{}')`,
    [at.meetingId, at.childId],
  ],
  'read-family-copy': at => [
    `insert into family_copy_reading (copy_id, meeting_id, child_id) values ($3, $1, $2)`,
    [at.meetingId, at.childId, at.copy ?? '00000000-0000-4000-8000-000000000000'],
  ],
  'send-copy': at => [
    `insert into record_sending (meeting_id, child_id, copy, language, sent_to, how) values ($1, $2, 'full', 'en', 'x', 'post')`,
    [at.meetingId, at.childId],
  ],
  'record-receipt': at => [
    `insert into sending_receipt (sending_id, meeting_id, child_id, received_on, words) values ($3, $1, $2, current_date, 'x')`,
    [at.meetingId, at.childId, at.sending ?? '00000000-0000-4000-8000-000000000000'],
  ],
  'take-copy-back': at => [
    `insert into copy_incident (sending_id, meeting_id, child_id, reason, found_on, what_happened, safety)
     values ($3, $1, $2, 'wrong-person', current_date, 'x', 'x')`,
    [at.meetingId, at.childId, at.sending ?? '00000000-0000-4000-8000-000000000000'],
  ],
  'record-debrief': at => [
    `update debrief set version = version + 1, done_at = now() where meeting_id = $1`,
    [at.meetingId],
  ],
}

const agreed = (at: Case, audience: string): readonly [string, readonly unknown[]] => [
  `insert into action (child_id, meeting_id, context, what, who, due_on, audience, agreed_by)
   values ($2, $1, 'home', 'x', 'x', current_date, $3, actor())`,
  [at.meetingId, at.childId, audience],
]
