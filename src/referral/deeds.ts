import { type Actor, hasAnyRole } from '../access/actor.ts'
import { type DeedTable, refusalOf } from '../access/deeds.ts'
import type { Referral } from './referral.ts'

/** Where a referral stands: being written, sent, said whose child it is about, or decided. */
export const REFERRAL_STATES = ['draft', 'sent', 'identified', 'decided'] as const
export type ReferralState = (typeof REFERRAL_STATES)[number]

/**
 * `author` wrote it; `front-door` is a practitioner or manager of the very team that received it, `other-front-door` one of the team
 * of the other local authority that has to know.
 */
export const REFERRAL_PARTS = ['author', 'front-door', 'other-front-door'] as const
export type ReferralPart = (typeof REFERRAL_PARTS)[number]

export type ReferralDeed =
  'write' | 'send' | 'chase' | 'acknowledge' | 'identify' | 'discuss-with-police' | 'tell-other-authority' | 'determine'

const FRONT_DOORS = ['front-door', 'other-front-door'] as const

/** Who may do what with a referral, state by state. @protocol §6 step 1; §6 step 2; decision 0025 */
export const REFERRAL_DEEDS: DeedTable<ReferralDeed, ReferralState, ReferralPart> = {
  write: { draft: ['author'] },
  send: { draft: ['author'] },
  chase: { sent: ['author'], identified: ['author'] },
  acknowledge: { sent: ['front-door'], identified: ['front-door'] },
  identify: { sent: ['front-door'] },
  'discuss-with-police': { identified: ['front-door'], decided: ['front-door'] },
  'tell-other-authority': {
    sent: FRONT_DOORS,
    identified: FRONT_DOORS,
    decided: FRONT_DOORS,
  },
  determine: { identified: ['front-door'] },
}

/** Where a referral stands. @protocol §6 step 1; §6 step 2 */
export function referralState(referral: Pick<Referral, 'submittedAt' | 'childId' | 'decidedAt'>): ReferralState {
  if (referral.submittedAt === null) return 'draft'
  if (referral.decidedAt !== null) return 'decided'
  return referral.childId === null ? 'sent' : 'identified'
}

/** The parts that someone has in a referral. @protocol §6 step 2 */
export function referralParts(
  referral: Pick<Referral, 'authorId' | 'receivingTeamId' | 'otherTeamId'>,
  actor: Actor,
): readonly ReferralPart[] {
  const isOf = (teamId: string | null) =>
    teamId !== null && actor.teamIds.includes(teamId) && hasAnyRole(actor, ['practitioner', 'manager'])
  return [
    ...(referral.authorId === actor.userId ? (['author'] as const) : []),
    ...(isOf(referral.receivingTeamId) ? (['front-door'] as const) : []),
    ...(isOf(referral.otherTeamId) ? (['other-front-door'] as const) : []),
  ]
}

/** Why this person may not do a deed with a referral now, or `undefined` when they may. @protocol §6 step 2; decision 0025 */
export function refusalWith(
  referral: Pick<Referral, 'authorId' | 'receivingTeamId' | 'otherTeamId' | 'submittedAt' | 'childId' | 'decidedAt'>,
  deed: ReferralDeed,
  actor: Actor,
): 'not-found' | 'not-now' | undefined {
  return refusalOf(REFERRAL_DEEDS, deed, referralState(referral), referralParts(referral, actor))
}
