// One thing of an example made wrong, the place at which it is refused, and what is said of it.
import type { Change } from './case-files.ts'

/** What is wrong, how the example is changed, where it is refused, and in which words. */
export type Wrong = readonly [what: string, change: Change, place: string, said: RegExp]

const ANSWERS = 'referral.answers'

const MEETING = 'meetings.0'

/** Of the first example. */
export const WRONG: readonly Wrong[] = [
  ['born on a day to come', [[`${ANSWERS}.bornOn`, '2030-01-01']], 'referral', /cannot be: bornOn/],
  [
    'a telephone call after the letter',
    [
      [`${ANSWERS}.phoned`, 'yes'],
      [`${ANSWERS}.phonedOn`, '2027-01-01'],
    ],
    'referral',
    /cannot be: phonedOn/,
  ],
  [
    'a time that is none',
    [
      [`${ANSWERS}.phoned`, 'yes'],
      [`${ANSWERS}.phonedOn`, '2026-08-01'],
      [`${ANSWERS}.phonedTime`, '25:99'],
    ],
    'referral',
    /phonedTime/,
  ],
  ['somebody invited twice', [[`${MEETING}.people.5`, `from:${MEETING}.people.0`]], 'meetings[0].people[5]', /twice/],
  [
    'a child in the closed session',
    [[`${MEETING}.presence.0.people.4`, 'Gwenno']],
    'meetings[0].presence[0]',
    /closed/,
  ],
  ['a review before the meeting', [[`${MEETING}.ended.reviewBy`, '2026-09-01']], 'meetings[0].ended', /not after/],
  ['an action due before it', [[`${MEETING}.actions.0.dueOn`, '2026-09-01']], 'meetings[0].actions[0]', /due before/],
  [
    'a chair without the role',
    [[`${MEETING}.bookings.0.chair`, 'teacher@demonstration.example']],
    'meetings[0].bookings[0]',
    /role of a chair/,
  ],
  [
    'one person for two parts',
    [[`${MEETING}.bookings.0.noteTaker`, `from:${MEETING}.bookings.0.chair`]],
    'meetings[0].bookings[0]',
    /one person/,
  ],
  [
    'a Sunday without a word',
    [[`${MEETING}.bookings.0.bookingReason`, '']],
    'meetings[0].bookings[0]',
    /bookingReason/,
  ],
  ['approved while undecided', [[`${MEETING}.entries.0.decisions`, undefined]], 'meetings[0].approved', /restStaysOut/],
  [
    'a copy read by the chair',
    [[`${MEETING}.familyCopies.0.read.by`, `from:${MEETING}.bookings.0.chair`]],
    'meetings[0].familyCopies[0].read',
    /may not/,
  ],
  ['given without a reading', [[`${MEETING}.familyCopies.0.read`, undefined]], 'meetings[0].sendings[0]', /second/],
  [
    'a note by who does not see the child',
    [['notes.0.by', 'youth-justice@demonstration.example']],
    'notes[0]',
    /may not/,
  ],
  ['a note of a day to come', [['notes.0.at', '2099-01-01T09:00:00Z']], 'notes[0]', /an instant that has passed/],
  [
    'a statement accepted by who was not invited',
    [[`${MEETING}.statements.0.people.0`, 'Nobody at all']],
    'meetings[0].statements[0]',
    /not invited/,
  ],
  [
    'a teacher decides for the front door',
    [['determination.by', 'teacher@demonstration.example']],
    'determination',
    /may not/,
  ],
]

/** Of the longer example. */
export const WRONG_LATER: typeof WRONG = [
  [
    'a referral about somebody else joined to this child',
    [
      ['furtherReferrals.0.referral.answers.givenName', 'Zephyr'],
      ['furtherReferrals.0.referral.answers.familyName', 'Quartz'],
      ['furtherReferrals.0.referral.answers.bornOn', '2014-01-01'],
    ],
    'furtherReferrals[0].identified',
    /not there/,
  ],
  [
    'a further referral decided like a first one',
    [['furtherReferrals.0.determination.outcome', 'no-further-action']],
    'furtherReferrals[0].determination',
    /on the pathway/,
  ],
  [
    'asked again before it was late',
    [
      ['chased.at', '2026-03-05T08:30:00Z'],
      ['lateness', []],
    ],
    'chased',
    /not late/,
  ],
  [
    'an ending confirmed by who proposed it',
    [['proposals.1.confirmed.by', 'social-worker@demonstration.example']],
    'proposals[1].confirmed',
    /may not/,
  ],
  [
    'a reopening without a place for its action',
    [['reopenings.0.actions.0', 'meetings[1].actions[9]']],
    'reopenings[0]',
    /not at the place/,
  ],
  [
    'a re-planning of a clock that is not there',
    [['replanned.0.clock.firstDueOn', '2026-09-30']],
    'replanned[0]',
    /not there/,
  ],
  [
    'a re-planning to a Saturday',
    [['replanned.0.toDueOn', '2026-10-31']],
    'replanned[0]',
    /working day|not-a-working-day|weekend/,
  ],
  [
    'a restriction by who may not',
    [['restrictions.0.by', 'social-worker@demonstration.example']],
    'restrictions[0]',
    /may not/,
  ],
  [
    'a note changed by another agency',
    [['notes.0.changes.0.by', 'police@demonstration.example']],
    'notes[0].changes[0]',
    /agency/,
  ],
  ['a member who is not there leaves', [['leftNetwork.0.part', 'referrer']], 'leftNetwork[0]', /not there/],
  [
    'a warning ended by who sees nothing',
    [['alerts.0.ended.by', 'youth-justice@demonstration.example']],
    'alerts[0].ended',
    /not there/,
  ],
  [
    'a meeting moved after it was called off',
    [
      ['meetings.0.calledOff.at', '2026-05-07T12:00:00Z'],
      ['meetings.0.calledOff.by', 'social-worker@demonstration.example'],
    ],
    'meetings[0].bookings[0]',
    /as things stand/,
  ],
  [
    'no meeting, decided by who may not',
    [['assessments.0.noMeeting.by', 'teacher@demonstration.example']],
    'assessments[0].noMeeting',
    /may not/,
  ],
]
