import { type CaseFile, caseFile, type CaseMeeting } from '../case-file/case-file.ts'
import { addWorkingDays } from '../calendar/working-days.ts'
import { addDays, type CalendarDate, calendarDateAt, daysBetween } from '../lib/calendar-date.ts'
import { dayToExplain } from '../meeting/rules.ts'
import type { Story } from './made-of.ts'
import { type Point, RUNNING } from './points.ts'
import { runningMeeting } from './running-meeting.ts'
import { wordsOf } from './words.ts'

const mail = (id: string) => `${id}@demonstration.example`

// How many days ago the referral was sent, for each point of the pathway.
const BEGAN: Readonly<Record<Point, number>> = {
  received: 0,
  'received-late': 6,
  identified: 1,
  'no-further-action': 20,
  assessing: 12,
  'assessing-late': 75,
  low: 30,
  'high-not-asked': 34,
  asked: 30,
  'asked-late': 62,
  booked: 32,
  consulted: 34,
  'consulted-late': 34,
  'in-closed-session': 32,
  'with-family': 32,
  'held-draft': 40,
  approved: 45,
  given: 50,
  'given-actions-late': 58,
  'review-late': 80,
  reviewed: 95,
  'panel-open': 60,
  'panel-decided': 85,
  ended: 150,
  'ended-moved': 120,
  'stepped-up': 70,
}

// The authority in whose area a child stays who is at home in another.
const BESIDE: Readonly<Record<string, string>> = {
  W06000013: 'W06000016',
  W06000016: 'W06000024',
  W06000024: 'W06000013',
}

const ORDER: readonly Point[] = [
  'received',
  'received-late',
  'identified',
  'no-further-action',
  'assessing',
  'assessing-late',
  'low',
  'high-not-asked',
  'asked',
  'asked-late',
  'booked',
  'consulted',
  'consulted-late',
  'in-closed-session',
  'with-family',
  'held-draft',
  'approved',
  'given',
  'given-actions-late',
  'review-late',
  'reviewed',
  'panel-open',
  'panel-decided',
  'ended',
  'ended-moved',
  'stepped-up',
]

