import { createHash, randomBytes } from 'node:crypto'
import type { AgencyKind, Language, Role } from '../access/actor.ts'
import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import type { BothNames, TeamKind } from './board.ts'
import { administratorIsApart } from './rules.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import { insertSetting } from './store/board.ts'
import { insertAgency, insertLocalAuthority, insertTeam, updateTeam } from './store/agencies.ts'
import {
  insertInvitation,
  insertRole,
  insertStaffMember,
  insertTeamMembership,
  listTeamIdsOf,
  updateRoleEnded,
  updateStaffMember,
  updateStaffMemberLeft,
  updateTeamMembershipEnded,
} from './store/staff.ts'

/** Adds a local authority of the board. */
export async function addLocalAuthority(work: Work, authority: { code: string; name: BothNames }): Promise<string> {
  const id = await insertLocalAuthority(work.tx, authority)
  await recordAuditEvent(work.tx, 'board.agency-added', { subjectId: id })
  return id
}

/** Adds an agency of the board. */
export async function addAgency(
  work: Work,
  agency: { kind: AgencyKind; name: BothNames; localAuthorityId: string | null },
): Promise<string> {
  const id = await insertAgency(work.tx, agency)
  await recordAuditEvent(work.tx, 'board.agency-added', { subjectId: id, details: { kind: agency.kind } })
  return id
}

/** Adds a team of an agency. */
export async function addTeam(
  work: Work,
  team: { agencyId: string; kind: TeamKind; name: BothNames; localAuthorityId: string | null; telephone: string },
): Promise<string> {
  const id = await insertTeam(work.tx, team)
  await recordAuditEvent(work.tx, 'board.team-added', { subjectId: id, details: { kind: team.kind } })
  return id
}

/** Changes what a team is called and where it is phoned. */
export async function changeTeam(
  work: Work,
  teamId: string,
  team: { name: BothNames; telephone: string },
): Promise<boolean> {
  if (!work.actor.roles.includes('administrator') || !(await updateTeam(work.tx, teamId, team))) return false
  await recordAuditEvent(work.tx, 'board.team-changed', { subjectId: teamId })
  return true
}

/** A new member of staff with the roles and teams they begin with. */
export type NewStaffMember = {
  readonly name: string
  readonly email: string
  readonly jobTitle: BothNames
  readonly agencyId: string
  readonly language: Language
  readonly roles: readonly Role[]
  readonly teamIds: readonly string[]
}

/** Adds a member of staff. An e-mail address that someone has already is refused, and an administrator's role beside another. */
export async function addStaffMember(
  work: Work,
  person: NewStaffMember,
): Promise<{ outcome: 'added'; userId: string } | { outcome: 'email-taken' } | { outcome: 'administrator-apart' }> {
  if (!administratorIsApart(person.roles)) return { outcome: 'administrator-apart' }
  const userId = await insertStaffMember(work.tx, person)
  if (userId === undefined) return { outcome: 'email-taken' }
  for (const role of person.roles) await insertRole(work.tx, userId, role, work.actor.userId)
  for (const teamId of person.teamIds) await insertTeamMembership(work.tx, teamId, userId)
  await recordAuditEvent(work.tx, 'board.staff-added', {
    subjectId: userId,
    details: { roles: person.roles.join(' ') },
  })
  return { outcome: 'added', userId }
}

/** Makes an invitation with which an account's password is chosen, for seven days. The code itself is shown once and kept nowhere. */
export async function invite(work: Work, userId: string, days: number): Promise<string> {
  const code = randomBytes(24).toString('base64url')
  await insertInvitation(work.tx, {
    userId,
    codeHash: createHash('sha256').update(code).digest(),
    by: work.actor.userId,
    expiresAt: new Date(Date.now() + days * 86_400_000),
  })
  await recordAuditEvent(work.tx, 'account.invited', { subjectId: userId })
  return code
}

/** Mends the name and the job title of a member of staff. Their address stays: by it their account is opened. */
export async function changeStaffMember(
  work: Work,
  person: { readonly id: string; readonly name: string; readonly jobTitle: BothNames; readonly version: number },
): Promise<{ outcome: 'changed' } | { outcome: 'changed-since-you-read' }> {
  if (!(await updateStaffMember(work.tx, person, work.actor.userId, work.now)))
    return { outcome: 'changed-since-you-read' }
  await recordAuditEvent(work.tx, 'board.staff-changed', { subjectId: person.id })
  return { outcome: 'changed' }
}

/** Marks that a member of staff has left: nothing opens for them any more. */
export async function markLeft(work: Work, userId: string): Promise<void> {
  await updateStaffMemberLeft(work.tx, userId, work.actor.userId, work.now)
  await recordAuditEvent(work.tx, 'board.staff-changed', { subjectId: userId })
}

/** Gives and takes roles until the person has exactly these; an administrator holds no other role. */
export async function setRoles(
  work: Work,
  userId: string,
  before: readonly Role[],
  after: readonly Role[],
): Promise<{ outcome: 'set' } | { outcome: 'administrator-apart' }> {
  if (!administratorIsApart(after)) return { outcome: 'administrator-apart' }
  for (const role of before)
    if (!after.includes(role)) {
      await updateRoleEnded(work.tx, userId, role, work.now)
      await recordAuditEvent(work.tx, 'board.role-ended', { subjectId: userId, details: { role } })
    }
  for (const role of after)
    if (!before.includes(role)) {
      await insertRole(work.tx, userId, role, work.actor.userId)
      await recordAuditEvent(work.tx, 'board.role-given', { subjectId: userId, details: { role } })
    }
  return { outcome: 'set' }
}

/** Puts someone into teams and takes them out of others until they are in exactly these. */
export async function setTeams(work: Work, userId: string, teamIds: readonly string[]): Promise<void> {
  const before = await listTeamIdsOf(work.tx, userId)
  for (const teamId of before)
    if (!teamIds.includes(teamId)) {
      await updateTeamMembershipEnded(work.tx, teamId, userId, work.now)
      await recordAuditEvent(work.tx, 'board.team-left', { subjectId: userId })
    }
  for (const teamId of teamIds)
    if (!before.includes(teamId)) {
      await insertTeamMembership(work.tx, teamId, userId)
      await recordAuditEvent(work.tx, 'board.team-joined', { subjectId: userId })
    }
}

/**
 * Changes how long something may take, for what starts on a day or later. A day that has passed is refused: what started then
 * keeps the limit it began with.
 *
 * @protocol §6 step 5; decision 0007
 */
export async function changeLimit(
  work: Work,
  limit: { rule: string; value: number; effectiveFrom: CalendarDate; source: string },
): Promise<{ outcome: 'changed' } | { outcome: 'day-has-passed' } | { outcome: 'not-found' }> {
  if (!work.actor.roles.includes('administrator')) return { outcome: 'not-found' }
  if (limit.effectiveFrom < work.today) return { outcome: 'day-has-passed' }
  const { rule, ...change } = limit
  await insertSetting(work.tx, { ...change, name: rule, by: work.actor.userId, at: work.now })
  await recordAuditEvent(work.tx, 'board.setting-changed', { details: { name: rule, value: limit.value } })
  return { outcome: 'changed' }
}
