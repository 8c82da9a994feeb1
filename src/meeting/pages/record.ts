import { z } from 'zod'
import { listActionsOfMeeting } from '../../agreed-action/store.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { namesOf } from '../../board/store/staff.ts'
import { findChild } from '../../child/store/children.ts'
import { AUDIENCES } from '../../access/audience.ts'
import { listMeetingEntries } from '../../chronology/store.ts'
import { asFamilyCopyReader } from '../../db/database.ts'
import { pdfFile } from '../../documents/pdf.ts'
import { wordFile } from '../../documents/word.ts'
import { calendarDateAt, formatDay, formatShortDay, formatTime } from '../../lib/calendar-date.ts'
import { findBoard } from '../../board/store/board.ts'
import { type Answer, file, notFound, redirect, show, showErrors } from '../../web/answer.ts'
import {
  choice,
  type FieldErrors,
  type FormFields,
  items,
  neededText,
  optionalChoice,
  readForm,
  text,
} from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import {
  approveRecord,
  checkFamilyCopy,
  correctRecord,
  decideForFamily,
  keepCopy,
  mayFamilyCopyLeave,
  recordDebrief,
  recordSending,
} from '../actions/recording.ts'
import { familyRecord, fullRecord } from '../document.ts'
import { COPIES, type Copy, OMISSIONS, SENDING_WAYS } from '../meeting.ts'
import { undecided } from '../rules.ts'
import { findFamilyCopy } from '../store/family-copy.ts'
import { findMeeting } from '../store/meeting.ts'
import { findDebrief } from '../store/outcome.ts'
import { listChecks, listSendings } from '../store/copies.ts'
import { listCorrections, listFamilyDecisions } from '../store/record.ts'
import { meetingName, meetingState } from './arranging.ts'

async function recordAnswer(
  visit: Visit<'/meetings/:meetingId/record'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async work => {
    const { tx, actor } = work
    const meeting = await findMeeting(tx, visit.params.meetingId)
    const child = meeting && (await findChild(tx, meeting.childId))
    if (meeting === undefined || child === undefined || meeting.beganAt === null) return undefined
    await recordAuditEvent(tx, 'meeting.record-seen', { childId: child.id, subjectId: meeting.id })
    const entries = (await listMeetingEntries(tx, meeting.id)).filter(entry => entry.kind === 'meeting-entry')
    const { decisions } = await listFamilyDecisions(tx, meeting.id)
    const corrections = await listCorrections(tx, meeting.id)
    const sendings = await listSendings(tx, meeting.id)
    const checks = await listChecks(tx, meeting.id)
    const names = await namesOf(tx, [
      ...entries.map(each => each.authorId),
      ...checks.map(each => each.checkedBy),
      ...sendings.map(each => each.sentBy),
    ])
    return {
      meeting,
      isChair: actor.userId === meeting.chairId,
      runs: actor.userId === meeting.chairId || actor.userId === meeting.noteTakerId,
      reference: child.reference,
      name: meetingName(meeting, t),
      state: meetingState(meeting, visit),
      back: { href: `/meetings/${meeting.id}`, text: t('meeting.back') },
      approved: meeting.approvedAt !== null,
      undecidedCount: undecided(entries, decisions).length,
      mayLeave: await mayFamilyCopyLeave(work, meeting.id),
      entries: entries.map(entry => {
        const decision = decisions.find(each => each.entryId === entry.id)
        return {
          ...entry,
          who: entry.saidBy === '' ? (names.get(entry.authorId)?.name ?? '') : entry.saidBy,
          stageWords: t(`meeting.stage.${entry.stage ?? 'closed-session'}`),
          contextWords: entry.context === null ? '' : t(`chronology.context.${entry.context}`),
          audienceWords: t(`chronology.audience.${entry.audience}`),
          basisWords: entry.basis === null ? '' : t(`chronology.basis.${entry.basis}`),
          isQuotation: entry.basis === 'childs-own-words' || entry.basis === 'family-words',
          decided:
            decision === undefined
              ? t('meeting.decision.none')
              : decision.decision === 'share'
                ? t('meeting.decision.shared')
                : t('meeting.decision.withheld', { why: t(`meeting.omission.${decision.omission ?? 'safety'}`) }),
        }
      }),
      omissions: items(t, 'meeting.omission', OMISSIONS),
      actions: (await listActionsOfMeeting(tx, meeting.id)).map(action => ({
        ...action,
        due: formatShortDay(action.dueOn, language),
        outcomeWords: action.outcome === null ? '' : t(`agreed-action.outcome.${action.outcome}`),
      })),
      corrections,
      audiences: items(t, 'chronology.audience', AUDIENCES),
      checks: checks.map(each => ({
        name: names.get(each.checkedBy)?.name ?? '',
        day: `${formatShortDay(calendarDateAt(each.checkedAt), language)}, ${formatTime(each.checkedAt)}`,
      })),
      sendings: sendings.map(each => ({
        ...each,
        copyWords: t(`meeting.copy.${each.copy}`),
        howWords: t(`meeting.sending.${each.how}`),
        by: names.get(each.sentBy)?.name ?? '',
        day: formatShortDay(calendarDateAt(each.sentAt), language),
      })),
      copies: items(t, 'meeting.copy', COPIES),
      ways: items(t, 'meeting.sending', SENDING_WAYS),
      languages: items(t, 'board.language', ['cy', 'en']),
      defaults: {
        chairSummary: meeting.chairSummary,
        familySummary: meeting.familySummary,
        childComments: meeting.childComments,
        familyComments: meeting.familyComments,
        language,
      },
    }
  })
  if (model === undefined) return notFound()
  const title = t('meeting.record.title', { reference: model.reference })
  const shown: FormFields = { ...model.defaults, ...values }
  return errors === undefined
    ? show('meeting/views/record.njk', title, model, shown)
    : showErrors('meeting/views/record.njk', title, model, shown, errors)
}

