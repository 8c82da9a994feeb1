import type { FamilyRoomTx } from '../../db/database.ts'
import { STAGES } from '../../entry/entry.ts'
import { recordWhoIsHere } from '../../meeting/actions/holding.ts'
import { readOut, whoAccepted } from '../../statement/present.ts'
import { hasHeard } from '../../statement/rules.ts'
import { listChosenWords } from '../../statement/store.ts'
import { RUNNERS } from '../../meeting/roles.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import { type FieldErrors, type FormFields, one } from '../../web/forms.ts'
import { page, type Page } from '../../web/page.ts'
import { listRoomPeople, type RoomPerson } from '../store/reading.ts'
import { answerInRoom, enterRoom, roomFrame, roomPath, type RoomVisit } from './room.ts'

const whoIsHere = async (room: FamilyRoomTx, meetingId: string) => {
  const [people, choices] = await Promise.all([listRoomPeople(room, meetingId), listChosenWords(room)])
  return { people, choices }
}

const isUnheard = (person: RoomPerson) => !hasHeard(['family-session'], person.accepted)

function peopleAnswer(visit: RoomVisit, values: FormFields = {}, errors?: FieldErrors): Promise<Answer> {
  const { t } = visit
  return answerInRoom(visit, 'runners', whoIsHere, (meeting, { people, choices }) => {
    const there = people.filter(person => person.presentAt.includes(meeting.stage)).map(person => person.id)
    const model = {
      ...roomFrame(visit, meeting),
      stage: meeting.stage,
      out: readOut(choices, 'family', visit),
      unheard: people.filter(isUnheard).map(person => ({ value: person.id, text: person.name })),
      people: people.map(person => ({
        value: person.id,
        text: `${person.name} (${t(`meeting.part.${person.part}`)})`,
        hint: isUnheard(person) ? undefined : t('statement.heard'),
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
      const heard = {
        out: readOut(await listChosenWords(work.tx), 'family', visit),
        mark: one(visit.body, 'mark'),
        personIds: whoAccepted(visit.body, personIds),
      }
      return recordWhoIsHere(work, { meetingId, stage, personIds, were }, heard)
    })
    switch (result.outcome) {
      case 'other-words':
        return peopleAnswer(visit, visit.body, { accepted: 'statement.changed' })
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
