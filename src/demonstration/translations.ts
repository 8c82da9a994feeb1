import type { z } from 'zod'
import type { caseFile } from '../case-file/case-file.ts'
import type { Story } from './made-of.ts'
import { wordsOf } from './words.ts'

type Translations = NonNullable<NonNullable<z.input<typeof caseFile>['notes']>[number]['translations']>

/** The words of a story in the other of the two languages, as a person put them. */
export function translationOf(
  story: Story,
  which: 'childs2' | 'online',
  deed: { readonly at: string; readonly by: string },
  forFamily = false,
): Translations {
  const language = story.language === 'cy' ? 'en' : 'cy'
  const text = wordsOf(language, story.theme, story.givenName)[which]
  return [{ ...deed, language, text, translatedBy: TRANSLATOR[language], forFamily }]
}

/** Who put it into which language. */
export const TRANSLATOR = { en: 'Nia Eiriau, translator', cy: 'Nia Eiriau, cyfieithydd' } as const
