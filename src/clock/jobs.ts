import type { Language } from '../access/actor.ts'
import type { SendMail } from '../jobs/mail.ts'
import { addDays, type CalendarDate } from '../lib/calendar-date.ts'
import type { Translate } from '../web/translation.ts'
import { insertReminder, listRemindersOwed, type RemindersDatabase, updateReminderSent } from './store/reminders.ts'

/** How many days before its day a clock is spoken of. */
const WARN_DAYS = 2

/** What the reminders need. Without `sendMail` they stay in the product, in everyone's list of work. */
export type ReminderParts = {
  readonly database: RemindersDatabase
  readonly translate: Readonly<Record<Language, Translate>>
  readonly sendMail: SendMail | undefined
  readonly address: string
}

/**
 * Tells those who hold them of clocks that run out soon, and of those that have: once each, in the reader's language, and
 * with nothing in it but that something is due and where to sign in.
 *
 * @returns how many were told now
 */
export async function remindOfClocks(parts: ReminderParts, today: CalendarDate): Promise<number> {
  const owed = await listRemindersOwed(parts.database, today, addDays(today, WARN_DAYS))
  let told = 0
  for (const each of owed) {
    const id = await insertReminder(parts.database, each)
    if (id === undefined) continue // another process was quicker
    const t = parts.translate[each.language]
    if (parts.sendMail !== undefined) {
      await parts.sendMail({
        to: each.email,
        subject: t(`clock.reminder.${each.moment}.subject`),
        text: t(`clock.reminder.${each.moment}.text`, { address: parts.address }),
      })
      await updateReminderSent(parts.database, id)
    }
    told += 1
  }
  return told
}
