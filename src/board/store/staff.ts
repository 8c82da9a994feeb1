import { sql } from 'kysely'
import type { Language, Role } from '../../access/actor.ts'
import { anyOf } from '../../db/any-of.ts'
import type { ActorTx } from '../../db/database.ts'
import type { BothNames, StaffMember } from '../board.ts'
import { listTeams } from './agencies.ts'

/** Everyone who works for one of the board's agencies, by name; those who have left only when asked for. */
export async function listStaff(
  tx: ActorTx,
  { withLeft = false }: { readonly withLeft?: boolean } = {},
): Promise<readonly StaffMember[]> {
  const rows = await tx
    .selectFrom('app_user')
    .$if(!withLeft, query => query.where('left_at', 'is', null))
    .select(eb => [
      'app_user.id',
      'app_user.name',
      'app_user.email',
      'app_user.job_title',
      'app_user.job_title_cy',
      'app_user.version',
      'app_user.agency_id',
      'app_user.language',
      'app_user.left_at',
      eb
        .selectFrom('user_role')
        .whereRef('user_role.user_id', '=', 'app_user.id')
        .where('user_role.ended_at', 'is', null)
        .select(sql<string[]>`array_agg(user_role.role order by user_role.role)`.as('roles'))
        .as('roles'),
    ])
    .orderBy('app_user.name')
    .execute()
  return rows.map(row => ({
    id: row.id,
    name: row.name,
    email: row.email,
    jobTitle: { en: row.job_title, cy: row.job_title_cy },
    agencyId: row.agency_id,
    language: row.language as Language,
    hasLeft: row.left_at !== null,
    version: row.version,
    roles: (row.roles ?? []) as Role[],
  }))
}

/** Whether somebody who works for the board has a role now. */
export async function hasRole(tx: ActorTx, userId: string, role: Role): Promise<boolean> {
  const row = await tx
    .selectFrom('user_role')
    .innerJoin('app_user', 'app_user.id', 'user_role.user_id')
    .where('user_id', '=', userId)
    .where('role', '=', role)
    .where('ended_at', 'is', null)
    .where('app_user.left_at', 'is', null)
    .select('role')
    .executeTakeFirst()
  return row !== undefined
}

/** The names of some members of staff, by identifier. */
export async function namesOf(
  tx: ActorTx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { name: string; agencyId: string; jobTitle: BothNames }>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('app_user')
    .where('id', '=', anyOf(ids))
    .select(['id', 'name', 'agency_id', 'job_title', 'job_title_cy'])
    .execute()
  return new Map(
    rows.map(row => [
      row.id,
      { name: row.name, agencyId: row.agency_id, jobTitle: { en: row.job_title, cy: row.job_title_cy } },
    ]),
  )
}

/** A person or a team: who holds a clock, or a grant. */
export type Principal = {
  readonly name: Readonly<Record<Language, string>>
  readonly agencyId: string
  readonly jobTitle: BothNames
  readonly isTeam: boolean
}

/** The people and teams behind some identifiers, with the name of their agency or team: holders of clocks and grants. */
export async function principalsOf(tx: ActorTx, ids: readonly string[]): Promise<ReadonlyMap<string, Principal>> {
  const people = await namesOf(tx, ids)
  const teams = people.size < new Set(ids).size ? await listTeams(tx) : []
  const found = new Map<string, Principal>()
  for (const [id, person] of people)
    found.set(id, {
      name: { en: person.name, cy: person.name },
      agencyId: person.agencyId,
      jobTitle: person.jobTitle,
      isTeam: false,
    })
  for (const team of teams)
    if (ids.includes(team.id))
      found.set(team.id, { name: team.name, agencyId: team.agencyId, jobTitle: { en: '', cy: '' }, isTeam: true })
  return found
}

/** Puts a member of staff into a team: from the next click on they see what the team sees. */
export async function insertTeamMembership(tx: ActorTx, teamId: string, userId: string): Promise<void> {
  const there = await tx
    .selectFrom('team_membership')
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .where('left_at', 'is', null)
    .select('team_id')
    .executeTakeFirst()
  if (there === undefined) await tx.insertInto('team_membership').values({ team_id: teamId, user_id: userId }).execute()
}

