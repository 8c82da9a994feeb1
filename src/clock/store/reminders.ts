import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Language } from '../../access/actor.ts'
import type { DB } from '../../db/schema.ts'
import type { CalendarDate } from '../../lib/calendar-date.ts'

/** Connections of the jobs' role, which sees when something is due and whose it is, and nothing about any child. */
export type RemindersDatabase = Kysely<DB>

/** Opens the jobs' role's connections. */
export function openRemindersDatabase(url: string): RemindersDatabase {
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  pool.on('error', () => undefined) // an idle connection that the server closed is replaced at its next use
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
}

/** Someone to be told of a clock that they hold, by themselves or with a team. */
export type ReminderOwed = {
  readonly clockId: string
  readonly userId: string
  readonly email: string
  readonly language: Language
  readonly moment: 'approaching' | 'passed'
}

/** Who is to be told now: of clocks due until `soon` that run, each person once before and once after the day. */
export async function listRemindersOwed(
  db: RemindersDatabase,
  today: CalendarDate,
  soon: CalendarDate,
): Promise<readonly ReminderOwed[]> {
  const { rows } = await sql<{ clock_id: string; user_id: string; email: string; language: string; moment: string }>`
    with due as (
      select c.id, c.holder_id, case when c.due_on < ${today}::date then 'passed' else 'approaching' end as moment
        from clock c where c.met_at is null and c.stopped_at is null and c.due_on <= ${soon}::date)
    select due.id as clock_id, u.user_id, u.email, u.language, due.moment
      from due, lateral users_of_holder(due.holder_id) u
     where not exists (select 1 from reminder r where r.clock_id = due.id and r.user_id = u.user_id and r.moment = due.moment)
     limit 1000`.execute(db)
  return rows.map(row => ({
    clockId: row.clock_id,
    userId: row.user_id,
    email: row.email,
    language: row.language as Language,
    moment: row.moment as ReminderOwed['moment'],
  }))
}

/** Keeps that someone is told; `undefined` when they have been already. */
export async function insertReminder(db: RemindersDatabase, reminder: ReminderOwed): Promise<string | undefined> {
  const row = await db
    .insertInto('reminder')
    .values({ clock_id: reminder.clockId, user_id: reminder.userId, moment: reminder.moment })
    .onConflict(conflict => conflict.columns(['clock_id', 'user_id', 'moment']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

/** Keeps that the e-mail left. */
export async function updateReminderSent(db: RemindersDatabase, id: string): Promise<void> {
  await db
    .updateTable('reminder')
    .set({ sent_at: sql<Date>`now()` })
    .where('id', '=', id)
    .execute()
}
