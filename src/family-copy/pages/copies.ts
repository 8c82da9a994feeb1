import { z } from 'zod'
import { recordAuditEvent } from '../../audit/store.ts'
import { namesOf } from '../../board/store/staff.ts'
import { findChild } from '../../child/store/children.ts'
import { listFamilyAlerts } from '../../child/store/alerts.ts'
import { beforeTheFamily } from '../../exploitation/present.ts'
import { CONTENT_TYPES, FILE_FORMATS, fileNameOf } from '../../documents/file-name.ts'
import { inAlphabet } from '../../lib/alphabet.ts'
import { formatDay, formatInstant } from '../../lib/calendar-date.ts'
import { deedsOpen } from '../../meeting/actions/asking.ts'
import { findMeeting } from '../../meeting/store/meeting.ts'
import { type Answer, file, notFound, redirect, showForm } from '../../web/answer.ts'
import { choice, type FieldErrors, type FormFields, items, neededText, one, readForm } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { makeFamilyCopy, mayBeSecondReader, openFamilyCopy, secondReaders } from '../actions.ts'
import { COPY_FILES, COPY_LANGUAGES, GIVEN, isCopyFile, SENDING_WAYS } from '../family-copy.ts'
import { recordSending } from '../giving.ts'
import { copyOptions, sendingLine } from '../present.ts'
import { listNewestCopies } from '../store/copies.ts'
import { listSendings } from '../store/sendings.ts'

async function copiesAnswer(
  visit: Visit<'/meetings/:meetingId/copies'>,
  values?: FormFields,
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async work => {
    const { tx } = work
    const meeting = await findMeeting(tx, visit.params.meetingId)
    const child = meeting && (await findChild(tx, meeting.childId))
    if (meeting === undefined || child === undefined || meeting.beganAt === null) return undefined
    const [copies, sendings, alerts, may, readers, reading] = await Promise.all([
      listNewestCopies(tx, meeting.id),
      listSendings(tx, meeting.id),
      listFamilyAlerts(tx, child.id),
      deedsOpen(work, meeting),
      secondReaders(work, meeting),
      mayBeSecondReader(work, { meetingId: meeting.id, childId: child.id }),
      recordAuditEvent(tx, 'family-copy.seen', { childId: child.id, subjectId: meeting.id }),
    ])
    const names = await namesOf(tx, [
      ...readers,
      ...copies.flatMap(copy => [copy.madeBy, copy.readBy, copy.sentBackBy].filter(id => id !== null)),
      ...sendings.map(each => each.sentBy),
    ])
    const nameOf = (id: string | null) => (id === null ? '' : (names.get(id)?.name ?? ''))
    return {
      meetingId: meeting.id,
      reference: child.reference,
      warnings: beforeTheFamily(alerts, visit),
      approved: meeting.approvedAt !== null,
      may,
      mayRead: reading.outcome === 'may',
      back: { href: `/meetings/${meeting.id}/record`, text: t('meeting.back-to-record') },
      formats: FILE_FORMATS,
      family: COPY_LANGUAGES.map(each => {
        const copy = copies.find(one => one.language === each)
        return {
          language: each,
          languageWords: t(`board.language.${each}`),
          id: copy?.id,
          state: copy?.state ?? 'none',
          files: Object.keys(COPY_FILES).filter(
            name => copy?.isForChildToo === true || (isCopyFile(name) && COPY_FILES[name].reader === 'family'),
          ),
          stateWords: t(`family-copy.state.${copy?.state ?? 'none'}`),
          made:
            copy === undefined
              ? ''
              : t('family-copy.made-line', { name: nameOf(copy.madeBy), at: formatInstant(copy.madeAt, language) }),
          readers: copy?.state === 'made' ? inAlphabet(language, readers.map(nameOf), name => name).join('; ') : '',
          sentBack:
            copy === undefined || copy.sentBackReason === ''
              ? undefined
              : { reason: copy.sentBackReason, by: t('family-copy.sent-back.by', { name: nameOf(copy.sentBackBy) }) },
          read:
            copy?.readAt == null
              ? ''
              : t('family-copy.read-line', { name: nameOf(copy.readBy), at: formatInstant(copy.readAt, language) }),
        }
      }),
      full: COPY_LANGUAGES.map(each => ({ language: each, languageWords: t(`board.language.${each}`) })),
      sendings: sendings.map(each => ({
        href: `/sendings/${each.id}`,
        line: sendingLine(each, nameOf(each.sentBy), visit),
        arrived:
          each.receipt === undefined
            ? ''
            : t('copy-given.line.arrived', { day: formatDay(each.receipt.receivedOn, language) }),
        isTakenBack: each.isTakenBack,
      })),
      given: items(t, 'meeting.copy', GIVEN),
      ways: items(t, 'meeting.sending', SENDING_WAYS),
      languages: items(t, 'board.language', COPY_LANGUAGES),
    }
  })
  if (model === undefined) return notFound()
  const title = t('family-copy.copies.title', { reference: model.reference })
  const shown = values ?? { language }
  return showForm('family-copy/views/copies.njk', title, model, shown, errors)
}

