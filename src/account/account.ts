/** The shortest password an account may have. No rule asks for kinds of characters: length and not being known to attackers count. */
export const PASSWORD_MIN_LENGTH = 12

/** The longest password read; anything longer is refused before it is hashed. */
export const PASSWORD_MAX_LENGTH = 200

/** Wrong attempts in a row for one account from one source after which that source waits … */
export const ATTEMPTS_FROM_ONE_SOURCE = 5

/** … for this many minutes at first, twice as long after each further one, … */
export const FIRST_WAIT_MINUTES = 1

/** … and never longer than this. */
export const LONGEST_WAIT_MINUTES = 60

/** Wrong attempts within an hour for one account, from wherever, after which only known sources are heard for it. */
export const ATTEMPTS_FOR_ONE_ACCOUNT = 50

/** Wrong attempts within an hour from one source, for whatever accounts, after which it is heard only for accounts it is known for. */
export const ATTEMPTS_FROM_SOURCE_FOR_ALL = 100

/** How long an invitation to choose a password can be used. */
export const INVITATION_DAYS = 7

/** What went before an attempt to sign in. */
export type AttemptsBefore = {
  /** Wrong ones in a row for this account from this source, within a day, and when the last was. */
  readonly pairWrong: number
  readonly pairLastAt: Date | null
  /** Whether this account was signed in to from this source within ninety days. */
  readonly known: boolean
  /** Wrong ones within the hour: for the account from wherever, from the source for whatever account. */
  readonly accountWrong: number
  readonly sourceWrong: number
}
