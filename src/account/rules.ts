import {
  ATTEMPTS_FOR_ONE_ACCOUNT,
  ATTEMPTS_FROM_ONE_SOURCE,
  ATTEMPTS_FROM_SOURCE_FOR_ALL,
  type AttemptsBefore,
  FIRST_WAIT_MINUTES,
  LONGEST_WAIT_MINUTES,
  PASSWORD_MAX_LENGTH,
  PASSWORD_MIN_LENGTH,
} from './account.ts'

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
 * Whether sign-in waits now. Whether the account exists makes no difference.
 *
 * A source waits for one account after its own wrong attempts, and the wait grows; so nobody makes another wait who signs in
 * from elsewhere. A flood of wrong attempts, for one account or from one source, makes those wait alone who are not known.
 *
 * @param now the instant of this attempt; at the very end of the wait it is heard
 * @protocol §4 Information sharing and consent; decision 0011
 */
export function signInWaits(before: AttemptsBefore, now: Date): boolean {
  if (
    !before.known &&
    (before.accountWrong >= ATTEMPTS_FOR_ONE_ACCOUNT || before.sourceWrong >= ATTEMPTS_FROM_SOURCE_FOR_ALL)
  )
    return true
  const over = before.pairWrong - ATTEMPTS_FROM_ONE_SOURCE
  if (over < 0 || before.pairLastAt === null) return false
  const minutes = Math.min(FIRST_WAIT_MINUTES * 2 ** over, LONGEST_WAIT_MINUTES)
  return now.getTime() < before.pairLastAt.getTime() + minutes * 60_000
}
