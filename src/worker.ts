import { catalogue } from './catalogue.ts'
import { mailer } from './jobs/mail.ts'
import { type Jobs, startJobs } from './jobs/schedule.ts'
import { calendarDateAt } from './lib/calendar-date.ts'
import { remindOfClocks } from './clock/jobs.ts'
import { openRemindersDatabase } from './clock/store/reminders.ts'
import { startTransitionClocks } from './transition/store.ts'
import type { Settings } from './settings.ts'
import { translators } from './web/translation.ts'

const EVERY_MORNING = '30 7 * * 1-5'

/**
 * Starts what the clock starts: at once and each working morning the plans for after 18 that have come near, and each morning the
 * reminders of what is due. A morning that was missed is made up for by the next. Answers how to stop it.
 */
export async function startTimers(settings: Settings, jobsUrl: string, address: string): Promise<() => Promise<void>> {
  const database = openRemindersDatabase(jobsUrl)
  const jobs: Jobs = await startJobs(jobsUrl)
  const sendMail = settings.smtpUrl === undefined ? undefined : mailer(settings.smtpUrl, settings.mailFrom)
  await startTransitionClocks(database, calendarDateAt(new Date()))
  await jobs.every('reminders', EVERY_MORNING, async () => {
    const today = calendarDateAt(new Date())
    await startTransitionClocks(database, today)
    await remindOfClocks({ database, translate: translators(catalogue), sendMail, address }, today)
  })
  return async () => {
    await jobs.stop()
    await database.destroy()
  }
}
