import { addWorkingDays } from '../calendar/working-days.ts'
import { mail } from './board.ts'
import { bookingReason, dayOf, nextMeeting } from './booked-day.ts'
import { copiesGiven, copyTranslationsOf } from './copies-given.ts'
import { actionsOf, entriesOf } from './held-meeting.ts'
import type { Story } from './made-of.ts'
import { FIRST_RUNNING, isReached, type Point } from './points.ts'
import { readOutTo } from './read-out.ts'
import { reviewOf } from './review.ts'
import { runningMeeting, runningReview } from './running-meeting.ts'
import type { wordsOf } from './words.ts'

type Words = ReturnType<typeof wordsOf>

/** The meetings of a story, as far as it is told. */
export function meetingsOf(
  story: Story,
  words: Words,
  began: number,
  at: (after: number, time?: string) => string,
  lead: string,
): unknown[] {
  const chair = mail(story.chair)
  const notes = mail('note-taker')
  const { point } = story
  const before = (limit: Point) => !isReached(point, limit)
  const askedFor = { at: at(12, '09:00'), by: lead, risk: story.theme === 1 ? 'medium' : 'high', reason: words.judged }
  if (point === 'asked' || point === 'asked-late') return [{ askedFor }]
  const upcoming = before('held-draft')
  const runs = FIRST_RUNNING.some(each => each === point)
  const bookedFor = runs ? story.minutesAgo(60) : upcoming ? nextMeeting(story) : at(28, '14:00')
  const booking = {
    at: at(13, '10:00'),
    by: lead,
    chair,
    noteTaker: notes,
    bookedFor,
    bookingReason: bookingReason(story, words, bookedFor, addWorkingDays(dayOf(at(12)), 15, story.holidays)),
    place: words.where,
    language: story.language,
    keepApart: '',
  }
  const family = `${words.parent} ${story.familyName}`
  const people = [
    {
      at: at(13, '10:05'),
      by: chair,
      user: lead,
      part: 'practitioner',
      inClosed: true,
      replies: [{ at: at(13, '11:00'), by: lead, reply: 'coming' }],
    },
    {
      at: at(13, '10:06'),
      by: chair,
      user: mail('police'),
      part: 'practitioner',
      inClosed: true,
      ...(story.theme === 1 && {
        replies: [{ at: at(13, '12:00'), by: mail('police'), reply: 'somebody-else', words: words.standIn }],
      }),
    },
    {
      at: at(13, '10:07'),
      by: chair,
      user: mail(story.theme === 2 ? 'youth-worker' : 'teacher'),
      part: 'practitioner',
      inClosed: story.theme !== 2,
    },
    { at: at(13, '10:08'), by: chair, name: story.givenName, part: 'child' },
    { at: at(13, '10:09'), by: chair, name: family, part: 'parent-or-carer' },
  ]
  const writtenBefore = {
    at: at(14, '09:00'),
    by: lead,
    stage: 'closed-session',
    context: 'school',
    basis: 'professional-opinion',
    audience: 'network',
    text: words.writtenBefore,
    writtenIn: story.language,
  }
  const packs = [{ at: at(14, '10:00'), by: chair }]
  if (point === 'booked') return [{ askedFor, bookings: [booking], people, packs, entries: [writtenBefore] }]
  const late = point === 'consulted-late'
  const consultation = {
    at: upcoming ? at(20, '17:00') : at(26, '17:00'),
    by: chair,
    consultedAt: upcoming ? at(20, '16:00') : at(26, '16:00'),
    withWhom: `${story.givenName}, ${family}`,
    childWantsToSay: words.wantsToSay,
    familyWantsToSay: words.familyWants,
    fears: words.fears,
    complaintExplained: 'yes',
    advocacy: 'offered-accepted',
    languageOffered: story.language,
    childWantsIn: story.language,
    familyWantsIn: story.language,
    writtenIn: story.language,
    ...(late && { consultedAt: undefined, lateOrRefusedReason: words.lateReason }),
  }
  const arranged = { askedFor, bookings: [booking], people, consultations: [consultation], packs }
  if (runs) return [{ ...arranged, ...runningMeeting(story, words, { lead, chair, family }) }]
  if (upcoming) return [arranged]
  const m = (minute: number) => at(28, `${14 + Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`)
  const approved = !before('approved') && { approved: { at: at(31, '10:00'), by: chair } }
  // The child and their family did not come: they are told afterwards.
  const isAbsent = point === 'held-without-family'
  const held = { story, words, at, minute: m, lead, chair, family, isAbsent }
  const given = !before('given') && copiesGiven(held)
  // Made, and waiting for the second person.
  const made = point === 'approved' && {
    familyCopies: [{ at: at(32, '09:30'), by: chair, language: story.language }],
  }
  const withFamily = [chair, notes, lead, mail('police'), ...(isAbsent ? [] : [story.givenName, family])]
  const first = {
    ...arranged,
    began: { at: m(0), by: chair },
    statements: [
      ...readOutTo([chair, notes, lead, mail('police')], 'closed', m(3), chair),
      ...readOutTo(withFamily, 'family', m(31), chair),
    ],
    presence: [
      { at: m(2), by: chair, stage: 'closed-session', people: [chair, notes, lead, mail('police')] },
      {
        at: m(30),
        by: chair,
        stage: 'family-session',
        people: withFamily,
      },
      {
        at: m(55),
        by: chair,
        stage: 'safety-planning',
        people: withFamily,
      },
    ],
    entries: entriesOf(held),
    findings: [
      { at: m(18), by: notes, kind: 'location', text: words.place },
      { at: m(19), by: notes, kind: 'theme', text: words.themeWord },
    ],
    actions: actionsOf(held, began),
    plans: [
      {
        at: m(70),
        by: notes,
        childsGoals: isAbsent ? '' : words.goals,
        worries: words.worries,
        whatHelps: words.helps,
        whoToCall: words.call,
        ifMissing: words.missing,
        writtenIn: story.language,
      },
    ],
    comments: [
      {
        at: m(75),
        by: notes,
        chairSummary: words.summary,
        familySummary: words.familySummary,
        childComments: isAbsent ? '' : words.childComment,
        familyComments: isAbsent ? '' : words.familyComment,
        languages: inOne(story.language),
      },
    ],
    ended: {
      at: m(80),
      by: chair,
      familyPresent: isAbsent ? 'neither' : 'child-and-family',
      ...(isAbsent && { debriefBy: lead }),
      how: 'typed',
    },
    ...(!isAbsent && { copyTranslations: copyTranslationsOf(held) }),
    ...approved,
    ...made,
    ...given,
    ...(isAbsent && {
      debriefAttempts: [
        {
          at: at(30, '15:00'),
          by: lead,
          triedOn: dayOf(at(30, '15:00')),
          cameOf: 'not-reached',
          words: words.notReached,
        },
      ],
    }),
  } satisfies Record<string, unknown>
  if (point === 'review-running') return [first, runningReview(story, words, { lead, chair, family, at })]
  return point === 'reviewed' || point === 'panel-decided' ? [first, reviewOf(held)] : [first]
}

const inOne = (language: 'en' | 'cy') => ({
  chairSummary: language,
  familySummary: language,
  childComments: language,
  familyComments: language,
})
