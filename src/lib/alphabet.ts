const ALPHABETS = { en: new Intl.Collator('en-GB'), cy: new Intl.Collator('cy-GB') } as const

/**
 * A list in the order in which a reader of the language looks for things, whatever order the database keeps: in Welsh *ch*, *dd*,
 * *ff*, *ng*, *ll*, *ph*, *rh* and *th* are letters. What is the same stays in the order it came.
 */
export function inAlphabet<Item>(
  language: 'en' | 'cy',
  list: readonly Item[],
  textOf: (item: Item) => string,
): readonly Item[] {
  return list.toSorted((one, other) => ALPHABETS[language].compare(textOf(one), textOf(other)))
}
