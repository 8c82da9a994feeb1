import {
  countAuditOutOfOrder,
  countRows,
  listBrokenHistories,
  listBrokenKeys,
  listChangedDocuments,
  listOpenTables,
  listSleepingTriggers,
} from './store/checks.ts'
import { atOneInstant, overOwnerConnection } from './store/connection.ts'
import { listKeptTables } from './store/tables.ts'

/** What was looked at, and what is not as it must be, a sentence each. */
export type Verification = { readonly rows: ReadonlyMap<string, number>; readonly faults: readonly string[] }

/**
 * Looks through a whole database: that nothing points to what is not there, every table is kept shut, no trigger sleeps, versions
 * follow one another, the trace runs on, and every family's copy has the bytes that were read. It changes nothing.
 */
export function verifyDatabase(ownerUrl: string): Promise<Verification> {
  return overOwnerConnection(ownerUrl, client =>
    atOneInstant(client, async () => {
      const tables = await listKeptTables(client)
      const rows = await countRows(
        client,
        tables.map(table => table.name),
      )
      const outOfOrder = await countAuditOutOfOrder(client)
      const faults = [
        ...(await listBrokenKeys(client)).map(
          ({ key, rows: count }) => `${count} rows point to what is not there (${key}).`,
        ),
        ...(await listOpenTables(client)).map(table => `The table ${table} is not kept shut by policies.`),
        ...(await listSleepingTriggers(client)).map(trigger => `The trigger ${trigger} is switched off.`),
        ...(await listBrokenHistories(client)).map(
          ({ table, rows: count }) => `${count} rows of ${table} lack one of their earlier versions.`,
        ),
        ...(outOfOrder > 0 ? [`${outOfOrder} events of the audit are out of their order.`] : []),
        ...(await listChangedDocuments(client)).map(
          id => `The files of the family's copy ${id} are not those that were read.`,
        ),
      ]
      return { rows, faults }
    }),
  )
}
