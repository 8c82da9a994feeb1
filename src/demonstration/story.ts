import { type CaseFile, caseFile } from '../case-file/case-file.ts'
import { mail } from './board.ts'
import { disagreementsOf } from './disagreements.ts'
import { confidencesOf } from './confidences.ts'
import { othersOf } from './others.ts'
import type { Story } from './made-of.ts'
import { meetingsOf } from './meetings.ts'
import { isReached, type Point } from './points.ts'
import { translationOf } from './translations.ts'
import { wordsOf } from './words.ts'

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
  'review-running': 54,
  'held-draft': 40,
  'held-without-family': 40,
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

/** The case file of a story. */
export function caseFileOf(story: Story): CaseFile {
  const began = BEGAN[story.point]
  const words = wordsOf(story.language, story.theme, story.givenName)
  const reached = (point: Point) => isReached(story.point, point)
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
        writtenIn: story.language,
        ...(story.theme === 0 && { mayBeCrime: 'yes' }),
        childsWords: words.childs,
        childsWordsIn: story.language,
        childsWordsTo: words.to,
        forms: words.forms,
        grooming: words.grooming,
        placesOfConcern: words.place,
        signs: words.signs,
        screening: words.screening,
        familyInvolved: story.theme === 2 ? 'yes' : 'no',
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
          contact: story.telephone,
          safeToContact: 'yes',
        },
      ],
      addresses: [{ at: at(1, '09:30'), by: duty, kind: 'home', lines: '12 Stryd Ddychmygol', postcode: 'CF99 9ZZ' }],
      determination: {
        at: at(1, '09:40'),
        by: duty,
        outcome: goesOn ? 'exploitation-pathway' : 'no-further-action',
        reasons: goesOn ? words.reasons : words.noReasons,
        writtenIn: story.language,
        ...(goesOn && { leadPractitioner: lead }),
      },
    }),
    ...(goesOn && {
      othersAtRisk: othersOf(story, at, story.on(began - 4)),
      confidences: confidencesOf(story, at, story.on(began - 5)),
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
          translations: translationOf(story, 'childs2', { at: at(4, '09:00'), by: lead }),
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
    ...(story.theme === 2 &&
      identified && {
        alerts: [
          {
            at: at(0, '14:00'),
            by: duty,
            kind: 'family-involved',
            ...(assessed && { ended: { at: at(9, '11:00'), by: lead, reason: words.agreedForFamily } }),
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
          writtenIn: story.language,
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
          writtenIn: story.language,
          askedOfPanel: words.panelAsk,
          ...(story.point === 'panel-decided' && {
            decision: {
              at: at(60, '11:00'),
              by: mail('panel'),
              decision: 'actions-agreed',
              reasons: words.panelDecided,
              writtenIn: story.language,
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
    ...disagreementsOf(story, words, began, at, lead),
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
