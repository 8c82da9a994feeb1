import { withClient } from './client.ts'

/**
 * Keeps the hash of a new one-time key while there is no board, and answers the key; earlier keys stop working.
 *
 * @returns `undefined` when the board is there already
 */
export async function newFoundingCode(
  ownerUrl: string,
  hash: (key: string) => Buffer,
  key: string,
): Promise<string | undefined> {
  return withClient({ connectionString: ownerUrl }, async owner => {
    const { rowCount } = await owner.query('select 1 from board')
    if (rowCount !== 0) return undefined
    await owner.query('delete from founding_code where used_at is null')
    await owner.query('insert into founding_code (code_hash) values ($1)', [hash(key)])
    return key
  })
}

/** Removes a database with everything in it: for a demonstration board that is loaded anew. */
export async function dropDatabase(adminUrl: string, database: string): Promise<void> {
  await withClient({ connectionString: adminUrl }, admin =>
    admin.query(`drop database if exists "${database.replaceAll('"', '""')}" with (force)`),
  )
}
