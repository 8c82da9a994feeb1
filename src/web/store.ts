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

/** One sending of a form: which showing of it, and what it said. */
export type Sending = { readonly formKey: string; readonly bodyHash: Buffer }

/**
 * Keeps that the actor sent a form, in the transaction of the deed it asks for.
 *
 * @throws with the constraint sent_form_once when the very same was sent before: of two at once one is done
 */
export async function insertSentForm(tx: ActorTx, { formKey, bodyHash }: Sending): Promise<void> {
  await tx.insertInto('sent_form').values({ form_key: formKey, body_hash: bodyHash }).execute()
}

/** Keeps where a sent form took the actor, and forgets what they sent more than two days ago. */
export async function updateSentForm(tx: ActorTx, { formKey, bodyHash }: Sending, wentTo: string): Promise<void> {
  await sql`select keep_where_form_went(${formKey}, ${bodyHash}, ${wentTo})`.execute(tx)
}

/** Where a form that the actor sent before took them; `undefined` when that is not known. */
export async function findWentTo(tx: ActorTx, { formKey, bodyHash }: Sending): Promise<string | undefined> {
  const row = await tx
    .selectFrom('sent_form')
    .where('form_key', '=', formKey)
    .where('body_hash', '=', bodyHash)
    .select('went_to')
    .executeTakeFirst()
  return row?.went_to ?? undefined
}
