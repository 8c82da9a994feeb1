import { sql } from 'kysely'
import type { Actor, AgencyKind, Language, Role } from '../access/actor.ts'
import type { ActorTx, NobodyTx } from '../db/database.ts'
import type { FormFields } from './forms.ts'

/** A session as found by its token: in force, or lately ended, so that what was typed can be kept for its owner. */
export type Session = {
  readonly id: string
  /** What its token hashes to: proves to the database who acts. */
  readonly presented: Buffer
  readonly actor: Actor
  readonly inForce: boolean
  readonly lastSeenAt: Date
  readonly startedUntil: Date
  readonly publicView: boolean
}

type AccountRow = {
  user_id: string
  name: string
  email: string
  agency_id: string
  agency_kind: string
  language: string
  roles: string[]
  team_ids: string[]
}

/** The session of a token, with the roles and teams of its owner as they are now; `undefined` when there is none. */
export async function findSession(tx: NobodyTx, presented: Buffer, now: Date): Promise<Session | undefined> {
  const { rows } = await sql<
    AccountRow & {
      session_id: string
      last_seen_at: Date
      expires_at: Date
      ended_at: Date | null
      public_view: boolean
    }
  >`select * from session_of_token(${presented})`.execute(tx)
  const row = rows[0]
  return (
    row && {
      id: row.session_id,
      presented,
      actor: actorOf(row),
      inForce: row.ended_at === null && row.expires_at > now,
      lastSeenAt: row.last_seen_at,
      startedUntil: row.expires_at,
      publicView: row.public_view,
    }
  )
}

/** The person of an e-mail address, for those who hold a key of the deployment; `undefined` when there is none or they have left. */
export async function findActorByEmail(tx: NobodyTx | ActorTx, email: string): Promise<Actor | undefined> {
  const { rows } = await sql<AccountRow>`select * from user_by_email(${email})`.execute(tx)
  return rows[0] && actorOf(rows[0])
}

function actorOf(row: AccountRow): Actor {
  return {
    userId: row.user_id,
    name: row.name,
    email: row.email,
    agencyId: row.agency_id,
    agencyKind: row.agency_kind as AgencyKind,
    language: row.language as Language,
    roles: row.roles as Role[],
    teamIds: row.team_ids,
  }
}

/** Begins a session that lasts until `expiresAt` unless it is used; `undefined` when the person has left. */
export async function startSession(
  tx: NobodyTx,
  userId: string,
  presented: Buffer,
  expiresAt: Date,
): Promise<string | undefined> {
  const { rows } = await sql<{
    id: string | null
  }>`select start_session(${userId}, ${presented}, ${expiresAt}) as id`.execute(tx)
  return rows[0]?.id ?? undefined
}

/** Puts off the end of a session that is being used. */
export async function touchSession(tx: NobodyTx, presented: Buffer, expiresAt: Date): Promise<void> {
  await sql`select touch_session(${presented}, ${expiresAt})`.execute(tx)
}

/** Ends a session: its token opens nothing from the next click on. */
export async function endSession(tx: NobodyTx, presented: Buffer): Promise<void> {
  await sql`select end_session(${presented})`.execute(tx)
}

/** Turns names into references, or back, for one session. */
export async function setPublicView(tx: ActorTx, sessionId: string, publicView: boolean): Promise<void> {
  await tx.updateTable('session').set({ public_view: publicView }).where('id', '=', sessionId).execute()
}

/** Keeps what the owner of a session had typed on a page until they see that page again: two weeks at most. */
export async function parkForm(tx: NobodyTx, presented: Buffer, path: string, fields: FormFields): Promise<void> {
  await sql`select park_form(${presented}, ${path}, ${JSON.stringify(fields)})`.execute(tx)
}

/** Takes back what the actor had typed on a page: once. */
export async function takeParkedForm(tx: ActorTx, path: string): Promise<FormFields | undefined> {
  const row = await tx.deleteFrom('parked_form').where('path', '=', path).returning('fields').executeTakeFirst()
  return row && (row.fields as FormFields)
}

/** The page on which the actor was typing when their session ended, if any. */
export async function findParkedPath(tx: ActorTx): Promise<string | undefined> {
  const row = await tx.selectFrom('parked_form').orderBy('parked_at', 'desc').select('path').executeTakeFirst()
  return row?.path
}

/** The board this deployment serves, or `undefined` before it is founded. */
export type Board = { readonly kind: 'live' | 'demonstration'; readonly name: Readonly<Record<Language, string>> }

/** The board, for the frame of every page. */
export async function findBoard(tx: NobodyTx | ActorTx): Promise<Board | undefined> {
  const row = await tx.selectFrom('board').select(['kind', 'name_en', 'name_cy']).executeTakeFirst()
  return row && { kind: row.kind as Board['kind'], name: { en: row.name_en, cy: row.name_cy } }
}

/** Days the board added to the computed bank holidays. */
export async function listFurtherBankHolidays(tx: NobodyTx | ActorTx): Promise<readonly string[]> {
  const rows = await tx.selectFrom('further_bank_holiday').select('day').execute()
  return rows.map(row => row.day)
}
