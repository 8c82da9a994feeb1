import { z } from 'zod'
import { ACTION_CONTEXTS, ACTION_OUTCOMES } from '../agreed-action/agreed-action.ts'
import { ASSESSMENT_KINDS, HARM, RISK_LEVELS } from '../assessment/assessment.ts'
import {
  ALERT_KINDS,
  CARE_STATUSES,
  EXPLOITATION_FORMS,
  LEGAL_STATUSES,
  NAME_KINDS,
  NETWORK_PARTS,
  SPOKEN_LANGUAGES,
  YES_NO_NOT_KNOWN,
} from '../child/child.ts'
import { AUDIENCES } from '../access/audience.ts'
import { BASES, CONTEXTS, NOTE_KINDS } from '../entry/entry.ts'
import { calendarDate } from '../lib/calendar-date.ts'
import { FAMILY_PRESENT, FINDING_KINDS, MAKINGS, OMISSIONS, PARTS, STAGES, STATEMENTS } from '../meeting/meeting.ts'
import { SENDING_WAYS } from '../family-copy/family-copy.ts'
import { ESCALATION_AUDIENCES, PANEL_DECISIONS } from '../panel/panel.ts'
import { PROPOSED_ENDINGS, type ProposedEnding } from '../ending/ending.ts'
import { STEPPED_TO } from '../pathway/pathway.ts'
import { OUTCOMES, referralAnswers } from '../referral/referral.ts'

/** Before it, the bank holidays that a deadline is counted with are not known. */
const FIRST_INSTANT = '2013-01-01T00:00:00Z'
const instant = z.iso
  .datetime({ offset: true })
  .refine(text => Date.parse(text) >= Date.parse(FIRST_INSTANT), `an instant from ${FIRST_INSTANT} on`)
  .describe('An instant, with its offset: 2026-11-03T09:30:00Z')
const day = z.iso.date().transform(calendarDate).describe('A civil day: 2026-11-03')
const email = z.email().describe('The e-mail address of a member of staff of the board')
const LONGEST_TEXT = 100_000
// What no keyboard makes is a file in another encoding, or a broken one: better said than kept.
const plainText = z
  .string()
  .refine(text => text.isWellFormed() && !text.includes('\0'), 'a text of whole characters, in UTF-8')
  .refine(text => text.length <= LONGEST_TEXT, `a text of at most ${LONGEST_TEXT} characters`)
const words = plainText.default('')
const someWords = plainText.refine(text => text.trim() !== '', 'a text that says something')
const deed = { at: instant, by: email }

const entry = z.strictObject({
  ...deed,
  stage: z.enum(STAGES),
  context: z.enum(CONTEXTS).optional(),
  basis: z.enum(BASES),
  audience: z.enum(['network', 'closed', 'police']),
  text: someWords,
  saidBy: words,
  /** What the chair decided about the family; absent when nothing was decided. */
  decision: z
    .strictObject({
      at: instant,
      decision: z.enum(['share', 'withhold']),
      omission: z.enum(OMISSIONS).optional(),
      reason: words,
      rewording: words,
    })
    .optional(),
})

