import type { AgencyKind, Language, Role } from '../access/actor.ts'

/** A name in both languages, as the agency writes it itself. */
export type BothNames = Readonly<Record<Language, string>>

/** The board this deployment serves: live, or a demonstration of invented people. */
export type Board = { readonly kind: 'live' | 'demonstration'; readonly name: BothNames }

export type LocalAuthority = { readonly id: string; readonly code: string; readonly name: BothNames }
export type Agency = {
  readonly id: string
  readonly kind: AgencyKind
  readonly name: BothNames
  readonly localAuthorityId: string | null
  readonly version: number
}

export const TEAM_KINDS = [
  'front-door',
  'exploitation-leads',
  'prevention-panel',
  'strategic-panel',
  'practice',
] as const
export type TeamKind = (typeof TEAM_KINDS)[number]
export type Team = {
  readonly id: string
  readonly agencyId: string
  readonly kind: TeamKind
  readonly name: BothNames
  readonly localAuthorityId: string | null
  /** Where it is phoned, as people write it; empty when nobody has entered it. */
  readonly telephone: string
}

/** A member of staff of one of the board's agencies. */
export type StaffMember = {
  readonly id: string
  readonly name: string
  readonly email: string
  /** Either may be empty. */
  readonly jobTitle: BothNames
  readonly agencyId: string
  readonly language: Language
  readonly hasLeft: boolean
  readonly version: number
  readonly roles: readonly Role[]
}

/** A job title in the language of the reader, or in the other when it is written in that alone; empty when in neither. */
export function titleIn(language: Language, { en, cy }: BothNames): string {
  return language === 'cy' ? cy || en : en || cy
}
