import { setTimeout as wait } from 'node:timers/promises'
import PgBoss from 'pg-boss'

/** A queue of jobs in the same database, under the jobs' own role. */
export type Jobs = {
  /** Runs `work` at the times of a cron line, in Wales's time; one at a time, whichever process it falls to. */
  readonly every: (name: string, cron: string, work: () => Promise<void>) => Promise<void>
  readonly stop: () => Promise<void>
}

/** Starts the queue. `url` names the role llwybr_jobs, which owns the queue's schema and sees nothing else but due days. */
export async function startJobs(url: string): Promise<Jobs> {
  const boss = new PgBoss({ connectionString: url, schema: 'jobs', application_name: 'llwybr-jobs', max: 3 })
  boss.on('error', () => undefined) // a lost connection is tried again by the queue itself
  await boss.start()
  return {
    every: async (name, cron, work) => {
      // A queue is a table of its own: whoever makes one stands in the way of all who look for jobs, and of each other.
      await despiteDeadlocks(async () => {
        if ((await boss.getQueue(name)) === null) await boss.createQueue(name)
      })
      await boss.work(name, async () => work())
      await boss.schedule(name, cron, {}, { tz: 'Europe/London' })
    },
    stop: () => boss.stop({ graceful: true, wait: true, close: true }),
  }
}

const MOST_TRIES = 12

// Of several who wait for each other the database ends one, which has done nothing and may try again.
async function despiteDeadlocks(deed: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1)
    try {
      return await deed()
    } catch (error) {
      if ((error as { code?: unknown } | undefined)?.code !== '40P01' || tries === MOST_TRIES) throw error
      await wait(Math.random() * 200 * tries)
    }
}
