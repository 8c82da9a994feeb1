import type { FieldErrors, FormFields } from './forms.ts'
import type { Draft } from './store.ts'
import type { Translate } from './translation.ts'

/** What a template is given beside the words and the frame. */
export type Model = Readonly<Record<string, unknown>>

/** A cookie to set or, with an empty value, to take away. */
export type CookieToSet = { readonly name: string; readonly value: string; readonly maxAgeSeconds?: number }

/** What a reader has typed on a page and not saved: filled into its forms now, or offered to be. At most one is filled into each. */
export type DraftsOfPage = { readonly filled: readonly Draft[]; readonly offered: readonly Draft[] }

/** What a page answers with. A value, so that it can be looked at before it is sent. */
export type Answer =
  | {
      readonly kind: 'page'
      readonly status: 200 | 400 | 403 | 409 | 429
      readonly view: string
      /** The words of <title>: never a name, since tabs and histories are seen by others. */
      readonly title: string
      readonly model: Model
      readonly values: FormFields
      readonly errors: FieldErrors
      /** Where fields with an error stand that are on another page: the address of each. */
      readonly errorsAt?: Readonly<Record<string, string>>
      /** What the reader has typed on this page before and not saved. */
      readonly drafts?: DraftsOfPage
    }
  | {
      readonly kind: 'redirect'
      readonly to: string
      readonly cookies?: readonly CookieToSet[]
      /** The browser is to forget the pages it has shown: none of them comes back by its back button. */
      readonly forgetsPages?: true
      /** What was typed into the form of the page that is gone to, and is to be there again. */
      readonly typed?: FormFields
      /** Nothing was done: words that were sent are kept for their author. */
      readonly isUndone?: true
    }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'nothing-to-show'; readonly status: 204 | 401 | 409 }
  /** Goes on until the reader leaves, and says each time that `listen` calls back that something changed: never what. */
  | { readonly kind: 'stream'; readonly listen: (say: () => void) => () => void }
  | { readonly kind: 'file'; readonly content: Buffer; readonly contentType: string; readonly fileName: string }

/** An answer that is a page. */
export type PageAnswer = Extract<Answer, { kind: 'page' }>

/** Shows a page, with the values of its form when it has one. */
export function show(view: string, title: string, model: Model = {}, values: FormFields = {}): PageAnswer {
  return { kind: 'page', status: 200, view, title, model, values, errors: {} }
}

/** Shows a form again with what was typed and a message at each field that needs another look. */
export function showErrors(
  view: string,
  title: string,
  model: Model,
  values: FormFields,
  errors: FieldErrors,
): PageAnswer {
  return { kind: 'page', status: 400, view, title, model, values, errors }
}

/** Shows a form: as it is met first, or again with what was typed when `errors` say what needs another look. */
export function showForm(
  view: string,
  title: string,
  model: Model,
  values: FormFields,
  errors: FieldErrors | undefined,
): PageAnswer {
  return errors === undefined ? show(view, title, model, values) : showErrors(view, title, model, values, errors)
}

/** One field of a row that two people changed: how it reads now, and what was typed. */
export type ConflictField = {
  readonly name: string
  readonly label: string
  readonly theirs: string
  readonly yours: string
  /** Both in words, when one of the two is to be chosen rather than a text written. */
  readonly choice?: readonly { readonly value: string; readonly text: string }[]
}

/**
 * Shows both texts when someone else saved first. The form goes to `action` again, with `hidden` fields and what the person
 * settles on; nothing is lost either way.
 */
export function conflict(title: string, action: string, fields: readonly ConflictField[], hidden: FormFields): Answer {
  return {
    kind: 'page',
    status: 409,
    view: 'web/views/conflict.njk',
    title,
    model: { action, fields, hidden },
    values: Object.fromEntries(
      fields.flatMap(field => (field.choice === undefined ? [] : [[field.name, field.yours]])),
    ),
    errors: {},
  }
}

