import type { Language } from '../access/actor.ts'
import type { Work } from '../access/work.ts'
import { findBoard } from '../board/store/board.ts'
import type { Entry } from '../entry/entry.ts'
import type { CopyOptions } from '../meeting/document.ts'
import { type Block, wordsOf } from '../documents/document.ts'
import { staysOut, takenFromClosed } from '../meeting/likeness.ts'
import type { FamilyDecision, Meeting } from '../meeting/meeting.ts'
import { isInClosedSession } from '../meeting/store/people.ts'
import { calendarDateAt, formatShortDay } from '../lib/calendar-date.ts'
import type { Visit } from '../web/page.ts'
import type { Translate } from '../web/translation.ts'
import { givenOf, type Sending } from './family-copy.ts'

/** In which language and with which words a copy is made for whoever visits. */
export async function copyOptions(work: Work, visit: Visit, language: 'en' | 'cy'): Promise<CopyOptions> {
  const board = await findBoard(work.tx)
  const t = visit.tIn(language)
  return { language, t, banner: board?.kind === 'demonstration' ? t('web.demonstration.banner') : undefined }
}

/** What was given, in which language, to whom, how, when and by whom, in one line. */
export function sendingLine(
  sending: Sending,
  by: string,
  { t, language }: { t: Translate; language: Language },
): string {
  return t('meeting.sending.line', {
    copy: t(`meeting.copy.${givenOf(sending)}`),
    language: t(`board.language.${sending.language}`),
    to: sending.sentTo,
    how: t(`meeting.sending.${sending.how}`),
    day: formatShortDay(calendarDateAt(sending.sentAt), language),
    by,
  })
}

/**
 * Entries whose words were first said where the family was not, reworded ones too, for whoever reads a copy before it leaves; none
 * to a reader from outside the closed session.
 *
 * @protocol Appendix One, Disclosure and redaction
 */
export async function originsShown(
  work: Work,
  meeting: Meeting,
  entries: readonly Entry[],
): Promise<readonly string[]> {
  if (!(await isInClosedSession(work.tx, meeting.id))) return []
  const closed = new Set(entries.filter(entry => entry.stage === 'closed-session').map(entry => entry.id))
  return entries
    .filter(entry => closed.has(entry.id) || (entry.rewords !== null && closed.has(entry.rewords)))
    .map(each => each.id)
}

/**
 * Where a copy has words in a row from an entry that stays out of it: the words of the copy beside those of the entry, as far as the
 * reader may read these.
 *
 * @protocol Appendix One, Disclosure and redaction
 */
export function takenIntoCopy(
  blocks: readonly Block[],
  entries: readonly Entry[],
  decisions: readonly FamilyDecision[],
): readonly { readonly inCopy: string; readonly closed: string }[] {
  const out = entries.filter(entry => staysOut(entry, decisions))
  return blocks
    .flatMap(textsOf)
    .flatMap(inCopy => takenFromClosed(inCopy, out).map(entry => ({ inCopy, closed: entry.text })))
}

function textsOf(block: Block): readonly string[] {
  switch (block.kind) {
    case 'list':
      return block.items
    case 'table':
      return block.rows.flat().flatMap(cell => wordsOf(cell).map(words => words.text))
    case 'heading':
    case 'paragraph':
    case 'quotation':
    case 'notice':
      return [block.text]
  }
}
