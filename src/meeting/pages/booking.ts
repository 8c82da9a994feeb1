import { z } from 'zod'
import { recordAuditEvent } from '../../audit/store.ts'
import { staffChoices } from '../../board/choices.ts'
import { SPOKEN_LANGUAGES } from '../../child/child.ts'
import {
  calendarDateAt,
  formatDay,
  formatInstant,
  formatTime,
  instantInWales,
  isCalendarDate,
} from '../../lib/calendar-date.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import {
  choice,
  dayFields,
  type FieldErrors,
  type FormFields,
  items,
  neededDay,
  neededTime,
  readForm,
  text,
  version,
} from '../../web/forms.ts'
import { page, type Visit, type Page } from '../../web/page.ts'
import { bookMeeting } from '../actions/booking.ts'
import { dueDay } from '../due.ts'
import { isStillFree, proposeHours } from '../proposing.ts'
import { findMeeting } from '../store/meeting.ts'
import { WORKING_ROLES } from '../../access/actor.ts'
import { meetingName } from './wording.ts'

// A choice that was made cannot be taken back by itself: another hour than those proposed is one too.
const OTHER = 'other'

async function bookingAnswer(
  visit: Visit<'/meetings/:meetingId/booking'>,
  values?: FormFields,
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const found = await visit.act(async work => {
    const { tx } = work
    const meeting = await findMeeting(tx, visit.params.meetingId)
    if (meeting === undefined) return undefined
    const [dueBy, chairs, noteTakers, hours] = await Promise.all([
      dueDay(tx, meeting),
      staffChoices(tx, language, person => person.roles.includes('chair')),
      staffChoices(tx, language, person => person.roles.includes('note-taker')),
      proposeHours(work, meeting),
      recordAuditEvent(tx, 'meeting.seen', { childId: meeting.childId, subjectId: meeting.id }),
    ])
    return { meeting, dueBy, chairs, noteTakers, hours }
  })
  if (found === undefined) return notFound()
  const { meeting } = found
  const model = {
    name: meetingName(meeting, t),
    due: formatDay(found.dueBy, language),
    missing: meeting.missingPaperwork.map(paper => t(`meeting.paperwork.${paper}`)),
    hours: [
      ...found.hours.map(({ at, names }) => ({
        value: `${calendarDateAt(at)} ${formatTime(at)}`,
        text: formatInstant(at, language),
        hint: t('meeting.booking.hours.free', { people: names.join(', ') }),
      })),
      { value: OTHER, text: t('meeting.booking.hours.other') },
    ],
    isProposed: found.hours.length > 0,
    chairs: found.chairs,
    noteTakers: found.noteTakers,
    languages: items(t, 'child.language', SPOKEN_LANGUAGES),
    back: { href: `/meetings/${meeting.id}`, text: t('meeting.back') },
  }
  const title = t('meeting.booking.title')
  const shown: FormFields = values ?? {
    version: String(meeting.version),
    chairId: meeting.chairId ?? '',
    noteTakerId: meeting.noteTakerId ?? '',
    hour: meeting.bookedFor === null ? '' : OTHER,
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
  return showForm('meeting/views/booking.njk', title, model, shown, errors)
}

const bookingPage = page({
  method: 'get',
  path: '/meetings/:meetingId/booking',
  roles: WORKING_ROLES,
  audit: 'meeting.seen',
  handle: visit => bookingAnswer(visit),
})

const bookingForm = z.object({
  version: version(),
  chairId: z.uuid('meeting.booking.chair.needed'),
  noteTakerId: text(),
  hour: text(),
  bookingReason: text(),
  place: text(),
  language: choice(SPOKEN_LANGUAGES, 'meeting.booking.language.needed'),
  interpreter: text(),
  accessNeeds: text(),
  keepApart: text(),
  acceptedIncomplete: text(),
})

const otherHour = z.object({
  on: neededDay('meeting.booking.day.needed'),
  time: neededTime('meeting.booking.time.needed'),
})

const isProposed = (hour: string) => hour !== '' && hour !== OTHER

// The hour that was chosen of those proposed, or the day and time that were typed.
function hourTyped(body: FormFields, hour: string) {
  const [on = '', time = ''] = hour.split(' ')
  return readForm(otherHour, isCalendarDate(on) ? { ...body, ...dayFields('on', on), time } : body)
}

const bookingSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/booking',
  roles: WORKING_ROLES,
  audit: 'meeting.booked',
  async handle(visit) {
    const form = readForm(bookingForm, visit.body)
    const { meetingId } = visit.params
    const when = hourTyped(visit.body, form.ok ? form.fields.hour : '')
    if (!form.ok || !when.ok)
      return bookingAnswer(visit, visit.body, { ...(form.ok ? {} : form.errors), ...(when.ok ? {} : when.errors) })
    const { hour, noteTakerId, ...booking } = form.fields
    const bookedFor = instantInWales(when.fields.on, when.fields.time)
    const result = await visit.act(async work => {
      const asked = [booking.chairId, noteTakerId].filter(id => id !== '')
      if (isProposed(hour) && !(await isStillFree(work, meetingId, bookedFor, asked)))
        return { outcome: 'not-free' as const }
      return bookMeeting(work, {
        ...booking,
        meetingId,
        noteTakerId: noteTakerId === '' ? null : noteTakerId,
        bookedFor,
      })
    })
    switch (result.outcome) {
      case 'booked':
        return redirect(`/meetings/${visit.params.meetingId}`)
      case 'not-free':
        return bookingAnswer(visit, visit.body, { hour: 'meeting.booking.hours.taken' })
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

export const bookingPages: readonly Page[] = [bookingPage, bookingSubmit]
