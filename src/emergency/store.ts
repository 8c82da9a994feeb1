import { sql } from 'kysely'
import type { ActorTx } from '../db/database.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { EmergencyOpening, Finding } from './emergency.ts'

/** What became of an attempt. `childId` of a refused one is for the audit alone, never for the page. */
export type Attempt = { readonly outcome: 'opened' | 'refused' | 'too-many'; readonly childId: string | undefined }

/** Tries to open a child's record in an emergency; the database counts the attempt, compares and decides. */
export async function insertEmergencyOpening(
  tx: ActorTx,
  attempt: { reference: string; bornOn: CalendarDate | null; reason: string },
): Promise<Attempt> {
  const { rows } = await sql<{ outcome: Attempt['outcome']; whose: string | null }>`
    select * from open_in_emergency(${attempt.reference}, ${attempt.reason}, ${attempt.bornOn}::date)`.execute(tx)
  return { outcome: rows[0]?.outcome ?? 'refused', childId: rows[0]?.whose ?? undefined }
}

/** The openings of others that nobody has reviewed, oldest first; none for those who do not review. */
export async function listUnreviewedOpenings(tx: ActorTx): Promise<readonly EmergencyOpening[]> {
  const { rows } = await sql<{ opening_id: string; at: Date; reference: string; opened_by: string; reason: string }>`
    select * from emergency_openings()`.execute(tx)
  return rows.map(row => ({
    id: row.opening_id,
    at: row.at,
    reference: row.reference,
    openedBy: row.opened_by,
    reason: row.reason,
  }))
}

/** Closes the review of an opening; answers the child, or `undefined` when there is none that the actor may close. */
export async function updateOpeningReviewed(
  tx: ActorTx,
  review: { openingId: string; finding: Finding; note: string },
): Promise<string | undefined> {
  const { rows } = await sql<{ whose: string | null }>`
    select review_emergency_opening(${review.openingId}, ${review.finding}, ${review.note}) as whose`.execute(tx)
  return rows[0]?.whose ?? undefined
}
