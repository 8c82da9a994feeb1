import { z } from 'zod'
import { ACTION_ANSWERS, ACTION_CONTEXTS, ACTION_OUTCOMES } from '../../agreed-action/agreed-action.ts'
import { RISK_LEVELS } from '../../assessment/assessment.ts'
import { SPOKEN_LANGUAGES, TOLD_IN } from '../../child/child.ts'
import { AUDIENCES } from '../../access/audience.ts'
import { WRITTEN_LANGUAGES } from '../../lib/written-language.ts'
import { BASES, CONTEXTS, STAGES, WORDS_MADE } from '../../entry/entry.ts'
import {
  FAMILY_PRESENT,
  FINDING_KINDS,
  MAKINGS,
  OMISSIONS,
  PARTS,
  REPLIES,
  ATTEMPT_ENDINGS,
  TOLD_AFTERWARDS,
} from '../../meeting/meeting.ts'
import { STATEMENTS } from '../../statement/statement.ts'
import { REPORTINGS, RETURNS, WRONG_REASONS } from '../../copy-given/copy-given.ts'
import { COPY_READERS, SENDING_WAYS } from '../../family-copy/family-copy.ts'
import { day, deed, email, instant, someWords, translations, words, writtenIn } from './words.ts'

const entry = z.strictObject({
  ...deed,
  stage: z.enum(STAGES),
  context: z.enum(CONTEXTS).optional(),
  basis: z.enum(BASES),
  audience: z.enum(['network', 'closed', 'police']),
  text: someWords,
  saidBy: words,
  writtenIn,
  wordsMade: z.enum(WORDS_MADE).optional(),
  /** Its later words and audiences, in the order in which they took each other's place. */
  changes: z
    .array(
      z.strictObject({
        ...deed,
        text: someWords,
        audience: z.enum(['network', 'closed', 'police']),
        wordsMade: z.enum(WORDS_MADE).optional(),
      }),
    )
    .default([]),
  /** What the chair decided about the family, the last of them in force; none when nothing was decided. */
  decisions: z
    .array(
      z.strictObject({
        ...deed,
        decision: z.enum(['share', 'withhold']),
        omission: z.enum(OMISSIONS).optional(),
        reason: words,
        rewording: words,
        rewordingIn: z.enum(WRITTEN_LANGUAGES).optional(),
        rewordingTranslations: translations,
      }),
    )
    .default([]),
  translations,
})

