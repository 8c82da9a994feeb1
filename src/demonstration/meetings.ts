import type { CaseMeeting } from '../case-file/case-file.ts'
import { addWorkingDays } from '../calendar/working-days.ts'
import { addDays, type CalendarDate, calendarDateAt, daysBetween } from '../lib/calendar-date.ts'
import { dayToExplain } from '../meeting/rules.ts'
import { mail } from './board.ts'
import type { Story } from './made-of.ts'
import { FIRST_RUNNING, isReached, type Point } from './points.ts'
import { readOutTo } from './read-out.ts'
import { runningMeeting, runningReview } from './running-meeting.ts'
import { translationOf } from './translations.ts'
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
  const given = !before('given') && {
    familyCopies: [
      ...(story.theme === 1
        ? [
            {
              at: at(31, '11:00'),
              by: chair,
              language: story.language,
              sentBack: { at: at(31, '15:00'), by: lead, reason: words.sentBack },
            },
          ]
        : []),
      { at: at(32, '09:30'), by: chair, language: story.language, read: { at: at(32, '10:00'), by: lead } },
    ],
    sendings: [
      {
        at: at(33, '10:00'),
        by: chair,
        copy: 'family',
        reader: story.theme === 0 ? 'child' : 'family',
        language: story.language,
        sentTo: `${story.givenName}, ${family}`,
        how: 'read-together',
        received: { at: at(33, '16:00'), by: chair, receivedOn: dayOf(at(33, '10:00')), words: words.arrived },
      },
      {
        at: at(33, '10:10'),
        by: chair,
        copy: 'full',
        language: 'en',
        sentTo: words.network,
        how: 'secure-e-mail',
        ...(story.theme === 2 && { takenBack: wentAstray(words, chair, at, before('panel-open')) }),
      },
    ],
  }
  // Made, and waiting for the second person.
  const made = point === 'approved' && {
    familyCopies: [{ at: at(32, '09:30'), by: chair, language: story.language }],
  }
  // The child and their family did not come: they are told afterwards.
  const isAbsent = point === 'held-without-family'
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
    entries: [
      {
        at: m(6),
        by: notes,
        stage: 'closed-session',
        context: 'neighbourhood',
        basis: 'professional-opinion',
        audience: 'police',
        text: words.closedPolice,
        writtenIn: story.language,
        saidBy: 'Pat Ditectif',
        decisions: [
          {
            by: chair,
            at: at(29, '09:00'),
            decision: 'withhold',
            omission: 'criminal-investigation',
            reason: words.omission,
          },
        ],
      },
      {
        at: m(10),
        by: notes,
        stage: 'closed-session',
        context: 'peer-groups',
        basis: 'fact',
        audience: 'closed',
        text: words.closedPeers,
        writtenIn: story.language,
        saidBy: 'Robin Testun',
        decisions: [{ by: chair, at: at(29, '09:05'), decision: 'withhold', omission: 'third-party', reason: '' }],
      },
      {
        at: m(15),
        by: notes,
        stage: 'closed-session',
        context: 'school',
        basis: 'fact',
        audience: 'network',
        text: words.school,
        writtenIn: story.language,
        saidBy: 'Robin Testun',
        decisions: [{ by: chair, at: at(29, '09:10'), decision: 'share' }],
      },
      {
        at: m(35),
        by: notes,
        stage: 'family-session',
        context: 'home',
        basis: 'family-words',
        audience: 'network',
        text: words.home,
        writtenIn: story.language,
        saidBy: family,
        decisions: [{ by: chair, at: at(29, '09:15'), decision: 'share' }],
      },
      {
        at: m(40),
        by: notes,
        stage: 'family-session',
        context: 'social-media',
        basis: 'childs-own-words',
        audience: 'network',
        text: words.online,
        writtenIn: story.language,
        saidBy: story.givenName,
        decisions: [{ by: chair, at: at(29, '09:20'), decision: 'share' }],
        translations: translationOf(story, 'online', { at: at(29, '09:25'), by: chair }, true),
      },
    ].filter(entry => !isAbsent || (entry.basis !== 'family-words' && entry.basis !== 'childs-own-words')),
    findings: [
      { at: m(18), by: notes, kind: 'location', text: words.place },
      { at: m(19), by: notes, kind: 'theme', text: words.themeWord },
    ],
    actions: [
      {
        at: m(60),
        by: notes,
        context: 'individual',
        what: words.action1,
        writtenIn: story.language,
        who: 'Kit Prosiect',
        owner: mail('youth-worker'),
        dueOn: story.on(began - 40),
        audience: 'family',
        ...(point !== 'given-actions-late' &&
          !before('given') && {
            report: { at: at(36, '12:00'), by: mail('youth-worker'), outcome: 'done', reason: '' },
          }),
      },
      {
        at: m(62),
        by: notes,
        context: 'neighbourhood',
        what: words.action2,
        writtenIn: story.language,
        who: 'Pat Ditectif',
        owner: mail('police'),
        dueOn: story.on(began - 45),
        audience: 'closed',
        ...((point === 'panel-open' || point === 'panel-decided') && {
          report: {
            at: at(44, '12:00'),
            by: mail('police'),
            outcome: 'not-possible',
            reason: words.notPossible,
            writtenIn: story.language,
          },
          ...(point === 'panel-decided' && {
            answer: { at: at(45, '09:00'), by: chair, answer: 'next-meeting', words: words.answered },
          }),
        }),
      },
    ].map(action =>
      action.owner === mail('youth-worker') && story.theme !== 2
        ? {
            ...action,
            who: words.leadWord,
            owner: lead,
            ...('report' in action && { report: { ...action.report, by: lead } }),
          }
        : action,
    ),
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
  return point === 'reviewed' || point === 'panel-decided'
    ? [first, reviewOf(story, words, at, lead, chair, notes)]
    : [first]
}