const recordPage = page({
  method: 'get',
  path: '/meetings/:meetingId/record',
  roles: 'signed-in',
  audit: 'meeting.record-seen',
  handle: visit => recordAnswer(visit),
})

const decisionForm = z.object({
  decision: choice(['share', 'withhold'], 'meeting.decision.needed'),
  omission: optionalChoice(OMISSIONS),
  why: text(),
  rewording: text(),
})

const decisionSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/decisions/:entryId',
  roles: ['chair'],
  audit: 'meeting.family-decision-made',
  async handle(visit) {
    const again = (key: string) => recordAnswer(visit, {}, { [`decision-${visit.params.entryId}`]: key })
    const form = readForm(decisionForm, visit.body)
    if (!form.ok) return again('meeting.decision.needed')
    const result = await visit.act(work =>
      decideForFamily(work, {
        entryId: visit.params.entryId,
        decision: form.fields.decision,
        omission: form.fields.omission,
        reason: form.fields.why,
        rewording: form.fields.rewording,
      }),
    )
    switch (result.outcome) {
      case 'decided':
        return redirect(`/meetings/${visit.params.meetingId}/record#entry-${visit.params.entryId}`)
      case 'omission-needed':
        return again('meeting.omission.needed')
      case 'not-open':
        return again('meeting.entry.not-open')
      case 'not-found':
        return notFound()
    }
  },
})

const approveSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/approval',
  roles: ['chair'],
  audit: 'meeting.approved',
  async handle(visit) {
    const result = await visit.act(work => approveRecord(work, visit.params.meetingId))
    switch (result.outcome) {
      case 'approved':
        return redirect(`/meetings/${visit.params.meetingId}/record`)
      case 'not-held':
      case 'approved-already':
      case 'not-declared':
        return recordAnswer(visit, {}, { approve: `meeting.approve.${result.outcome}` })
      case 'not-found':
        return notFound()
    }
  },
})

const correctionSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/corrections',
  roles: ['chair'],
  audit: 'meeting.corrected',
  async handle(visit) {
    const form = readForm(
      z.object({
        correction: neededText('meeting.correction.needed'),
        correctionAudience: choice(AUDIENCES, 'chronology.audience.needed'),
      }),
      visit.body,
    )
    if (!form.ok) return recordAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work =>
      correctRecord(work, {
        meetingId: visit.params.meetingId,
        text: form.fields.correction,
        audience: form.fields.correctionAudience,
      }),
    )
    switch (result.outcome) {
      case 'corrected':
        return redirect(`/meetings/${visit.params.meetingId}/record`)
      case 'not-approved':
        return recordAnswer(visit, visit.body, { correction: 'meeting.correction.not-approved' })
      case 'not-found':
        return notFound()
    }
  },
})

const previewPage = page({
  method: 'get',
  path: '/meetings/:meetingId/family-copy',
  roles: 'signed-in',
  audit: 'meeting.family-copy-previewed',
  async handle(visit) {
    const { t } = visit
    const model = await visit.act(async work => {
      const meeting = await findMeeting(work.tx, visit.params.meetingId)
      if (meeting?.heldOn == null) return undefined
      await recordAuditEvent(work.tx, 'meeting.family-copy-previewed', {
        childId: meeting.childId,
        subjectId: meeting.id,
      })
      const document = await familyRecord(work, meeting.id, { language: visit.language, t, banner: undefined })
      const copy = await asFamilyCopyReader(work.tx, tx => findFamilyCopy(tx, meeting.id))
      const entries = (await listMeetingEntries(work.tx, meeting.id)).filter(
        entry => entry.kind === 'meeting-entry' && entry.audience !== 'family',
      )
      const { decisions } = await listFamilyDecisions(work.tx, meeting.id)
      return {
        meetingId: meeting.id,
        blocks: document?.blocks ?? [],
        reference: copy?.reference,
        isChair: work.actor.userId === meeting.chairId,
        approved: meeting.approvedAt !== null,
        back: { href: `/meetings/${meeting.id}/record`, text: t('meeting.back-to-record') },
        out: entries.map(entry => {
          const decision = decisions.find(each => each.entryId === entry.id)
          return {
            text: entry.text,
            why:
              decision?.omission == null
                ? t('meeting.decision.none')
                : `${t(`meeting.omission.${decision.omission}`)}${decision.reason === '' ? '' : `: ${decision.reason}`}`,
          }
        }),
      }
    })
    return model === undefined
      ? notFound()
      : show('meeting/views/family-copy.njk', t('meeting.family-copy.title'), model)
  },
})

const checkSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/family-copy-check',
  roles: 'signed-in',
  audit: 'meeting.family-copy-checked',
  async handle(visit) {
    const result = await visit.act(work => checkFamilyCopy(work, visit.params.meetingId))
    switch (result.outcome) {
      case 'checked':
        return redirect(`/meetings/${visit.params.meetingId}/record`)
      case 'not-the-chair':
      case 'not-approved':
        return recordAnswer(visit, {}, { approve: `meeting.check.${result.outcome}` })
      case 'not-found':
        return notFound()
    }
  },
})

const copyFile = page({
  method: 'get',
  path: '/meetings/:meetingId/copies/:copy/:language/:format',
  roles: 'signed-in',
  audit: 'meeting.copy-made',
  async handle(visit) {
    const { copy, language, format } = visit.params
    if (
      !(COPIES as readonly string[]).includes(copy) ||
      (language !== 'en' && language !== 'cy') ||
      (format !== 'pdf' && format !== 'docx')
    )
      return notFound()
    const made = await visit.act(work => makeCopy(work, visit, { copy: copy as Copy, language, format }))
    if (made === undefined) return notFound()
    return file(
      made.content,
      format === 'pdf' ? 'application/pdf' : 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      `${made.reference}.${format}`,
    )
  },
})

