import type { Actor } from './access/actor.ts'
import type { Work } from './access/work.ts'
import { holidaysOf } from './app.ts'
import { type Database, openDatabase } from './db/database.ts'
import { migrate } from './db/migrate.ts'
import { roleUrl } from './db/roles.ts'
import { databaseServer } from './db/server.ts'
import { calendarDateAt } from './lib/calendar-date.ts'
import { readSettings } from './settings.ts'

/** Something the person at the keyboard can mend: printed as it is, without a stack. */
export class CommandError extends Error {}

/** Runs a command on the board's database, which is brought up to date first. */
export async function withDatabase(
  work: (database: Database, urls: { ownerUrl: string }) => Promise<void>,
): Promise<void> {
  const settings = readSettings(process.env)
  const server = await databaseServer(settings)
  try {
    await migrate({ adminUrl: server.adminUrl, database: settings.databaseName, secretKey: settings.secretKey })
    const database = openDatabase(
      roleUrl(server.adminUrl, settings.databaseName, 'llwybr_app', settings.secretKey),
      settings.secretKey,
      4,
    )
    try {
      await work(database, {
        ownerUrl: roleUrl(server.adminUrl, settings.databaseName, 'llwybr_owner', settings.secretKey),
      })
    } finally {
      await database.close()
    }
  } finally {
    await server.stop()
  }
}

/** Runs a deed of somebody's from the command line, now, in one transaction. */
export async function workAs<T>(database: Database, actor: Actor, deed: (work: Work) => Promise<T>): Promise<T> {
  const holidays = await holidaysOf(database)()
  const now = new Date()
  return database.asActor(actor.userId, tx => deed({ tx, actor, now, today: calendarDateAt(now), holidays }))
}
