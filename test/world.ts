import { findActorByEmail } from '../src/access/store/sessions.ts'
import type { Actor } from '../src/access/actor.ts'
import type { Work } from '../src/access/work.ts'
import { codeHash } from '../src/account/actions.ts'
import { bankHolidays } from '../src/calendar/bank-holidays.ts'
import { loadDemonstration } from '../src/demonstration/actions.ts'
import { newFoundingCode } from '../src/db/founding.ts'
import { calendarDateAt } from '../src/lib/calendar-date.ts'
import { openDatabase } from '../src/db/database.ts'
import { TEST_KEY, type TestDatabase, testDatabase } from './database.ts'

/** A demonstration board in a database of its own: some forty invented children at every point of the pathway. */
export type World = TestDatabase & {
  /** The member of staff of the demonstration board with this short name, such as `social-worker`. */
  readonly actor: (id: string) => Promise<Actor>
  /** Runs a deed as someone, now. */
  readonly as: <T>(id: string, deed: (work: Work) => Promise<T>) => Promise<T>
}

/** A database with the demonstration board in it; some seconds. The test runner makes one, and every world copies it. */
export async function demonstrationDatabase(): Promise<TestDatabase> {
  const database = await testDatabase()
  const key = await newFoundingCode(database.ownerUrl, codeHash, 'a-key-for-tests')
  if (key === undefined) throw new Error('the test database is not empty')
  await loadDemonstration(database.database, codeHash(key), new Date())
  return database
}

/** Makes the world: a copy of the runner's, or one loaded anew when a file runs by itself. */
export async function demonstrationWorld(): Promise<World> {
  const loaded = process.env['LLWYBR_TEST_WORLD']
  const database = loaded === undefined ? await demonstrationDatabase() : await testDatabase(loaded)
  // Who somebody is may be asked in the middle of a deed, so it has connections of its own.
  const lookups = openDatabase(database.appUrl, TEST_KEY, 2)
  const actor = async (id: string): Promise<Actor> => {
    const found = await lookups.asNobody(tx => findActorByEmail(tx, `${id}@demonstration.example`))
    if (found === undefined) throw new Error(`nobody is called ${id}`)
    return found
  }
  return {
    ...database,
    close: async () => {
      await lookups.close()
      await database.close()
    },
    actor,
    as: async (id, deed) => {
      const who = await actor(id)
      const now = new Date()
      return database.database.asActor(who.userId, tx =>
        deed({ tx, actor: who, now, today: calendarDateAt(now), holidays: bankHolidays() }),
      )
    },
  }
}
