import { WRITTEN_LANGUAGES } from '../../lib/written-language.ts'
import { z } from 'zod'
import {
  ADDRESS_KINDS,
  ALERT_KINDS,
  CARE_STATUSES,
  isAboutFamily,
  LEGAL_STATUSES,
  NAME_KINDS,
  NETWORK_PARTS,
  SPOKEN_LANGUAGES,
  YES_NO_NOT_KNOWN,
} from '../../child/child.ts'
import { CONFIDENCE_TOPICS } from '../../confidence/confidence.ts'
import { BASES, CONTEXTS, NOTE_KINDS, SEEN } from '../../entry/entry.ts'
import { DONE_FOR_THEM, OTHER_KINDS, WORRIES } from '../../others-at-risk/others-at-risk.ts'
import { discussedWithPolice } from './police.ts'
import { day, deed, email, someWords, translations, words, writing, writtenIn } from './words.ts'

const text = writing.optional()

/** What somebody changed of the child's details; what is not named stayed as it was. */
const details = z.strictObject({
  ...deed,
  givenName: someWords.optional(),
  familyName: someWords.optional(),
  knownAs: text,
  bornOn: day.nullable().optional(),
  estimatedAge: z.int().min(0).max(25).nullable().optional(),
  gender: text,
  ethnicity: text,
  religion: text,
  language: z.enum(SPOKEN_LANGUAGES).optional(),
  otherLanguage: text,
  interpreterNeeded: text,
  communicationNeeds: text,
  disabilityAndNeurodivergence: text,
  careStatus: z.enum(CARE_STATUSES).optional(),
  legalStatus: z.union([z.enum(LEGAL_STATUSES), z.literal('')]).optional(),
  unaccompaniedAsylumSeeking: z.enum(YES_NO_NOT_KNOWN).optional(),
  nhsNumber: writing.nullable().optional(),
  school: text,
  /** By its code. */
  localAuthority: someWords.optional(),
  generalPractice: text,
  ownWords: text,
  ownWordsOn: day.nullable().optional(),
  safeContact: text,
})

const personChange = z.strictObject({
  ...deed,
  name: someWords.optional(),
  relationship: someWords.optional(),
  hasParentalResponsibility: z.enum(YES_NO_NOT_KNOWN).optional(),
  livesWithChild: z.enum(YES_NO_NOT_KNOWN).optional(),
  language: z.enum(SPOKEN_LANGUAGES).optional(),
  contact: text,
  safeToContact: z.enum(YES_NO_NOT_KNOWN).optional(),
  notes: text,
})

/** What is known of somebody else around the child, and what was done for them. */
const otherAtRisk = z.strictObject({
  ...deed,
  kind: z.enum(OTHER_KINDS),
  who: someWords,
  worries: z.array(z.enum(WORRIES)).min(1),
  words: someWords,
  done: z.enum(DONE_FOR_THEM),
  doneWords: words,
  doneOn: day.nullable().default(null),
})

/** What the child wants only some to read, and who reads it beside the one who wrote. */
const confidence = z.strictObject({
  ...deed,
  topic: z.enum(CONFIDENCE_TOPICS),
  words: someWords,
  writtenIn: z.enum(WRITTEN_LANGUAGES).or(z.literal('')).default(''),
  familyKnows: z.enum(YES_NO_NOT_KNOWN),
  readers: z.array(email).default([]),
  saidOn: day,
  withdrawn: z.boolean().default(false),
})

/** Where the child lives or stays; one that came with the referral is named here only when it ended. */
const address = z.strictObject({
  ...deed,
  kind: z.enum(ADDRESS_KINDS),
  lines: someWords,
  postcode: words,
  fromOn: day.nullable().default(null),
  cameWithReferral: z.boolean().default(false),
  ended: z.strictObject({ ...deed, untilOn: day }).optional(),
})

/** Who the child is, who is around them, and what was noted. */
export const childParts = {
  details: z.array(details).default([]),
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
        /** What somebody changed later; what is not named stayed as it was. */
        changes: z.array(personChange).default([]),
        ended: z.strictObject({ ...deed, reason: someWords }).optional(),
      }),
    )
    .default([]),
  /** Others who may be at risk or need help; each change says all of it again. */
  othersAtRisk: z.array(otherAtRisk.extend({ changes: z.array(otherAtRisk).default([]) })).default([]),
  /** What the child wants only some to read, as far as whoever makes the file reads it; each change says all of it again. */
  confidences: z
    .array(confidence.omit({ withdrawn: true }).extend({ changes: z.array(confidence).default([]) }))
    .default([]),
  addresses: z.array(address).default([]),
  alerts: z
    .array(
      z
        .strictObject({
          ...deed,
          kind: z.enum(ALERT_KINDS),
          /** Empty where a form of exploitation called for it: then the board's own words stand there. */
          text: words,
          ended: z.strictObject({ ...deed, reason: words }).optional(),
        })
        .refine(alert => isAboutFamily(alert.kind) || alert.text.trim() !== '', {
          message: 'a text that says something',
          path: ['text'],
        }),
    )
    .default([]),
  /** Who came into the network by a deed of its own; lead, chair and note-taker come with a decision or a booking too. */
  network: z.array(z.strictObject({ ...deed, user: email, part: z.enum(NETWORK_PARTS) })).default([]),
  leftNetwork: z
    .array(z.strictObject({ ...deed, user: email, part: z.enum(NETWORK_PARTS), reason: words }))
    .default([]),
  restrictions: z
    .array(
      z.strictObject({ ...deed, reason: someWords, lifted: z.strictObject({ ...deed, reason: someWords }).optional() }),
    )
    .default([]),
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
        writtenIn,
        happenedOn: day,
        mayBeCrime: z.boolean().default(false),
        childSeen: z.enum(SEEN).optional(),
        discussedWithPolice: discussedWithPolice.optional(),
        /** What it says later, in order; the day and whether the child was seen where they changed. */
        changes: z
          .array(
            z.strictObject({
              ...deed,
              text: someWords,
              happenedOn: day.optional(),
              childSeen: z.enum([...SEEN, '']).optional(),
            }),
          )
          .default([]),
        translations,
      }),
    )
    .default([]),
}
