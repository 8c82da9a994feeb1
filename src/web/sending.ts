import { createHash, randomUUID } from 'node:crypto'
import { isIdentifier } from '../lib/identifier.ts'
import type { FormFields } from './forms.ts'
import type { Sending } from './store.ts'

const FIELD = '_once'
const FORM_FIELD = '_form'
const FORM_OR_TOKEN = /<form\b[^>]*>|<input type="hidden" name="_csrf"/g

/** The identifier in the markup of the form that a page is about. */
export const PAGE_FORM = 'page-form'

/** Which form of a page: where it is sent, or empty for the form that the page is about; and the key of one showing of it. */
export type FormKey = { readonly form: string; readonly key: string }

/**
 * Gives every form of a page a key of its own, beside its token, so that one that is sent twice is known and what is typed into it
 * is kept as its own; and the name by which it is found on the page again.
 *
 * @param shownBefore forms that go on with a key they had
 */
export function withKeys(html: string, shownBefore: readonly FormKey[] = []): string {
  let form = ''
  return html.replaceAll(FORM_OR_TOKEN, found => {
    if (found.startsWith('<form')) {
      form = found.includes(`id="${PAGE_FORM}"`) ? '' : (/action="([^"]*)"/.exec(found)?.[1] ?? '')
      return found
    }
    const key = shownBefore.find(each => each.form === form)?.key ?? randomUUID()
    return `<input type="hidden" name="${FORM_FIELD}" value="${form}"><input type="hidden" name="${FIELD}" value="${key}">${found}`
  })
}

/** Which showing of which form was sent; `undefined` when it was none of ours. Of several keys the last counts. */
export function formKeyOf(body: FormFields): FormKey | undefined {
  const [form, key] = [FORM_FIELD, FIELD].map(name => [body[name] ?? []].flat().at(-1))
  return key === undefined || !isIdentifier(key) ? undefined : { form: form ?? '', key }
}

/** The fields that say which showing of which form was sent: a form that is held to be sent again takes them along. */
export function keysIn(body: FormFields): readonly (readonly [string, FormFields[string]])[] {
  return [FORM_FIELD, FIELD].flatMap(name => (body[name] === undefined ? [] : [[name, body[name]] as const]))
}

/**
 * What somebody typed and chose in a form: all but what the service put there itself, whose names begin with a line below.
 *
 * @param secrets the fields that prove who somebody is, by the page that asks for them: left out too
 */
export function typedIn(body: FormFields, secrets: readonly string[] = []): FormFields {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !name.startsWith('_') && !secrets.includes(name)))
}

/**
 * Which sending of which form this is; `undefined` for one without a key. The same form with other words, as after the back button, is
 * another sending: it is never taken for the first. Of several keys the last counts: a form that is held to be sent again
 * keeps the key with which it was sent before.
 */
export function sendingOf(body: FormFields): Sending | undefined {
  const formKey = formKeyOf(body)?.key
  if (formKey === undefined) return undefined
  const words = Object.entries(typedIn(body)).sort(([one], [other]) => (one < other ? -1 : 1))
  return { formKey, bodyHash: createHash('sha256').update(JSON.stringify(words)).digest() }
}

/** Whether an error says that the very same form was sent before. */
export function isSentBefore(error: unknown): boolean {
  return (error as { constraint?: unknown } | undefined)?.constraint === 'sent_form_once'
}
