import { sql } from 'kysely'
import type { AgencyKind, Language, Role } from '../access/actor.ts'
import type { ActorTx, NobodyTx } from '../db/database.ts'
import type { Agency, Board, LocalAuthority, StaffMember, Team, TeamKind } from './board.ts'

/** The local authorities of the board, by name. */
export async function listLocalAuthorities(tx: ActorTx): Promise<readonly LocalAuthority[]> {
  const rows = await tx.selectFrom('local_authority').orderBy('name_en').selectAll().execute()
  return rows.map(row => ({ id: row.id, code: row.code, name: { en: row.name_en, cy: row.name_cy } }))
}

/** Every agency of the board, by name. */
export async function listAgencies(tx: ActorTx): Promise<readonly Agency[]> {
  const rows = await tx.selectFrom('agency').orderBy('name_en').selectAll().execute()
  return rows.map(row => ({
    id: row.id,
    kind: row.kind as AgencyKind,
    name: { en: row.name_en, cy: row.name_cy },
    localAuthorityId: row.local_authority_id,
    version: row.version,
  }))
}

const teamOf = (row: {
  id: string
  agency_id: string
  kind: string
  name_en: string
  name_cy: string
  local_authority_id: string | null
}): Team => ({
  id: row.id,
  agencyId: row.agency_id,
  kind: row.kind as TeamKind,
  name: { en: row.name_en, cy: row.name_cy },
  localAuthorityId: row.local_authority_id,
})

/** Every team of the board, by name. */
export async function listTeams(tx: ActorTx): Promise<readonly Team[]> {
  return (await tx.selectFrom('team').orderBy('name_en').selectAll().execute()).map(teamOf)
}

/** The teams of one kind. */
export async function listTeamsOfKind(tx: ActorTx, kind: TeamKind): Promise<readonly Team[]> {
  return (await tx.selectFrom('team').where('kind', '=', kind).selectAll().execute()).map(teamOf)
}

/** The team that receives the referrals of a local authority, or `undefined` when the board has named none. */
export async function findFrontDoor(tx: ActorTx, localAuthorityId: string): Promise<Team | undefined> {
  const row = await tx
    .selectFrom('team')
    .where('kind', '=', 'front-door')
    .where('local_authority_id', '=', localAuthorityId)
    .selectAll()
    .executeTakeFirst()
  return row && teamOf(row)
}

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
    jobTitle: row.job_title,
    agencyId: row.agency_id,
    language: row.language as Language,
    hasLeft: row.left_at !== null,
    roles: (row.roles ?? []) as Role[],
  }))
}

/** The names of some members of staff, by identifier. */
export async function namesOf(
  tx: ActorTx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { name: string; agencyId: string; jobTitle: string }>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('app_user')
    .where('id', 'in', [...new Set(ids)])
    .select(['id', 'name', 'agency_id', 'job_title'])
    .execute()
  return new Map(rows.map(row => [row.id, { name: row.name, agencyId: row.agency_id, jobTitle: row.job_title }]))
}

/** A person or a team: who holds a clock, or a grant. */
export type Principal = {
  readonly name: Readonly<Record<Language, string>>
  readonly agencyId: string
  readonly jobTitle: string
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
      found.set(team.id, { name: team.name, agencyId: team.agencyId, jobTitle: '', isTeam: true })
  return found
}

