import { z } from 'zod'
import { ACTION_CONTEXTS } from '../agreed-action/agreed-action.ts'
import { BASES, WORDS_MADE } from '../entry/entry.ts'
import { WRITTEN_LANGUAGES } from '../lib/written-language.ts'
import { choice, neededDay, neededText, optionalChoice, text } from '../web/forms.ts'
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

/** What was agreed in a meeting, as it is typed in either room. */
export const agreedForm = z.object({
  context: choice(ACTION_CONTEXTS, 'meeting.action.context.needed'),
  what: neededText('agreed-action.what.needed'),
  who: text(),
  ownerId: text().transform(orNull),
  agencyId: text().transform(orNull),
  dueOn: neededDay('meeting.action.day.needed'),
})
