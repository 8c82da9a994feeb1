import { z } from 'zod'
import { recordAuditEvent } from '../audit/store.ts'
import { findBoard } from '../board/store/board.ts'
import { namesOf } from '../board/store/staff.ts'
import { findChild } from '../child/store/children.ts'
import type { Entry } from '../chronology/chronology.ts'
import { listMeetingEntries } from '../chronology/store.ts'
import { asFamilyCopyReader } from '../db/database.ts'
import { fileNameOf } from '../documents/file-name.ts'
import { calendarDateAt, formatInstant, formatShortDay } from '../lib/calendar-date.ts'
import { partsIn } from '../meeting/actions/asking.ts'
import { MEETING_DEEDS, stateOf } from '../meeting/deeds.ts'
import type { CopyOptions } from '../meeting/document.ts'
import type { Meeting } from '../meeting/meeting.ts'
import { undecided } from '../meeting/rules.ts'
import { findFamilyCopySource, findMeeting } from '../meeting/store/meeting.ts'
import { listFamilyDecisions, listNoLongerShared } from '../meeting/store/record.ts'
import { mayDo } from '../access/deeds.ts'
import type { Work } from '../access/work.ts'
import { type Answer, file, notFound, redirect, show, showErrors } from '../web/answer.ts'
import { choice, type FieldErrors, type FormFields, items, neededText, one, readForm } from '../web/forms.ts'
import { page, type Page, type Visit } from '../web/page.ts'
import { approveRecord } from '../meeting/actions/recording.ts'
import { makeFamilyCopy, openFamilyCopy, readFamilyCopy, recordSending } from './actions.ts'
import { familyRecord } from './document.ts'
import { COPIES, COPY_LANGUAGES, FILE_FORMATS, SENDING_WAYS } from './family-copy.ts'
import { findContent, findCopy, listNewestCopies } from './store/copies.ts'
import { findFamilyCopy } from './store/reading.ts'
import { listSendings } from './store/sendings.ts'

async function copyOptions(work: Work, visit: Visit, language: 'en' | 'cy'): Promise<CopyOptions> {
  const board = await findBoard(work.tx)
  const t = visit.tIn(language)
  return { language, t, banner: board?.kind === 'demonstration' ? t('web.demonstration.banner') : undefined }
}

// Entries whose words were first said, or first written, where the family was not.
function closedOrigins(entries: readonly Entry[]): ReadonlySet<string> {
  const closed = new Set(entries.filter(entry => entry.stage === 'closed-session').map(entry => entry.id))
  return new Set(
    entries
      .filter(entry => closed.has(entry.id) || (entry.rewords !== null && closed.has(entry.rewords)))
      .map(each => each.id),
  )
}

async function previewAnswer(
  visit: Visit<'/meetings/:meetingId/family-copy'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t } = visit
  const model = await visit.act(async work => {
    const { tx } = work
    const meeting = await findMeeting(tx, visit.params.meetingId)
    if (meeting?.heldOn == null) return undefined
    await recordAuditEvent(tx, 'meeting.family-copy-previewed', { childId: meeting.childId, subjectId: meeting.id })
    const document = await familyRecord(work, meeting.id, await copyOptions(work, visit, visit.language))
    const entries = (await listMeetingEntries(tx, meeting.id)).filter(entry => entry.kind === 'meeting-entry')
    const decisions = await listFamilyDecisions(tx, meeting.id)
    const open = new Set(undecided(entries, decisions).map(entry => entry.id))
    const noLongerShared = await listNoLongerShared(tx, meeting.id)
    const holders = (await listSendings(tx, meeting.id)).filter(each => each.copy === 'family').map(each => each.sentTo)
    const state = stateOf(meeting)
    return {
      meetingId: meeting.id,
      blocks: document?.blocks ?? [],
      origins: [...closedOrigins(entries)],
      reference: document?.reference,
      source: await findFamilyCopySource(tx, meeting.id),
      mayApprove: mayDo(MEETING_DEEDS, 'approve', state, await partsIn(work, meeting)),
      approved: meeting.approvedAt !== null,
      undecidedCount: open.size,
      back: { href: `/meetings/${meeting.id}/record`, text: t('meeting.back-to-record') },
      out: entries
        .filter(entry => entry.audience !== 'family')
        .map(entry => {
          const decision = decisions.find(each => each.entryId === entry.id)
          const held =
            holders.length === 0
              ? t('meeting.decision.taken-back.nobody')
              : t('meeting.decision.taken-back', { to: [...new Set(holders)].join('; ') })
          return {
            text: entry.text,
            takenBack: noLongerShared.has(entry.id) ? held : '',
            why:
              open.has(entry.id) || decision?.omission == null
                ? t('meeting.decision.none')
                : `${t(`meeting.omission.${decision.omission}`)}${decision.reason === '' ? '' : `: ${decision.reason}`}`,
          }
        }),
    }
  })
  if (model === undefined) return notFound()
  const title = t('meeting.family-copy.title')
  return errors === undefined
    ? show('family-copy/views/preview.njk', title, model, values)
    : showErrors('family-copy/views/preview.njk', title, model, values, errors)
}

