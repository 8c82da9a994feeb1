import type pg from 'pg'
import { withClient } from '../../db/client.ts'

/** One connection of the owner's, past the application: who copies, puts back and verifies is whoever runs the server. */
export type OwnerConnection = pg.Client

/** Runs work over a connection of its own. */
export function overOwnerConnection<T>(ownerUrl: string, work: (client: OwnerConnection) => Promise<T>): Promise<T> {
  return withClient({ connectionString: ownerUrl, application_name: 'llwybr-backup' }, work)
}

/** Runs work that sees one instant of the database, and changes nothing. */
export async function atOneInstant<T>(client: OwnerConnection, work: () => Promise<T>): Promise<T> {
  await client.query('begin isolation level repeatable read read only')
  try {
    return await work()
  } finally {
    await client.query('commit')
  }
}

/** Runs work that is done whole or not at all. */
export async function wholeOrNot<T>(client: OwnerConnection, work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

/** What the connection is to, and when its transaction began. */
export async function findWhereAndWhen(client: OwnerConnection): Promise<{ database: string; at: Date }> {
  const { rows } = await client.query<{ database: string; at: Date }>(
    'select current_database() as database, now() as at',
  )
  const [row] = rows
  if (row === undefined) throw new Error('a database that says nothing of itself')
  return row
}
