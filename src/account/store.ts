import { sql } from 'kysely'
import type { Language, Role } from '../access/actor.ts'
import type { AuditEvent } from '../audit/events.ts'
import type { NobodyTx } from '../db/database.ts'
import type { AttemptsBefore } from './account.ts'

/** What sign-in compares with. */
export type Credential = {
  readonly userId: string
  readonly passwordHash: string
  readonly totpSecret: Buffer | null
  readonly confirmed: boolean
}

/** The credential of an address, or `undefined`: the caller does the same work either way. */
export async function findCredential(tx: NobodyTx, email: string): Promise<Credential | undefined> {
  const { rows } = await sql<{
    user_id: string
    password_hash: string
    totp_secret: Buffer | null
    totp_confirmed_at: Date | null
  }>`
    select * from account_for_sign_in(${email})`.execute(tx)
  const row = rows[0]
  return (
    row && {
      userId: row.user_id,
      passwordHash: row.password_hash,
      totpSecret: row.totp_secret,
      confirmed: row.totp_confirmed_at !== null,
    }
  )
}

/** Counts an attempt, before anything of it is compared, and answers what went before it. */
export async function insertAttempt(
  tx: NobodyTx,
  emailHash: Buffer,
  addressHash: Buffer,
): Promise<{ attemptId: number; before: AttemptsBefore }> {
  const { rows } = await sql<{
    attempt_id: number
    pair_wrong: number
    pair_last_at: Date | null
    known: boolean
    account_wrong: number
    source_wrong: number
  }>`select * from begin_sign_in(${emailHash}, ${addressHash})`.execute(tx)
  const row = rows[0]
  if (row === undefined) throw new Error('an attempt was not counted')
  return {
    attemptId: row.attempt_id,
    before: {
      pairWrong: row.pair_wrong,
      pairLastAt: row.pair_last_at,
      known: row.known,
      accountWrong: row.account_wrong,
      sourceWrong: row.source_wrong,
    },
  }
}

/** Says what an attempt came to. One that is not spoken of again stays wrong. */
export async function updateAttempt(tx: NobodyTx, attemptId: number, cameTo: 'right' | 'not-looked-at'): Promise<void> {
  await sql`select end_sign_in(${attemptId}, ${cameTo})`.execute(tx)
}

/** Records what happened at the door, where nobody acts yet. */
export async function recordAtDoor(
  tx: NobodyTx,
  event: Extract<AuditEvent, 'account.signed-in' | 'account.refused' | 'account.credential-changed'>,
  userId: string | undefined,
): Promise<void> {
  await sql`select record_at_door(${event}, ${userId ?? null})`.execute(tx)
}

/** Uses up one time step of the code; false when it was used before. */
export async function useCodeStep(tx: NobodyTx, userId: string, step: number): Promise<boolean> {
  const { rows } = await sql<{ used: boolean }>`select use_totp_step(${userId}, ${step}) as used`.execute(tx)
  return rows[0]?.used ?? false
}

/** Whose invitation a code is, when it can still be used. */
export async function findInvitation(
  tx: NobodyTx,
  codeHash: Buffer,
): Promise<{ userId: string; email: string; name: string } | undefined> {
  const { rows } = await sql<{
    user_id: string
    email: string
    name: string
  }>`select * from invitation_account(${codeHash})`.execute(tx)
  const row = rows[0]
  return row && { userId: row.user_id, email: row.email, name: row.name }
}

/** Chooses a password with an invitation, once; the code step that was shown is used up by it. */
export async function acceptInvitation(
  tx: NobodyTx,
  codeHash: Buffer,
  passwordHash: string,
  totpSecret: Buffer,
  usedStep: number,
): Promise<string | undefined> {
  const { rows } = await sql<{
    id: string | null
  }>`select accept_invitation(${codeHash}, ${passwordHash}, ${totpSecret}, ${usedStep}) as id`.execute(tx)
  return rows[0]?.id ?? undefined
}

/** Someone whom a visitor of a demonstration board can be. */
export type DemonstrationAccount = {
  readonly userId: string
  readonly name: string
  readonly jobTitle: Readonly<Record<Language, string>>
  readonly email: string
  readonly language: Language
  readonly agency: Readonly<Record<Language, string>>
  readonly roles: readonly Role[]
}

/** Everyone on a demonstration board; nobody on any other. */
export async function listDemonstrationAccounts(tx: NobodyTx): Promise<readonly DemonstrationAccount[]> {
  const { rows } = await sql<{
    user_id: string
    name: string
    job_title: string
    job_title_cy: string
    email: string
    language: string
    agency_en: string
    agency_cy: string
    roles: string[]
  }>`
    select * from demonstration_accounts()`.execute(tx)
  return rows.map(row => ({
    userId: row.user_id,
    name: row.name,
    jobTitle: { en: row.job_title, cy: row.job_title_cy },
    email: row.email,
    language: row.language as Language,
    agency: { en: row.agency_en, cy: row.agency_cy },
    roles: row.roles as Role[],
  }))
}
