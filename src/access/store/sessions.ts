import { sql } from 'kysely'
import type { Actor, AgencyKind, Language, Role } from '../actor.ts'
import type { ActorTx, NobodyTx } from '../../db/database.ts'

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
  /** The place to which its browser is kept, as a path: the room in which a family sits. Empty for most. */
  readonly keptTo: string
  /** The pages on which its owner has typed something that is not saved. */
  readonly draftPaths: readonly string[]
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
      kept_to: string | null
      draft_paths: string[]
    }
  >`select s.*, session_kept_to(${presented}) as kept_to, draft_paths(${presented}) from session_of_token(${presented}) s`.execute(
    tx,
  )
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
      keptTo: row.kept_to ?? '',
      draftPaths: row.draft_paths,
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

/**
 * Keeps the browser of one of the actor's sessions to a place, as a path: the service answers that session with nothing else. It is
 * not let go again; whoever goes on elsewhere signs in anew.
 */
export async function keepSessionTo(tx: ActorTx, sessionId: string, place: string): Promise<void> {
  await sql`select keep_session_to(${sessionId}, ${place})`.execute(tx)
}

/** A session of the actor's own that is in force. */
export type OwnSession = { readonly id: string; readonly startedAt: Date; readonly lastSeenAt: Date }

/** The actor's own sessions that are in force, the one used last first. */
export async function listOwnSessions(tx: ActorTx): Promise<readonly OwnSession[]> {
  const rows = await tx
    .selectFrom('session')
    .where('ended_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .orderBy('last_seen_at', 'desc')
    .select(['id', 'started_at', 'last_seen_at'])
    .execute()
  return rows.map(row => ({ id: row.id, startedAt: row.started_at, lastSeenAt: row.last_seen_at }))
}

/** Ends a session of the actor's own; false when there is none that is in force. */
export async function updateOwnSessionEnded(tx: ActorTx, sessionId: string): Promise<boolean> {
  const result = await tx
    .updateTable('session')
    .set({ ended_at: sql<Date>`now()` })
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
