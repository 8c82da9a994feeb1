import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import { type FieldErrors, type FormFields, one } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { recordWhoIsHere } from '../actions/holding.ts'
import { readOut, whoAccepted } from '../../statement/present.ts'
import { unheardAt } from '../../statement/rules.ts'
import { listChosenWords } from '../../statement/store.ts'
import { runsMeeting } from '../rules.ts'
import { listPeople, listPresence } from '../store/people.ts'
import { listAcceptances } from '../store/record.ts'
import { RUNNERS } from '../roles.ts'
import { answerWithClosedWords, openClosedRoom } from './opening.ts'

async function peopleAnswer(
  visit: Visit<'/meetings/:meetingId/run/people'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t } = visit
  return answerWithClosedWords(
    visit,
    work => openClosedRoom(work, visit.params.meetingId, visit),
    async (work, { meeting, frame }) => {
      if (!runsMeeting(work.actor.userId, meeting) || meeting.stage === null) return undefined
      const [everybody, presence, acceptances, choices] = await Promise.all([
        listPeople(work.tx, meeting.id),
        listPresence(work.tx, meeting.id),
        listAcceptances(work.tx, meeting.id),
        listChosenWords(work.tx),
      ])
      const there = presence.filter(each => each.stage === 'closed-session').map(each => each.personId)
      const people = everybody.filter(
        person => person.inClosed || person.part === 'chair' || person.part === 'note-taker',
      )
      const unheard = unheardAt('closed-session', people, acceptances)
      return {
        ...frame,
        out: readOut(choices, 'closed', visit),
        unheard: unheard.map(person => ({ value: person.id, text: person.name })),
        people: people.map(person => ({
          value: person.id,
          text: `${person.name} (${t(`meeting.part.${person.part}`)})`,
          hint: unheard.includes(person) ? undefined : t('statement.heard'),
        })),
        // As it was when the form was opened, so that whom somebody else records meanwhile stays.
        were: values['were'] === undefined ? there : [values['were']].flat(),
        there,
      }
    },
    model =>
      showForm(
        'meeting/views/closed-people.njk',
        t('meeting.closed-people'),
        model,
        { present: model.there, ...values },
        errors,
      ),
  )
}

const peoplePage = page({
  method: 'get',
  path: '/meetings/:meetingId/run/people',
  roles: RUNNERS,
  audit: 'meeting.record-seen',
  handle: visit => peopleAnswer(visit),
})

const peopleSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/run/people',
  roles: RUNNERS,
  audit: 'meeting.presence-recorded',
  async handle(visit) {
    const { meetingId } = visit.params
    const personIds = [visit.body['present'] ?? []].flat()
    const were = [visit.body['were'] ?? []].flat()
    const result = await visit.act(async work => {
      const heard = {
        out: readOut(await listChosenWords(work.tx), 'closed', visit),
        mark: one(visit.body, 'mark'),
        personIds: whoAccepted(visit.body, personIds),
      }
      return recordWhoIsHere(work, { meetingId, stage: 'closed-session', personIds, were }, heard)
    })
    switch (result.outcome) {
      case 'other-words':
        return peopleAnswer(visit, visit.body, { accepted: 'statement.changed' })
      case 'recorded':
        return redirect(`/meetings/${meetingId}/run`)
      case 'family-in-closed':
        return peopleAnswer(visit, visit.body, { present: 'meeting.presence.family-in-closed' })
      case 'not-now':
        return peopleAnswer(visit, visit.body, { present: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

export const closedRoomPages: readonly Page[] = [peoplePage, peopleSubmit]
