import { z } from 'zod'
import { recordAuditEvent } from '../../audit/store.ts'
import { listAgencies } from '../../board/store/agencies.ts'
import { findChild } from '../../child/store/children.ts'
import { calendarDateAt, formatDay } from '../../lib/calendar-date.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import { type FieldErrors, type FormFields, neededText, readForm } from '../../web/forms.ts'
import { page, type Visit, type Page } from '../../web/page.ts'
import { callOffMeeting } from '../actions/arranging.ts'
import { dueDay } from '../due.ts'
import type { Meeting, MeetingPerson } from '../meeting.ts'
import { beginsEarly, owesReply, runsMeeting } from '../rules.ts'
import { deedsOpen, partsIn } from '../actions/asking.ts'
import { MEETING_DEEDS, stateOf } from '../deeds.ts'
import { mayDo } from '../../access/deeds.ts'
import { findConsultation } from '../store/consultation.ts'
import { findMeeting } from '../store/meeting.ts'
import { isInClosedSession, listPeople, listPresence } from '../store/people.ts'
import { findDebrief } from '../store/outcome.ts'
import { ASKERS } from '../roles.ts'
import { meetingName, meetingState } from './wording.ts'

/** To which sessions someone is asked: with the family, the closed one too, or the closed one alone. */
export const SESSIONS = ['family', 'both', 'closed'] as const

/** The page of a meeting, with what was typed into one of its forms. */
export async function meetingAnswer(
  visit: Visit<'/meetings/:meetingId'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async work => {
    const { tx, actor } = work
    const meeting = await findMeeting(tx, visit.params.meetingId)
    const child = meeting && (await findChild(tx, meeting.childId))
    if (meeting === undefined || child === undefined) return undefined
    const [people, presence, agencies, consultation, debrief, parts, dueBy, may, inClosedSession] = await Promise.all([
      listPeople(tx, meeting.id),
      listPresence(tx, meeting.id),
      listAgencies(tx),
      findConsultation(tx, meeting.id),
      findDebrief(tx, meeting.id),
      partsIn(work, meeting),
      dueDay(tx, meeting),
      deedsOpen(work, meeting),
      isInClosedSession(tx, meeting.id),
      recordAuditEvent(tx, 'meeting.seen', { childId: child.id, subjectId: meeting.id }),
    ])
    const agencyName = new Map(agencies.map(agency => [agency.id, agency.name[language]]))
    return {
      meeting,
      reference: child.reference,
      name: meetingName(meeting, t),
      state: meetingState({ ...meeting, dueBy }, visit),
      due: formatDay(dueBy, language),
      missing: meeting.missingPaperwork.map(paper => t(`meeting.paperwork.${paper}`)),
      back: { href: `/children/${child.id}/meetings`, text: t('meeting.back-to-list') },
      runs: runsMeeting(actor.userId, meeting),
      consultationState:
        consultation === undefined
          ? t('meeting.consultation.none')
          : consultation.consultedAt === null
            ? t('meeting.consultation.not-held')
            : t('meeting.consultation.done', { day: formatDay(calendarDateAt(consultation.consultedAt), language) }),
      consultationWarning: consultation?.lateOrRefusedReason ?? '',
      debrief: debrief && { isDone: debrief.doneAt !== null },
      may,
      beginsEarly: meeting.bookedFor !== null && beginsEarly(meeting.bookedFor, work.now),
      people: people.map(person => ({
        ...person,
        agency: agencyName.get(person.agencyId ?? '') ?? '',
        part: t(`meeting.part.${person.part}`),
        hasPart: person.part === 'chair' || person.part === 'note-taker',
        mayTakeBack:
          person.part !== 'chair' &&
          person.part !== 'note-taker' &&
          mayDo(MEETING_DEEDS, 'take-back-invitation', stateOf(meeting), [
            ...parts,
            ...(person.invitedBy === actor.userId ? (['inviter'] as const) : []),
          ]),
        replied: repliedWords(person, meeting, t),
        replyWords: person.reply?.words ?? '',
        attendance: attendanceWords(person, presence, inClosedSession, t),
        mayReply: mayDo(MEETING_DEEDS, 'reply', stateOf(meeting), [
          ...parts,
          ...(person.userId === actor.userId ? (['invited'] as const) : []),
        ]),
        sessions: t(`meeting.sessions.${!person.inClosed ? 'family' : person.inFamily ? 'both' : 'closed'}`),
      })),
      inClosedSession,
      mayTakePack: may['take-pack'] === true && visit.mayOpen(`/meetings/${meeting.id}/pack`),
      mayContribute: stateOf(meeting) === 'booked' && may['write-entry'] === true,
      isBooked: meeting.bookedFor !== null,
      unanswered: people.filter(person => owesReply(person, meeting)).length,
      mine: people.find(person => person.userId === actor.userId && owesReply(person, meeting))?.id,
    }
  })
  if (model === undefined) return notFound()
  const title = `${model.name} · ${model.reference}`
  return showForm('meeting/views/meeting.njk', title, model, values, errors)
}

