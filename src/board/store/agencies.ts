import type { AgencyKind } from '../../access/actor.ts'
import type { ActorTx } from '../../db/database.ts'
import type { Agency, LocalAuthority, Team, TeamKind } from '../board.ts'

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
  telephone: string
}): Team => ({
  id: row.id,
  agencyId: row.agency_id,
  kind: row.kind as TeamKind,
  name: { en: row.name_en, cy: row.name_cy },
  localAuthorityId: row.local_authority_id,
  telephone: row.telephone,
})

/** Every team of the board, by name. */
export async function listTeams(tx: ActorTx): Promise<readonly Team[]> {
  return (await tx.selectFrom('team').orderBy('name_en').selectAll().execute()).map(teamOf)
}

/** The teams of one kind. */
export async function listTeamsOfKind(tx: ActorTx, kind: TeamKind): Promise<readonly Team[]> {
  return (await tx.selectFrom('team').where('kind', '=', kind).selectAll().execute()).map(teamOf)
}

/** One team, or `undefined` when there is none. */
export async function findTeam(tx: ActorTx, id: string): Promise<Team | undefined> {
  const row = await tx.selectFrom('team').where('id', '=', id).selectAll().executeTakeFirst()
  return row && teamOf(row)
}

/** Writes what a team is called and where it is phoned. Only an administrator may. */
export async function updateTeam(tx: ActorTx, id: string, team: Pick<Team, 'name' | 'telephone'>): Promise<boolean> {
  const result = await tx
    .updateTable('team')
    .set({ name_en: team.name.en, name_cy: team.name.cy, telephone: team.telephone })
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
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
      telephone: team.telephone,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}
