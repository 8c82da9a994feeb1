import type { CaseMeeting } from '../case-file/case-file.ts'
import { addDays } from '../lib/calendar-date.ts'
import { mail } from './board.ts'
import { bookingReason, dayOf } from './booked-day.ts'
import type { HeldMeeting } from './held-meeting.ts'

/** The review that followed a held meeting. */
export function reviewOf({ story, words, at, lead, chair, family }: HeldMeeting): unknown {
  const notes = mail('note-taker')
  return {
    askedFor: { at: at(48, '09:30'), by: lead, risk: 'medium', reason: words.review },
    bookings: [
      {
        at: at(48, '10:30'),
        by: chair,
        chair,
        noteTaker: notes,
        bookedFor: at(54, '14:00'),
        bookingReason: bookingReason(story, words, at(54, '14:00'), addDays(dayOf(at(28)), 28)),
        place: words.where,
        language: story.language,
      },
    ],
    people: [
      { at: at(48, '10:35'), by: chair, user: lead, part: 'practitioner', inClosed: true },
      { at: at(48, '10:36'), by: chair, name: family, part: 'parent-or-carer' },
    ],
    consultations: [
      {
        at: at(52, '12:00'),
        by: chair,
        consultedAt: at(52, '11:00'),
        withWhom: family,
        complaintExplained: 'yes',
        advocacy: 'offered-declined',
        languageOffered: story.language,
      },
    ],
    began: { at: at(54, '14:00'), by: chair },
    presence: [
      { at: at(54, '14:02'), by: chair, stage: 'closed-session', people: [lead] },
      { at: at(54, '14:20'), by: chair, stage: 'family-session', people: [lead, family] },
    ],
    entries: [
      {
        at: at(54, '14:25'),
        by: notes,
        stage: 'family-session',
        context: 'home',
        basis: 'family-words',
        audience: 'network',
        text: words.reviewHome,
        writtenIn: story.language,
        saidBy: family,
      },
    ],
    ...(story.point === 'panel-decided' && {
      lastTime: [
        {
          at: at(54, '14:10'),
          by: chair,
          action: 'meetings[0].actions[1]',
          answer: 'stands',
          words: words.reviewAnswer,
          writtenIn: story.language,
        },
      ],
    }),
    ended: { at: at(54, '15:00'), by: chair, familyPresent: 'family', how: 'pasted-from-own-notes' },
  } satisfies Partial<Record<keyof CaseMeeting, unknown>>
}