/** The case file of a story. */
export function caseFileOf(story: Story): CaseFile {
  const began = BEGAN[story.point]
  const words = wordsOf(story.language, story.theme, story.givenName)
  const reached = (point: Point) => ORDER.indexOf(story.point) >= ORDER.indexOf(point)
  const at = (after: number, time = '10:00') => story.day(Math.max(0, began - after), time)
  const duty = mail(story.duty)
  const lead = mail(story.lead)
  const identified = story.point !== 'received' && story.point !== 'received-late'
  const pathway = identified && story.point !== 'identified'
  const goesOn = pathway && story.point !== 'no-further-action'
  const assessed = goesOn && story.point !== 'assessing' && story.point !== 'assessing-late'
  const level = story.point === 'low' ? 'low' : story.theme === 1 ? 'medium' : 'high'
  return caseFile.parse({
    format: 'llwybr-case-file/3',
    referral: {
      at: began === 0 ? story.justNow : at(0, '09:10'),
      by: mail(story.theme % 2 === 0 ? 'teacher' : 'nurse'),
      answers: {
        immediateDanger: 'no',
        givenName: story.givenName,
        familyName: story.familyName,
        bornOn: story.bornOn,
        language: story.language,
        nhsNumber: story.nhsNumber,
        school: 'Ysgol Cwm Dychmygol',
        localAuthority: story.authority,
        ...(story.point === 'identified' && { otherAuthority: 'yes', otherLocalAuthority: BESIDE[story.authority] }),
        whatHappened: words.happened,
        ...(story.theme === 0 && { mayBeCrime: 'yes' }),
        childsWords: words.childs,
        childsWordsTo: words.to,
        forms: words.forms,
        grooming: words.grooming,
        placesOfConcern: words.place,
        signs: words.signs,
        screening: words.screening,
        familyInvolved: story.theme === 2 ? 'not-known' : 'no',
        childKnows: 'yes',
        childAgrees: 'yes',
        parentsKnow: 'yes',
        parentsAgree: 'yes',
      },
    },
    ...(identified && { identified: { at: at(0, '14:00'), by: duty } }),
    ...(identified &&
      story.theme === 0 && {
        discussedWithPolice: {
          at: at(0, '14:20'),
          by: duty,
          considered: 'discussed',
          withWhom: words.officer,
          words: words.toldPolice,
        },
      }),
    ...(pathway && {
      details: [
        {
          at: at(1, '09:20'),
          by: duty,
          ownWords: words.own,
          ownWordsOn: story.on(began - 1),
          careStatus: 'at-home',
          safeContact: words.contact,
        },
      ],
      people: [
        {
          at: at(1, '09:25'),
          by: duty,
          name: `${words.parent} ${story.familyName}`,
          relationship: words.mother,
          hasParentalResponsibility: 'yes',
          livesWithChild: 'yes',
          language: story.language,
          safeToContact: 'yes',
        },
      ],
      addresses: [{ at: at(1, '09:30'), by: duty, kind: 'home', lines: '12 Stryd Ddychmygol', postcode: 'CF99 9ZZ' }],
      determination: {
        at: at(1, '09:40'),
        by: duty,
        outcome: goesOn ? 'exploitation-pathway' : 'no-further-action',
        reasons: goesOn ? words.reasons : words.noReasons,
        ...(goesOn && { leadPractitioner: lead }),
      },
    }),
    ...(goesOn && {
      network: [
        { at: at(2, '09:00'), by: lead, user: mail('police'), part: 'practitioner' },
        ...(story.theme === 2
          ? [{ at: at(2, '09:01'), by: lead, user: mail('youth-worker'), part: 'practitioner' }]
          : []),
      ],
      notes: [
        {
          at: at(3, '16:30'),
          by: lead,
          kind: 'visit',
          basis: 'fact',
          context: 'home',
          text: words.visit,
          writtenIn: story.language,
          happenedOn: story.on(began - 3),
          childSeen: 'with-others',
        },
        {
          at: at(3, '16:40'),
          by: lead,
          kind: 'meeting-with-child',
          basis: 'childs-own-words',
          text: words.childs2,
          writtenIn: story.language,
          saidBy: story.givenName,
          happenedOn: story.on(began - 3),
          ...(story.theme !== 2 && { childSeen: 'alone' }),
        },
        {
          at: at(4, '11:00'),
          by: mail('police'),
          kind: 'information-received',
          basis: 'professional-opinion',
          audience: 'police',
          context: 'neighbourhood',
          text: words.police,
          writtenIn: story.language,
          happenedOn: story.on(began - 4),
        },
      ],
    }),
    ...(story.theme === 3 &&
      goesOn && { alerts: [{ at: at(2, '12:00'), by: lead, kind: 'safe-contact', text: words.alert }] }),
    ...(assessed && {
      assessments: [
        {
          at: at(10, '15:00'),
          by: lead,
          kind: 'assessment',
          doneOn: story.on(began - 10),
          level,
          reasons: words.judged,
          harm: level === 'low' ? 'none-known' : 'has-happened',
          harmDetails: level === 'low' ? '' : words.harm,
          childsWords: words.own,
          strengths: words.strengths,
          biasConsidered: words.bias,
          unknowns: words.unknown,
          forms: [
            {
              form: words.forms[0] ?? 'criminal',
              level,
              harm: level === 'low' ? 'none-known' : 'has-happened',
              reasons: words.judged,
            },
          ],
        },
        // A pathway ends on a judgement that is current, and no longer high.
        ...(story.point === 'ended'
          ? [
              {
                at: at(105, '15:00'),
                by: lead,
                kind: 'assessment',
                doneOn: story.on(began - 105),
                level: 'low',
                reasons: words.changed,
                levelChangeReason: words.changed,
                harm: 'has-happened',
                harmDetails: words.harm,
              },
            ]
          : []),
      ],
    }),
    ...(reached('asked') && { meetings: meetingsOf(story, words, began, at, lead) }),
    ...((story.point === 'panel-open' || story.point === 'panel-decided') && {
      panel: [
        {
          at: at(50, '10:00'),
          by: lead,
          reasons: words.panel,
          askedOfPanel: words.panelAsk,
          ...(story.point === 'panel-decided' && {
            decision: {
              at: at(60, '11:00'),
              by: mail('panel'),
              decision: 'actions-agreed',
              reasons: words.panelDecided,
            },
          }),
        },
      ],
    }),
    ...(reached('held-draft') && {
      dataSheets: [
        {
          at: at(29, '11:00'),
          by: lead,
          answers: {
            setting: 'both',
            missingEpisodes: 'two-to-four',
            education: 'part-time',
            peersLinked: 'two-to-four',
          },
        },
      ],
    }),
    ...(story.point === 'high-not-asked' && {
      decisionConcerns: [
        {
          at: at(began - 1, '15:00'),
          by: mail('police'),
          decision: words.doubted,
          why: words.doubt,
          wanted: words.doubtWants,
          asked: mail('lead'),
        },
      ],
    }),
    ...(story.point === 'panel-decided' && {
      decisionConcerns: [
        {
          at: at(58, '09:00'),
          by: mail('police'),
          decision: words.doubtedThen,
          why: words.doubt,
          meeting: 'meetings[1]',
          asked: mail('chair'),
          answered: { at: at(59, '09:30'), by: mail('chair'), answer: 'changed', words: words.doubtHeard },
          ended: { at: at(59, '16:00'), by: mail('police'), as: 'changed', words: words.doubtEnded },
        },
      ],
    }),
    ...(story.point === 'stepped-up' && {
      stepsUp: [{ at: at(50, '13:00'), by: lead, movedTo: 'child-protection', reasons: words.stepUp }],
    }),
    ...((story.point === 'ended' || story.point === 'ended-moved') && {
      proposals: [
        {
          at: at(109, '12:00'),
          by: lead,
          kind: 'ending',
          ending: story.point === 'ended' ? 'risk-reduced' : 'moved',
          whatChanged: words.changed,
          whoKeepsWatch: words.watch,
          whatWouldBringBack: words.back,
          confirmed: { at: at(110, '12:00'), by: mail('lead') },
        },
      ],
    }),
  })
}