// Some of the days fall on a weekend or past the limit, whenever the demonstration is loaded: those are explained.
// Of those to come no two of one chair are at one hour, and nobody meets on a Sunday.
function nextMeeting({ on, day, holidays, theme, point }: Story): string {
  const held = addWorkingDays(on(0), 2 + theme, holidays)
  return day(-daysBetween(on(0), held), `${point === 'booked' ? '10' : point === 'consulted' ? '13' : '15'}:00`)
}

function bookingReason(story: Story, words: Words, bookedFor: string, limit: CalendarDate): string {
  return dayToExplain(dayOf(bookedFor), limit, story.holidays) === undefined ? '' : words.dayReason
}

const dayOf = (instant: string): CalendarDate => calendarDateAt(new Date(instant))

// Information governance has decided about those of some time ago.
function wentAstray(words: Words, chair: string, at: (after: number, time?: string) => string, isOfLate: boolean) {
  const foundOn = dayOf(at(33, '17:00'))
  return {
    at: at(33, '17:00'),
    by: chair,
    reason: 'wrong-person',
    foundOn,
    whatHappened: words.copyAstray,
    safety: words.copySafety,
    cameBack: { at: at(33, '17:30'), by: chair, as: 'all', on: foundOn, words: words.copyBack },
    ...(!isOfLate && {
      decided: {
        at: at(34, '11:00'),
        by: mail('governance'),
        as: 'not-reported',
        on: dayOf(at(34, '11:00')),
        words: words.copyDecided,
      },
    }),
  }
}

function reviewOf(
  story: Story,
  words: Words,
  at: (after: number, time?: string) => string,
  lead: string,
  chair: string,
  notes: string,
): unknown {
  const family = `${words.parent} ${story.familyName}`
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
        },
      ],
    }),
    ended: { at: at(54, '15:00'), by: chair, familyPresent: 'family', how: 'pasted-from-own-notes' },
  } satisfies Partial<Record<keyof CaseMeeting, unknown>>
}

const inOne = (language: 'en' | 'cy') => ({
  chairSummary: language,
  familySummary: language,
  childComments: language,
  familyComments: language,
})