const meeting = z.strictObject({
  askedFor: z.strictObject({ ...deed, risk: z.enum(RISK_LEVELS), reason: words }),
  booking: z
    .strictObject({
      ...deed,
      chair: email,
      noteTaker: email.optional(),
      bookedFor: instant,
      /** Why it is for a day past the limit, or one that is not a working day. */
      bookingReason: words,
      place: words,
      language: z.enum(SPOKEN_LANGUAGES).default('not-asked'),
      interpreter: words,
      accessNeeds: words,
      keepApart: words,
      acceptedIncomplete: words,
    })
    .optional(),
  people: z
    .array(
      z.strictObject({
        ...deed,
        user: email.optional(),
        name: words,
        part: z.enum(PARTS),
        inClosed: z.boolean().default(false),
        inFamily: z.boolean().default(true),
      }),
    )
    .default([]),
  consultation: z
    .strictObject({
      ...deed,
      consultedAt: instant.optional(),
      withWhom: words,
      childWantsToSay: words,
      familyWantsToSay: words,
      fears: words,
      privateWord: words,
      complaintExplained: z.enum(['yes', 'no']).default('no'),
      advocacy: z.enum(['not-offered', 'offered-accepted', 'offered-declined']).default('not-offered'),
      languageOffered: z.enum(SPOKEN_LANGUAGES).default('not-asked'),
      lateOrRefusedReason: words,
    })
    .optional(),
  /** `earlyReason` when it began before the day it was booked for. */
  began: z.strictObject({ ...deed, earlyReason: words }).optional(),
  presence: z.array(z.strictObject({ ...deed, stage: z.enum(STAGES), people: z.array(someWords) })).default([]),
  statements: z
    .array(z.strictObject({ ...deed, statement: z.enum(STATEMENTS), people: z.array(someWords) }))
    .default([]),
  entries: z.array(entry).default([]),
  findings: z.array(z.strictObject({ ...deed, kind: z.enum(FINDING_KINDS), text: someWords })).default([]),
  actions: z
    .array(
      z.strictObject({
        ...deed,
        context: z.enum(ACTION_CONTEXTS),
        what: someWords,
        who: someWords,
        owner: email.optional(),
        dueOn: day,
        audience: z.enum(AUDIENCES).default('network'),
        report: z.strictObject({ ...deed, outcome: z.enum(ACTION_OUTCOMES), reason: words }).optional(),
      }),
    )
    .default([]),
  plan: z
    .strictObject({ ...deed, childsGoals: words, worries: words, whatHelps: words, whoToCall: words, ifMissing: words })
    .optional(),
  comments: z
    .strictObject({ ...deed, chairSummary: words, familySummary: words, childComments: words, familyComments: words })
    .optional(),
  ended: z
    .strictObject({
      ...deed,
      familyPresent: z.enum(FAMILY_PRESENT),
      reviewBy: day.optional(),
      debriefBy: email.optional(),
      how: z.enum(MAKINGS),
    })
    .optional(),
  /** `restStaysOut` when entries that nobody decided about were withheld expressly. */
  approved: z.strictObject({ ...deed, restStaysOut: z.boolean().default(false) }).optional(),
  /** The family's copies as they were made, each with its second reading. */
  familyCopies: z
    .array(z.strictObject({ ...deed, language: z.enum(['en', 'cy']), read: z.strictObject(deed).optional() }))
    .default([]),
  sendings: z
    .array(
      z.strictObject({
        ...deed,
        copy: z.enum(['full', 'family']),
        language: z.enum(['en', 'cy']),
        sentTo: someWords,
        how: z.enum(SENDING_WAYS),
      }),
    )
    .default([]),
  corrections: z.array(z.strictObject({ ...deed, text: someWords, audience: z.enum(AUDIENCES) })).default([]),
  debriefed: z.strictObject({ ...deed, whatWasSaid: someWords }).optional(),
})

/**
 * A case file: one child's pathway as deeds, each with its instant and who did it. It goes through the same actions as the
 * pages, in the order of the instants.
 */
