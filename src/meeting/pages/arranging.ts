import { openFormOf } from '../../child/actions.ts'
import { z } from 'zod'
import { RISK_LEVELS } from '../../assessment/assessment.ts'
import { findJudgement, listAssessments } from '../../assessment/store.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { listAgencies } from '../../board/store/agencies.ts'
import { listStaff } from '../../board/store/staff.ts'
import { SPOKEN_LANGUAGES } from '../../child/child.ts'
import { findChild } from '../../child/store/children.ts'
import { calendarDateAt, formatDay, formatTime, instantInWales } from '../../lib/calendar-date.ts'
import { type Answer, notFound, redirect, show, showErrors } from '../../web/answer.ts'
import {
  choice,
  dayFields,
  type FieldErrors,
  type FormFields,
  items,
  neededDay,
  neededText,
  neededTime,
  optionalDay,
  readForm,
  text,
  version,
} from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { askForMeeting, bookMeeting, callOffMeeting } from '../actions/arranging.ts'
import { invitePerson, recordConsultation, removePerson } from '../actions/inviting.ts'
import { type Meeting, PARTS } from '../meeting.ts'
import { beginsEarly, missingPaperwork, runsMeeting } from '../rules.ts'
import { deedsOpen, partsIn } from '../actions/asking.ts'
import { MEETING_DEEDS, stateOf } from '../deeds.ts'
import { mayDo } from '../../access/deeds.ts'
import { findConsultation } from '../store/consultation.ts'
import { findMeeting, listMeetings } from '../store/meeting.ts'
import { isInClosedSession, listPeople } from '../store/people.ts'
import { findDebrief } from '../store/outcome.ts'

const WRITERS = ['practitioner', 'manager', 'exploitation-lead', 'chair'] as const
const ARRANGERS = ['practitioner', 'manager', 'exploitation-lead', 'chair', 'note-taker'] as const

/** What to call a meeting: the first, or a review with its number. */
export function meetingName(meeting: Pick<Meeting, 'number'>, t: Visit['t']): string {
  return meeting.number === 1 ? t('meeting.first') : t('meeting.review', { number: meeting.number })
}

/** Where a meeting stands, in words. */
export function meetingState(meeting: Meeting, { t, language }: Visit): string {
  if (meeting.calledOffAt !== null) return t('meeting.state.called-off')
  if (meeting.approvedAt !== null) return t('meeting.state.approved')
  if (meeting.heldOn !== null) return t('meeting.state.held', { day: formatDay(meeting.heldOn, language) })
  if (meeting.stage !== null) return t('meeting.state.running')
  if (meeting.bookedFor !== null)
    return t('meeting.state.booked', {
      day: formatDay(calendarDateAt(meeting.bookedFor), language),
      time: formatTime(meeting.bookedFor),
    })
  return t('meeting.state.asked-for', { day: formatDay(meeting.dueBy, language) })
}

/** To which sessions someone is asked: with the family, the closed one too, or the closed one alone. */
const SESSIONS = ['family', 'both', 'closed'] as const

async function requestAnswer(
  visit: Visit<'/children/:childId/meetings/request'>,
  values?: FormFields,
  errors?: FieldErrors,
): Promise<Answer> {
  const { t } = visit
  const found = await visit.act(async work => {
    const { tx } = work
    const child = await openFormOf(work, visit.params.childId)
    return (
      child && {
        child,
        latest: await findJudgement(tx, child.id),
        missing: missingPaperwork(await listAssessments(tx, child.id)),
      }
    )
  })
  if (found === undefined) return notFound()
  const model = {
    reference: found.child.reference,
    back: { href: `/children/${found.child.id}`, text: t('record.back') },
    missing: found.missing.map(paper => t(`meeting.paperwork.${paper}`)),
    levels: items(t, 'assessment.level', RISK_LEVELS),
    assess: `/children/${found.child.id}/assessments/new`,
  }
  const title = t('meeting.request.title')
  const shown = values ?? (found.latest?.level == null ? {} : { risk: found.latest.level })
  return errors === undefined
    ? show('meeting/views/request.njk', title, model, shown)
    : showErrors('meeting/views/request.njk', title, model, shown, errors)
}

