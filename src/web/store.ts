import { sql } from 'kysely'
import { anyOf } from '../db/any-of.ts'
import type { ActorTx, NobodyTx } from '../db/database.ts'
import type { FormFields } from './forms.ts'

/** What somebody typed into a form and has not saved. Nobody else reads it. */
export type Draft = {
  /** The key of the showing of the form in which it was begun. */
  readonly id: string
  /** The page of the form. */
  readonly path: string
  /** Where the form is sent; empty for the form that the page is about. */
  readonly form: string
  readonly fields: FormFields
  /** It is filled in without asking when the page is opened next. */
  readonly isAwaited: boolean
  readonly begunAt: Date
  readonly keptAt: Date
}

/**
 * Keeps what the owner of a session has typed, for two weeks; also of a session that has ended within a day.
 *
 * @returns whether it was kept: not for nobody, and not what was sent within the last minute
 */
export async function keepDraft(
  tx: NobodyTx,
  presented: Buffer,
  draft: Pick<Draft, 'id' | 'path' | 'form' | 'fields' | 'isAwaited'>,
): Promise<boolean> {
  const { id, path, form, fields, isAwaited } = draft
  const { rows } = await sql<{ kept: boolean }>`
    select keep_draft(${presented}, ${id}, ${path}, ${form}, ${JSON.stringify(fields)}, ${isAwaited}) as kept`.execute(
    tx,
  )
  return rows[0]?.kept ?? false
}

/** What the actor has begun and not saved, on one page or on all, what was kept last first; two weeks back. */
export async function listDrafts(tx: ActorTx, path?: string): Promise<readonly Draft[]> {
  const rows = await tx
    .selectFrom('draft')
    .where('kept_at', '>', sql<Date>`now() - interval '14 days'`)
    .$if(path !== undefined, query => query.where('path', '=', path ?? ''))
    .orderBy('kept_at', 'desc')
    .select(['id', 'path', 'form', 'fields', 'awaited', 'begun_at', 'kept_at'])
    .execute()
  return rows.map(row => ({
    id: row.id,
    path: row.path,
    form: row.form,
    fields: row.fields as FormFields,
    isAwaited: row.awaited,
    begunAt: row.begun_at,
    keptAt: row.kept_at,
  }))
}

/** From now on these drafts are offered, not filled in unasked. */
export async function updateDraftsShown(tx: ActorTx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.updateTable('draft').set({ awaited: false }).where('id', '=', anyOf(ids)).execute()
}

/** Throws away what the actor has begun in a form; nothing when there is nothing. */
export async function deleteDraft(tx: ActorTx, id: string): Promise<void> {
  await tx.deleteFrom('draft').where('id', '=', id).execute()
}

/** The page on which the actor was typing when their session ended, if any. */
export async function findAwaitedPath(tx: ActorTx): Promise<string | undefined> {
  const row = await tx
    .selectFrom('draft')
    .where('awaited', '=', true)
    .orderBy('kept_at', 'desc')
    .select('path')
    .executeTakeFirst()
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