const meetingPage = page({
  method: 'get',
  path: '/meetings/:meetingId',
  roles: 'signed-in',
  audit: 'meeting.seen',
  handle: visit => meetingAnswer(visit),
})

// What somebody answered to the invitation.
function repliedWords({ reply }: MeetingPerson, { bookedFor }: Meeting, t: Visit['t']): string {
  if (reply === undefined) return t('meeting.reply.none')
  const isOfThisDay = reply.bookedFor.getTime() === bookedFor?.getTime()
  return [t(`meeting.reply.${reply.reply}`), isOfThisDay ? '' : t('meeting.reply.moved')].filter(Boolean).join(', ')
}

// Whether somebody was there. Whoever was not in the closed session does not know who was, and nothing is said of whom they did not see.
function attendanceWords(
  { id, reply }: MeetingPerson,
  presence: readonly { readonly personId: string }[],
  inClosedSession: boolean,
  t: Visit['t'],
): string {
  if (presence.some(each => each.personId === id)) return t('meeting.there.was')
  if (reply !== undefined && reply.reply !== 'coming') return t(`meeting.reply.${reply.reply}`)
  return inClosedSession ? t('meeting.there.not-recorded') : ''
}

async function callOffAnswer(
  visit: Visit<'/meetings/:meetingId/call-off'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t } = visit
  const model = await visit.act(async work => {
    const meeting = await findMeeting(work.tx, visit.params.meetingId)
    if (meeting === undefined || (await deedsOpen(work, meeting))['call-off'] === undefined) return undefined
    await recordAuditEvent(work.tx, 'meeting.seen', { childId: meeting.childId, subjectId: meeting.id })
    return { back: { href: `/meetings/${meeting.id}`, text: t('meeting.back') } }
  })
  return model === undefined
    ? notFound()
    : showForm('meeting/views/call-off.njk', t('meeting.call-off'), model, values, errors)
}

const callOffPage = page({
  method: 'get',
  path: '/meetings/:meetingId/call-off',
  roles: ASKERS,
  audit: 'meeting.seen',
  handle: visit => callOffAnswer(visit),
})

const callOffSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/call-off',
  roles: ASKERS,
  audit: 'meeting.called-off',
  async handle(visit) {
    const form = readForm(z.object({ callOffReason: neededText('meeting.call-off.needed') }), visit.body)
    if (!form.ok) return callOffAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work =>
      callOffMeeting(work, { meetingId: visit.params.meetingId, reason: form.fields.callOffReason }),
    )
    switch (result.outcome) {
      case 'called-off':
        return redirect(`/children/${result.childId}`)
      case 'reason-needed':
        return callOffAnswer(visit, visit.body, { callOffReason: 'meeting.call-off.needed' })
      case 'changed-since-you-read':
        return callOffAnswer(visit, visit.body, { callOffReason: 'meeting.changed' })
      case 'not-now':
        return callOffAnswer(visit, visit.body, { callOffReason: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

export const meetingPages: readonly Page[] = [meetingPage, callOffPage, callOffSubmit]
