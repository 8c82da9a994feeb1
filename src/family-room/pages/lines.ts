import { z } from 'zod'
import { BASES } from '../../entry/entry.ts'
import { languageChoices } from '../../entry/present.ts'
import { formatTime } from '../../lib/calendar-date.ts'
import { foreignTo } from '../../lib/written-language.ts'
import { changeEntry } from '../../meeting/actions/holding.ts'
import { saidForm } from '../../meeting/forms.ts'
import { RECORD_CONTEXTS } from '../../meeting/meeting.ts'
import { promptsOf, speakerNeededFor } from '../../meeting/present.ts'
import { type Answer, conflict, notFound, redirect, show, showForm, stream } from '../../web/answer.ts'
import { type FieldErrors, type FormFields, items, neededText, readForm, version } from '../../web/forms.ts'
import { page, type Page } from '../../web/page.ts'
import { writeBeforeFamily } from '../actions.ts'
import { findLine, listLines, listRoomPeople, type RoomLine } from '../store/reading.ts'
import {
  answerInRoom,
  enterRoom,
  mayLook,
  readInRoom,
  ROOM_ROLES,
  roomFrame,
  roomPath,
  type RoomVisit,
} from './room.ts'

function lineWords(line: RoomLine, { t, language }: RoomVisit) {
  return {
    ...line,
    who: line.saidBy === '' ? line.author : line.saidBy,
    contextWords: line.context === null ? '' : t(`entry.context.${line.context}`),
    isQuotation: line.basis === 'childs-own-words' || line.basis === 'family-words',
    // What was said before the family came in was not said in this room: its hour says nothing here.
    time: line.stage === 'closed-session' ? '' : formatTime(line.recordedAt),
    foreign: foreignTo(language, line.writtenIn),
  }
}

async function linesAnswer(visit: RoomVisit, values: FormFields = {}, errors?: FieldErrors): Promise<Answer> {
  const { t, language } = visit
  return answerInRoom(
    visit,
    'everybody',
    (room, meetingId) => Promise.all([listLines(room, meetingId), listRoomPeople(room, meetingId)]),
    (meeting, [lines, people]) => {
      const model = {
        ...roomFrame(visit, meeting),
        lines: lines.map(line => lineWords(line, visit)),
        here: people.filter(person => person.presentAt.includes(meeting.stage)).map(person => person.name),
        prompts: promptsOf(t, meeting.stage),
        speakerNeededFor: speakerNeededFor(visit.actor.userId, meeting),
        contexts: items(t, 'entry.context', ['individual', ...RECORD_CONTEXTS]),
        languages: languageChoices(language),
        bases: items(t, 'entry.basis', BASES),
      }
      return showForm('family-room/views/lines.njk', t('family-room.title'), model, values, errors)
    },
  )
}

const linesPage = page({
  method: 'get',
  path: '/meetings/:meetingId/family-room',
  roles: ROOM_ROLES,
  audit: 'meeting.family-room-seen',
  handle: visit => enterRoom(visit, () => linesAnswer(visit)),
})

// The lines alone: what a page of the room asks for when it hears that something changed.
const saidPage = page({
  method: 'get',
  path: '/meetings/:meetingId/family-room/said',
  roles: ROOM_ROLES,
  audit: 'meeting.family-room-seen',
  handle: visit =>
    answerInRoom(visit, 'everybody', listLines, (meeting, found) => {
      const lines = found.map(line => lineWords(line, visit))
      return show('family-room/views/said.njk', visit.t('family-room.said'), { ...roomFrame(visit, meeting), lines })
    }),
})

// Tells whoever has the room open that something in it changed; of the closed room it tells nothing, not even that one writes there.
const changesPage = page({
  method: 'get',
  path: '/meetings/:meetingId/family-room/changes',
  roles: ROOM_ROLES,
  audit: 'meeting.family-room-seen',
  async handle(visit) {
    const { meetingId } = visit.params
    if (!(await mayLook(visit))) return notFound()
    return stream(say =>
      visit.hear(meetingId, heard => {
        if (heard !== 'closed') say()
      }),
    )
  },
})

const lineSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/family-room/lines',
  roles: ROOM_ROLES,
  audit: 'meeting.entry-added',
  async handle(visit) {
    const { meetingId } = visit.params
    const form = readForm(saidForm, visit.body)
    if (!form.ok) return linesAnswer(visit, visit.body, form.errors)
    const writtenIn = form.fields.writtenIn ?? visit.language
    const result = await visit.act(work => writeBeforeFamily(work, { ...form.fields, meetingId, writtenIn }))
    switch (result.outcome) {
      case 'written':
        return redirect(`${roomPath(meetingId)}#text`)
      case 'text-needed':
        return linesAnswer(visit, visit.body, { text: 'meeting.entry.needed' })
      case 'speaker-needed':
        return linesAnswer(visit, visit.body, { saidBy: 'meeting.entry.said-by.needed' })
      case 'not-with-family':
      case 'not-now':
      case 'not-found':
        return notFound()
    }
  },
})

async function lineAnswer(
  visit: RoomVisit & { readonly params: { readonly lineId: string } },
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  return answerInRoom(
    visit,
    'everybody',
    (room, meetingId) => findLine(room, meetingId, visit.params.lineId),
    (meeting, line) => {
      if (line === undefined || line.isForFamily) return notFound()
      const model = { ...roomFrame(visit, meeting), heading: visit.t('family-room.line') }
      const shown = { text: line.text, version: String(line.version), ...values }
      return showForm('family-room/views/line.njk', visit.t('family-room.line'), model, shown, errors)
    },
  )
}

const linePage = page({
  method: 'get',
  path: '/meetings/:meetingId/family-room/lines/:lineId',
  roles: ROOM_ROLES,
  audit: 'meeting.family-room-seen',
  handle: visit => enterRoom(visit, () => lineAnswer(visit)),
})

const lineChange = page({
  method: 'post',
  path: '/meetings/:meetingId/family-room/lines/:lineId',
  roles: ROOM_ROLES,
  audit: 'meeting.entry-changed',
  async handle(visit) {
    const { meetingId, lineId } = visit.params
    const form = readForm(z.object({ text: neededText('meeting.entry.needed'), version: version() }), visit.body)
    if (!form.ok) return lineAnswer(visit, visit.body, form.errors)
    // Only what the room shows can be changed in it, and nothing else comes back from it.
    const read = await readInRoom(visit, room => findLine(room, meetingId, lineId))
    if (read?.found === undefined) return notFound()
    const change = { entryId: lineId, ...form.fields, audience: undefined }
    const result = await visit.act(work => changeEntry(work, change))
    switch (result.outcome) {
      case 'changed':
        return redirect(roomPath(meetingId))
      case 'changed-since-you-read': {
        const now = await readInRoom(visit, room => findLine(room, meetingId, lineId))
        if (now?.found === undefined) return notFound()
        return conflict(
          visit.t('web.conflict.title'),
          visit.path,
          [{ name: 'text', label: visit.t('meeting.entry'), theirs: now.found.text, yours: form.fields.text }],
          { version: String(now.found.version) },
        )
      }
      case 'not-now':
      case 'not-found':
        return notFound()
    }
  },
})

export const roomLinePages: readonly Page[] = [linesPage, saidPage, changesPage, lineSubmit, linePage, lineChange]
