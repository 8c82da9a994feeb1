/** The language of words as a case file writes it: nothing where nobody said which. */
export const inLanguage = (code: unknown): { readonly writtenIn?: unknown } =>
  (code ?? '') === '' ? {} : { writtenIn: code }