const requestPage = page({
  method: 'get',
  path: '/children/:childId/meetings/request',
  roles: WRITERS,
  audit: 'record.form-seen',
  handle: visit => requestAnswer(visit),
})

const requestSubmit = page({
  method: 'post',
  path: '/children/:childId/meetings/request',
  roles: WRITERS,
  audit: 'meeting.asked-for',
  async handle(visit) {
    const form = readForm(
      z.object({ risk: choice(RISK_LEVELS, 'assessment.level.needed'), reason: text() }),
      visit.body,
    )
    if (!form.ok) return requestAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work => askForMeeting(work, { childId: visit.params.childId, ...form.fields }))
    switch (result.outcome) {
      case 'asked-for':
        return redirect(`/meetings/${result.meetingId}`)
      case 'one-is-running':
        return requestAnswer(visit, visit.body, { risk: 'meeting.request.one-is-running' })
      case 'reason-needed':
        return requestAnswer(visit, visit.body, { reason: 'meeting.request.reason-needed' })
      case 'not-on-the-pathway':
        return requestAnswer(visit, visit.body, { risk: 'meeting.request.not-on-the-pathway' })
      case 'not-found':
        return notFound()
    }
  },
})

const listPage = page({
  method: 'get',
  path: '/children/:childId/meetings',
  roles: 'signed-in',
  audit: 'meeting.seen',
  async handle(visit) {
    const model = await visit.act(async ({ tx }) => {
      const child = await findChild(tx, visit.params.childId)
      if (child === undefined) return undefined
      await recordAuditEvent(tx, 'meeting.seen', { childId: child.id })
      const meetings = await listMeetings(tx, child.id)
      return {
        reference: child.reference,
        childId: child.id,
        back: { href: `/children/${child.id}`, text: visit.t('record.back') },
        meetings: meetings.map(meeting => ({
          href: `/meetings/${meeting.id}`,
          name: meetingName(meeting, visit.t),
          state: meetingState(meeting, visit),
        })),
      }
    })
    return model === undefined
      ? notFound()
      : show('meeting/views/list.njk', visit.t('meeting.list.title', { reference: model.reference }), model)
  },
})

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
    await recordAuditEvent(tx, 'meeting.seen', { childId: child.id, subjectId: meeting.id })
    const people = await listPeople(tx, meeting.id)
    const agencies = new Map((await listAgencies(tx)).map(agency => [agency.id, agency.name[language]]))
    const consultation = await findConsultation(tx, meeting.id)
    const debrief = await findDebrief(tx, meeting.id)
    const parts = await partsIn(work, meeting)
    return {
      meeting,
      reference: child.reference,
      name: meetingName(meeting, t),
      state: meetingState(meeting, visit),
      due: formatDay(meeting.dueBy, language),
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
      debrief: debrief !== undefined,
      may: await deedsOpen(work, meeting),
      beginsEarly: meeting.bookedFor !== null && beginsEarly(meeting.bookedFor, work.now),
      people: people.map(person => ({
        ...person,
        agency: agencies.get(person.agencyId ?? '') ?? '',
        part: t(`meeting.part.${person.part}`),
        mayTakeBack:
          person.part !== 'chair' &&
          person.part !== 'note-taker' &&
          mayDo(MEETING_DEEDS, 'take-back-invitation', stateOf(meeting), [
            ...parts,
            ...(person.invitedBy === actor.userId ? (['inviter'] as const) : []),
          ]),
        sessions: t(`meeting.sessions.${!person.inClosed ? 'family' : person.inFamily ? 'both' : 'closed'}`),
      })),
      staff: (await listStaff(tx)).map(person => ({
        value: person.id,
        text: `${person.name} – ${agencies.get(person.agencyId) ?? ''}`,
      })),
      parts: items(
        t,
        'meeting.part',
        PARTS.filter(part => part !== 'chair' && part !== 'note-taker'),
      ),
      inClosedSession: await isInClosedSession(tx, meeting.id),
      sessions: items(t, 'meeting.sessions', SESSIONS),
    }
  })
  if (model === undefined) return notFound()
  const title = `${model.name} · ${model.reference}`
  return errors === undefined
    ? show('meeting/views/meeting.njk', title, model, values)
    : showErrors('meeting/views/meeting.njk', title, model, values, errors)
}

