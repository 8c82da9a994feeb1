import { mail } from './board.ts'
import { readOutTo } from './read-out.ts'
import type { Story } from './made-of.ts'
import type { wordsOf } from './words.ts'

/**
 * What a meeting that runs at the moment of loading has over one that is booked: it began some minutes ago, and what has been said
 * stands in it. With the family everything closed is settled, and the family has begun to speak.
 */
export function runningMeeting(
  story: Story,
  words: ReturnType<typeof wordsOf>,
  { lead, chair, family }: { lead: string; chair: string; family: string },
): Record<string, unknown> {
  const withFamily = story.point === 'with-family'
  const began = withFamily ? 50 : 20
  const notes = mail('note-taker')
  const police = mail('police')
  const closed = [chair, notes, lead, police]
  const line = (ago: number, saidBy: string, said: Record<string, unknown>) => ({
    at: story.minutesAgo(ago),
    by: notes,
    saidBy,
    writtenIn: story.language,
    ...said,
  })
  const decided = (ago: number, decision: Record<string, unknown>) =>
    withFamily ? { decisions: [{ by: chair, at: story.minutesAgo(ago), ...decision }] } : {}
  const inClosed = { stage: 'closed-session' }
  const inFamily = { stage: 'family-session', audience: 'network' }
  return {
    began: { at: story.minutesAgo(began), by: chair },
    presence: [
      { at: story.minutesAgo(began - 1), by: chair, stage: 'closed-session', people: closed },
      ...(withFamily
        ? [
            {
              at: story.minutesAgo(20),
              by: chair,
              stage: 'family-session',
              people: [...closed, story.givenName, family],
            },
          ]
        : []),
    ],
    // In the closed session the police came after it had been read out.
    statements: [
      ...readOutTo(withFamily ? closed : [chair, notes, lead], 'closed', story.minutesAgo(began - 2), chair),
      ...(withFamily ? readOutTo([...closed, story.givenName, family], 'family', story.minutesAgo(19), chair) : []),
    ],
    entries: [
      line(began - 5, 'Pat Ditectif', {
        ...inClosed,
        context: 'neighbourhood',
        basis: 'professional-opinion',
        audience: 'police',
        text: words.closedPolice,
        ...decided(30, { decision: 'withhold', omission: 'criminal-investigation', reason: words.omission }),
      }),
      line(began - 8, 'Robin Testun', {
        ...inClosed,
        context: 'peer-groups',
        basis: 'fact',
        audience: 'closed',
        text: words.closedPeers,
        ...decided(29, { decision: 'withhold', omission: 'third-party', reason: '' }),
      }),
      line(began - 11, 'Robin Testun', {
        ...inClosed,
        context: 'school',
        basis: 'fact',
        audience: 'network',
        text: words.school,
        ...decided(28, { decision: 'share' }),
      }),
      ...(withFamily
        ? [
            line(15, family, { ...inFamily, context: 'home', basis: 'family-words', text: words.home }),
            line(8, story.givenName, {
              ...inFamily,
              context: 'social-media',
              basis: 'childs-own-words',
              text: words.online,
            }),
          ]
        : []),
    ],
  }
}

/** A review that runs at the moment of loading: it began some minutes ago, and has not gone through what the first meeting agreed. */
export function runningReview(
  story: Story,
  words: ReturnType<typeof wordsOf>,
  {
    lead,
    chair,
    family,
    at,
  }: { lead: string; chair: string; family: string; at: (after: number, time?: string) => string },
): Record<string, unknown> {
  const notes = mail('note-taker')
  const police = mail('police')
  const closed = [chair, notes, lead, police]
  return {
    askedFor: { at: at(48, '09:30'), by: lead, risk: 'medium', reason: words.review },
    bookings: [
      {
        at: at(48, '10:30'),
        by: chair,
        chair,
        noteTaker: notes,
        bookedFor: story.minutesAgo(60),
        bookingReason: words.dayReason,
        place: words.where,
        language: story.language,
      },
    ],
    people: [
      { at: at(48, '10:35'), by: chair, user: lead, part: 'practitioner', inClosed: true },
      { at: at(48, '10:36'), by: chair, user: police, part: 'practitioner', inClosed: true },
      { at: at(48, '10:37'), by: chair, name: story.givenName, part: 'child' },
      { at: at(48, '10:38'), by: chair, name: family, part: 'parent-or-carer' },
    ],
    consultations: [
      {
        at: at(52, '12:00'),
        by: chair,
        consultedAt: at(52, '11:00'),
        withWhom: `${story.givenName}, ${family}`,
        childWantsToSay: words.wantsToSay,
        complaintExplained: 'yes',
        advocacy: 'offered-accepted',
        languageOffered: story.language,
        childWantsIn: story.language,
        writtenIn: story.language,
      },
    ],
    began: { at: story.minutesAgo(15), by: chair },
    presence: [{ at: story.minutesAgo(14), by: chair, stage: 'closed-session', people: closed }],
    statements: readOutTo(closed, 'closed', story.minutesAgo(13), chair),
    entries: [
      {
        at: story.minutesAgo(5),
        by: notes,
        stage: 'closed-session',
        context: 'neighbourhood',
        basis: 'fact',
        audience: 'closed',
        saidBy: 'Pat Ditectif',
        writtenIn: story.language,
        text: words.reviewClosed,
      },
    ],
  }
}
