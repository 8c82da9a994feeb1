const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether a text can be the identifier of a row: a UUID in small letters. Says nothing of whether there is such a row. */
export function isIdentifier(text: string): boolean {
  return UUID.test(text)
}
