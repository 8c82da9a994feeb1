/** What a member of staff may be asked to do. One person can have several. @protocol §6; decision 0006 */
export const ROLES = [
  'practitioner',
  'manager',
  'exploitation-lead',
  'chair',
  'note-taker',
  'panel-member',
  'agency-lead',
  'information-governance-officer',
  'administrator',
] as const
export type Role = (typeof ROLES)[number]

/** The roles that work with children on the pathway; the others read, decide at a panel, or run the board. @protocol §6; decision 0025 */
export const WORKING_ROLES = ['practitioner', 'manager', 'exploitation-lead', 'chair', 'note-taker'] as const

export const AGENCY_KINDS = [
  'childrens-services',
  'police',
  'health-board',
  'school',
  'youth-justice',
  'housing',
  'charity',
  'safeguarding-board',
  'other',
] as const
export type AgencyKind = (typeof AGENCY_KINDS)[number]

/** The languages of the product. A person's own language is recorded apart from the language someone reads the pages in. */
export type Language = 'en' | 'cy'

/** Who is asking: a member of staff of one agency, with the roles and teams that person has now. */
export type Actor = {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly agencyId: string
  readonly agencyKind: AgencyKind
  readonly language: Language
  readonly roles: readonly Role[]
  readonly teamIds: readonly string[]
}

/** Whether the actor has at least one of these roles. */
export function hasAnyRole(actor: Actor, roles: readonly Role[]): boolean {
  return roles.some(role => actor.roles.includes(role))
}
