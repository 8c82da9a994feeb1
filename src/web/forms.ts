import { z } from 'zod'
import { keyOf, type MessageKey, type Translate } from './translation.ts'
import { type CalendarDate, calendarDate, isCalendarDate, timeOfDay } from '../lib/calendar-date.ts'

/** The fields of a form as the browser sends them: one text, or several of the same name. */
export type FormFields = Readonly<Record<string, string | readonly string[]>>

/** A message key for each field that needs another look. */
export type FieldErrors = Readonly<Record<string, MessageKey>>

/** What a question asks: yes and no repeat its verb in Welsh (is the child …? has the person …? was it …? are you …? are they …? may it …?). */
export type Asking = 'is' | 'has' | 'was' | 'you' | 'they' | 'may'

/** The answers to a question, for a list of choices. */
export function answersTo(
  t: Translate,
  asking: Asking,
  answers: readonly ('yes' | 'no' | 'not-known')[],
): readonly { value: string; text: string }[] {
  return answers.map(value => ({ value, text: t(`web.answer.${asking}.${value}`) }))
}

/** The fields of a form read by its schema, or what to say at which field. */
export type ReadForm<T> =
  { readonly ok: true; readonly fields: T } | { readonly ok: false; readonly errors: FieldErrors }

const UNREADABLE: MessageKey = 'web.answer-unreadable'

/**
 * Reads what was typed. Fields that the schema does not name are left aside. The first message of a field is the one shown; what no
 * form of ours sends (a field twice, an answer that was not offered) has one message for all fields.
 */
export function readForm<T>(schema: z.ZodType<T>, body: FormFields): ReadForm<T> {
  const read = schema.safeParse(withJoinedDays(body), { error: () => UNREADABLE })
  if (read.success) return { ok: true, fields: read.data }
  const errors: Record<string, MessageKey> = {}
  // Each message of a form's schema is a key: the makers below take no other.
  for (const issue of read.error.issues) errors[issue.path.map(String).join('-')] ??= keyOf(issue.message)
  return { ok: false, errors }
}

/** A text that may be empty. Line ends are made plain; nothing typed is cut. */
export const text = () =>
  z
    .string()
    .default('')
    .transform(typed => typed.replaceAll('\r\n', '\n').trim())

/** A text that must say something; `key` is the message when it does not. */
export const neededText = (key: MessageKey) => text().pipe(z.string().min(1, key))

/** One of several answers; `key` is the message when none was chosen. */
export const choice = <const T extends readonly [string, ...string[]]>(answers: T, key: MessageKey) =>
  z.enum(answers, key)

/** One of several answers, or none. */
export const optionalChoice = <const T extends readonly [string, ...string[]]>(answers: T) =>
  z
    .union([z.enum(answers), z.literal('')])
    .default('')
    .transform(chosen => (chosen === '' ? undefined : (chosen as T[number])))

/** What was ticked; one text names several where two people's answers are settled between. */
export const ticked = (sent: unknown): unknown[] =>
  [sent ?? []].flat().flatMap(each => (typeof each === 'string' ? each.split(' ').filter(Boolean) : [each]))

/** Any number of answers ticked, none too. */
export const choices = <const T extends readonly [string, ...string[]]>(answers: T, key: MessageKey) =>
  z.preprocess(ticked, z.array(z.enum(answers, key)))

/** The same, one at least. */
export const neededChoices = <const T extends readonly [string, ...string[]]>(answers: T, key: MessageKey) =>
  choices(answers, key).refine(chosen => chosen.length > 0, key)

/** Any number of people or things ticked, each by its identifier; `key` is the message when one is none. */
export const identifiers = (key: MessageKey) => z.preprocess(ticked, z.array(z.uuid(key)))

/** A day typed as day, month and year, or chosen as YYYY-MM-DD; `key` is the message when there is none or it is not a day. */
export const neededDay = (key: MessageKey) =>
  z
    .string(key)
    .refine(isCalendarDate, key)
    .transform(day => calendarDate(day))