/** What a field of a form holds, of all kinds of field. A list is sent as one text, its parts in the order in which they were offered. */
type Held = string | number | readonly string[] | null | undefined
type Sent<Name extends string> = { readonly [name in Name]?: Held }

/** Both sides of a form that was changed since it was read, and what surrounds them. */
type FormConflict<Name extends string> = {
  readonly theirs: Sent<NoInfer<Name>>
  readonly yours: Sent<Name>
  readonly labelOf: (name: NoInfer<Name>) => string
  /** Words for a value of a field (an answer, a day, a list as one text): one of the two is chosen. Without words it is a text, written anew. */
  readonly inWords?: (name: NoInfer<Name>, value: string) => string | undefined
  /** What goes along unseen: the version that stands now, and fields that are not settled here. */
  readonly hidden: FormFields
  /** Where a save leads: gone to when everything stands already as it was typed. */
  readonly savedAt: string
}

/**
 * The same for a whole form: fields that read otherwise now stand side by side, the others go along unseen. Where none does (a form that
 * was sent twice, two who wrote the same) there is nothing to settle, and its writer goes on as after a save.
 */
export function formConflict<Name extends string>(
  { t, path }: { readonly t: Translate; readonly path: string },
  { labelOf, inWords = () => undefined, hidden, savedAt, ...sides }: FormConflict<Name>,
): Answer {
  const names = Object.keys(sides.yours) as Name[]
  const sent = (value: Held) => [value ?? ''].flat().join(' ')
  const theirs = (name: Name) => sent(sides.theirs[name])
  const yours = (name: Name) => sent(sides.yours[name])
  const differing = names.filter(name => theirs(name) !== yours(name))
  if (differing.length === 0) return redirect(savedAt)
  const fields = differing.map(name => {
    const both = { name, label: labelOf(name), theirs: theirs(name), yours: yours(name) }
    const words = [...new Set([both.theirs, both.yours])].map(value => ({ value, text: inWords(name, value) }))
    if (words.every(each => each.text === undefined)) return both
    return { ...both, choice: words.map(({ value, text = '' }) => ({ value, text: text || t('web.conflict.empty') })) }
  })
  const equal = Object.fromEntries(names.filter(name => !differing.includes(name)).map(name => [name, yours(name)]))
  return conflict(t('web.conflict.title'), path, fields, { ...equal, ...hidden })
}

/** A list that was sent as one text, in words. */
export const inList = (sent: string, inWords: (part: string) => string): string =>
  sent.split(' ').filter(Boolean).map(inWords).join(' · ')

/** Takes the reader onwards after something was done. */
export function redirect(to: string, cookies: readonly CookieToSet[] = []): Answer {
  return { kind: 'redirect', to, cookies }
}

/** Takes the reader onwards in a browser that forgets the pages it has shown. */
export function redirectForgetting(to: string): Answer {
  return { kind: 'redirect', to, forgetsPages: true }
}

/** Takes the reader to where they can be now, with nothing done. Words that they sent are in the list of what they began. */
export function leadElsewhere(to: string): Answer {
  return { kind: 'redirect', to, isUndone: true }
}

/**
 * Takes the reader back to a page of which one button did something smaller than its form: what they have typed into the form is
 * filled in again.
 */
export function goOnWith(to: string, typed: FormFields): Answer {
  return { kind: 'redirect', to, typed }
}

/** Says that there is no such page: also when there is one that this reader may not know of. */
export function notFound(): Answer {
  return { kind: 'not-found' }
}

/** Answers a script of ours with a status alone: done, not signed in, or not done. */
export function nothingToShow(status: 204 | 401 | 409): Answer {
  return { kind: 'nothing-to-show', status }
}

/** Tells a script of ours that something changed, as often as `listen` calls back; what it answers with ends that. */
export function stream(listen: (say: () => void) => () => void): Answer {
  return { kind: 'stream', listen }
}

/** Sends a file. Its name is neutral: it is seen in folders and mail programs. */
export function file(content: Buffer, contentType: string, fileName: string): Answer {
  return { kind: 'file', content, contentType, fileName }
}
