import { z } from 'zod'
import { WORKING_ROLES } from '../../access/actor.ts'
import { mayDo } from '../../access/deeds.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { namesOf } from '../../board/store/staff.ts'
import { TOLD_IN } from '../../child/child.ts'
import { whoCanBeAsked } from '../../child/seeing.ts'
import { findChild } from '../../child/store/children.ts'
import { listThereForClosedAlone, listWhoSees } from '../../child/store/seeing.ts'
import { dueWords } from '../../clock/present.ts'
import { findClockOf } from '../../clock/store/clocks.ts'
import { formatDay } from '../../lib/calendar-date.ts'
import { updateNoticesReadOf } from '../../notice/store.ts'
import { type Answer, notFound, redirect, show, showForm } from '../../web/answer.ts'
import {
  choice,
  type FieldErrors,
  type FormFields,
  identifier,
  items,
  neededDay,
  neededText,
  readForm,
  text,
} from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import type { MessageKey, Translate } from '../../web/translation.ts'
import { answerComplaint, partsInComplaint, recordComplaint } from '../actions.ts'
import { type Complaint, COMPLAINT_ENDINGS, COMPLAINT_MAKERS } from '../complaint.ts'
import { COMPLAINT_DEEDS, stateOfComplaint } from '../deeds.ts'
import { findComplaint, listComplaintsOfChild } from '../store.ts'

const standsWords = ({ answeredAs }: Pick<Complaint, 'answeredAs'>, t: Translate): string =>
  t(answeredAs === null ? 'complaint.state.open' : `complaint.ending.${answeredAs}`)

const listPage = page({
  method: 'get',
  path: '/children/:childId/complaints',
  roles: 'signed-in',
  audit: 'complaint.list-seen',
  async handle(visit) {
    const { t, language } = visit
    const model = await visit.act(async ({ tx }) => {
      const child = await findChild(tx, visit.params.childId)
      if (child === undefined) return undefined
      await recordAuditEvent(tx, 'complaint.list-seen', { childId: child.id })
      const path = `/children/${child.id}/complaints/new` as const
      return {
        back: { href: `/children/${child.id}`, text: t('record.back') },
        reference: child.reference,
        record: visit.mayOpen(path) ? path : '',
        complaints: (await listComplaintsOfChild(tx, child.id)).map(each => ({
          id: each.id,
          words: each.words,
          about: `${t(`complaint.made-by.${each.madeBy}`)} · ${t('complaint.received', { day: formatDay(each.receivedOn, language) })}`,
          stands: standsWords(each, t),
        })),
      }
    })
    return model === undefined ? notFound() : show('complaint/views/list.njk', t('complaint.list'), model)
  },
})

async function recordAnswer(
  visit: Visit<'/children/:childId/complaints/new'>,
  values: FormFields,
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const { childId } = visit.params
  const model = await visit.act(async work => {
    const child = await findChild(work.tx, childId)
    if (child === undefined) return undefined
    await recordAuditEvent(work.tx, 'record.form-seen', { childId })
    const [seeing, telling] = await Promise.all([
      listWhoSees(work.tx, childId),
      listThereForClosedAlone(work.tx, childId),
    ])
    return {
      back: { href: `/children/${childId}/complaints`, text: t('complaint.list') },
      reference: child.reference,
      people: await whoCanBeAsked(work, language, { seeing, askedBy: undefined, telling }),
      isThereAlone: telling.has(work.actor.userId),
      makers: items(t, 'complaint.made-by', COMPLAINT_MAKERS),
      languages: items(t, 'child.language', TOLD_IN),
    }
  })
  if (model === undefined) return notFound()
  const shown = { ...values, meetingId: z.uuid().safeParse(values['meetingId']).data ?? '' }
  return showForm('complaint/views/record.njk', t('complaint.record'), model, shown, errors)
}

const recordPage = page({
  method: 'get',
  path: '/children/:childId/complaints/new',
  roles: WORKING_ROLES,
  audit: 'record.form-seen',
  handle: visit => recordAnswer(visit, { meetingId: visit.query['meeting'] ?? '' }),
})

const recordForm = z.object({
  meetingId: identifier('complaint.handler.needed').or(z.literal('')),
  madeBy: choice(COMPLAINT_MAKERS, 'complaint.made-by.needed'),
  receivedOn: neededDay('complaint.received-on.needed'),
  words: neededText('complaint.words.needed'),
  wanted: text(),
  language: choice(TOLD_IN, 'complaint.language.needed'),
  aboutId: identifier('complaint.handler.needed').or(z.literal('')),
  handlerId: identifier('complaint.handler.needed'),
})