const previewPage = page({
  method: 'get',
  path: '/meetings/:meetingId/family-copy',
  roles: 'signed-in',
  audit: 'meeting.family-copy-previewed',
  handle: visit => previewAnswer(visit),
})

const approveSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/approval',
  roles: 'signed-in',
  audit: 'meeting.approved',
  async handle(visit) {
    const { meetingId } = visit.params
    const result = await visit.act(work =>
      approveRecord(work, {
        meetingId,
        source: one(visit.body, 'source'),
        restStaysOut: one(visit.body, 'restStaysOut') === 'yes',
      }),
    )
    switch (result.outcome) {
      case 'approved':
        return redirect(`/meetings/${meetingId}/copies`)
      case 'not-declared':
        return previewAnswer(visit, visit.body, { approve: 'meeting.approve.not-declared' })
      case 'undecided':
        return previewAnswer(visit, visit.body, { restStaysOut: 'meeting.approve.undecided' })
      case 'changed-since-you-read':
        return previewAnswer(visit, {}, { approve: 'meeting.approve.changed' })
      case 'not-now':
        return previewAnswer(visit, {}, { approve: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

// What can stand on a screen before the family: read in the family copy reader's rights, so no closed word can be in it.
const familyViewPage = page({
  method: 'get',
  path: '/meetings/:meetingId/family-view',
  roles: ['chair', 'note-taker'],
  audit: 'meeting.family-copy-previewed',
  async handle(visit) {
    const { t } = visit
    const model = await visit.act(async ({ tx }) => {
      const meeting = await findMeeting(tx, visit.params.meetingId)
      if (meeting === undefined) return undefined
      await recordAuditEvent(tx, 'meeting.family-copy-previewed', { childId: meeting.childId, subjectId: meeting.id })
      const copy = await asFamilyCopyReader(tx, reader => findFamilyCopy(reader, meeting.id))
      const stage = meeting.stage === null || meeting.stage === 'closed-session' ? 'family-session' : meeting.stage
      return (
        copy && {
          stageWords: t(`meeting.stage.${stage}`),
          entries: copy.entries,
          actions: copy.actions.map(action => ({ ...action, due: formatShortDay(action.dueOn, visit.language) })),
          plan: copy.plan,
        }
      )
    })
    return model === undefined
      ? notFound()
      : show('family-copy/views/family-view.njk', t('meeting.family-view.title'), model)
  },
})

const mayIn = async (work: Work, meeting: Meeting, deed: keyof typeof MEETING_DEEDS) =>
  mayDo(MEETING_DEEDS, deed, stateOf(meeting), await partsIn(work, meeting))

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
    await recordAuditEvent(tx, 'family-copy.seen', { childId: child.id, subjectId: meeting.id })
    const copies = await listNewestCopies(tx, meeting.id)
    const sendings = await listSendings(tx, meeting.id)
    const names = await namesOf(tx, [
      ...copies.flatMap(copy => [copy.madeBy, ...(copy.readBy === null ? [] : [copy.readBy])]),
      ...sendings.map(each => each.sentBy),
    ])
    const nameOf = (id: string | null) => (id === null ? '' : (names.get(id)?.name ?? ''))
    return {
      meetingId: meeting.id,
      reference: child.reference,
      approved: meeting.approvedAt !== null,
      notApproved: meeting.approvedAt === null ? t('family-copy.not-approved') : '',
      mayMake: await mayIn(work, meeting, 'make-family-copy'),
      mayRead: await mayIn(work, meeting, 'read-family-copy'),
      maySend: await mayIn(work, meeting, 'send-copy'),
      back: { href: `/meetings/${meeting.id}/record`, text: t('meeting.back-to-record') },
      formats: FILE_FORMATS,
      family: COPY_LANGUAGES.map(each => {
        const copy = copies.find(one => one.language === each)
        return {
          language: each,
          languageWords: t(`board.language.${each}`),
          id: copy?.id,
          state: copy?.state ?? 'none',
          stateWords: t(`family-copy.state.${copy?.state ?? 'none'}`),
          made:
            copy === undefined
              ? ''
              : t('family-copy.made-line', { name: nameOf(copy.madeBy), at: formatInstant(copy.madeAt, language) }),
          read:
            copy?.readAt == null
              ? ''
              : t('family-copy.read-line', { name: nameOf(copy.readBy), at: formatInstant(copy.readAt, language) }),
        }
      }),
      full: COPY_LANGUAGES.map(each => ({ language: each, languageWords: t(`board.language.${each}`) })),
      sendings: sendings.map(each =>
        t('meeting.sending.line', {
          copy: t(`meeting.copy.${each.copy}`),
          to: each.sentTo,
          how: t(`meeting.sending.${each.how}`),
          day: formatShortDay(calendarDateAt(each.sentAt), language),
          by: nameOf(each.sentBy),
        }),
      ),
      copies: items(t, 'meeting.copy', COPIES),
      ways: items(t, 'meeting.sending', SENDING_WAYS),
      languages: items(t, 'board.language', COPY_LANGUAGES),
    }
  })
  if (model === undefined) return notFound()
  const title = t('family-copy.copies.title', { reference: model.reference })
  const shown = values ?? { language }
  return errors === undefined
    ? show('family-copy/views/copies.njk', title, model, shown)
    : showErrors('family-copy/views/copies.njk', title, model, shown, errors)
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
      case 'not-now':
        return copiesAnswer(visit, visit.body, { make: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

async function readingAnswer(visit: Visit<'/family-copies/:copyId'>, errors?: FieldErrors): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async work => {
    const { tx } = work
    const copy = await findCopy(tx, visit.params.copyId)
    const meeting = copy && (await findMeeting(tx, copy.meetingId))
    const content = copy && (await findContent(tx, copy.id))
    if (copy === undefined || meeting === undefined || content === undefined) return undefined
    await recordAuditEvent(tx, 'family-copy.seen', { childId: copy.childId, subjectId: copy.id })
    const mayRead = await mayIn(work, meeting, 'read-family-copy')
    return {
      copyId: copy.id,
      blocks: content.blocks,
      copyLanguage: copy.language,
      // That a line came from the closed session is itself for its people only.
      origins: mayRead ? [...closedOrigins(await listMeetingEntries(tx, meeting.id))] : [],
      stateWords: t(`family-copy.state.${copy.state}`),
      made: formatInstant(copy.madeAt, language),
      mayRead: mayRead && copy.state === 'made' && copy.readBy === null,
      back: { href: `/meetings/${meeting.id}/copies`, text: t('family-copy.back') },
    }
  })
  if (model === undefined) return notFound()
  const title = t('family-copy.reading.title')
  return errors === undefined
    ? show('family-copy/views/reading.njk', title, model)
    : showErrors('family-copy/views/reading.njk', title, model, {}, errors)
}

const readingPage = page({
  method: 'get',
  path: '/family-copies/:copyId',
  roles: 'signed-in',
  audit: 'family-copy.seen',
  handle: visit => readingAnswer(visit),
})

const readingSubmit = page({
  method: 'post',
  path: '/family-copies/:copyId/reading',
  roles: 'signed-in',
  audit: 'family-copy.read',
  async handle(visit) {
    const result = await visit.act(work => readFamilyCopy(work, visit.params.copyId))
    switch (result.outcome) {
      case 'read':
      case 'read-already':
        return redirect(`/meetings/${result.meetingId}/copies`)
      case 'out-of-date':
        return readingAnswer(visit, { read: 'family-copy.state.out-of-date' })
      case 'not-now':
        return readingAnswer(visit, { read: `meeting.not-now.${result.state}` })
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
    const format = FILE_FORMATS.find(each => each === visit.params.format)
    if (format === undefined) return notFound()
    const opened = await visit.act(async work => {
      const result = await openFamilyCopy(work, { copyId: visit.params.copyId, format })
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
        words: t('family-copy.file'),
        meetingWords: t('meeting.document.meeting-number', { number: opened.meeting.number }),
        languageWords: t(`board.language.${opened.language}`),
        day: opened.meeting.heldOn ?? visit.today,
        format,
      }),
    )
  },
})

const CONTENT_TYPES = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const

const sendingForm = z.object({
  copy: choice(COPIES, 'meeting.copy.needed'),
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
    const result = await visit.act(work => recordSending(work, { meetingId: visit.params.meetingId, ...form.fields }))
    switch (result.outcome) {
      case 'sent':
        return redirect(`/meetings/${visit.params.meetingId}/copies`)
      case 'not-read':
        return copiesAnswer(visit, visit.body, { copy: 'meeting.sending.not-checked' })
      case 'not-now':
        return copiesAnswer(visit, visit.body, { copy: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

export const familyCopyPages: readonly Page[] = [
  previewPage,
  approveSubmit,
  familyViewPage,
  copiesPage,
  makeSubmit,
  readingPage,
  readingSubmit,
  familyCopyFile,
  sendingSubmit,
]
