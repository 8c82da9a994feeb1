import { ATTEMPTS_FOR_EMAIL, ATTEMPTS_FROM_ADDRESS, PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from './account.ts'

/** What is wrong with a new password, or nothing. */
export type PasswordFault = 'too-short' | 'too-long' | 'is-known' | 'is-the-email'

/**
 * What keeps a text from being a password: its length at either end (both ends are in), standing in the list of passwords
 * that attackers try first, or being the account's own address.
 *
 * @param isKnown whether the text, in lower case, stands in the list
 * @protocol §4 Information sharing and consent; decision 0011
 */
export function passwordFault(
  password: string,
  email: string,
  isKnown: (text: string) => boolean,
): PasswordFault | undefined {
  if ([...password].length < PASSWORD_MIN_LENGTH) return 'too-short'
  if ([...password].length > PASSWORD_MAX_LENGTH) return 'too-long'
  if (password.toLowerCase() === email.toLowerCase()) return 'is-the-email'
  if (isKnown(password.toLowerCase()) || /^(.)\1*$/.test(password)) return 'is-known'
  return undefined
}

/**
 * Whether sign-in pauses after this many wrong attempts in a row. Whether the account exists makes no difference.
 *
 * @protocol §4 Information sharing and consent; decision 0011
 */
export function signInPauses(wrong: { readonly forEmail: number; readonly fromAddress: number }): boolean {
  return wrong.forEmail >= ATTEMPTS_FOR_EMAIL || wrong.fromAddress >= ATTEMPTS_FROM_ADDRESS
}
