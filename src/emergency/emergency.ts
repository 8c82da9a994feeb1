/** What a review of an emergency opening can find. @protocol §1 Immediate danger; decision 0024 */
export const FINDINGS = ['justified', 'not-justified'] as const
export type Finding = (typeof FINDINGS)[number]

/** Who reviews emergency openings; never their own. @protocol §1 Immediate danger; decision 0024 */
export const REVIEWERS = ['exploitation-lead', 'information-governance-officer'] as const

/** A record that someone opened in an emergency and nobody has reviewed, as those who review may know of it. */
export type EmergencyOpening = {
  readonly id: string
  readonly at: Date
  readonly reference: string
  readonly openedBy: string
  readonly reason: string
}
