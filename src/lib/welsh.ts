type PluralStem<K> = K extends `${infer Stem}_other` ? Stem : never

/**
 * The Welsh of an English catalogue: each of its keys, and the forms of a plural that English does not tell apart. A missing
 * one does not compile.
 */
export type Welsh<English> = { readonly [K in keyof English]: string } & {
  readonly [K in `${PluralStem<keyof English>}_${'zero' | 'two' | 'few' | 'many'}`]: string
}
