import { z } from 'zod'
import { SHEET_QUESTIONS, type SheetQuestion } from '../../data-sheet/data-sheet.ts'
import { CONCERN_ANSWERS, CONCERN_AUDIENCES, CONCERN_ENDINGS } from '../../decision-concern/decision-concern.ts'
import { ASSESSMENT_KINDS, HARM, RISK_LEVELS, SCREENING_OCCASIONS } from '../../assessment/assessment.ts'
import { COMPLAINT_ENDINGS, COMPLAINT_MAKERS } from '../../complaint/complaint.ts'
import { EXPLOITATION_FORMS, TOLD_IN } from '../../child/child.ts'
import { CLOCK_RULES } from '../../clock/clock.ts'
import { PROPOSED_ENDINGS, type ProposedEnding } from '../../ending/ending.ts'
import { ESCALATION_AUDIENCES, PANEL_DECISIONS } from '../../panel/panel.ts'
import { STEPPED_TO } from '../../pathway/pathway.ts'
import { day, deed, email, instant, someWords, words, writtenIn } from './words.ts'

const assessment = z.strictObject({
  ...deed,
  kind: z.enum(ASSESSMENT_KINDS),
  /** Of a screening, where somebody said. */
  occasion: z.enum(SCREENING_OCCASIONS).optional(),
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
  writtenIn,
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
  /** A manager decided that it calls for no meeting. */
  noMeeting: z.strictObject({ ...deed, reason: someWords }).optional(),
})

/** An ending or a step down as it was proposed by one and answered by another; unanswered when neither is there. */
const proposal = z.strictObject({
  ...deed,
  kind: z.enum(['ending', 'step-down']),
  ending: z.enum(PROPOSED_ENDINGS as [ProposedEnding, ...ProposedEnding[]]).optional(),
  movedTo: z.enum(STEPPED_TO).optional(),
  whatChanged: words,
  whoKeepsWatch: words,
  whatWouldBringBack: words,
  confirmed: z.strictObject(deed).optional(),
  declined: z.strictObject({ ...deed, reason: someWords }).optional(),
})

/** A clock of the record: its rule, when it started, and the day on which it was first due. */
const clock = z.strictObject({ rule: z.enum(CLOCK_RULES), startedAt: instant, firstDueOn: day })

const concernAnswered = z.strictObject({ ...deed, answer: z.enum(CONCERN_ANSWERS), words: someWords })

/** A concern that a decision may be unsafe. Its first step is taken when it is raised, by whoever raises it. */
const decisionConcern = z.strictObject({
  ...deed,
  decision: someWords,
  why: someWords,
  wanted: words,
  /** The place of the meeting in this file at which it was decided: `meetings[0]`. */
  meeting: someWords.optional(),
  audience: z.enum(CONCERN_AUDIENCES).default('network'),
  asked: email,
  answered: concernAnswered.optional(),
  /** The steps after the first, in their order. */
  further: z.array(z.strictObject({ ...deed, asked: email, answered: concernAnswered.optional() })).default([]),
  ended: z.strictObject({ ...deed, as: z.enum(CONCERN_ENDINGS), words: someWords }).optional(),
})

/** A complaint of a child or family. */
const complaint = z.strictObject({
  ...deed,
  madeBy: z.enum(COMPLAINT_MAKERS),
  receivedOn: day,
  words: someWords,
  wanted: words,
  language: z.enum(TOLD_IN),
  /** The place of the meeting in this file that it is about: `meetings[0]`. */
  meeting: someWords.optional(),
  /** Whose work it is about. */
  about: email.optional(),
  handler: email,
  answered: z.strictObject({ ...deed, as: z.enum(COMPLAINT_ENDINGS), on: day, words: someWords }).optional(),
})

const sheetAnswers = z.strictObject({
  setting: z.enum(SHEET_QUESTIONS.setting).optional(),
  missingEpisodes: z.enum(SHEET_QUESTIONS.missingEpisodes).optional(),
  education: z.enum(SHEET_QUESTIONS.education).optional(),
  peersLinked: z.enum(SHEET_QUESTIONS.peersLinked).optional(),
  offendersKnown: z.enum(SHEET_QUESTIONS.offendersKnown).optional(),
  offenderCount: z.enum(SHEET_QUESTIONS.offenderCount).optional(),
  offenderRelation: z.enum(SHEET_QUESTIONS.offenderRelation).optional(),
  offenderAge: z.enum(SHEET_QUESTIONS.offenderAge).optional(),
  nationalReferral: z.enum(SHEET_QUESTIONS.nationalReferral).optional(),
  disruption: z.enum(SHEET_QUESTIONS.disruption).optional(),
  prosecution: z.enum(SHEET_QUESTIONS.prosecution).optional(),
} satisfies Readonly<Record<SheetQuestion, z.ZodType>>)

/** What was judged, decided, moved and re-planned on the pathway. */
export const pathwayParts = {
  assessments: z.array(assessment).default([]),
  stepsUp: z.array(z.strictObject({ ...deed, movedTo: z.enum(STEPPED_TO), reasons: someWords })).default([]),
  proposals: z.array(proposal).default([]),
  reopenings: z
    .array(
      z.strictObject({
        ...deed,
        reason: someWords,
        leadPractitioner: email,
        /** The earlier actions that are gone on with, by their places in this file: `meetings[0].actions[1]`. */
        actions: z.array(someWords).default([]),
      }),
    )
    .default([]),
  panel: z
    .array(
      z.strictObject({
        ...deed,
        reasons: someWords,
        writtenIn,
        askedOfPanel: words,
        urgentReason: words,
        audience: z.enum(ESCALATION_AUDIENCES).default('network'),
        decision: z
          .strictObject({ ...deed, decision: z.enum(PANEL_DECISIONS), reasons: someWords, writtenIn })
          .optional(),
      }),
    )
    .default([]),
  /** Each time that the data collection sheet was written down; questions by their names, with the codes of the answers. */
  dataSheets: z.array(z.strictObject({ ...deed, answers: sheetAnswers })).optional(),
  decisionConcerns: z.array(decisionConcern).optional(),
  complaints: z.array(complaint).optional(),
  /** What was planned for after the 18th birthday. */
  transitionPlans: z.array(z.strictObject({ ...deed, words: someWords, withWhom: someWords })).default([]),
  replanned: z.array(z.strictObject({ ...deed, clock, toDueOn: day, reason: someWords })).default([]),
  lateness: z.array(z.strictObject({ ...deed, clock, reason: someWords })).default([]),
}
