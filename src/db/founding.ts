import pg from 'pg'

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
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    const { rowCount } = await owner.query('select 1 from board')
    if (rowCount !== 0) return undefined
    await owner.query('delete from founding_code where used_at is null')
    await owner.query('insert into founding_code (code_hash) values ($1)', [hash(key)])
    return key
  } finally {
    await owner.end()
  }
}

/** Removes a database with everything in it: for a demonstration board that is loaded anew. */
export async function dropDatabase(adminUrl: string, database: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    await admin.query(`drop database if exists "${database.replaceAll('"', '""')}" with (force)`)
  } finally {
    await admin.end()
  }
}
