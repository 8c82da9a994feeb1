import type { DeedTable } from '../access/deeds.ts'
import type { Meeting } from './meeting.ts'

/** Where a meeting stands. It runs in the closed session and, once that is over, in the open one: with the family, or planning. */
export const MEETING_STATES = [
  'asked-for',
  'booked',
  'in-closed-session',
  'in-open-session',
  'held',
  'approved',
  'called-off',
] as const
export type MeetingState = (typeof MEETING_STATES)[number]

/**
 * The parts that someone can have in a meeting, several at once. `network` is whoever sees the child with a working role;
 * `closed-session` may read closed words; `second-reader` is of those, and not the chair; `inviter` asked the very person,
 * `invited` is that person, `writer` is of the agency that wrote the very entry, `debriefer` is to tell the family.
 */
export const MEETING_PARTS = [
  'chair',
  'note-taker',
  'closed-session',
  'second-reader',
  'network',
  'inviter',
  'invited',
  'writer',
  'debriefer',
] as const
export type MeetingPart = (typeof MEETING_PARTS)[number]

export type MeetingDeed =
  | 'book'
  | 'call-off'
  | 'invite'
  | 'take-back-invitation'
  | 'reply'
  | 'make-pack'
  | 'take-pack'
  | 'record-consultation'
  | 'begin'
  | 'move-to-stage'
  | 'record-presence'
  | 'write-entry'
  | 'change-entry'
  | 'add-finding'
  | 'answer-last-time'
  | 'agree-action'
  | 'agree-family-action'
  | 'write-plan'
  | 'write-comments'
  | 'declare-making'
  | 'end'
  | 'plan-debrief'
  | 'decide-for-family'
  | 'take-back-from-family'
  | 'approve'
  | 'correct'
  | 'translate-copy'
  | 'make-family-copy'
  | 'read-family-copy'
  | 'send-copy'
  | 'record-receipt'
  | 'take-copy-back'
  | 'record-debrief'

const RUNNERS = ['chair', 'note-taker'] as const
const CLOSED = [...RUNNERS, 'closed-session'] as const
const ARRANGED = { 'asked-for': ['network'], booked: ['network'] } as const
const running = <Parts extends readonly MeetingPart[]>(parts: Parts) =>
  ({ 'in-closed-session': parts, 'in-open-session': parts, held: parts }) as const
const afterClosed = { 'in-open-session': RUNNERS, held: RUNNERS } as const

/** Who may do what in a meeting, state by state. @protocol Appendix One; decision 0025 */
export const MEETING_DEEDS: DeedTable<MeetingDeed, MeetingState, MeetingPart> = {
  book: ARRANGED,
  'call-off': ARRANGED,
  invite: { ...ARRANGED, ...running(RUNNERS) },
  'take-back-invitation': {
    'asked-for': [...RUNNERS, 'inviter'],
    booked: [...RUNNERS, 'inviter'],
    ...running([...RUNNERS, 'inviter']),
  },
  reply: {
    booked: [...RUNNERS, 'invited'],
    'in-closed-session': [...RUNNERS, 'invited'],
    'in-open-session': [...RUNNERS, 'invited'],
  },
  'make-pack': { booked: RUNNERS, 'in-closed-session': RUNNERS },
  // Not while the family sits in the meeting: its papers are written for practitioners.
  'take-pack': {
    booked: [...RUNNERS, 'network'],
    'in-closed-session': [...RUNNERS, 'network'],
    held: [...RUNNERS, 'network'],
  },
  'record-consultation': { booked: RUNNERS, 'in-closed-session': RUNNERS },
  begin: { booked: RUNNERS },
  'move-to-stage': { 'in-closed-session': ['chair'], 'in-open-session': ['chair'] },
  'record-presence': running(RUNNERS),
  'write-entry': {
    booked: ['network'],
    'in-closed-session': CLOSED,
    'in-open-session': [...CLOSED, 'network'],
    held: RUNNERS,
  },
  'change-entry': { booked: ['writer'], ...running([...RUNNERS, 'writer']) },
  'add-finding': running(CLOSED),
  'answer-last-time': running(['chair']),
  'agree-action': running(RUNNERS),
  'agree-family-action': afterClosed,
  'write-plan': afterClosed,
  'write-comments': afterClosed,
  'declare-making': running([...RUNNERS, 'network']),
  end: { 'in-open-session': RUNNERS },
  'plan-debrief': { held: RUNNERS },
  'decide-for-family': running(['chair']),
  'take-back-from-family': { approved: ['chair'] },
  approve: { held: ['chair'] },
  correct: { approved: ['chair'] },
  'translate-copy': { held: ['chair'], approved: ['chair'] },
  'make-family-copy': { approved: RUNNERS },
  'read-family-copy': { approved: ['second-reader'] },
  'send-copy': { approved: [...RUNNERS, 'network'] },
  'record-receipt': { approved: [...RUNNERS, 'network'] },
  'take-copy-back': { approved: [...RUNNERS, 'network'] },
  'record-debrief': { held: [...RUNNERS, 'debriefer'], approved: [...RUNNERS, 'debriefer'] },
}

/** Where a meeting stands. @protocol §6 step 5; Appendix One */
export function stateOf(
  meeting: Pick<Meeting, 'calledOffAt' | 'approvedAt' | 'endedAt' | 'stage' | 'bookedFor'>,
): MeetingState {
  if (meeting.calledOffAt !== null) return 'called-off'
  if (meeting.approvedAt !== null) return 'approved'
  if (meeting.endedAt !== null) return 'held'
  if (meeting.stage !== null) return meeting.stage === 'closed-session' ? 'in-closed-session' : 'in-open-session'
  return meeting.bookedFor === null ? 'asked-for' : 'booked'
}
