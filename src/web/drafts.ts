import type { DraftsOfPage, Model } from './answer.ts'
import { fillForm, isText } from './fill-form.ts'
import { withKeys } from './sending.ts'
import type { Draft } from './store.ts'

/** Stands in a page where it says what was typed before and not saved. */
export const DRAFTS_MARK = '<!-- drafts -->'

/**
 * Which of a page's drafts are filled in at once and which are offered: of each form the newest that is awaited, or the one that the
 * reader asked for.
 *
 * @param drafts of one page, what was kept last first
 */
export function chooseDrafts(drafts: readonly Draft[], asked: string | undefined): DraftsOfPage {
  const filled = new Map<string, Draft>()
  for (const draft of drafts) if (draft.id === asked) filled.set(draft.form, draft)
  for (const draft of drafts) if (draft.isAwaited && !filled.has(draft.form)) filled.set(draft.form, draft)
  const isFilled = new Set([...filled.values()].map(draft => draft.id))
  return { filled: [...filled.values()], offered: drafts.filter(draft => !isFilled.has(draft.id)) }
}

/** The words that somebody wrote in a form, in the order of its fields. */
export function wordsOf(draft: Pick<Draft, 'fields'>): readonly string[] {
  return Object.values(draft.fields).flat().filter(isText)
}

/**
 * A page with what was typed before: filled into its forms, and said or offered on top. What says no more than the page itself does is
 * not spoken of, and what was begun at another moment of the page is spoken of without its words.
 *
 * @param notice makes the words on top
 */
export function withDrafts(html: string, { filled, offered }: DraftsOfPage, notice: (model: Model) => string): string {
  let content = html
  const isOfAnotherMoment = (draft: Draft) => fillForm(html, draft.form, draft.fields).isOfAnotherMoment
  const elsewhere = [...filled, ...offered].filter(isOfAnotherMoment)
  const again = filled
    .filter(draft => !elsewhere.includes(draft))
    .map(draft => {
      const made = fillForm(content, draft.form, draft.fields)
      content = made.html
      return { draft, ...made }
    })
  const model = {
    again: again.filter(each => each.differs),
    offered: offered
      .filter(draft => !elsewhere.includes(draft) && fillForm(content, draft.form, draft.fields).differs)
      .map(draft => ({ draft, words: wordsOf(draft) })),
    elsewhere,
  }
  const goOn = again.map(({ draft }) => ({ form: draft.form, key: draft.id }))
  return withKeys(
    content.replace(DRAFTS_MARK, () => notice(model)),
    goOn,
  )
}
