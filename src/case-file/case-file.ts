import { z } from 'zod'
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
import { BASES, CONTEXTS, NOTE_KINDS } from '../entry/entry.ts'
import { ESCALATION_AUDIENCES, PANEL_DECISIONS } from '../panel/panel.ts'
import { PROPOSED_ENDINGS, type ProposedEnding } from '../ending/ending.ts'
import { STEPPED_TO } from '../pathway/pathway.ts'
import { OUTCOMES, referralAnswers } from '../referral/referral.ts'
import { day, email, words, someWords, deed } from './words.ts'
import { meeting } from './meeting.ts'
import { discussedWithPolice } from './police.ts'

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
  discussedWithPolice: discussedWithPolice.optional(),
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
        mayBeCrime: z.boolean().default(false),
        discussedWithPolice: discussedWithPolice.optional(),
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
