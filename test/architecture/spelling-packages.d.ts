declare module 'dictionary-cy' {
  const dictionary: { aff: Buffer; dic: Buffer }
  export default dictionary
}

declare module 'nspell' {
  /** A spelling checker made from a Hunspell dictionary. */
  export default function nspell(dictionary: { aff: Buffer; dic: Buffer }): { correct(word: string): boolean }
}
