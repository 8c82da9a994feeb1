import { z } from 'zod'
import { KNOWN_CHILD_OUTCOMES, OUTCOMES, referralAnswers } from '../../referral/referral.ts'
import { discussedWithPolice } from './police.ts'
import { deed, email, someWords, words, writtenIn } from './words.ts'

/** A referral with what the front door did with it. */
export const referralParts = {
  referral: z.strictObject({
    ...deed,
    /** The answers as on the pages; the local authorities by their codes, `outside` for one that is none of the board's. */
    answers: referralAnswers
      .omit({ localAuthorityId: true, otherAuthorityId: true })
      .extend({ localAuthority: someWords, otherLocalAuthority: words }),
  }),
  acknowledged: z.strictObject(deed).optional(),
  /** The referrer asked again because nobody had acknowledged it. */
  chased: z.strictObject(deed).optional(),
  identified: z.strictObject(deed).optional(),
  /** The child's other local authority, home or host, was told of it. */
  otherAuthorityTold: z.strictObject({ ...deed, words: someWords }).optional(),
  discussedWithPolice: discussedWithPolice.optional(),
  determination: z
    .strictObject({
      ...deed,
      outcome: z.enum([...OUTCOMES, ...KNOWN_CHILD_OUTCOMES]),
      reasons: someWords,
      writtenIn,
      /** What the referrer reads of the decision. */
      toldReferrer: words,
      leadPractitioner: email.optional(),
    })
    .optional(),
}

/** A later referral about the same child. */
export const furtherReferral = z.strictObject(referralParts)