/** A meeting, from the asking to the last correction. */
export const meeting = z.strictObject({
  askedFor: z.strictObject({ ...deed, risk: z.enum(RISK_LEVELS), reason: words }),
  /** The first booking, and each time that it was moved or given to others. */
  bookings: z
    .array(
      z.strictObject({
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
      }),
    )
    .default([]),
  people: z
    .array(
      z.strictObject({
        ...deed,
        user: email.optional(),
        name: words,
        part: z.enum(PARTS),
        inClosed: z.boolean().default(false),
        inFamily: z.boolean().default(true),
        /** Whether they could come, each time that it was said; the last stands. */
        replies: z.array(z.strictObject({ ...deed, reply: z.enum(REPLIES), words })).optional(),
      }),
    )
    .default([]),
  /** Each time that the consultation was written down; the last stands. */
  consultations: z
    .array(
      z.strictObject({
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
        /** The language of what the child wants to say, of what the family does, and of the rest, where somebody said. */
        childWantsIn: writtenIn,
        familyWantsIn: writtenIn,
        writtenIn,
      }),
    )
    .default([]),
  /** Each time that the papers were gathered for those who come. */
  packs: z.array(z.strictObject(deed)).optional(),
  calledOff: z.strictObject({ ...deed, reason: someWords }).optional(),
  /** `earlyReason` when it began before the day it was booked for. */
  began: z.strictObject({ ...deed, earlyReason: words }).optional(),
  presence: z.array(z.strictObject({ ...deed, stage: z.enum(STAGES), people: z.array(someWords) })).default([]),
  statements: z
    .array(
      z.strictObject({
        ...deed,
        statement: z.enum(STATEMENTS),
        people: z.array(someWords),
        /** What was read out; not there for those of before it was kept. */
        words: z.strictObject({ en: someWords, cy: someWords }).optional(),
      }),
    )
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
        writtenIn,
        owner: email.optional(),
        dueOn: day,
        audience: z.enum(AUDIENCES).default('network'),
        /** The chair took it out of what the family may hold. */
        keptFromFamily: z.strictObject(deed).optional(),
        report: z.strictObject({ ...deed, outcome: z.enum(ACTION_OUTCOMES), reason: words, writtenIn }).optional(),
        /** What the chair said, between the meetings, to a report that it was changed or not carried out. */
        answer: z.strictObject({ ...deed, answer: z.enum(ACTION_ANSWERS), words, writtenIn }).optional(),
      }),
    )
    .default([]),
  /** What this meeting said to actions of the meetings before it; each is named by its place in the file. */
  lastTime: z
    .array(z.strictObject({ ...deed, action: someWords, answer: z.enum(ACTION_ANSWERS), words, writtenIn }))
    .optional(),
  /** Each version of the safety plan. */
  plans: z
    .array(
      z.strictObject({
        ...deed,
        childsGoals: words,
        /** Where it is not that of the rest; empty: nobody said. */
        childsGoalsIn: z.enum(['', ...WRITTEN_LANGUAGES]).optional(),
        worries: words,
        whatHelps: words,
        whoToCall: words,
        ifMissing: words,
        writtenIn,
      }),
    )
    .default([]),
  /** Each time that the summaries and comments were written; the last stand. */
  comments: z
    .array(
      z.strictObject({
        ...deed,
        chairSummary: words,
        familySummary: words,
        childComments: words,
        familyComments: words,
        /** The language of each, where somebody said. */
        languages: z
          .strictObject({
            chairSummary: writtenIn,
            familySummary: writtenIn,
            childComments: writtenIn,
            familyComments: writtenIn,
          })
          .optional(),
      }),
    )
    .default([]),
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
  approved: z
    .strictObject({
      ...deed,
      restStaysOut: z.boolean().default(false),
      /** The reasons for leaving something out that the family is told; usually none. */
      toldOmissions: z.array(z.enum(OMISSIONS)).default([]),
      /** How the words of a child or family came who were not there. */
      quotedWordsCame: words,
    })
    .optional(),
  /** What people put of the words of the family's copy into its language; what was said in the meeting has its own at its entry. */
  copyTranslations: z
    .array(
      z.strictObject({
        ...deed,
        ofWords: someWords,
        language: z.enum(['en', 'cy']),
        text: someWords,
        translatedBy: someWords,
      }),
    )
    .default([]),
  /** The family's copies as they were made, each with its second reading: let go, or sent back. */
  familyCopies: z
    .array(
      z.strictObject({
        ...deed,
        language: z.enum(['en', 'cy']),
        read: z.strictObject(deed).optional(),
        sentBack: z.strictObject({ ...deed, reason: someWords }).optional(),
      }),
    )
    .default([]),
  sendings: z
    .array(
      z.strictObject({
        ...deed,
        copy: z.enum(['full', 'family']),
        /** In whose wording; not in files of before. */
        reader: z.enum(COPY_READERS).optional(),
        language: z.enum(['en', 'cy']),
        sentTo: someWords,
        how: z.enum(SENDING_WAYS),
        received: z.strictObject({ ...deed, receivedOn: day, words: someWords }).optional(),
        takenBack: z
          .strictObject({
            ...deed,
            reason: z.enum(WRONG_REASONS),
            foundOn: day,
            whatHappened: someWords,
            safety: someWords,
            cameBack: z.strictObject({ ...deed, as: z.enum(RETURNS), on: day, words: someWords }).optional(),
            decided: z.strictObject({ ...deed, as: z.enum(REPORTINGS), on: day, words: someWords }).optional(),
          })
          .optional(),
      }),
    )
    .default([]),
  corrections: z
    .array(z.strictObject({ ...deed, text: someWords, audience: z.enum(AUDIENCES), writtenIn }))
    .default([]),
  debriefAttempts: z
    .array(z.strictObject({ ...deed, triedOn: day, cameOf: z.enum(ATTEMPT_ENDINGS), words: someWords }))
    .optional(),
  /** How a family that was not there was told; the day, who and the language stand in every file but those of before. */
  debriefed: z
    .strictObject({
      ...deed,
      whatWasSaid: someWords,
      toldOn: day.optional(),
      told: z.enum(TOLD_AFTERWARDS).optional(),
      language: z.enum(TOLD_IN).optional(),
      languageWords: words.optional(),
      whatTheySaid: words.optional(),
      writtenIn,
      theySaidIn: writtenIn,
    })
    .optional(),
})
