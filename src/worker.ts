import { catalogue } from './catalogue.ts'
import { mailer } from './jobs/mail.ts'
import { type Jobs, startJobs } from './jobs/schedule.ts'
import { calendarDateAt } from './lib/calendar-date.ts'
import { remindOfClocks } from './clock/jobs.ts'
import { openRemindersDatabase } from './clock/store/reminders.ts'
import type { Settings } from './settings.ts'
import { translators } from './web/translation.ts'

const EVERY_MORNING = '30 7 * * 1-5'

/** Starts what the clock starts: each working morning, the reminders of what is due. Answers how to stop it. */
export async function startTimers(settings: Settings, jobsUrl: string, address: string): Promise<() => Promise<void>> {
  const database = openRemindersDatabase(jobsUrl)
  const jobs: Jobs = await startJobs(jobsUrl)
  const sendMail = settings.smtpUrl === undefined ? undefined : mailer(settings.smtpUrl, settings.mailFrom)
  await jobs.every('reminders', EVERY_MORNING, async () => {
    await remindOfClocks({ database, translate: translators(catalogue), sendMail, address }, calendarDateAt(new Date()))
  })
  return async () => {
    await jobs.stop()
    await database.destroy()
  }
}
