import { readFileSync } from 'node:fs'
import type { Actor } from './access/actor.ts'
import { findBoard } from './board/store/board.ts'
import { namesOf } from './board/store/staff.ts'
import { findChild, findChildByReference } from './child/store/children.ts'
import { CommandError, workAs } from './command-line.ts'
import { copyOptionsOf } from './copy-options.ts'
import type { Database } from './db/database.ts'
import { fileHash } from './documents/document.ts'
import { makeFile } from './documents/making.ts'
import { openFamilyCopy } from './family-copy/actions.ts'
import { type Recognised, recogniseDocument } from './family-copy/recognising.ts'
import { listNewestCopies } from './family-copy/store/copies.ts'
import { calendarDateAt, formatTime } from './lib/calendar-date.ts'
import { keepCopy } from './meeting/actions/copies.ts'
import { fullRecord } from './meeting/document.ts'
import { findMeeting, listMeetings } from './meeting/store/meeting.ts'

/** Which copy of which meeting's record is asked for, as it was typed. */
export type RecordAsked = {
  readonly reference: string
  readonly meeting?: string | undefined
  readonly copy?: string | undefined
  readonly format?: string | undefined
  readonly lang?: string | undefined
}

/**
 * Makes a file of the full record of a meeting, or gives the family's copy that a second person has read.
 *
 * @throws {CommandError} when what was typed is none of the choices, or there is nothing that the actor may have
 */
export async function makeRecord(database: Database, actor: Actor, asked: RecordAsked): Promise<Buffer> {
  const { reference, copy = 'full', format = 'pdf', lang = 'en' } = asked
  const number = Number(asked.meeting ?? '1')
  if (copy !== 'full' && copy !== 'family' && copy !== 'child')
    throw new CommandError('--copy is full, family or child.')
  if (format !== 'pdf' && format !== 'docx') throw new CommandError('--format is pdf or docx.')
  if (lang !== 'en' && lang !== 'cy') throw new CommandError('--lang is en or cy.')
  const content = await workAs(database, actor, async work => {
    const { tx } = work
    const child = await findChildByReference(tx, reference)
    const meeting = child && (await listMeetings(tx, child.id)).find(each => each.number === number)
    if (meeting === undefined) return undefined
    if (copy !== 'full') {
      const newest = (await listNewestCopies(tx, meeting.id)).find(each => each.language === lang)
      const opened =
        newest &&
        (await openFamilyCopy(work, { copyId: newest.id, name: copy === 'child' ? `child-${format}` : format }))
      if (opened?.outcome !== 'opened')
        throw new CommandError('There is no family’s copy in that language that a second person has read.')
      return opened.bytes
    }
    const document = await fullRecord(work, meeting.id, copyOptionsOf((await findBoard(tx))?.kind)(lang))
    if (document === undefined) return undefined
    const made = await makeFile(document, format)
    await keepCopy(work, {
      meetingId: meeting.id,
      childId: meeting.childId,
      copy: 'full',
      language: lang,
      format,
      sha256: fileHash(made),
    })
    return made
  })
  if (content === undefined)
    throw new CommandError(`There is no record of meeting ${number} about ${reference} that ${actor.email} can see.`)
  return content
}

/**
 * Says which document of the board a file is, in lines for whoever asks.
 *
 * @throws {CommandError} when the file cannot be read, or no document that the actor may know of has exactly these bytes
 */
export async function whichDocument(database: Database, actor: Actor, name: string): Promise<string> {
  let bytes: Buffer
  try {
    bytes = readFileSync(name)
  } catch (error) {
    throw new CommandError(`${name} cannot be read: ${error instanceof Error ? error.message : 'unknown'}`)
  }
  const sha256 = fileHash(bytes)
  const said = await workAs(database, actor, async work => {
    const found = await recogniseDocument(work, sha256)
    const child = found && (await findChild(work.tx, found.childId))
    const meeting = found && (await findMeeting(work.tx, found.meetingId))
    const reader =
      found?.copy === 'pack' ? (await namesOf(work.tx, [found.madeBy ?? ''])).get(found.madeBy ?? '')?.name : undefined
    return child && meeting && linesOf(found, `meeting ${meeting.number} about ${child.reference}`, sha256, reader)
  })
  if (said === undefined)
    throw new CommandError(
      `No document that ${actor.email} can see has exactly these bytes: it was altered, or was not made here.\nSHA-256 ${sha256}`,
    )
  return said
}

const STATES = {
  made: 'A second person has not read it yet: it was not to leave.',
  'may-leave': 'It is the one that a second person has read, and nothing has changed since.',
  'sent-back': 'The second person sent it back: it was not to leave.',
  'taken-back': 'It was taken back for its words: it must not be given again.',
  'out-of-date': 'It is out of date: something in it was changed, taken back or made anew since.',
} as const
const at = (instant: Date) => `${calendarDateAt(instant)} ${formatTime(instant)}`

function linesOf(
  { copy, language, madeAt, state, sendings }: Recognised,
  meeting: string,
  sha256: string,
  reader: string | undefined,
): string {
  const which = {
    family: 'The family’s copy',
    full: 'The full record',
    pack: `The papers for ${reader ?? 'somebody'}`,
  }[copy]
  return [
    `${which} of ${meeting}, in ${language === 'cy' ? 'Welsh' : 'English'}, made ${at(madeAt)}. No byte was altered.`,
    ...(state === undefined ? [] : [STATES[state]]),
    ...sendings.map(
      ({ sentTo, how, sentAt, isTakenBack }) =>
        `${copy === 'family' ? 'It was given' : 'A full record was given'} to ${sentTo} on ${at(sentAt)} (${how}).${isTakenBack ? ' That copy was taken back.' : ''}`,
    ),
    `SHA-256 ${sha256}`,
  ].join('\n')
}
