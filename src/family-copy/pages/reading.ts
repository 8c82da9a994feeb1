import { z } from 'zod'
import { recordAuditEvent } from '../../audit/store.ts'
import { namesOf } from '../../board/store/staff.ts'
import { listMeetingEntries } from '../../entry/store.ts'
import { formatInstant } from '../../lib/calendar-date.ts'
import { findMeeting } from '../../meeting/store/meeting.ts'
import { listFamilyDecisions } from '../../meeting/store/record.ts'
import { updateNoticesReadOf } from '../../notice/store.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import { choice, type FieldErrors, type FormFields, items, readForm, text } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import type { MessageKey } from '../../web/translation.ts'
import { mayBeSecondReader, readFamilyCopy, sendFamilyCopyBack } from '../actions.ts'
import { originsShown, takenIntoCopy } from '../present.ts'
import { findContent, findCopy } from '../store/copies.ts'

const VERDICTS = ['let-go', 'send-back'] as const

async function readingAnswer(
  visit: Visit<'/family-copies/:copyId'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async work => {
    const { tx } = work
    const copy = await findCopy(tx, visit.params.copyId)
    const meeting = copy && (await findMeeting(tx, copy.meetingId))
    const content = copy && (await findContent(tx, copy.id))
    if (copy === undefined || meeting === undefined || content === undefined) return undefined
    const [may, entries, decisions] = await Promise.all([
      mayBeSecondReader(work, copy),
      listMeetingEntries(tx, meeting.id),
      listFamilyDecisions(tx, meeting.id),
      recordAuditEvent(tx, 'family-copy.seen', { childId: copy.childId, subjectId: copy.id }),
    ])
    const mayRead = may.outcome === 'may' && copy.state === 'made' && copy.readBy === null
    const { sentBackBy } = copy
    const [by] = await Promise.all([
      sentBackBy === null ? undefined : namesOf(tx, [sentBackBy]).then(names => names.get(sentBackBy)),
      // Whoever looks and does not decide is told of it until somebody has.
      mayRead ? undefined : updateNoticesReadOf(tx, copy.id, work.now),
    ])
    return {
      copyId: copy.id,
      blocks: content.family.blocks,
      blocksForChild: content.child?.blocks ?? [],
      copyLanguage: copy.language,
      origins: await originsShown(work, meeting, entries),
      taken: takenIntoCopy(content.family.blocks, entries, decisions),
      stateWords: t(`family-copy.state.${copy.state}`),
      made: formatInstant(copy.madeAt, language),
      sentBack:
        copy.sentBackReason === ''
          ? undefined
          : { reason: copy.sentBackReason, by: t('family-copy.sent-back.by', { name: by?.name ?? '' }) },
      verdicts: items(t, 'family-copy.verdict', VERDICTS),
      mayRead,
      back: { href: `/meetings/${meeting.id}/copies`, text: t('family-copy.back') },
    }
  })
  if (model === undefined) return notFound()
  return showForm('family-copy/views/reading.njk', t('family-copy.reading.title'), model, values, errors)
}

const readingPage = page({
  method: 'get',
  path: '/family-copies/:copyId',
  roles: 'signed-in',
  audit: 'family-copy.seen',
  handle: visit => readingAnswer(visit),
})

const readingForm = z.object({ verdict: choice(VERDICTS, 'family-copy.verdict.needed'), reason: text() })

const readingSubmit = page({
  method: 'post',
  path: '/family-copies/:copyId/reading',
  roles: 'signed-in',
  audit: ['family-copy.read', 'family-copy.sent-back'],
  async handle(visit) {
    const form = readForm(readingForm, visit.body)
    if (!form.ok) return readingAnswer(visit, visit.body, form.errors)
    return form.fields.verdict === 'let-go' ? letGo(visit) : sendBack(visit, form.fields.reason)
  },
})

type ReadingVisit = Visit<'/family-copies/:copyId'> & { readonly body: FormFields }

const again = (visit: ReadingVisit, field: string, message: MessageKey) =>
  readingAnswer(visit, visit.body, { [field]: message })

async function letGo(visit: ReadingVisit): Promise<Answer> {
  const result = await visit.act(work => readFamilyCopy(work, visit.params.copyId))
  switch (result.outcome) {
    case 'read':
    case 'read-already':
      return redirect(`/meetings/${result.meetingId}/copies`)
    case 'out-of-date':
    case 'sent-back':
    case 'taken-back':
      return again(visit, 'verdict', `family-copy.state.${result.outcome}`)
    case 'not-now':
      return again(visit, 'verdict', `meeting.not-now.${result.state}`)
    case 'not-found':
      return notFound()
  }
}

async function sendBack(visit: ReadingVisit, reason: string): Promise<Answer> {
  const result = await visit.act(work => sendFamilyCopyBack(work, { copyId: visit.params.copyId, reason }))
  switch (result.outcome) {
    case 'sent-back':
      return redirect(`/meetings/${result.meetingId}/copies`)
    case 'not-to-be-read':
      return again(visit, 'verdict', `family-copy.state.${result.state}`)
    case 'reason-needed':
      return again(visit, 'reason', 'family-copy.sent-back.reason.needed')
    case 'not-now':
      return again(visit, 'verdict', `meeting.not-now.${result.state}`)
    case 'not-found':
      return notFound()
  }
}

export const copyReadingPages: readonly Page[] = [readingPage, readingSubmit]
