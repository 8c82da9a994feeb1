import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { type Jobs, startJobs } from './schedule.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

test('eight processes that start at one instant on a new database all have their timers', async () => {
  const started = await Promise.allSettled(
    Array.from({ length: 8 }, async (): Promise<Jobs> => {
      const jobs = await startJobs(database.jobsUrl)
      await jobs.every('one', '30 7 * * 1-5', () => Promise.resolve())
      await jobs.every('other', '*/10 7-19 * * 1-5', () => Promise.resolve())
      return jobs
    }),
  )
  for (const each of started) if (each.status === 'fulfilled') await each.value.stop()
  assert.deepEqual(
    started.flatMap(each => (each.status === 'rejected' ? [String(each.reason)] : [])),
    [],
  )
})
