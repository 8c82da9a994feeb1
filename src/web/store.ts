import { sql } from 'kysely'
import type { ActorTx, NobodyTx } from '../db/database.ts'
import type { FormFields } from './forms.ts'

/** Keeps what the owner of a session had typed on a page until they see that page again: two weeks at most. */
export async function parkForm(tx: NobodyTx, presented: Buffer, path: string, fields: FormFields): Promise<void> {
  await sql`select park_form(${presented}, ${path}, ${JSON.stringify(fields)})`.execute(tx)
}

/** Takes back what the actor had typed on a page: once. */
export async function takeParkedForm(tx: ActorTx, path: string): Promise<FormFields | undefined> {
  const row = await tx.deleteFrom('parked_form').where('path', '=', path).returning('fields').executeTakeFirst()
  return row && (row.fields as FormFields)
}

/** The page on which the actor was typing when their session ended, if any. */
export async function findParkedPath(tx: ActorTx): Promise<string | undefined> {
  const row = await tx.selectFrom('parked_form').orderBy('parked_at', 'desc').select('path').executeTakeFirst()
  return row?.path
}
