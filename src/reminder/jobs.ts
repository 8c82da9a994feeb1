import type { Language } from '../access/actor.ts'
import type { JobsDatabase } from '../db/jobs.ts'
import type { SendMail } from '../jobs/mail.ts'
import { addDays, type CalendarDate } from '../lib/calendar-date.ts'
import type { Translate } from '../web/translation.ts'
import { nextTryAfter } from './rules.ts'
import { insertRemindersOwed, type Letter, takeLetters, updateLetterFailed, updateLetterSent } from './store.ts'

/** How many days before its day a clock is spoken of. */
const WARN_DAYS = 2

/** How long a process may take over one round of letters before another takes them up. */
const ROUND_MS = 30 * 60_000

/** What the letters need. */
export type LetterParts = {
  readonly database: JobsDatabase
  readonly translate: Readonly<Record<Language, Translate>>
  readonly sendMail: SendMail
  readonly address: string
}

/** Keeps who is to be told today of clocks that run out soon, and of those that have. Answers how many reminders are new. */
export async function collectReminders(database: JobsDatabase, today: CalendarDate): Promise<number> {
  return insertRemindersOwed(database, today, addDays(today, WARN_DAYS))
}

/**
 * Sends each person one e-mail with all that is waiting for them, in their language: how much is due soon, how much is late, and
 * where to sign in; of a child nothing. One that does not leave is tried again after growing waits and harms nobody else's.
 */
export async function sendLetters(parts: LetterParts, now: Date): Promise<{ sent: number; failed: number }> {
  const letters = await takeLetters(parts.database, now, new Date(now.getTime() + ROUND_MS))
  let sent = 0
  for (const letter of letters) {
    const left = await parts.sendMail({ to: letter.email, ...wordsOf(letter, parts) }).then(
      () => true,
      () => false,
    )
    if (left) await updateLetterSent(parts.database, letter, now)
    else await updateLetterFailed(parts.database, letter, now, nextTryAfter(letter.tries, now))
    sent += left ? 1 : 0
  }
  return { sent, failed: letters.length - sent }
}

function wordsOf(
  { language, soon, late }: Letter,
  { translate, address }: LetterParts,
): { subject: string; text: string } {
  const t = translate[language]
  const lines = [
    late > 0 ? t('reminder.late', { count: late }) : '',
    soon > 0 ? t('reminder.soon', { count: soon }) : '',
    t('reminder.sign-in', { address }),
  ]
  return {
    subject: t(late > 0 ? 'reminder.subject.late' : 'reminder.subject.soon'),
    text: lines.filter(line => line !== '').join('\n\n'),
  }
}
