import { z } from 'zod'
import { ACTION_CONTEXTS } from '../agreed-action/agreed-action.ts'
import { BASES, WORDS_MADE } from '../entry/entry.ts'
import { WRITTEN_LANGUAGES } from '../lib/written-language.ts'
import {
  choice,
  type FieldErrors,
  type FormFields,
  neededDay,
  neededText,
  one,
  optionalChoice,
  type ReadForm,
  readForm,
  text,
} from '../web/forms.ts'
import { RECORD_CONTEXTS } from './meeting.ts'

/** What was said in a meeting, as it is typed in either room. */
export const saidForm = z.object({
  text: neededText('meeting.entry.needed'),
  saidBy: text(),
  context: optionalChoice(['individual', ...RECORD_CONTEXTS]).transform(context => context ?? null),
  basis: choice(BASES, 'entry.basis.needed'),
  writtenIn: optionalChoice(WRITTEN_LANGUAGES),
  wordsMade: optionalChoice(WORDS_MADE).catch(undefined),
})

const orNull = (id: string) => (id === '' ? null : id)

/** What was agreed in a meeting, as it is typed in either room; read by {@link readAgreed}. */
export const agreedForm = z.object({
  what: neededText('agreed-action.what.needed'),
  ownerId: text().transform(orNull),
  who: text(),
  agencyId: text().transform(orNull),
  dueOn: neededDay('meeting.action.day.needed'),
  context: choice(ACTION_CONTEXTS, 'meeting.action.context.needed'),
  writtenIn: optionalChoice(WRITTEN_LANGUAGES),
})

/** Reads what was agreed. That nobody does it is said with all else that is missing, in the order of the page. */
export function readAgreed<T>(form: z.ZodType<T>, body: FormFields): ReadForm<T> {
  const read = readForm(form, body)
  if (one(body, 'ownerId') !== '' || one(body, 'who').trim() !== '') return read
  const { what, ...others }: FieldErrors = read.ok ? {} : read.errors
  return { ok: false, errors: { ...(what && { what }), who: 'meeting.action.who.needed', ...others } }
}