type Words = ReturnType<typeof wordsOf>

function meetingsOf(
  story: Story,
  words: Words,
  began: number,
  at: (after: number, time?: string) => string,
  lead: string,
): unknown[] {
  const chair = mail(story.chair)
  const notes = mail('note-taker')
  const { point } = story
  const before = (limit: Point) => ORDER.indexOf(point) < ORDER.indexOf(limit)
  const askedFor = { at: at(12, '09:00'), by: lead, risk: story.theme === 1 ? 'medium' : 'high', reason: words.judged }
  if (point === 'asked' || point === 'asked-late') return [{ askedFor }]
  const upcoming = before('held-draft')
  const runs = RUNNING.some(each => each === point)
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
        language: story.language,
        sentTo: `${story.givenName}, ${family}`,
        how: 'read-together',
      },
      { at: at(33, '10:10'), by: chair, copy: 'full', language: 'en', sentTo: words.network, how: 'secure-e-mail' },
    ],
  }
  // Made, and waiting for the second person.
  const made = point === 'approved' && {
    familyCopies: [{ at: at(32, '09:30'), by: chair, language: story.language }],
  }
  const first = {
    ...arranged,
    began: { at: m(0), by: chair },
    statements: [
      { at: m(3), by: chair, statement: 'closed-session', people: [chair, notes, lead, mail('police')] },
      { at: m(3), by: chair, statement: 'no-ai', people: [chair, notes, lead, mail('police')] },
      { at: m(31), by: chair, statement: 'family-session', people: [story.givenName, family] },
      { at: m(31), by: chair, statement: 'no-ai', people: [story.givenName, family] },
    ],
    presence: [
      { at: m(2), by: chair, stage: 'closed-session', people: [chair, notes, lead, mail('police')] },
      {
        at: m(30),
        by: chair,
        stage: 'family-session',
        people: [chair, notes, lead, mail('police'), story.givenName, family],
      },
      {
        at: m(55),
        by: chair,
        stage: 'safety-planning',
        people: [chair, notes, lead, mail('police'), story.givenName, family],
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
      },
    ],
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
        who: 'Pat Ditectif',
        owner: mail('police'),
        dueOn: story.on(began - 45),
        audience: 'closed',
        ...((point === 'panel-open' || point === 'panel-decided') && {
          report: { at: at(44, '12:00'), by: mail('police'), outcome: 'not-possible', reason: words.notPossible },
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
        childsGoals: words.goals,
        worries: words.worries,
        whatHelps: words.helps,
        whoToCall: words.call,
        ifMissing: words.missing,
      },
    ],
    comments: [
      {
        at: m(75),
        by: notes,
        chairSummary: words.summary,
        familySummary: words.familySummary,
        childComments: words.childComment,
        familyComments: words.familyComment,
      },
    ],
    ended: { at: m(80), by: chair, familyPresent: 'child-and-family', how: 'typed' },
    ...approved,
    ...made,
    ...given,
  } satisfies Record<string, unknown>
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
