import { createHash, randomUUID } from 'node:crypto'
import { isIdentifier } from '../lib/identifier.ts'
import type { FormFields } from './forms.ts'
import type { Sending } from './store.ts'

const FIELD = '_once'
const TOKEN_FIELD = '<input type="hidden" name="_csrf"'

/** Gives every form of a page a key of its own, beside its token, so that one that is sent twice is known. */
export function withKeys(html: string): string {
  return html.replaceAll(
    TOKEN_FIELD,
    () => `<input type="hidden" name="${FIELD}" value="${randomUUID()}">${TOKEN_FIELD}`,
  )
}

/**
 * Which sending of which form this is; `undefined` for one without a key. The same form with other words, as after the back button, is
 * another sending: it is never taken for the first. Of several keys the last counts: a form that is held to be sent again
 * keeps the key with which it was sent before.
 */
export function sendingOf(body: FormFields): Sending | undefined {
  const formKey = [body[FIELD] ?? []].flat().at(-1)
  if (formKey === undefined || !isIdentifier(formKey)) return undefined
  const words = Object.entries(body)
    .filter(([name]) => name !== FIELD && name !== '_csrf')
    .sort(([one], [other]) => (one < other ? -1 : 1))
  return { formKey, bodyHash: createHash('sha256').update(JSON.stringify(words)).digest() }
}

/** Whether an error says that the very same form was sent before. */
export function isSentBefore(error: unknown): boolean {
  return (error as { constraint?: unknown } | undefined)?.constraint === 'sent_form_once'
}
