import { z } from 'zod'

/** What is wrong with a backup or with the place it is to go, in plain words. */
export class BackupError extends Error {}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

// Also the name of its file, so nothing but letters.
const tableName = z.string().regex(/^[a-z_]+$/)

/** What stands in `backup.json` beside the tables: enough to say whether all of it is there, unchanged. */
export const manifest = z.strictObject({
  format: z.literal('llwybr-backup/1'),
  madeAt: z.iso.datetime(),
  database: z.string(),
  /** What the tables looked like: the migrations that had been applied, oldest first. */
  migrations: z.array(z.strictObject({ name: z.string(), sha256 })),
  /** Tells keys apart and gives none away. */
  keyFingerprint: z.string(),
  /** One gzipped file a table, in PostgreSQL's own text format, with the columns in this order. */
  tables: z.array(
    z.strictObject({ name: tableName, columns: z.array(z.string()), rows: z.int(), bytes: z.int(), sha256 }),
  ),
  sequences: z.array(z.strictObject({ name: z.string(), lastValue: z.string() })),
})
export type Manifest = z.infer<typeof manifest>

/** The name of a table's file in a backup. */
export const fileOf = (table: string) => `${table}.copy.gz`
