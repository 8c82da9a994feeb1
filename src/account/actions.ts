import { createHash } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import knownPasswords from 'fxa-common-password-list'
import { generateSecret, verifySync } from 'otplib'
import type { Database } from '../db/database.ts'
import type { Sealer } from '../lib/sealing.ts'
import { PAUSE_MINUTES } from './account.ts'
import { type PasswordFault, passwordFault, signInPauses } from './rules.ts'
import {
  acceptInvitation,
  countWrongAttempts,
  findCredential,
  findInvitation,
  insertAttempt,
  useCodeStep,
} from './store.ts'

const CODE_STEP_SECONDS = 30

/** The hash under which a one-time code or an address is kept. */
export function codeHash(code: string): Buffer {
  return createHash('sha256').update(code.trim()).digest()
}

/** Compared with when an address has no account, so that the answer takes as long. */
const nobodysHash = hash('a password that nobody has')

/**
 * Whether e-mail, password and code fit together.
 *
 * The answer is the same, and takes about as long, whether the account does not exist, the password is wrong or the code is.
 * After several wrong attempts sign-in pauses for a quarter of an hour, for accounts that do not exist too.
 */
export async function checkSignIn(
  database: Database,
  sealer: Sealer,
  attempt: { email: string; password: string; code: string; remoteAddress: string; now: Date },
): Promise<{ outcome: 'right'; userId: string } | { outcome: 'wrong' } | { outcome: 'paused' }> {
  const email = attempt.email.trim().toLowerCase()
  const emailHash = codeHash(`email:${email}`)
  const addressHash = codeHash(`address:${attempt.remoteAddress}`)
  const since = new Date(attempt.now.getTime() - PAUSE_MINUTES * 60_000)
  const before = await database.asNobody(tx => countWrongAttempts(tx, emailHash, addressHash, since))
  if (signInPauses(before)) return { outcome: 'paused' }

  const credential = await database.asNobody(tx => findCredential(tx, email))
  const passwordFits = await verify(credential?.passwordHash ?? (await nobodysHash), attempt.password.slice(0, 400))
  const secret = credential?.totpSecret == null ? undefined : sealer.unseal(credential.totpSecret)
  const step = secret === undefined ? undefined : stepOfCode(secret, attempt.code, attempt.now)
  return database.asNobody(async tx => {
    const right =
      credential !== undefined && passwordFits && step !== undefined && (await useCodeStep(tx, credential.userId, step))
    await insertAttempt(tx, emailHash, addressHash, right)
    return right ? { outcome: 'right', userId: credential.userId } : { outcome: 'wrong' }
  })
}

/** The time step in which a code is right, one to either side of now; `undefined` when it is not. */
export function stepOfCode(secret: string, code: string, now: Date): number | undefined {
  const token = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return undefined
  const current = Math.floor(now.getTime() / 1000 / CODE_STEP_SECONDS)
  return [current, current - 1, current + 1].find(
    step => verifySync({ secret, token, epoch: step * CODE_STEP_SECONDS, epochTolerance: 0 }).valid,
  )
}

/** A new secret for the app that shows codes. */
export function newCodeSecret(): string {
  return generateSecret()
}

/** Chooses the password of an invited account and confirms the app that shows its codes. */
export async function chooseCredential(
  database: Database,
  sealer: Sealer,
  chosen: { invitation: string; password: string; secret: string; code: string; now: Date },
): Promise<
  | { outcome: 'chosen'; userId: string }
  | { outcome: 'wrong-code' }
  | { outcome: 'password'; fault: PasswordFault }
  | { outcome: 'not-found' }
> {
  const invitation = await database.asNobody(tx => findInvitation(tx, codeHash(chosen.invitation)))
  if (invitation === undefined) return { outcome: 'not-found' }
  const fault = passwordFault(chosen.password, invitation.email, text => knownPasswords.test(text))
  if (fault !== undefined) return { outcome: 'password', fault }
  if (stepOfCode(chosen.secret, chosen.code, chosen.now) === undefined) return { outcome: 'wrong-code' }
  const passwordHash = await hash(chosen.password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  const userId = await database.asNobody(tx =>
    acceptInvitation(tx, codeHash(chosen.invitation), passwordHash, sealer.seal(chosen.secret)),
  )
  return userId === undefined ? { outcome: 'not-found' } : { outcome: 'chosen', userId }
}
