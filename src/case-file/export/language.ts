/** The language of words as a case file writes it, under a name of its own where one is given: nothing where nobody said which. */
export const inLanguage = (code: unknown, name = 'writtenIn'): Readonly<Record<string, unknown>> =>
  (code ?? '') === '' ? {} : { [name]: code }