/** A day that may be left out; `key` is the message when something that is not a day was typed. */
export const optionalDay = (key: MessageKey) =>
  z
    .string()
    .default('')
    .refine(day => day === '' || isCalendarDate(day), key)
    .transform((day): CalendarDate | undefined => (day === '' ? undefined : calendarDate(day)))

/** A time of day as people type it, read as HH:MM; `key` is the message for anything else. */
export const neededTime = (key: MessageKey) =>
  z
    .string(key)
    .refine(typed => timeOfDay(typed) !== undefined, key)
    .transform(typed => timeOfDay(typed) ?? '')

/** An identifier that must be one of the offered ones. */
export const identifier = (key: MessageKey) => z.uuid(key)

/** The version of the row that the form was made from. What is no version is none that a row ever had: both texts are shown. */
export const version = () => z.coerce.number().int().min(1).max(2_147_483_647).default(1).catch(0)

const DAY_PART = /^(.+)-(day|month|year)$/

/** Joins `bornOn-day`, `bornOn-month`, `bornOn-year` into `bornOn`: empty when all are, otherwise what was typed as YYYY-MM-DD. */
function withJoinedDays(body: FormFields): FormFields {
  const joined: Record<string, string | readonly string[]> = { ...body }
  for (const name of Object.keys(body)) {
    const stem = DAY_PART.exec(name)?.[1]
    if (stem === undefined || Object.hasOwn(joined, stem)) continue
    const [year, month, day] = ['year', 'month', 'day'].map(part => one(body, `${stem}-${part}`).trim())
    joined[stem] =
      year === '' && month === '' && day === ''
        ? ''
        : `${year ?? ''}-${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`
  }
  return joined
}

/** The one text of a field; the first of several; empty when there is none. */
export function one(fields: FormFields, name: string): string {
  const value = fields[name]
  return typeof value === 'string' ? value : (value?.[0] ?? '')
}

/**
 * What a field shows again: a part of a day also where the day came whole, as it does when it was settled between two people's answers.
 */
export function shownAgain(fields: FormFields, name: string): string {
  const [, stem, part] = DAY_PART.exec(name) ?? []
  const whole = stem === undefined || part === undefined || Object.hasOwn(fields, name) ? '' : one(fields, stem)
  return isCalendarDate(whole) ? one(dayFields(stem ?? '', whole), name) : one(fields, name)
}

/** A day as the three fields of its date input. */
export function dayFields(name: string, day: CalendarDate | null | undefined): FormFields {
  if (day === null || day === undefined) return {}
  const [year, month, date] = day.split('-')
  return {
    [`${name}-year`]: year ?? '',
    [`${name}-month`]: String(Number(month)),
    [`${name}-day`]: String(Number(date)),
  }
}

/** The answers of a field with their words: `prefix.value` is the key of each. An answer that there are no words for does not compile. */
export function items<const Prefix extends string, const Value extends string>(
  t: Translate,
  prefix: Prefix,
  values: readonly Value[] & ([`${Prefix}.${Value}`] extends [MessageKey] ? unknown : never),
): readonly { readonly value: string; readonly text: string }[] {
  return values.map(value => ({ value, text: t(keyOf(`${prefix}.${value}`)) }))
}

// A character that no keyboard makes and no database keeps is left out of what was typed.
const plain = (typed: string) => typed.replaceAll('\0', '')

/** The fields of a form as they were sent; none when something else was. */
export function formFieldsOf(body: unknown): FormFields {
  if (typeof body !== 'object' || body === null) return {}
  return Object.fromEntries(
    Object.entries(body as FormFields).map(([name, value]) => [
      name,
      typeof value === 'string' ? plain(value) : value.map(plain),
    ]),
  )
}

/** The places of an address's query; of one that is named twice the first counts. */
export function queryOf(query: unknown): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(query as Record<string, string | string[]>).map(([name, value]) => [
      name,
      plain(typeof value === 'string' ? value : (value[0] ?? '')),
    ]),
  )
}
