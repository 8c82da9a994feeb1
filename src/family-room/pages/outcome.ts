import { z } from 'zod'
import { ACTION_CONTEXTS } from '../../agreed-action/agreed-action.ts'
import { formatShortDay } from '../../lib/calendar-date.ts'
import { inAlphabet } from '../../lib/alphabet.ts'
import { writeComments, writeSafetyPlan } from '../../meeting/actions/ending.ts'
import { agreeMeetingAction } from '../../meeting/actions/holding.ts'
import { RUNNERS } from '../../meeting/roles.ts'
import { runsMeeting } from '../../meeting/rules.ts'
import { type Answer, notFound, redirect, showForm, textConflict } from '../../web/answer.ts'
import {
  choice,
  type FieldErrors,
  type FormFields,
  items,
  neededDay,
  neededText,
  readForm,
  text,
  version,
} from '../../web/forms.ts'
import { page, type Page } from '../../web/page.ts'
import { findRoomPlan, listRoomActions, listRoomAgencies, listRoomPeople } from '../store/reading.ts'
import { enterRoom, readInRoom, roomFrame, roomPath, type RoomVisit, sits } from './room.ts'

async function commentsAnswer(visit: RoomVisit): Promise<Answer> {
  const { t } = visit
  const read = await readInRoom(visit, () => Promise.resolve(true))
  if (read === undefined || !runsMeeting(visit.actor.userId, read.meeting)) return notFound()
  const { meeting } = read
  if (!sits(meeting)) return redirect(roomPath(meeting.meetingId))
  const { familySummary, childComments, familyComments } = meeting
  const shown = { familySummary, childComments, familyComments, version: String(meeting.version) }
  return showForm(
    'family-room/views/comments.njk',
    t('family-room.comments'),
    roomFrame(visit, meeting),
    shown,
    undefined,
  )
}

const commentsPage = page({
  method: 'get',
  path: '/meetings/:meetingId/family-room/comments',
  roles: RUNNERS,
  audit: 'meeting.family-room-seen',
  handle: visit => enterRoom(visit, () => commentsAnswer(visit)),
})

const commentsSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/family-room/comments',
  roles: RUNNERS,
  audit: 'meeting.summary-written',
  async handle(visit) {
    const { meetingId } = visit.params
    const form = readForm(
      z.object({ familySummary: text(), childComments: text(), familyComments: text(), version: version() }),
      visit.body,
    )
    if (!form.ok) return notFound()
    const { version: asRead, ...comments } = form.fields
    const result = await visit.act(work => writeComments(work, { meetingId, version: asRead, comments }))
    switch (result.outcome) {
      case 'written':
        return redirect(roomPath(meetingId))
      case 'changed-since-you-read': {
        const { familySummary, childComments, familyComments } = result.current
        return textConflict(
          visit.t('web.conflict.title'),
          visit.path,
          field => visit.t(`meeting.${field}`),
          { theirs: { familySummary, childComments, familyComments }, yours: comments },
          { version: String(result.current.version) },
        )
      }
      case 'not-now':
        return redirect(roomPath(meetingId))
      case 'not-found':
        return notFound()
    }
  },
})

async function actionsAnswer(visit: RoomVisit, values: FormFields = {}, errors?: FieldErrors): Promise<Answer> {
  const { t, language } = visit
  const read = await readInRoom(visit, (room, meetingId) =>
    Promise.all([listRoomActions(room, meetingId), listRoomPeople(room, meetingId), listRoomAgencies(room)]),
  )
  if (read === undefined || !runsMeeting(visit.actor.userId, read.meeting)) return notFound()
  const { meeting } = read
  const [agreed, people, agencies] = read.found
  if (!sits(meeting)) return redirect(roomPath(meeting.meetingId))
  const model = {
    ...roomFrame(visit, meeting),
    actions: agreed.map(action => ({ ...action, due: formatShortDay(action.dueOn, language) })),
    staff: people.flatMap(each => (each.userId === null ? [] : [{ value: each.userId, text: each.name }])),
    agencies: inAlphabet(language, agencies, each => each.name[language]).map(each => ({
      value: each.id,
      text: each.name[language],
    })),
    contexts: items(t, 'entry.context', ACTION_CONTEXTS),
  }
  return showForm('family-room/views/actions.njk', t('family-room.actions'), model, values, errors)
}

