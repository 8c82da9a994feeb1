import { type Selectable, sql } from 'kysely'
import type { ActorTx } from '../../db/database.ts'
import type { Child as ChildTable } from '../../db/schema.ts'
import { type CalendarDate, calendarDate } from '../../lib/calendar-date.ts'
import type { Child } from '../child.ts'
import { childOf } from './children.ts'

/** Whether another record that the actor may or may not see has this NHS number is not answered; this one's own is. */
export async function findChildByNhsNumber(tx: ActorTx, nhsNumber: string): Promise<Child | undefined> {
  const row = await tx.selectFrom('child').where('nhs_number', '=', nhsNumber).selectAll().executeTakeFirst()
  return row && childOf(row)
}

/** Children the actor may see who were born on a day. */
export async function listChildrenBornOn(tx: ActorTx, day: CalendarDate): Promise<readonly Child[]> {
  return (await tx.selectFrom('child').where('born_on', '=', day).limit(50).selectAll().execute()).map(childOf)
}

/** Children the actor may see whose names are near these, nearest first. */
export async function searchChildrenByName(
  tx: ActorTx,
  names: readonly string[],
  most = 20,
): Promise<readonly Child[]> {
  const { rows } = await sql<Selectable<ChildTable>>`
    select c.* from search_children(${[...names]}::text[], ${most * 3}) s join child c on c.id = s.child_id order by s.distance limit ${most}`.execute(
    tx,
  )
  return rows.map(childOf)
}

/** A record that may be about the same child: enough to recognise them, no more. */
export type PossibleDuplicate = {
  readonly childId: string
  readonly reference: string
  readonly givenName: string
  readonly familyName: string
  readonly bornOn: CalendarDate | null
  readonly sameNhsNumber: boolean
}

/** Records that may be about the same child as a referral; none unless the actor's front door holds it. The referral can be joined to these only. */
export async function listPossibleDuplicates(
  tx: ActorTx,
  search: { referralId: string; names: readonly string[]; bornOn: CalendarDate | null; nhsNumber: string | null },
): Promise<readonly PossibleDuplicate[]> {
  const { rows } = await sql<{
    child_id: string
    reference: string
    given_name: string
    family_name: string
    born_on: string | null
    same_nhs_number: boolean
  }>`
    select * from possible_duplicates(${search.referralId}, ${[...search.names]}::text[], ${search.bornOn}::date, ${search.nhsNumber}::text)`.execute(
    tx,
  )
  return rows.map(row => ({
    childId: row.child_id,
    reference: row.reference,
    givenName: row.given_name,
    familyName: row.family_name,
    bornOn: row.born_on === null ? null : calendarDate(row.born_on),
    sameNhsNumber: row.same_nhs_number,
  }))
}

/** The identifiers of the children whom one of these principals holds a grant for, newest grant first. */
export async function listMyChildIds(
  tx: ActorTx,
  principalIds: readonly string[],
  most = 200,
): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('access_grant')
    .where('principal_id', 'in', [...principalIds])
    .where(eb => eb.or([eb('until_at', 'is', null), eb('until_at', '>', sql<Date>`now()`)]))
    .groupBy('child_id')
    .orderBy(sql`max(from_at) desc`)
    .limit(most)
    .select('child_id')
    .execute()
  return rows.map(row => row.child_id)
}
