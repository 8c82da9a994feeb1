import { z } from 'zod'
import { recordAuditEvent } from '../../audit/store.ts'
import { namesOf } from '../../board/store/staff.ts'
import { findChild } from '../../child/store/children.ts'
import { recordReceipt } from '../../family-copy/giving.ts'
import { sendingLine } from '../../family-copy/present.ts'
import { findSending } from '../../family-copy/store/sendings.ts'
import { deedsOpen } from '../../meeting/actions/asking.ts'
import { findMeeting } from '../../meeting/store/meeting.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import { type FieldErrors, type FormFields, neededDay, neededText, readForm } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import type { MessageKey } from '../../web/translation.ts'
import { receiptLine } from '../present.ts'
import { findIncidentOfSending } from '../store.ts'

async function givenAnswer(
  visit: Visit<'/sendings/:sendingId'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t } = visit
  const model = await visit.act(async work => {
    const { tx } = work
    const sending = await findSending(tx, visit.params.sendingId)
    const meeting = sending && (await findMeeting(tx, sending.meetingId))
    if (sending === undefined || meeting === undefined) return undefined
    const [child, may, incident, names] = await Promise.all([
      findChild(tx, sending.childId),
      deedsOpen(work, meeting),
      findIncidentOfSending(tx, sending.id),
      namesOf(tx, [sending.sentBy]),
      recordAuditEvent(tx, 'family-copy.seen', { childId: sending.childId, subjectId: meeting.id }),
    ])
    return {
      reference: child?.reference ?? '',
      sendingId: sending.id,
      line: sendingLine(sending, names.get(sending.sentBy)?.name ?? '', visit),
      receipt: receiptLine(sending, visit),
      mayReceive: may['record-receipt'] === true && sending.receipt === undefined,
      isTakenBack: sending.isTakenBack,
      incident: incident === undefined ? '' : `/copy-incidents/${incident.id}`,
      mayTakeBack: may['take-copy-back'] === true && !sending.isTakenBack,
      back: { href: `/meetings/${meeting.id}/copies`, text: t('family-copy.back') },
    }
  })
  if (model === undefined) return notFound()
  const title = t('copy-given.title', { reference: model.reference })
  return showForm('copy-given/views/given.njk', title, model, values, errors)
}

const givenPage = page({
  method: 'get',
  path: '/sendings/:sendingId',
  roles: 'signed-in',
  audit: 'family-copy.seen',
  handle: visit => givenAnswer(visit),
})

const receiptForm = z.object({
  receivedOn: neededDay('copy-given.received-on.needed'),
  receiptWords: neededText('copy-given.receipt.words.needed'),
})

const receiptSubmit = page({
  method: 'post',
  path: '/sendings/:sendingId/receipt',
  roles: 'signed-in',
  audit: 'meeting.copy-received',
  async handle(visit) {
    const form = readForm(receiptForm, visit.body)
    if (!form.ok) return givenAnswer(visit, visit.body, form.errors)
    const { sendingId } = visit.params
    const { receivedOn, receiptWords: words } = form.fields
    const result = await visit.act(work => recordReceipt(work, { sendingId, receivedOn, words }))
    const again = (field: string, message: MessageKey) => givenAnswer(visit, visit.body, { [field]: message })
    switch (result.outcome) {
      case 'received':
        return redirect(`/sendings/${sendingId}`)
      case 'words-needed':
        return again('receiptWords', 'copy-given.receipt.words.needed')
      case 'day-to-come':
        return again('receivedOn', 'copy-given.day-to-come')
      case 'before-it-was-given':
        return again('receivedOn', 'copy-given.before-it-was-given')
      case 'received-already':
        return again('receivedOn', 'copy-given.received-already')
      case 'not-now':
        return again('receivedOn', `meeting.not-now.${result.state}`)
      case 'not-found':
        return notFound()
    }
  },
})

/** A copy that was given: to whom, whether it arrived, and the way to take it back. */
export const copyGivenPages: readonly Page[] = [givenPage, receiptSubmit]
