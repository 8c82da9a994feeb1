import type { Work } from '../../access/work.ts'
import { findEntry } from '../../entry/store.ts'
import { translateEntry } from '../../translation/actions.ts'
import type { CaseFile } from '../case-file.ts'
import { type Deed, refusal } from './deed.ts'

/** What people put of an entry into other languages. `entryOf` finds the entry when each is written: it may not be there before. */
export function* translationDeeds(
  translations: CaseFile['notes'][number]['translations'],
  place: string,
  entryOf: (work: Work) => string | undefined | Promise<string | undefined>,
): Generator<Deed> {
  for (const [nth, { at, by, ...translation }] of translations.entries())
    yield {
      at,
      by,
      place: `${place}[${nth}]`,
      run: async work => {
        const entryId = await entryOf(work)
        const entry = entryId === undefined ? undefined : await findEntry(work.tx, entryId)
        if (entry === undefined) return 'an entry that whoever writes may not read'
        const { id, wordsVersion } = entry
        return refusal(await translateEntry(work, { ...translation, entryId: id, wordsVersion }), 'translated')
      },
    }
}