const actionsPage = page({
  method: 'get',
  path: '/meetings/:meetingId/family-room/actions',
  roles: RUNNERS,
  audit: 'meeting.family-room-seen',
  handle: visit => enterRoom(visit, () => actionsAnswer(visit)),
})

const actionForm = z.object({
  context: choice(ACTION_CONTEXTS, 'meeting.action.context.needed'),
  what: neededText('agreed-action.what.needed'),
  who: neededText('meeting.action.who.needed'),
  owner: text(),
  agency: text(),
  dueOn: neededDay('meeting.action.day.needed'),
})

const actionsSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/family-room/actions',
  roles: RUNNERS,
  audit: 'meeting.action-agreed',
  async handle(visit) {
    const { meetingId } = visit.params
    const form = readForm(actionForm, visit.body)
    if (!form.ok) return actionsAnswer(visit, visit.body, form.errors)
    const { owner, agency, ...action } = form.fields
    const result = await visit.act(work =>
      agreeMeetingAction(work, {
        ...action,
        meetingId,
        ownerId: owner === '' ? null : owner,
        agencyId: agency === '' ? null : agency,
        // Whoever sits there has heard it.
        audience: 'family',
      }),
    )
    switch (result.outcome) {
      case 'agreed':
        return redirect(`${roomPath(meetingId)}/actions`)
      case 'day-before-meeting':
        return actionsAnswer(visit, visit.body, { dueOn: 'meeting.action.day.before' })
      case 'owner-does-not-see-the-child':
        return actionsAnswer(visit, visit.body, { owner: 'meeting.action.owner.outside' })
      case 'not-now':
        return actionsAnswer(visit, visit.body, { what: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

async function planAnswer(visit: RoomVisit): Promise<Answer> {
  const { t } = visit
  const seen = await readInRoom(visit, (room, meetingId) => findRoomPlan(room, meetingId))
  if (seen === undefined || !runsMeeting(visit.actor.userId, seen.meeting)) return notFound()
  const { meeting, found: plan } = seen
  if (!sits(meeting)) return redirect(roomPath(meeting.meetingId))
  const { version: read, ...words } = plan ?? { version: 0 }
  const shown = { ...words, planVersion: String(read) }
  return showForm('family-room/views/plan.njk', t('meeting.plan'), roomFrame(visit, meeting), shown, undefined)
}

const planPage = page({
  method: 'get',
  path: '/meetings/:meetingId/family-room/plan',
  roles: RUNNERS,
  audit: 'meeting.family-room-seen',
  handle: visit => enterRoom(visit, () => planAnswer(visit)),
})

const planSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/family-room/plan',
  roles: RUNNERS,
  audit: 'meeting.plan-written',
  async handle(visit) {
    const { meetingId } = visit.params
    const form = readForm(
      z.object({
        childsGoals: text(),
        worries: text(),
        whatHelps: text(),
        whoToCall: text(),
        ifMissing: text(),
        planVersion: z.coerce.number().int().default(0),
      }),
      visit.body,
    )
    if (!form.ok) return notFound()
    const { planVersion, ...plan } = form.fields
    const result = await visit.act(work => writeSafetyPlan(work, { meetingId, plan, version: planVersion }))
    switch (result.outcome) {
      case 'written':
        return redirect(roomPath(meetingId))
      case 'changed-since-you-read':
        return textConflict(
          visit.t('web.conflict.title'),
          visit.path,
          field => visit.t(`meeting.plan.${field}`),
          { theirs: result.current, yours: plan },
          { planVersion: String(result.current.version) },
        )
      case 'not-now':
        return redirect(roomPath(meetingId))
      case 'not-found':
        return notFound()
    }
  },
})

export const roomOutcomePages: readonly Page[] = [
  commentsPage,
  commentsSubmit,
  actionsPage,
  actionsSubmit,
  planPage,
  planSubmit,
]
