import { catalogue } from './catalogue.ts'
import { openJobsDatabase } from './db/jobs.ts'
import { mailer } from './jobs/mail.ts'
import { type Jobs, startJobs } from './jobs/schedule.ts'
import { calendarDateAt } from './lib/calendar-date.ts'
import { collectReminders, sendLetters } from './reminder/jobs.ts'
import type { Settings } from './settings.ts'
import { startTransitionClocks } from './transition/store.ts'
import { translators } from './web/translation.ts'

const EVERY_MORNING = '30 7 * * 1-5'
const ALL_DAY = '*/10 7-19 * * 1-5'

/**
 * Starts what the clock starts: each working morning the plans for after 18 that have come near, and who is to be reminded of
 * what; through the day the e-mails that still have to leave. A morning that was missed is made up for by the next. Answers how
 * to stop it.
 */
export async function startTimers(settings: Settings, jobsUrl: string, address: string): Promise<() => Promise<void>> {
  const database = openJobsDatabase(jobsUrl)
  const jobs: Jobs = await startJobs(jobsUrl)
  const sendMail = settings.smtpUrl === undefined ? undefined : mailer(settings.smtpUrl, settings.mailFrom)
  await startTransitionClocks(database, calendarDateAt(new Date()))
  await jobs.every('reminders', EVERY_MORNING, async () => {
    const today = calendarDateAt(new Date())
    await startTransitionClocks(database, today)
    // Without a mail server they stay in the product, in everyone's list of work.
    if (sendMail !== undefined) await collectReminders(database, today)
  })
  if (sendMail !== undefined)
    await jobs.every('letters', ALL_DAY, async () => {
      await sendLetters({ database, translate: translators(catalogue), sendMail, address }, new Date())
    })
  return async () => {
    await jobs.stop()
    await database.destroy()
  }
}
