import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { DB } from './schema.ts'

/** Connections of the jobs' role, which sees when something is due and whose it is, and nothing about any child. */
export type JobsDatabase = Kysely<DB>

/** Opens the jobs' role's connections. */
export function openJobsDatabase(url: string): JobsDatabase {
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  pool.on('error', () => undefined) // an idle connection that the server closed is replaced at its next use
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
}
