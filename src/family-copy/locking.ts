import { randomInt } from 'node:crypto'

// Without letters and digits that are taken for one another when they are told by telephone.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUPS = 4
const IN_GROUP = 4

/** A new passphrase for a locked copy: sixteen letters and digits by chance in four groups, some 79 bits. */
export function newPassphrase(): string {
  const group = () => Array.from({ length: IN_GROUP }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return Array.from({ length: GROUPS }, group).join('-')
}

/** Whether a text is such a passphrase: one that somebody made up is not. */
export function isPassphrase(text: string): boolean {
  return new RegExp(`^[${LETTERS}]{${IN_GROUP}}(?:-[${LETTERS}]{${IN_GROUP}}){${GROUPS - 1}}$`).test(text)
}