/** Adds an agency. Only an administrator may; the database refuses anyone else. */
export async function insertAgency(tx: ActorTx, agency: Omit<Agency, 'id' | 'version'>): Promise<string> {
  const row = await tx
    .insertInto('agency')
    .values({
      kind: agency.kind,
      name_en: agency.name.en,
      name_cy: agency.name.cy,
      local_authority_id: agency.localAuthorityId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Adds a local authority. Only an administrator may. */
export async function insertLocalAuthority(tx: ActorTx, authority: Omit<LocalAuthority, 'id'>): Promise<string> {
  const row = await tx
    .insertInto('local_authority')
    .values({ code: authority.code, name_en: authority.name.en, name_cy: authority.name.cy })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Adds a team. Only an administrator may. */
export async function insertTeam(tx: ActorTx, team: Omit<Team, 'id'>): Promise<string> {
  const row = await tx
    .insertInto('team')
    .values({
      agency_id: team.agencyId,
      kind: team.kind,
      name_en: team.name.en,
      name_cy: team.name.cy,
      local_authority_id: team.localAuthorityId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
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
  person: { name: string; email: string; jobTitle: string; agencyId: string; language: Language },
): Promise<string | undefined> {
  const row = await tx
    .insertInto('app_user')
    .values({
      name: person.name,
      email: person.email.toLowerCase(),
      job_title: person.jobTitle,
      agency_id: person.agencyId,
      language: person.language,
    })
    .onConflict(conflict => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
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

/** Writes a setting that holds from a day on. */
export async function insertSetting(
  tx: ActorTx,
  setting: { name: string; value: number; effectiveFrom: string; source: string; by: string },
): Promise<void> {
  await tx
    .insertInto('setting')
    .values({
      name: setting.name,
      value: setting.value,
      effective_from: setting.effectiveFrom,
      source: setting.source,
      changed_by: setting.by,
    })
    .onConflict(conflict => conflict.columns(['name', 'effective_from']).doNothing())
    .execute()
}

/** Every setting the board has made itself. */
export async function listSettings(
  tx: ActorTx,
): Promise<readonly { name: string; value: number; effectiveFrom: string; source: string }[]> {
  const rows = await tx.selectFrom('setting').orderBy('name').orderBy('effective_from').selectAll().execute()
  return rows.map(row => ({ name: row.name, value: row.value, effectiveFrom: row.effective_from, source: row.source }))
}

/** Adds a bank holiday that was proclaimed. */
export async function insertFurtherBankHoliday(
  tx: ActorTx,
  holiday: { day: string; nameEn: string; nameCy: string; by: string },
): Promise<void> {
  await tx
    .insertInto('further_bank_holiday')
    .values({ day: holiday.day, name_en: holiday.nameEn, name_cy: holiday.nameCy, added_by: holiday.by })
    .onConflict(conflict => conflict.column('day').doNothing())
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

/** Founds the board with its one-time code; answers the first administrator, or `undefined` when the code is not right. */
export async function foundBoard(
  tx: NobodyTx,
  founding: {
    codeHash: Buffer
    kind: 'live' | 'demonstration'
    name: Readonly<Record<Language, string>>
    adminName: string
    adminEmail: string
    language: Language
  },
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string | null }>`
    select found_board(${founding.codeHash}, ${founding.kind}, ${founding.name.en}, ${founding.name.cy},
                       ${founding.adminName}, ${founding.adminEmail}, ${founding.language}) as id`.execute(tx)
  return rows[0]?.id ?? undefined
}

/** Whether this one-time code would still found the board. */
export async function foundingCodeIsRight(tx: NobodyTx, codeHash: Buffer): Promise<boolean> {
  const { rows } = await sql<{ right: boolean }>`select founding_code_is_right(${codeHash}) as right`.execute(tx)
  return rows[0]?.right ?? false
}

/** The board this deployment serves, or `undefined` before it is founded. */
export async function findBoard(tx: NobodyTx | ActorTx): Promise<Board | undefined> {
  const row = await tx.selectFrom('board').select(['kind', 'name_en', 'name_cy']).executeTakeFirst()
  return row && { kind: row.kind as Board['kind'], name: { en: row.name_en, cy: row.name_cy } }
}

/** Days the board added to the computed bank holidays. */
export async function listFurtherBankHolidays(tx: NobodyTx | ActorTx): Promise<readonly string[]> {
  const rows = await tx.selectFrom('further_bank_holiday').select('day').execute()
  return rows.map(row => row.day)
}
