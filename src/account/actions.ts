import { createHash } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import knownPasswords from 'fxa-common-password-list'
import { generateSecret, verifySync } from 'otplib'
import type { Database } from '../db/database.ts'
import type { Sealer } from '../lib/sealing.ts'
import { type PasswordFault, passwordFault, signInWaits } from './rules.ts'
import {
  acceptInvitation,
  findCredential,
  findInvitation,
  insertAttempt,
  recordAtDoor,
  updateAttempt,
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
 * The attempt is counted before anything is compared, so that attempts side by side are as few as attempts in a row. A right
 * one and a wrong one leave their event.
 *
 * @protocol §4 Information sharing and consent; decision 0011
 */
export async function checkSignIn(
  database: Database,
  sealer: Sealer,
  attempt: { email: string; password: string; code: string; remoteAddress: string; now: Date },
): Promise<{ outcome: 'right'; userId: string } | { outcome: 'wrong' } | { outcome: 'waits' }> {
  const email = attempt.email.trim().toLowerCase()
  const emailHash = codeHash(`email:${email}`)
  const addressHash = codeHash(`address:${attempt.remoteAddress}`)
  const counted = await database.asNobody(async tx => {
    const { attemptId, before } = await insertAttempt(tx, emailHash, addressHash)
    if (!signInWaits(before, attempt.now)) return attemptId
    await updateAttempt(tx, attemptId, 'not-looked-at')
    return undefined
  })
  if (counted === undefined) return { outcome: 'waits' }

  const credential = await database.asNobody(tx => findCredential(tx, email))
  const passwordFits = await verify(credential?.passwordHash ?? (await nobodysHash), attempt.password.slice(0, 400))
  const secret =
    credential?.totpSecret == null ? undefined : sealer.unseal(credential.totpSecret, boundToAccount(credential.userId))
  const step = secret === undefined ? undefined : stepOfCode(secret, attempt.code, attempt.now)
  return database.asNobody(async tx => {
    const right =
      credential !== undefined && passwordFits && step !== undefined && (await useCodeStep(tx, credential.userId, step))
    if (right) await updateAttempt(tx, counted, 'right')
    await recordAtDoor(tx, right ? 'account.signed-in' : 'account.refused', credential?.userId)
    return right ? { outcome: 'right', userId: credential.userId } : { outcome: 'wrong' }
  })
}

const boundToAccount = (userId: string) => `account:${userId}`

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
  const step = stepOfCode(chosen.secret, chosen.code, chosen.now)
  if (step === undefined) return { outcome: 'wrong-code' }
  const passwordHash = await hash(chosen.password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  const userId = await database.asNobody(async tx => {
    const sealed = sealer.seal(chosen.secret, boundToAccount(invitation.userId))
    const accepted = await acceptInvitation(tx, codeHash(chosen.invitation), passwordHash, sealed, step)
    if (accepted !== undefined) await recordAtDoor(tx, 'account.credential-changed', accepted)
    return accepted
  })
  return userId === undefined ? { outcome: 'not-found' } : { outcome: 'chosen', userId }
}
