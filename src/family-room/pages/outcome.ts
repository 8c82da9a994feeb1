import { ACTION_CONTEXTS } from '../../agreed-action/agreed-action.ts'
import { languageChoices } from '../../entry/present.ts'
import { formatShortDay } from '../../lib/calendar-date.ts'
import { foreignTo } from '../../lib/written-language.ts'
import { inAlphabet } from '../../lib/alphabet.ts'
import { writeComments, writeSafetyPlan } from '../../meeting/actions/ending.ts'
import { agreeTypedAction } from '../../meeting/actions/agreeing.ts'
import {
  agreedForm,
  commentsAsRead,
  commentsForm,
  commentsTyped,
  languageInWords,
  planAsRead,
  planForm,
  readAgreed,
} from '../../meeting/forms.ts'
import { RUNNERS } from '../../meeting/roles.ts'
import { type Answer, formConflict, notFound, redirect, showForm } from '../../web/answer.ts'
import { type FieldErrors, type FormFields, items, readForm } from '../../web/forms.ts'
import { page, type Page } from '../../web/page.ts'
import {
  findRoomPlan,
  listRoomActions,
  listRoomActionsOfLastTime,
  listRoomAgencies,
  listRoomPeople,
} from '../store/reading.ts'
import { answerInRoom, enterRoom, roomFrame, roomPath, type RoomVisit } from './room.ts'

const commentsAnswer = (visit: RoomVisit, values?: FormFields, errors?: FieldErrors) =>
  answerInRoom(
    visit,
    'runners',
    () => Promise.resolve(),
    meeting => {
      const { t, language } = visit
      const read = { ...commentsAsRead(meeting, language), version: String(meeting.version) }
      const model = { ...roomFrame(visit, meeting), languages: languageChoices(language) }
      return showForm('family-room/views/comments.njk', t('family-room.comments'), model, values ?? read, errors)
    },
  )

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
    const form = readForm(commentsForm, visit.body)
    if (!form.ok) return commentsAnswer(visit, visit.body, form.errors)
    const { version: asRead, ...typed } = form.fields
    const result = await visit.act(work => writeComments(work, { meetingId, version: asRead, ...commentsTyped(typed) }))
    switch (result.outcome) {
      case 'written':
        return redirect(roomPath(meetingId))
      case 'changed-since-you-read':
        return formConflict(visit, {
          theirs: commentsAsRead(result.current, visit.language),
          yours: typed,
          labelOf: field => visit.t(`meeting.${field}`),
          inWords: (field, value) => languageInWords(field, value, visit.language),
          hidden: { version: String(result.current.version) },
          savedAt: roomPath(meetingId),
        })
      case 'not-now':
        return redirect(roomPath(meetingId))
      case 'not-found':
        return notFound()
    }
  },
})

function actionsAnswer(
  visit: RoomVisit,
  values: FormFields = { writtenIn: visit.language },
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  return answerInRoom(
    visit,
    'runners',
    (room, meetingId) =>
      Promise.all([
        listRoomActions(room, meetingId),
        listRoomActionsOfLastTime(room, meetingId),
        listRoomPeople(room, meetingId),
        listRoomAgencies(room),
      ]),
    (meeting, [agreed, lastTime, people, agencies]) => {
      const model = {
        ...roomFrame(visit, meeting),
        actions: agreed.map(action => ({
          ...action,
          foreign: foreignTo(language, action.writtenIn),
          due: formatShortDay(action.dueOn, language),
        })),
        lastTime: lastTime.map(action => ({
          ...action,
          foreign: foreignTo(language, action.writtenIn),
          due: formatShortDay(action.dueOn, language),
          became: action.outcome === null ? '' : t(`agreed-action.outcome.${action.outcome}`),
        })),
        staff: people.flatMap(each => (each.userId === null ? [] : [{ value: each.userId, text: each.name }])),
        agencies: inAlphabet(language, agencies, each => each.name[language]).map(each => ({
          value: each.id,
          text: each.name[language],
        })),
        contexts: items(t, 'entry.context', ACTION_CONTEXTS),
        languages: languageChoices(language),
      }
      return showForm('family-room/views/actions.njk', t('family-room.actions'), model, values, errors)
    },
  )
}

const actionsPage = page({
  method: 'get',
  path: '/meetings/:meetingId/family-room/actions',
  roles: RUNNERS,
  audit: 'meeting.family-room-seen',
  handle: visit => enterRoom(visit, () => actionsAnswer(visit)),
})

const actionsSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/family-room/actions',
  roles: RUNNERS,
  audit: 'meeting.action-agreed',
  async handle(visit) {
    const { meetingId } = visit.params
    const form = readAgreed(agreedForm, visit.body)
    if (!form.ok) return actionsAnswer(visit, visit.body, form.errors)
    // Whoever sits there has heard it.
    const agreed = { ...form.fields, meetingId, audience: 'family' } as const
    const result = await visit.act(work => agreeTypedAction(work, agreed))
    switch (result.outcome) {
      case 'agreed':
        return redirect(`${roomPath(meetingId)}/actions`)
      case 'day-before-meeting':
        return actionsAnswer(visit, visit.body, { dueOn: 'meeting.action.day.before' })
      case 'owner-does-not-see-the-child':
        return actionsAnswer(visit, visit.body, { ownerId: 'meeting.action.owner.outside' })
      case 'not-now':
        return actionsAnswer(visit, visit.body, { what: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

const planAnswer = (visit: RoomVisit, values?: FormFields, errors?: FieldErrors) =>
  answerInRoom(visit, 'runners', findRoomPlan, (meeting, plan) => {
    const { t, language } = visit
    const model = { ...roomFrame(visit, meeting), languages: languageChoices(language) }
    const shown = values ?? { ...planAsRead(plan, language), planVersion: String(plan?.version ?? 0) }
    return showForm('family-room/views/plan.njk', t('meeting.plan'), model, shown, errors)
  })

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
    const form = readForm(planForm, visit.body)
    if (!form.ok) return planAnswer(visit, visit.body, form.errors)
    const { planVersion, childsGoalsIn, writtenIn, ...plan } = form.fields
    const languages = { childsGoalsIn, writtenIn }
    const result = await visit.act(work => writeSafetyPlan(work, { meetingId, plan, languages, version: planVersion }))
    switch (result.outcome) {
      case 'written':
        return redirect(roomPath(meetingId))
      case 'changed-since-you-read':
        return formConflict(visit, {
          theirs: planAsRead(result.current, visit.language),
          yours: { ...plan, ...languages },
          labelOf: field => visit.t(`meeting.plan.${field}`),
          inWords: (field, value) => languageInWords(field, value, visit.language),
          hidden: { planVersion: String(result.current.version) },
          savedAt: roomPath(meetingId),
        })
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
