import { z } from 'zod'
import { ACTION_CONTEXTS } from '../agreed-action/agreed-action.ts'
import { BASES, WORDS_MADE } from '../entry/entry.ts'
import { languageName, WRITTEN_LANGUAGES } from '../lib/written-language.ts'
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
  version,
} from '../web/forms.ts'
import { type Comments, RECORD_CONTEXTS, type WrittenPlan } from './meeting.ts'

/** What was said in a meeting, as it is typed in either room. */
export const saidForm = z.object({
  text: neededText('meeting.entry.needed'),
  saidBy: text(),
  context: optionalChoice(['individual', ...RECORD_CONTEXTS]).transform(context => context ?? null),
  basis: choice(BASES, 'entry.basis.needed'),
  writtenIn: optionalChoice(WRITTEN_LANGUAGES),
  wordsMade: optionalChoice(WORDS_MADE).catch(undefined),
})

/** Summary and comments at the end of a meeting, as they are typed in either room. */
export const commentsForm = z.object({
  familySummary: text(),
  childComments: text(),
  familyComments: text(),
  childCommentsIn: optionalChoice(WRITTEN_LANGUAGES),
  familyCommentsIn: optionalChoice(WRITTEN_LANGUAGES),
  version: version(),
})

/** Summary and comments as a form shows them: what is written, and in which language that is, or would be. */
export function commentsAsRead(
  {
    familySummary,
    childComments,
    familyComments,
    writtenIn,
  }: Omit<Comments, 'chairSummary'> & {
    readonly writtenIn: Omit<Comments, 'chairSummary'>
  },
  page: 'en' | 'cy',
) {
  return {
    familySummary,
    childComments,
    familyComments,
    childCommentsIn: languageChosen(childComments, writtenIn.childComments, page),
    familyCommentsIn: languageChosen(familyComments, writtenIn.familyComments, page),
  }
}

/** What was typed, apart from the languages that were chosen. */
export function commentsTyped<T extends { childCommentsIn: string | undefined; familyCommentsIn: string | undefined }>({
  childCommentsIn,
  familyCommentsIn,
  ...comments
}: T) {
  return { comments, languages: { childComments: childCommentsIn, familyComments: familyCommentsIn } }
}

/** A value of a field in a conflict: the name of a language; no words of a text, which is written anew. */
export const languageInWords = (field: string, value: string, language: 'en' | 'cy'): string | undefined =>
  field.endsWith('In') ? languageName(value, language) : undefined

/** The safety plan, as it is typed in the room of the family. */
export const planForm = z.object({
  childsGoals: text(),
  worries: text(),
  whatHelps: text(),
  whoToCall: text(),
  ifMissing: text(),
  childsGoalsIn: optionalChoice(WRITTEN_LANGUAGES),
  writtenIn: optionalChoice(WRITTEN_LANGUAGES),
  planVersion: z.coerce.number().int().default(0),
})

/** A safety plan as a form shows it: with the languages that its words are in, or would be. */
export function planAsRead(plan: WrittenPlan | undefined, page: 'en' | 'cy') {
  if (plan === undefined) return { childsGoalsIn: page, writtenIn: page }
  const { childsGoals, worries, whatHelps, whoToCall, ifMissing } = plan
  const rest = [worries, whatHelps, whoToCall, ifMissing].join('')
  return {
    ...{ childsGoals, worries, whatHelps, whoToCall, ifMissing },
    childsGoalsIn: languageChosen(childsGoals, plan.childsGoalsIn, page),
    writtenIn: languageChosen(rest, plan.writtenIn, page),
  }
}

/** What a choice of a language stands at: that of the words; before there are any, that of the page. */
export const languageChosen = (words: string, writtenIn: string, page: 'en' | 'cy'): string =>
  words === '' ? page : writtenIn

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
