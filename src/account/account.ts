/** The shortest password an account may have. No rule asks for kinds of characters: length and not being known to attackers count. */
export const PASSWORD_MIN_LENGTH = 12

/** The longest password read; anything longer is refused before it is hashed. */
export const PASSWORD_MAX_LENGTH = 200

/** Wrong attempts for one address of e-mail, or from one connection, after which sign-in pauses … */
export const ATTEMPTS_FOR_EMAIL = 5
export const ATTEMPTS_FROM_ADDRESS = 100

/** … for this long. */
export const PAUSE_MINUTES = 15

/** How long an invitation to choose a password can be used. */
export const INVITATION_DAYS = 7