const meetingPage = page({
  method: 'get',
  path: '/meetings/:meetingId',
  roles: 'signed-in',
  audit: 'meeting.seen',
  handle: visit => meetingAnswer(visit),
})

async function bookingAnswer(
  visit: Visit<'/meetings/:meetingId/booking'>,
  values?: FormFields,
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const found = await visit.act(async ({ tx }) => {
    const meeting = await findMeeting(tx, visit.params.meetingId)
    if (meeting !== undefined)
      await recordAuditEvent(tx, 'meeting.seen', { childId: meeting.childId, subjectId: meeting.id })
    return (
      meeting && {
        meeting,
        staff: await listStaff(tx),
        agencies: new Map((await listAgencies(tx)).map(agency => [agency.id, agency.name[language]])),
      }
    )
  })
  if (found === undefined) return notFound()
  const { meeting } = found
  const withRole = (role: 'chair' | 'note-taker') =>
    found.staff
      .filter(person => person.roles.includes(role))
      .map(person => ({ value: person.id, text: `${person.name} – ${found.agencies.get(person.agencyId) ?? ''}` }))
  const model = {
    name: meetingName(meeting, t),
    due: formatDay(meeting.dueBy, language),
    missing: meeting.missingPaperwork.map(paper => t(`meeting.paperwork.${paper}`)),
    chairs: withRole('chair'),
    noteTakers: withRole('note-taker'),
    languages: items(t, 'child.language', SPOKEN_LANGUAGES),
    back: { href: `/meetings/${meeting.id}`, text: t('meeting.back') },
  }
  const title = t('meeting.booking.title')
  const shown: FormFields = values ?? {
    version: String(meeting.version),
    chairId: meeting.chairId ?? '',
    noteTakerId: meeting.noteTakerId ?? '',
    ...(meeting.bookedFor !== null && {
      ...dayFields('on', calendarDateAt(meeting.bookedFor)),
      time: formatTime(meeting.bookedFor),
    }),
    bookingReason: meeting.bookingReason,
    place: meeting.place,
    language: meeting.language,
    interpreter: meeting.interpreter,
    accessNeeds: meeting.accessNeeds,
    keepApart: meeting.keepApart,
    acceptedIncomplete: meeting.acceptedIncomplete,
  }
  return errors === undefined
    ? show('meeting/views/booking.njk', title, model, shown)
    : showErrors('meeting/views/booking.njk', title, model, shown, errors)
}

const bookingPage = page({
  method: 'get',
  path: '/meetings/:meetingId/booking',
  roles: ARRANGERS,
  audit: 'meeting.seen',
  handle: visit => bookingAnswer(visit),
})

const bookingForm = z.object({
  version: version(),
  chairId: z.uuid('meeting.booking.chair.needed'),
  noteTakerId: text(),
  on: neededDay('meeting.booking.day.needed'),
  bookingReason: text(),
  time: neededTime('meeting.booking.time.needed'),
  place: text(),
  language: choice(SPOKEN_LANGUAGES, 'meeting.booking.language.needed'),
  interpreter: text(),
  accessNeeds: text(),
  keepApart: text(),
  acceptedIncomplete: text(),
})

const bookingSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/booking',
  roles: ARRANGERS,
  audit: 'meeting.booked',
  async handle(visit) {
    const form = readForm(bookingForm, visit.body)
    if (!form.ok) return bookingAnswer(visit, visit.body, form.errors)
    const { on, time, noteTakerId, ...booking } = form.fields
    const result = await visit.act(work =>
      bookMeeting(work, {
        ...booking,
        meetingId: visit.params.meetingId,
        noteTakerId: noteTakerId === '' ? null : noteTakerId,
        bookedFor: instantInWales(on, time),
      }),
    )
    switch (result.outcome) {
      case 'booked':
        return redirect(`/meetings/${visit.params.meetingId}`)
      case 'in-the-past':
        return bookingAnswer(visit, visit.body, { on: 'meeting.booking.past' })
      case 'past-the-limit':
      case 'not-a-working-day':
        return bookingAnswer(visit, visit.body, { bookingReason: `meeting.booking.${result.outcome}` })
      case 'not-a-chair':
        return bookingAnswer(visit, visit.body, { chairId: 'meeting.booking.not-a-chair' })
      case 'not-a-note-taker':
      case 'note-taker-is-chair':
        return bookingAnswer(visit, visit.body, { noteTakerId: `meeting.booking.${result.outcome}` })
      case 'consultation-too-late':
        return bookingAnswer(visit, visit.body, { time: 'meeting.booking.consultation-too-late' })
      case 'not-now':
        return bookingAnswer(visit, visit.body, { on: `meeting.not-now.${result.state}` })
      case 'incomplete':
        return bookingAnswer(visit, visit.body, { acceptedIncomplete: 'meeting.booking.incomplete' })
      case 'may-not-let-in':
        return bookingAnswer(visit, visit.body, { chairId: 'child.network.may-not-let-in' })
      case 'changed-since-you-read':
        return bookingAnswer(visit, visit.body, { chairId: 'meeting.changed' })
      case 'not-found':
        return notFound()
    }
  },
})

const callOffSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/call-off',
  roles: WRITERS,
  audit: 'meeting.called-off',
  async handle(visit) {
    const form = readForm(z.object({ callOffReason: neededText('meeting.call-off.needed') }), visit.body)
    if (!form.ok) return meetingAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work =>
      callOffMeeting(work, { meetingId: visit.params.meetingId, reason: form.fields.callOffReason }),
    )
    switch (result.outcome) {
      case 'called-off':
        return redirect(`/children/${result.childId}`)
      case 'reason-needed':
        return meetingAnswer(visit, visit.body, { callOffReason: 'meeting.call-off.needed' })
      case 'changed-since-you-read':
        return meetingAnswer(visit, visit.body, { callOffReason: 'meeting.changed' })
      case 'not-now':
        return meetingAnswer(visit, visit.body, { callOffReason: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

const inviteForm = z.object({
  user: text(),
  name: text(),
  part: choice(PARTS, 'meeting.part.needed'),
  sessions: choice(SESSIONS, 'meeting.sessions.needed'),
})

const inviteSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/people',
  roles: ARRANGERS,
  audit: 'meeting.person-invited',
  async handle(visit) {
    const form = readForm(inviteForm, visit.body)
    if (!form.ok) return meetingAnswer(visit, visit.body, form.errors)
    const { user, name, part, sessions } = form.fields
    const result = await visit.act(work =>
      invitePerson(work, {
        meetingId: visit.params.meetingId,
        userId: user === '' ? null : user,
        name,
        part,
        inClosed: sessions !== 'family',
        inFamily: sessions !== 'closed',
      }),
    )
    switch (result.outcome) {
      case 'invited':
        return redirect(`/meetings/${visit.params.meetingId}`)
      case 'family-in-closed':
        return meetingAnswer(visit, visit.body, { sessions: 'meeting.invite.family-in-closed' })
      case 'name-needed':
        return meetingAnswer(visit, visit.body, { name: 'meeting.invite.name-needed' })
      case 'session-needed':
        return meetingAnswer(visit, visit.body, { sessions: 'meeting.sessions.needed' })
      case 'may-not-let-in':
        return meetingAnswer(visit, visit.body, { user: 'child.network.may-not-let-in' })
      case 'invited-already':
        return meetingAnswer(visit, visit.body, { [user === '' ? 'name' : 'user']: 'meeting.invite.already' })
      case 'not-now':
        return meetingAnswer(visit, visit.body, { part: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

const removeSubmit = page({
  method: 'post',
  path: '/meeting-people/:personId/remove',
  roles: ARRANGERS,
  audit: 'meeting.person-removed',
  async handle(visit) {
    const result = await visit.act(work => removePerson(work, visit.params.personId))
    return result.outcome === 'taken-back' ? redirect(`/meetings/${result.meetingId}`) : notFound()
  },
})

const consultationForm = z.object({
  consultedOn: optionalDay('meeting.consultation.day.wrong'),
  consultedTime: text(),
  withWhom: text(),
  childWantsToSay: text(),
  familyWantsToSay: text(),
  fears: text(),
  privateWord: text(),
  complaintExplained: choice(['yes', 'no'], 'child.answer.needed'),
  advocacy: choice(['not-offered', 'offered-accepted', 'offered-declined'], 'meeting.consultation.advocacy.needed'),
  languageOffered: choice(SPOKEN_LANGUAGES, 'meeting.booking.language.needed'),
  lateOrRefusedReason: text(),
})

async function consultationAnswer(
  visit: Visit<'/meetings/:meetingId/consultation'>,
  values?: FormFields,
  errors?: FieldErrors,
): Promise<Answer> {
  const { t } = visit
  const found = await visit.act(async ({ tx }) => {
    const meeting = await findMeeting(tx, visit.params.meetingId)
    if (meeting === undefined) return undefined
    await recordAuditEvent(tx, 'meeting.seen', { childId: meeting.childId, subjectId: meeting.id })
    return { meeting, consultation: await findConsultation(tx, meeting.id) }
  })
  if (found === undefined) return notFound()
  const before = found.consultation
  const model = {
    name: meetingName(found.meeting, t),
    back: { href: `/meetings/${found.meeting.id}`, text: t('meeting.back') },
    yesNo: items(t, 'child.answer', ['yes', 'no']),
    advocacyAnswers: items(t, 'meeting.advocacy', ['not-offered', 'offered-accepted', 'offered-declined']),
    languages: items(t, 'child.language', SPOKEN_LANGUAGES),
  }
  const shown: FormFields =
    values ??
    (before === undefined
      ? {}
      : {
          ...(before.consultedAt !== null && {
            ...dayFields('consultedOn', calendarDateAt(before.consultedAt)),
            consultedTime: formatTime(before.consultedAt),
          }),
          withWhom: before.withWhom,
          childWantsToSay: before.childWantsToSay,
          familyWantsToSay: before.familyWantsToSay,
          fears: before.fears,
          privateWord: before.privateWord,
          complaintExplained: before.complaintExplained,
          advocacy: before.advocacy,
          languageOffered: before.languageOffered,
          lateOrRefusedReason: before.lateOrRefusedReason,
        })
  const title = t('meeting.consultation.title')
  return errors === undefined
    ? show('meeting/views/consultation.njk', title, model, shown)
    : showErrors('meeting/views/consultation.njk', title, model, shown, errors)
}

const consultationPage = page({
  method: 'get',
  path: '/meetings/:meetingId/consultation',
  roles: ['chair', 'note-taker'],
  audit: 'meeting.seen',
  handle: visit => consultationAnswer(visit),
})

const consultationSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/consultation',
  roles: ['chair', 'note-taker'],
  audit: 'meeting.consultation-recorded',
  async handle(visit) {
    const form = readForm(consultationForm, visit.body)
    if (!form.ok) return consultationAnswer(visit, visit.body, form.errors)
    const { consultedOn, consultedTime, ...rest } = form.fields
    if (consultedOn !== undefined && !neededTime('').safeParse(consultedTime).success)
      return consultationAnswer(visit, visit.body, { consultedTime: 'meeting.booking.time.needed' })
    const consultedAt = consultedOn === undefined ? null : instantInWales(consultedOn, consultedTime)
    const result = await visit.act(work =>
      recordConsultation(work, { meetingId: visit.params.meetingId, consultation: { ...rest, consultedAt } }),
    )
    switch (result.outcome) {
      case 'recorded':
        return redirect(`/meetings/${visit.params.meetingId}`)
      case 'reason-needed':
        return consultationAnswer(visit, visit.body, { lateOrRefusedReason: 'meeting.consultation.reason-needed' })
      case 'not-yet':
        return consultationAnswer(visit, visit.body, { consultedOn: 'meeting.consultation.not-yet' })
      case 'not-now':
        return consultationAnswer(visit, visit.body, { consultedOn: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

export const arrangingPages: readonly Page[] = [
  requestPage,
  requestSubmit,
  listPage,
  meetingPage,
  bookingPage,
  bookingSubmit,
  callOffSubmit,
  inviteSubmit,
  removeSubmit,
  consultationPage,
  consultationSubmit,
]