const recordSubmit = page({
  method: 'post',
  path: '/children/:childId/complaints/new',
  roles: WORKING_ROLES,
  audit: 'complaint.recorded',
  async handle(visit) {
    const form = readForm(recordForm, visit.body)
    if (!form.ok) return recordAnswer(visit, visit.body, form.errors)
    const { meetingId, aboutId, ...fields } = form.fields
    const result = await visit.act(work =>
      recordComplaint(work, {
        ...fields,
        childId: visit.params.childId,
        meetingId: meetingId === '' ? null : meetingId,
        aboutId: aboutId === '' ? null : aboutId,
      }),
    )
    const again = (field: string, message: MessageKey) => recordAnswer(visit, visit.body, { [field]: message })
    switch (result.outcome) {
      case 'recorded':
        return redirect(`/complaints/${result.complaintId}`)
      case 'words-needed':
        return again('words', 'complaint.words.needed')
      case 'day-to-come':
        return again('receivedOn', 'complaint.day-to-come')
      case 'is-about-them':
        return again('handlerId', 'complaint.handler.is-about-them')
      case 'cannot-be-asked':
        return again('handlerId', 'complaint.handler.sees-not')
      case 'not-found':
        return notFound()
    }
  },
})

async function complaintAnswer(
  visit: Visit<'/complaints/:complaintId'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async work => {
    const { tx, now } = work
    const complaint = await findComplaint(tx, visit.params.complaintId)
    if (complaint === undefined) return undefined
    const { id, childId, aboutId, handlerId, recordedBy, answeredBy, answeredOn } = complaint
    await recordAuditEvent(tx, 'complaint.seen', { childId, subjectId: id })
    await updateNoticesReadOf(tx, id, now)
    const people = [aboutId, handlerId, recordedBy, answeredBy].filter(each => each !== null)
    const [child, clock, names] = await Promise.all([
      findChild(tx, childId),
      findClockOf(tx, 'complaint', id),
      namesOf(tx, people),
    ])
    const nameOf = (who: string | null) => names.get(who ?? '')?.name ?? ''
    const state = stateOfComplaint(complaint)
    return {
      complaint,
      reference: child?.reference ?? '',
      back: { href: `/children/${childId}/complaints`, text: t('complaint.list') },
      stands: standsWords(complaint, t),
      due: state === 'open' && clock !== undefined ? t('complaint.due', { day: dueWords(clock, language) }) : '',
      madeBy: t(`complaint.made-by.${complaint.madeBy}`),
      lines: [
        t('complaint.received', { day: formatDay(complaint.receivedOn, language) }),
        t('complaint.language-wanted', { language: t(`child.language.${complaint.language}`) }),
        ...(aboutId === null ? [] : [t('complaint.about-whom', { whom: nameOf(aboutId) })]),
        t('complaint.recorded-by', { by: nameOf(recordedBy) }),
        t('complaint.handled-by', { by: nameOf(handlerId) }),
      ],
      meeting: complaint.meetingId === null ? '' : `/meetings/${complaint.meetingId}/record`,
      answered:
        answeredOn === null
          ? ''
          : t('complaint.answered-line', { by: nameOf(answeredBy), day: formatDay(answeredOn, language) }),
      mayAnswer: mayDo(COMPLAINT_DEEDS, 'answer', state, partsInComplaint(work, complaint)),
      endings: items(t, 'complaint.ending', COMPLAINT_ENDINGS),
    }
  })
  if (model === undefined) return notFound()
  const title = t('complaint.title', { reference: model.reference })
  return showForm('complaint/views/complaint.njk', title, model, values, errors)
}

const complaintPage = page({
  method: 'get',
  path: '/complaints/:complaintId',
  roles: 'signed-in',
  audit: 'complaint.seen',
  handle: visit => complaintAnswer(visit),
})

const answerForm = z.object({
  as: choice(COMPLAINT_ENDINGS, 'complaint.ending.needed'),
  on: neededDay('complaint.answered-on.needed'),
  answerWords: neededText('complaint.answer.needed'),
})

const answerSubmit = page({
  method: 'post',
  path: '/complaints/:complaintId/answer',
  roles: 'signed-in',
  audit: 'complaint.answered',
  async handle(visit) {
    const form = readForm(answerForm, visit.body)
    if (!form.ok) return complaintAnswer(visit, visit.body, form.errors)
    const { as, on, answerWords: words } = form.fields
    const { complaintId } = visit.params
    const result = await visit.act(work => answerComplaint(work, { complaintId, as, on, words }))
    const again = (field: string, message: MessageKey) => complaintAnswer(visit, visit.body, { [field]: message })
    switch (result.outcome) {
      case 'answered':
        return redirect(`/complaints/${complaintId}`)
      case 'words-needed':
        return again('answerWords', 'complaint.answer.needed')
      case 'day-to-come':
        return again('on', 'complaint.day-to-come')
      case 'before-it':
        return again('on', 'complaint.answered-on.before')
      case 'not-now':
        return again('as', 'complaint.not-now')
      case 'not-found':
        return notFound()
    }
  },
})

/** The complaints about the work with a child: the list, writing one down, one and its answer. */
export const complaintPages: readonly Page[] = [listPage, recordPage, recordSubmit, complaintPage, answerSubmit]
