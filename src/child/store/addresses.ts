import type { Selectable } from 'kysely'
import type { ActorTx } from '../../db/database.ts'
import type { ChildAddress } from '../../db/schema.ts'
import { type CalendarDate, calendarDate } from '../../lib/calendar-date.ts'
import type { Address, NewAddress } from '../child.ts'

/** An address that is kept. */
export type KeptAddress = Address & { readonly id: string; readonly childId: string }

/** Adds an address. One that came with a referral was added by nobody. */
export async function insertAddress(
  tx: ActorTx,
  childId: string,
  address: NewAddress,
  added: { readonly by: string; readonly at: Date } | null,
): Promise<string> {
  const row = await tx
    .insertInto('child_address')
    .values({
      child_id: childId,
      kind: address.kind,
      lines: address.lines,
      postcode: address.postcode,
      from_on: address.fromOn,
      added_at: added?.at ?? null,
      added_by: added?.by ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** The child's addresses, those of now first, and of those that ended the last first. */
export async function listAddresses(tx: ActorTx, childId: string): Promise<readonly KeptAddress[]> {
  const rows = await tx
    .selectFrom('child_address')
    .where('child_id', '=', childId)
    .orderBy('until_on', order => order.desc().nullsFirst())
    .orderBy('kind')
    .orderBy('lines')
    .selectAll()
    .execute()
  return rows.map(addressOf)
}

/** One address that has not ended, or `undefined`. */
export async function findAddress(tx: ActorTx, id: string): Promise<KeptAddress | undefined> {
  const row = await tx
    .selectFrom('child_address')
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .selectAll()
    .executeTakeFirst()
  return row && addressOf(row)
}

/** Ends an address with its last day. Answers false, and writes nothing, when somebody has ended it before. */
export async function updateAddressEnded(
  tx: ActorTx,
  id: string,
  untilOn: CalendarDate,
  by: string,
  at: Date,
): Promise<boolean> {
  const result = await tx
    .updateTable('child_address')
    .set({ until_on: untilOn, ended_at: at, ended_by: by })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

const day = (on: string | null) => (on === null ? null : calendarDate(on))

const addressOf = (row: Selectable<ChildAddress>): KeptAddress => ({
  id: row.id,
  childId: row.child_id,
  kind: row.kind as Address['kind'],
  lines: row.lines,
  postcode: row.postcode,
  fromOn: day(row.from_on),
  untilOn: day(row.until_on),
})
