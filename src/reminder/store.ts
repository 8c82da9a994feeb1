import { sql } from 'kysely'
import type { Language } from '../access/actor.ts'
import { anyOf } from '../db/any-of.ts'
import type { ActorTx } from '../db/database.ts'
import type { JobsDatabase } from '../db/jobs.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'

/**
 * Keeps, of clocks due until `soon` that run, who is to be told: each person once before the day and once after it.
 *
 * @returns how many were kept now
 */
export async function insertRemindersOwed(db: JobsDatabase, today: CalendarDate, soon: CalendarDate): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into reminder (clock_id, user_id, moment)
    select c.id, u.user_id, case when c.due_on < ${today}::date then 'passed' else 'approaching' end
      from clock c, lateral users_of_holder(c.holder_id) u
     where c.met_at is null and c.stopped_at is null and c.due_on <= ${soon}::date
    on conflict (clock_id, user_id, moment) do nothing`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** All that one person is to be told now, as one e-mail. */
export type Letter = {
  readonly reminderIds: readonly string[]
  readonly email: string
  readonly language: Language
  readonly soon: number
  readonly late: number
  /** How often it was tried, this time among them. */
  readonly tries: number
}

/**
 * Takes up the letters whose time has come: what is still to be done, of people who are still here, each person's together. Each
 * is put off first, so that no second process sends it too and one that is killed here is tried again.
 *
 * @param putOffUntil when it is tried again unless it is said to have left
 */
export async function takeLetters(db: JobsDatabase, now: Date, putOffUntil: Date): Promise<readonly Letter[]> {
  const { rows } = await sql<{
    ids: string[]
    email: string
    language: string
    soon: number
    late: number
    tries: number
  }>`
    with taken as (
      update reminder r set tries = r.tries + 1, next_try_at = ${putOffUntil}
        from clock c, app_user u
       where c.id = r.clock_id and c.met_at is null and c.stopped_at is null and u.id = r.user_id and u.left_at is null
         and r.sent_at is null and r.given_up_at is null and r.next_try_at <= ${now}
      returning r.id, r.user_id, r.moment, r.tries, u.email, u.language)
    select array_agg(id) as ids, email, language, max(tries)::int as tries,
           count(*) filter (where moment = 'approaching')::int as soon, count(*) filter (where moment = 'passed')::int as late
      from taken group by user_id, email, language order by email`.execute(db)
  return rows.map(({ ids, language, ...row }) => ({ ...row, reminderIds: ids, language: language as Language }))
}

/** Keeps that a letter left. */
export async function updateLetterSent(db: JobsDatabase, letter: Letter, at: Date): Promise<void> {
  await db.updateTable('reminder').set({ sent_at: at }).where('id', '=', anyOf(letter.reminderIds)).execute()
}

/** Keeps that a letter did not leave, and when it is tried again; given up when there is no such time. */
export async function updateLetterFailed(
  db: JobsDatabase,
  letter: Letter,
  at: Date,
  nextTryAt: Date | undefined,
): Promise<void> {
  await db
    .updateTable('reminder')
    .set({ failed_at: at, ...(nextTryAt === undefined ? { given_up_at: at } : { next_try_at: nextTryAt }) })
    .where('id', '=', anyOf(letter.reminderIds))
    .execute()
}

/** Somebody whose e-mails were given up: how many, and since when. */
export type Undelivered = { readonly userId: string; readonly count: number; readonly since: Date }

/** Whose e-mails were given up, as far as the actor may know; the longest first. */
export async function listUndelivered(tx: ActorTx): Promise<readonly Undelivered[]> {
  const rows = await tx
    .selectFrom('reminder')
    .where('given_up_at', 'is not', null)
    .groupBy('user_id')
    .select(eb => ['user_id', eb.fn.count<string>('id').as('count'), eb.fn.min<Date>('given_up_at').as('since')])
    .orderBy('since')
    .execute()
  return rows.map(row => ({ userId: row.user_id, count: Number(row.count), since: row.since }))
}

/** Lets the e-mails of somebody that were given up be tried again; false when there are none. */
export async function updateTriedAgain(tx: ActorTx, userId: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select try_reminders_again(${userId}) as done`.execute(tx)
  return rows[0]?.done ?? false
}