export const caseFile = z.strictObject({
  format: z.literal('llwybr-case-file/2'),
  referral: z.strictObject({
    ...deed,
    /** The answers as on the pages; the local authority by its code. */
    answers: referralAnswers.omit({ localAuthorityId: true }).extend({ localAuthority: someWords }),
  }),
  identified: z.strictObject({ ...deed }).optional(),
  details: z
    .strictObject({
      ...deed,
      religion: words,
      otherLanguage: words,
      interpreterNeeded: words,
      communicationNeeds: words,
      disabilityAndNeurodivergence: words,
      careStatus: z.enum(CARE_STATUSES).default('not-known'),
      legalStatus: z.union([z.enum(LEGAL_STATUSES), z.literal('')]).default(''),
      unaccompaniedAsylumSeeking: z.enum(YES_NO_NOT_KNOWN).default('not-known'),
      generalPractice: words,
      ownWords: words,
      ownWordsOn: day.optional(),
      safeContact: words,
    })
    .optional(),
  otherNames: z.array(z.strictObject({ ...deed, kind: z.enum(NAME_KINDS), name: someWords })).default([]),
  people: z
    .array(
      z.strictObject({
        ...deed,
        name: someWords,
        relationship: someWords,
        hasParentalResponsibility: z.enum(YES_NO_NOT_KNOWN).default('not-known'),
        livesWithChild: z.enum(YES_NO_NOT_KNOWN).default('not-known'),
        language: z.enum(SPOKEN_LANGUAGES).default('not-asked'),
        contact: words,
        safeToContact: z.enum(YES_NO_NOT_KNOWN).default('not-known'),
        notes: words,
      }),
    )
    .default([]),
  alerts: z.array(z.strictObject({ ...deed, kind: z.enum(ALERT_KINDS), text: someWords })).default([]),
  determination: z
    .strictObject({ ...deed, outcome: z.enum(OUTCOMES), reasons: someWords, leadPractitioner: email.optional() })
    .optional(),
  network: z.array(z.strictObject({ ...deed, user: email, part: z.enum(NETWORK_PARTS) })).default([]),
  notes: z
    .array(
      z.strictObject({
        ...deed,
        kind: z.enum(NOTE_KINDS),
        basis: z.enum(BASES),
        audience: z.enum(['network', 'police']).default('network'),
        context: z.enum(CONTEXTS).optional(),
        text: someWords,
        saidBy: words,
        happenedOn: day,
      }),
    )
    .default([]),
  assessments: z
    .array(
      z.strictObject({
        ...deed,
        kind: z.enum(ASSESSMENT_KINDS),
        doneOn: day,
        level: z.enum(RISK_LEVELS),
        reasons: someWords,
        levelChangeReason: words,
        harm: z.enum(HARM),
        harmDetails: words,
        childsWords: words,
        strengths: words,
        biasConsidered: words,
        unknowns: words,
        forms: z
          .array(
            z.strictObject({
              form: z.enum(EXPLOITATION_FORMS),
              level: z.enum(RISK_LEVELS),
              harm: z.enum(HARM),
              reasons: someWords,
            }),
          )
          .default([]),
      }),
    )
    .default([]),
  meetings: z.array(meeting).default([]),
  moves: z
    .array(
      z.strictObject({
        ...deed,
        direction: z.enum(['up', 'down']),
        movedTo: z.enum(STEPPED_TO),
        reasons: someWords,
        /** Of a step down: who proposed it, when, who keeps watch and what brings the child back. */
        proposed: z.strictObject({ ...deed, whoKeepsWatch: words, whatWouldBringBack: words }).optional(),
      }),
    )
    .default([]),
  panel: z
    .array(
      z.strictObject({
        ...deed,
        reasons: someWords,
        askedOfPanel: words,
        urgentReason: words,
        audience: z.enum(ESCALATION_AUDIENCES).default('network'),
        decision: z.strictObject({ ...deed, decision: z.enum(PANEL_DECISIONS), reasons: someWords }).optional(),
      }),
    )
    .default([]),
  ending: z
    .strictObject({
      ...deed,
      ending: z.enum(PROPOSED_ENDINGS as [ProposedEnding, ...ProposedEnding[]]),
      /** Who proposed it, and when; the deed itself is the confirmation by somebody else. */
      proposed: z.strictObject(deed),
      whatChanged: words,
      whoKeepsWatch: words,
      whatWouldBringBack: words,
    })
    .optional(),
})
export type CaseFile = z.infer<typeof caseFile>
export type CaseMeeting = CaseFile['meetings'][number]

/** One thing that is wrong with a case file: where, and what was expected. */
export type CaseFileFault = { readonly place: string; readonly expected: string }

/** Reads a case file, or says every error with its place. */
export function readCaseFile(
  content: unknown,
): { readonly ok: true; readonly file: CaseFile } | { readonly ok: false; readonly faults: readonly CaseFileFault[] } {
  const read = caseFile.safeParse(content)
  if (read.success) return { ok: true, file: read.data }
  return {
    ok: false,
    faults: read.error.issues.map(issue => ({
      place: placeOf(issue.path),
      expected: inWords(issue.message),
    })),
  }
}

// zod's own words, as what goes on after "expected".
function inWords(message: string): string {
  if (message === 'Invalid input') return 'one of the values that the format names'
  return message
    .replace(/^Invalid input: expected /, '')
    .replace(/^Invalid option: expected /, '')
    .replace(/^Invalid email address$/, 'the e-mail address of a member of staff of the board')
    .replace(/^Invalid ISO datetime$/, 'an instant with its offset, such as 2026-11-03T09:30:00Z')
    .replace(/^Invalid ISO date$/, 'a day, such as 2026-11-03')
    .replace(/^Unrecognized keys?: (.*)$/, 'nothing by the name of $1')
}

/** A place in the file as a reader finds it: `meetings[0].entries[2].audience`. */
export function placeOf(path: readonly PropertyKey[]): string {
  return (
    path
      .map((part, at) => (typeof part === 'number' ? `[${part}]` : at === 0 ? String(part) : `.${String(part)}`))
      .join('') || 'the whole file'
  )
}
