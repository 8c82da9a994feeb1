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
      await boss.createQueue(name)
      await boss.work(name, async () => work())
      await boss.schedule(name, cron, {}, { tz: 'Europe/London' })
    },
    stop: () => boss.stop({ graceful: true, wait: true, close: true }),
  }
}
