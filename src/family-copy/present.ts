import { mayDo } from '../access/deeds.ts'
import type { Work } from '../access/work.ts'
import { findBoard } from '../board/store/board.ts'
import type { Entry } from '../chronology/chronology.ts'
import { partsIn } from '../meeting/actions/asking.ts'
import { MEETING_DEEDS, type MeetingDeed, stateOf } from '../meeting/deeds.ts'
import type { CopyOptions } from '../meeting/document.ts'
import type { Meeting } from '../meeting/meeting.ts'
import type { Visit } from '../web/page.ts'

/** In which language and with which words a copy is made for whoever visits. */
export async function copyOptions(work: Work, visit: Visit, language: 'en' | 'cy'): Promise<CopyOptions> {
  const board = await findBoard(work.tx)
  const t = visit.tIn(language)
  return { language, t, banner: board?.kind === 'demonstration' ? t('web.demonstration.banner') : undefined }
}

/** Entries whose words were first said where the family was not; reworded ones too. */
export function closedOrigins(entries: readonly Entry[]): ReadonlySet<string> {
  const closed = new Set(entries.filter(entry => entry.stage === 'closed-session').map(entry => entry.id))
  return new Set(
    entries
      .filter(entry => closed.has(entry.id) || (entry.rewords !== null && closed.has(entry.rewords)))
      .map(each => each.id),
  )
}

/** Whether the visitor may do a deed in a meeting now. */
export const mayIn = async (work: Work, meeting: Meeting, deed: MeetingDeed) =>
  mayDo(MEETING_DEEDS, deed, stateOf(meeting), await partsIn(work, meeting))