const copiesPage = page({
  method: 'get',
  path: '/meetings/:meetingId/copies',
  roles: 'signed-in',
  audit: 'family-copy.seen',
  handle: visit => copiesAnswer(visit),
})

const makeSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/family-copies',
  roles: 'signed-in',
  audit: 'family-copy.made',
  async handle(visit) {
    const { meetingId } = visit.params
    const language = COPY_LANGUAGES.find(each => each === one(visit.body, 'copyLanguage'))
    if (language === undefined) return copiesAnswer(visit, visit.body, { make: 'family-copy.language.needed' })
    const result = await visit.act(async work =>
      makeFamilyCopy(work, { meetingId, ...(await copyOptions(work, visit, language)) }),
    )
    switch (result.outcome) {
      case 'made':
        return redirect(`/meetings/${meetingId}/copies`)
      case 'taken-back':
        return copiesAnswer(visit, visit.body, { make: 'family-copy.state.taken-back' })
      case 'not-now':
        return copiesAnswer(visit, visit.body, { make: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

const familyCopyFile = page({
  method: 'get',
  path: '/family-copies/:copyId/:format',
  roles: 'signed-in',
  audit: 'family-copy.opened',
  async handle(visit) {
    const name = visit.params.format
    if (!isCopyFile(name)) return notFound()
    const { reader, format } = COPY_FILES[name]
    const opened = await visit.act(async work => {
      const result = await openFamilyCopy(work, { copyId: visit.params.copyId, name })
      if (result.outcome === 'not-found') return undefined
      const meeting = await findMeeting(work.tx, result.meetingId)
      const child = meeting && (await findChild(work.tx, meeting.childId))
      return meeting === undefined || child === undefined
        ? undefined
        : { ...result, meeting, reference: child.reference }
    })
    if (opened === undefined) return notFound()
    const t = visit.tIn(opened.language)
    return file(
      opened.bytes,
      CONTENT_TYPES[format],
      fileNameOf({
        reference: opened.reference,
        words: t(`family-copy.to.${reader}.file`),
        meetingWords: t('meeting.document.meeting-number', { number: opened.meeting.number }),
        languageWords: t(`board.language.${opened.language}`),
        day: opened.meeting.heldOn ?? visit.today,
        format,
      }),
    )
  },
})

const sendingForm = z.object({
  copy: choice(GIVEN, 'meeting.copy.needed'),
  language: choice(COPY_LANGUAGES, 'board.staff.language.needed'),
  sentTo: neededText('meeting.sending.to.needed'),
  how: choice(SENDING_WAYS, 'meeting.sending.how.needed'),
})

const sendingSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/sendings',
  roles: 'signed-in',
  audit: 'meeting.copy-sent',
  async handle(visit) {
    const form = readForm(sendingForm, visit.body)
    if (!form.ok) return copiesAnswer(visit, visit.body, form.errors)
    const { copy: given, ...fields } = form.fields
    const sent =
      given === 'full' ? ({ copy: 'full', reader: null } as const) : ({ copy: 'family', reader: given } as const)
    const result = await visit.act(work =>
      recordSending(work, { meetingId: visit.params.meetingId, ...sent, ...fields }),
    )
    switch (result.outcome) {
      case 'sent':
        return redirect(`/meetings/${visit.params.meetingId}/copies`)
      case 'not-read':
        return copiesAnswer(visit, visit.body, { copy: 'meeting.sending.not-checked' })
      case 'not-for-the-child':
        return copiesAnswer(visit, visit.body, { copy: 'family-copy.lock.no-child' })
      case 'not-now':
        return copiesAnswer(visit, visit.body, { copy: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

export const copiesPages: readonly Page[] = [copiesPage, makeSubmit, familyCopyFile, sendingSubmit]
