import { z } from 'zod'
import { recordAuditEvent } from '../../audit/store.ts'
import { findChild } from '../../child/store/children.ts'
import { CONTENT_TYPES, fileNameOf } from '../../documents/file-name.ts'
import { deedsOpen } from '../../meeting/actions/asking.ts'
import { findMeeting } from '../../meeting/store/meeting.ts'
import { type Answer, file, notFound, showForm } from '../../web/answer.ts'
import { choice, type FieldErrors, type FormFields, items, one, readForm, text } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { lockFamilyCopy } from '../actions.ts'
import { COPY_READERS } from '../family-copy.ts'
import { isPassphrase, newPassphrase } from '../locking.ts'
import { findCopy } from '../store/copies.ts'

type LockVisit = Visit<'/family-copies/:copyId/locked'>

async function lockAnswer(visit: LockVisit, values: FormFields = {}, errors?: FieldErrors): Promise<Answer> {
  const { t } = visit
  // Who wrote it down keeps it while the form is mended.
  const before = one(values, 'passphrase')
  const passphrase = isPassphrase(before) ? before : newPassphrase()
  const model = await visit.act(async work => {
    const copy = await findCopy(work.tx, visit.params.copyId)
    const meeting = copy && (await findMeeting(work.tx, copy.meetingId))
    if (copy === undefined || meeting === undefined || copy.state !== 'may-leave') return undefined
    if ((await deedsOpen(work, meeting))['send-copy'] !== true) return undefined
    await recordAuditEvent(work.tx, 'family-copy.seen', { childId: copy.childId, subjectId: copy.id })
    const readers = COPY_READERS.filter(each => each === 'family' || copy.isForChildToo)
    return {
      passphrase,
      readers: items(t, 'family-copy.to', readers),
      back: { href: `/meetings/${meeting.id}/copies`, text: t('family-copy.back') },
    }
  })
  if (model === undefined) return notFound()
  return showForm('family-copy/views/locking.njk', t('family-copy.lock'), model, values, errors)
}

const lockPage = page({
  method: 'get',
  path: '/family-copies/:copyId/locked',
  roles: 'signed-in',
  audit: 'family-copy.seen',
  handle: visit => lockAnswer(visit),
})

const lockForm = z.object({ reader: choice(COPY_READERS, 'family-copy.lock.for.needed'), passphrase: text() })

const lockSubmit = page({
  method: 'post',
  path: '/family-copies/:copyId/locked',
  roles: 'signed-in',
  audit: 'family-copy.locked',
  secrets: ['passphrase'],
  async handle(visit) {
    const form = readForm(lockForm, visit.body)
    if (!form.ok) return lockAnswer(visit, visit.body, form.errors)
    const { reader, passphrase } = form.fields
    const made = await visit.act(async work => {
      const result = await lockFamilyCopy(work, { copyId: visit.params.copyId, reader, passphrase })
      if (result.outcome !== 'locked') return result
      const meeting = await findMeeting(work.tx, result.meetingId)
      const child = meeting && (await findChild(work.tx, meeting.childId))
      return { ...result, number: meeting?.number ?? 0, heldOn: meeting?.heldOn, reference: child?.reference ?? '' }
    })
    switch (made.outcome) {
      case 'locked': {
        const t = visit.tIn(made.language)
        return file(
          made.bytes,
          CONTENT_TYPES.pdf,
          fileNameOf({
            reference: made.reference,
            words: t(`family-copy.to.${reader}.file`),
            meetingWords: t('meeting.document.meeting-number', { number: made.number }),
            languageWords: t(`board.language.${made.language}`),
            day: made.heldOn ?? visit.today,
            format: 'pdf',
          }),
        )
      }
      case 'not-a-passphrase':
        return lockAnswer(visit, visit.body, { reader: 'family-copy.lock.stale' })
      case 'may-not-leave':
        return lockAnswer(visit, visit.body, { reader: 'family-copy.lock.no-child' })
      case 'not-now':
      case 'not-found':
        return notFound()
    }
  },
})

/** A copy as a file that opens with a passphrase alone. */
export const copyLockingPages: readonly Page[] = [lockPage, lockSubmit]