async function makeCopy(
  work: Parameters<Parameters<Visit['act']>[0]>[0],
  visit: Visit<'/meetings/:meetingId/copies/:copy/:language/:format'>,
  { copy, language, format }: { copy: Copy; language: 'en' | 'cy'; format: 'pdf' | 'docx' },
): Promise<{ content: Buffer; reference: string } | undefined> {
  const meeting = await findMeeting(work.tx, visit.params.meetingId)
  if (meeting === undefined) return undefined
  const board = await findBoard(work.tx)
  const t = visit.tIn(language)
  const options = { language, t, banner: board?.kind === 'demonstration' ? t('web.demonstration.banner') : undefined }
  const document =
    copy === 'full' ? await fullRecord(work, meeting.id, options) : await familyRecord(work, meeting.id, options)
  if (document === undefined) return undefined
  const content = format === 'pdf' ? await pdfFile(document) : await wordFile(document)
  await keepCopy(work, { meetingId: meeting.id, childId: meeting.childId, copy, language, format, content })
  return { content, reference: document.reference }
}

const sendingForm = z.object({
  copy: choice(COPIES, 'meeting.copy.needed'),
  language: choice(['cy', 'en'], 'board.staff.language.needed'),
  sentTo: neededText('meeting.sending.to.needed'),
  how: choice(SENDING_WAYS, 'meeting.sending.how.needed'),
})

const sendingSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/sendings',
  roles: ['chair', 'note-taker', 'manager'],
  audit: 'meeting.copy-sent',
  async handle(visit) {
    const form = readForm(sendingForm, visit.body)
    if (!form.ok) return recordAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work => recordSending(work, { meetingId: visit.params.meetingId, ...form.fields }))
    switch (result.outcome) {
      case 'sent':
        return redirect(`/meetings/${visit.params.meetingId}/record`)
      case 'not-approved':
        return recordAnswer(visit, visit.body, { copy: 'meeting.sending.not-approved' })
      case 'not-checked':
        return recordAnswer(visit, visit.body, { copy: 'meeting.sending.not-checked' })
      case 'not-found':
        return notFound()
    }
  },
})

async function debriefAnswer(
  visit: Visit<'/meetings/:meetingId/debrief'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async ({ tx }) => {
    const meeting = await findMeeting(tx, visit.params.meetingId)
    const debrief = await findDebrief(tx, visit.params.meetingId)
    if (meeting === undefined || debrief === undefined) return undefined
    await recordAuditEvent(tx, 'meeting.seen', { childId: meeting.childId, subjectId: meeting.id })
    return {
      debrief,
      by: (await namesOf(tx, [debrief.byWhom])).get(debrief.byWhom)?.name ?? '',
      due: formatDay(debrief.dueOn, language),
      back: { href: `/meetings/${meeting.id}`, text: t('meeting.back') },
    }
  })
  if (model === undefined) return notFound()
  const title = t('meeting.debrief.title')
  return errors === undefined
    ? show('meeting/views/debrief.njk', title, model, values)
    : showErrors('meeting/views/debrief.njk', title, model, values, errors)
}

const debriefPage = page({
  method: 'get',
  path: '/meetings/:meetingId/debrief',
  roles: 'signed-in',
  audit: 'meeting.seen',
  handle: visit => debriefAnswer(visit),
})

const debriefSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/debrief',
  roles: ['chair', 'practitioner', 'manager', 'exploitation-lead'],
  audit: 'meeting.debriefed',
  async handle(visit) {
    const form = readForm(z.object({ whatWasSaid: neededText('meeting.debrief.needed') }), visit.body)
    if (!form.ok) return debriefAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work =>
      recordDebrief(work, { meetingId: visit.params.meetingId, whatWasSaid: form.fields.whatWasSaid }),
    )
    return result.outcome === 'recorded' ? redirect(`/children/${result.childId}`) : notFound()
  },
})

export const meetingRecordPages: readonly Page[] = [
  recordPage,
  decisionSubmit,
  approveSubmit,
  correctionSubmit,
  previewPage,
  checkSubmit,
  copyFile,
  sendingSubmit,
  debriefPage,
  debriefSubmit,
]
