import { z } from 'zod'
import { endSession } from '../../access/store/sessions.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { STAGES } from '../../entry/entry.ts'
import { endMeeting } from '../../meeting/actions/ending.ts'
import { moveToStage } from '../../meeting/actions/stages.ts'
import { FAMILY_PRESENT, MAKINGS } from '../../meeting/meeting.ts'
import { RUNNERS } from '../../meeting/roles.ts'
import { familyRecorded } from '../../meeting/rules.ts'
import { type Answer, notFound, redirect, show, showForm } from '../../web/answer.ts'
import { choice, type FieldErrors, type FormFields, items, one, optionalDay, readForm, text } from '../../web/forms.ts'
import { doorPage, page, type Page } from '../../web/page.ts'
import { SESSION_COOKIE } from '../../web/session-token.ts'
import { listRoomPeople } from '../store/reading.ts'
import { answerInRoom, enterRoom, mayLook, ROOM_ROLES, roomFrame, roomPath, type RoomVisit } from './room.ts'

const onwardsAnswer = (visit: RoomVisit, errors?: FieldErrors) =>
  answerInRoom(
    visit,
    'runners',
    () => Promise.resolve(),
    meeting =>
      showForm('family-room/views/onwards.njk', visit.t('family-room.onwards'), roomFrame(visit, meeting), {}, errors),
  )

const onwardsPage = page({
  method: 'get',
  path: '/meetings/:meetingId/family-room/onwards',
  roles: RUNNERS,
  audit: 'meeting.family-room-seen',
  handle: visit => enterRoom(visit, () => onwardsAnswer(visit)),
})

const onwardsSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/family-room/onwards',
  roles: ['chair'],
  audit: 'meeting.stage-changed',
  async handle(visit) {
    const { meetingId } = visit.params
    const stage = STAGES.find(each => each === one(visit.body, 'stage'))
    if (stage === undefined) return notFound()
    const result = await visit.act(work => moveToStage(work, { meetingId, stage, openStaysOut: undefined }))
    switch (result.outcome) {
      case 'moved':
        return redirect(roomPath(meetingId))
      case 'changed-since-you-read':
        return onwardsAnswer(visit, { stage: 'meeting.changed' })
      case 'undecided':
      case 'not-now':
        return redirect(roomPath(meetingId))
      case 'not-found':
        return notFound()
    }
  },
})

function endAnswer(visit: RoomVisit, values: FormFields = {}, errors?: FieldErrors): Promise<Answer> {
  const { t } = visit
  return answerInRoom(visit, 'runners', listRoomPeople, (meeting, people) => {
    const model = {
      ...roomFrame(visit, meeting),
      heading: t('meeting.end'),
      familyPresent: items(t, 'meeting.family-present', FAMILY_PRESENT),
      makings: items(t, 'meeting.making', MAKINGS),
      staff: people.flatMap(each => (each.userId === null ? [] : [{ value: each.userId, text: each.name }])),
    }
    const known = { familyPresent: familyRecorded(people) ?? '' }
    return showForm('family-room/views/end.njk', t('meeting.end'), model, { ...known, ...values }, errors)
  })
}

const endPage = page({
  method: 'get',
  path: '/meetings/:meetingId/family-room/end',
  roles: RUNNERS,
  audit: 'meeting.family-room-seen',
  handle: visit => enterRoom(visit, () => endAnswer(visit)),
})

const endForm = z.object({
  familyPresent: choice(FAMILY_PRESENT, 'meeting.end.family.needed'),
  reviewSooner: optionalDay('meeting.end.review.wrong'),
  debriefBy: text(),
  how: choice(MAKINGS, 'meeting.making.needed'),
  noAi: z.literal('yes', 'meeting.end.no-ai.needed'),
})

const endSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/family-room/end',
  roles: RUNNERS,
  audit: 'meeting.ended',
  async handle(visit) {
    const { meetingId } = visit.params
    const form = readForm(endForm, visit.body)
    if (!form.ok) return endAnswer(visit, visit.body, form.errors)
    const { familyPresent, reviewSooner, debriefBy, how } = form.fields
    const result = await visit.act(work =>
      endMeeting(work, {
        meetingId,
        familyPresent,
        reviewSooner,
        debriefBy: debriefBy === '' ? undefined : debriefBy,
        how,
      }),
    )
    switch (result.outcome) {
      case 'ended':
        return redirect(roomPath(meetingId))
      case 'debrief-needed':
        return endAnswer(visit, visit.body, { debriefBy: 'meeting.end.debrief.needed' })
      case 'review-before-meeting':
        return endAnswer(visit, visit.body, { reviewSooner: 'meeting.end.review.before' })
      case 'nobody-present':
        return endAnswer(visit, visit.body, { familyPresent: 'meeting.end.nobody-present' })
      case 'changed-since-you-read':
        return endAnswer(visit, visit.body, { familyPresent: 'meeting.changed' })
      case 'not-now':
        return redirect(roomPath(meetingId))
      case 'not-found':
        return notFound()
    }
  },
})

const leavePage = page({
  method: 'get',
  path: '/meetings/:meetingId/family-room/leave',
  roles: ROOM_ROLES,
  audit: 'meeting.family-room-seen',
  async handle(visit) {
    if (!(await mayLook(visit))) return notFound()
    return show('family-room/views/leave.njk', visit.t('family-room.leave'), { home: roomPath(visit.params.meetingId) })
  },
})

// Whoever leaves signs in anew: the browser stands where a family can reach it.
const leaveSubmit = doorPage({
  method: 'post',
  path: '/meetings/:meetingId/family-room/leave',
  audit: 'account.signed-out',
  async handle({ session, database, params }) {
    if (session?.inForce === true) {
      await database.asSession(session.presented, tx => recordAuditEvent(tx, 'account.signed-out'))
      await database.asNobody(tx => endSession(tx, session.presented))
    }
    const to = encodeURIComponent(`/meetings/${params.meetingId}`)
    return redirect(`/sign-in?to=${to}`, [{ name: SESSION_COOKIE, value: '' }])
  },
})

export const roomOnwardsPages: readonly Page[] = [
  onwardsPage,
  onwardsSubmit,
  endPage,
  endSubmit,
  leavePage,
  leaveSubmit,
]