/** Ends a member's time in a team: from the next click on they see nothing through it. */
export async function updateTeamMembershipEnded(tx: ActorTx, teamId: string, userId: string, at: Date): Promise<void> {
  await tx
    .updateTable('team_membership')
    .set({ left_at: at })
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .where('left_at', 'is', null)
    .execute()
}

/** The teams someone is in now. */
export async function listTeamIdsOf(tx: ActorTx, userId: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('team_membership')
    .where('user_id', '=', userId)
    .where('left_at', 'is', null)
    .select('team_id')
    .execute()
  return rows.map(row => row.team_id)
}

/** Adds a member of staff. Only an administrator may. An e-mail address belongs to one person: a second is refused. */
export async function insertStaffMember(
  tx: ActorTx,
  person: { name: string; email: string; jobTitle: BothNames; agencyId: string; language: Language },
): Promise<string | undefined> {
  const row = await tx
    .insertInto('app_user')
    .values({
      name: person.name,
      email: person.email.toLowerCase(),
      job_title: person.jobTitle.en,
      job_title_cy: person.jobTitle.cy,
      agency_id: person.agencyId,
      language: person.language,
    })
    .onConflict(conflict => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

/** Mends the name and the job title of somebody; answers false, and changes nothing, when somebody else did so first. */
export async function updateStaffMember(
  tx: ActorTx,
  person: { id: string; name: string; jobTitle: BothNames; version: number },
  by: string,
  at: Date,
): Promise<boolean> {
  const result = await tx
    .updateTable('app_user')
    .set({
      name: person.name,
      job_title: person.jobTitle.en,
      job_title_cy: person.jobTitle.cy,
      version: person.version + 1,
      changed_at: at,
      changed_by: by,
    })
    .where('id', '=', person.id)
    .where('version', '=', person.version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Marks that someone has left: their account opens nothing from the next click on. */
export async function updateStaffMemberLeft(tx: ActorTx, userId: string, by: string, at: Date): Promise<void> {
  await tx
    .updateTable('app_user')
    .set(eb => ({ left_at: at, version: eb('version', '+', 1), changed_at: at, changed_by: by }))
    .where('id', '=', userId)
    .where('left_at', 'is', null)
    .execute()
}

/** Gives a role. */
export async function insertRole(tx: ActorTx, userId: string, role: Role, by: string): Promise<void> {
  const there = await tx
    .selectFrom('user_role')
    .where('user_id', '=', userId)
    .where('role', '=', role)
    .where('ended_at', 'is', null)
    .select('role')
    .executeTakeFirst()
  if (there === undefined) await tx.insertInto('user_role').values({ user_id: userId, role, given_by: by }).execute()
}

/** Takes a role back. */
export async function updateRoleEnded(tx: ActorTx, userId: string, role: Role, at: Date): Promise<void> {
  await tx
    .updateTable('user_role')
    .set({ ended_at: at })
    .where('user_id', '=', userId)
    .where('role', '=', role)
    .where('ended_at', 'is', null)
    .execute()
}

/** Keeps an invitation to choose a password; only its hash is kept. */
export async function insertInvitation(
  tx: ActorTx,
  invitation: { userId: string; codeHash: Buffer; by: string; expiresAt: Date },
): Promise<void> {
  await tx
    .insertInto('account_invitation')
    .values({
      user_id: invitation.userId,
      code_hash: invitation.codeHash,
      made_by: invitation.by,
      expires_at: invitation.expiresAt,
    })
    .execute()
}

/** How much somebody holds who may leave: what is due from them, for how many children they lead, and meetings that are still to be held. */
export type WorkOfMember = { readonly clocks: number; readonly leads: number; readonly meetings: number }

/** What a member of staff holds, in numbers, for an administrator; `undefined` for anybody else. */
export async function findWorkOf(tx: ActorTx, userId: string): Promise<WorkOfMember | undefined> {
  const { rows } = await sql<WorkOfMember>`select * from work_of_member(${userId})`.execute(tx)
  return rows[0]
}
