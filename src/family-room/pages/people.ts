import { STAGES } from '../../entry/entry.ts'
import { acceptStatement, recordPresence } from '../../meeting/actions/holding.ts'
import { RUNNERS } from '../../meeting/roles.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import { type FieldErrors, type FormFields, one } from '../../web/forms.ts'
import { page, type Page } from '../../web/page.ts'
import { listRoomPeople } from '../store/reading.ts'
import { answerInRoom, enterRoom, roomFrame, roomPath, type RoomVisit } from './room.ts'

function peopleAnswer(visit: RoomVisit, values: FormFields = {}, errors?: FieldErrors): Promise<Answer> {
  const { t } = visit
  return answerInRoom(visit, 'runners', listRoomPeople, (meeting, people) => {
    const there = people.filter(person => person.presentAt.includes(meeting.stage)).map(person => person.id)
    const model = {
      ...roomFrame(visit, meeting),
      stage: meeting.stage,
      statements: [
        t('meeting.statement.family-session'),
        t('meeting.statement.confidentiality'),
        t('meeting.statement.no-ai'),
      ],
      people: people.map(person => ({
        value: person.id,
        text: `${person.name} (${t(`meeting.part.${person.part}`)})`,
        hint: person.accepted.includes('family-session') ? t('family-room.accepted') : undefined,
      })),
      // As it was when the form was opened, so that whom somebody else records meanwhile stays.
      were: values['were'] === undefined ? there : [values['were']].flat(),
    }
    return showForm(
      'family-room/views/people.njk',
      t('family-room.people'),
      model,
      { present: there, ...values },
      errors,
    )
  })
}

const peoplePage = page({
  method: 'get',
  path: '/meetings/:meetingId/family-room/people',
  roles: RUNNERS,
  audit: 'meeting.family-room-seen',
  handle: visit => enterRoom(visit, () => peopleAnswer(visit)),
})

const peopleSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/family-room/people',
  roles: RUNNERS,
  audit: 'meeting.presence-recorded',
  async handle(visit) {
    const { meetingId } = visit.params
    const personIds = [visit.body['present'] ?? []].flat()
    const were = [visit.body['were'] ?? []].flat()
    const stage = STAGES.find(each => each === one(visit.body, 'stage'))
    if (stage === undefined || stage === 'closed-session') return notFound()
    const result = await visit.act(async work => {
      const presence = await recordPresence(work, { meetingId, stage, personIds, were })
      if (presence.outcome === 'recorded' && one(visit.body, 'accepted') === 'yes')
        for (const statement of ['family-session', 'confidentiality', 'no-ai'] as const)
          await acceptStatement(work, { meetingId, statement, personIds })
      return presence
    })
    switch (result.outcome) {
      case 'recorded':
        return redirect(roomPath(meetingId))
      case 'not-now':
        return redirect(roomPath(meetingId))
      case 'family-in-closed':
      case 'not-found':
        return notFound()
    }
  },
})

export const roomPeoplePages: readonly Page[] = [peoplePage, peopleSubmit]
