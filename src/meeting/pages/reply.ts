import { z } from 'zod'
import { recordAuditEvent } from '../../audit/store.ts'
import { findChild } from '../../child/store/children.ts'
import { formatInstant } from '../../lib/calendar-date.ts'
import { type Answer, file, notFound, redirect, showForm } from '../../web/answer.ts'
import { choice, type FieldErrors, type FormFields, items, readForm, text } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { meetingFor } from '../actions/asking.ts'
import { recordReply } from '../actions/replying.ts'
import { calendarFile } from '../calendar-file.ts'
import { REPLIES } from '../meeting.ts'
import { findMeeting } from '../store/meeting.ts'
import { findInvitation, listPeople } from '../store/people.ts'
import { meetingName } from './wording.ts'

async function replyAnswer(
  visit: Visit<'/meeting-people/:personId/reply'>,
  values?: FormFields,
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const { personId } = visit.params
  const model = await visit.act(async work => {
    const { tx, actor } = work
    const invited = await findInvitation(tx, personId)
    if (invited === undefined) return undefined
    const isOneself = invited.userId === actor.userId
    const asked = await meetingFor(work, invited.meetingId, 'reply', isOneself ? ['invited'] : [])
    if (asked.outcome !== 'may' || asked.meeting.bookedFor === null) return undefined
    const { meeting } = asked
    const [people] = await Promise.all([
      listPeople(tx, meeting.id),
      recordAuditEvent(tx, 'meeting.seen', { childId: meeting.childId, subjectId: meeting.id }),
    ])
    return {
      personId,
      back: { href: `/meetings/${meeting.id}`, text: t('meeting.back') },
      name: invited.name,
      isOneself,
      when: t('web.and-day', { what: meetingName(meeting, t), day: formatInstant(asked.meeting.bookedFor, language) }),
      last: people.find(person => person.id === personId)?.reply,
      replies: items(t, isOneself ? 'meeting.reply.own' : 'meeting.reply', REPLIES),
    }
  })
  if (model === undefined) return notFound()
  const title = t(model.isOneself ? 'meeting.reply.title' : 'meeting.reply.title-of')
  const shown = values ?? { reply: model.last?.reply ?? '', words: model.last?.words ?? '' }
  return showForm('meeting/views/reply.njk', title, model, shown, errors)
}

const replyPage = page({
  method: 'get',
  path: '/meeting-people/:personId/reply',
  roles: 'signed-in',
  audit: 'meeting.seen',
  handle: visit => replyAnswer(visit),
})

const replySubmit = page({
  method: 'post',
  path: '/meeting-people/:personId/reply',
  roles: 'signed-in',
  audit: 'meeting.reply-recorded',
  async handle(visit) {
    const form = readForm(z.object({ reply: choice(REPLIES, 'meeting.reply.needed'), words: text() }), visit.body)
    if (!form.ok) return replyAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work => recordReply(work, { personId: visit.params.personId, ...form.fields }))
    switch (result.outcome) {
      case 'replied':
        return redirect(`/meetings/${result.meetingId}`)
      case 'words-needed':
        return replyAnswer(visit, visit.body, { words: 'meeting.reply.words.needed' })
      case 'not-now':
      case 'not-found':
        return notFound()
    }
  },
})

const calendarPage = page({
  method: 'get',
  path: '/meetings/:meetingId/calendar',
  roles: 'signed-in',
  audit: 'meeting.seen',
  async handle(visit) {
    const made = await visit.act(async ({ tx, now }) => {
      const meeting = await findMeeting(tx, visit.params.meetingId)
      const child = meeting && (await findChild(tx, meeting.childId))
      if (child === undefined || meeting?.bookedFor == null) return undefined
      await recordAuditEvent(tx, 'meeting.seen', { childId: child.id, subjectId: meeting.id })
      return {
        reference: child.reference,
        content: calendarFile({
          meetingId: meeting.id,
          reference: child.reference,
          bookedFor: meeting.bookedFor,
          isCalledOff: meeting.calledOffAt !== null,
          version: meeting.version,
          address: `${visit.origin}/meetings/${meeting.id}`,
          writtenAt: now,
        }),
      }
    })
    return made === undefined
      ? notFound()
      : file(Buffer.from(made.content), 'text/calendar; charset=utf-8', `${made.reference}.ics`)
  },
})

export const replyPages: readonly Page[] = [replyPage, replySubmit, calendarPage]
