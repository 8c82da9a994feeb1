import { foreignTo } from '../../lib/written-language.ts'
import { z } from 'zod'
import { listActionsOfMeeting } from '../../agreed-action/store.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { namesOf } from '../../board/store/staff.ts'
import { findChild } from '../../child/store/children.ts'
import { AUDIENCES } from '../../access/audience.ts'
import { listMeetingEntries } from '../../entry/store.ts'
import { fileHash } from '../../documents/document.ts'
import { CONTENT_TYPES, fileNameOf } from '../../documents/file-name.ts'
import { makeFile } from '../../documents/making.ts'
import { formatShortDay } from '../../lib/calendar-date.ts'
import { findBoard } from '../../board/store/board.ts'
import { type Answer, file, notFound, redirect, showForm } from '../../web/answer.ts'
import { choice, type FieldErrors, type FormFields, items, neededText, readForm } from '../../web/forms.ts'
import { page, type Visit, type Page } from '../../web/page.ts'
import { deedsOpen } from '../actions/asking.ts'
import { correctRecord, keepCopy } from '../actions/recording.ts'
import { fullRecord } from '../document.ts'
import { OMISSIONS } from '../meeting.ts'
import { undecided } from '../rules.ts'
import { findMeeting } from '../store/meeting.ts'
import { listCorrections, listFamilyDecisions } from '../store/record.ts'
import { meetingName, meetingState } from './wording.ts'

/** The record of a meeting: as it is, or again with what was typed and what needs another look. */
export async function recordAnswer(
  visit: Visit<'/meetings/:meetingId/record'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async work => {
    const { tx } = work
    const meeting = await findMeeting(tx, visit.params.meetingId)
    const child = meeting && (await findChild(tx, meeting.childId))
    if (meeting === undefined || child === undefined || meeting.beganAt === null) return undefined
    const [written, decisions, corrections, actions, may] = await Promise.all([
      listMeetingEntries(tx, meeting.id),
      listFamilyDecisions(tx, meeting.id),
      listCorrections(tx, meeting.id),
      listActionsOfMeeting(tx, meeting.id),
      deedsOpen(work, meeting),
      recordAuditEvent(tx, 'meeting.record-seen', { childId: child.id, subjectId: meeting.id }),
    ])
    const entries = written.filter(entry => entry.kind === 'meeting-entry')
    const open = new Set(undecided(entries, decisions).map(entry => entry.id))
    const names = await namesOf(
      tx,
      entries.map(each => each.authorId),
    )
    return {
      meeting,
      may,
      reference: child.reference,
      name: meetingName(meeting, t),
      state: meetingState(meeting, visit),
      back: { href: `/meetings/${meeting.id}`, text: t('meeting.back') },
      approved: meeting.approvedAt !== null,
      undecidedCount: open.size,
      entries: entries.map(entry => {
        const decision = decisions.find(each => each.entryId === entry.id)
        return {
          ...entry,
          foreign: foreignTo(language, entry.writtenIn),
          who: entry.saidBy === '' ? (names.get(entry.authorId)?.name ?? '') : entry.saidBy,
          stageWords: t(`meeting.stage.${entry.stage ?? 'closed-session'}`),
          contextWords: entry.context === null ? '' : t(`entry.context.${entry.context}`),
          audienceWords: t(`entry.audience.${entry.audience}`),
          basisWords: entry.basis === null ? '' : t(`entry.basis.${entry.basis}`),
          isQuotation: entry.basis === 'childs-own-words' || entry.basis === 'family-words',
          decided:
            decision === undefined || open.has(entry.id)
              ? t('meeting.decision.none')
              : decision.decision === 'share'
                ? t('meeting.decision.shared')
                : t('meeting.decision.withheld', { why: t(`meeting.omission.${decision.omission ?? 'safety'}`) }),
        }
      }),
      omissions: items(t, 'meeting.omission', OMISSIONS),
      actions: actions.map(action => ({
        ...action,
        due: formatShortDay(action.dueOn, language),
        outcomeWords: action.outcome === null ? '' : t(`agreed-action.outcome.${action.outcome}`),
      })),
      corrections,
      audiences: items(t, 'entry.audience', AUDIENCES),
      defaults: {
        chairSummary: meeting.chairSummary,
        familySummary: meeting.familySummary,
        childComments: meeting.childComments,
        familyComments: meeting.familyComments,
      },
    }
  })
  if (model === undefined) return notFound()
  const title = t('meeting.record.title', { reference: model.reference })
  const shown: FormFields = { ...model.defaults, ...values }
  return showForm('meeting/views/record.njk', title, model, shown, errors)
}

const recordPage = page({
  method: 'get',
  path: '/meetings/:meetingId/record',
  roles: 'signed-in',
  audit: 'meeting.record-seen',
  handle: visit => recordAnswer(visit),
})

const correctionSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/corrections',
  roles: 'signed-in',
  audit: 'meeting.corrected',
  async handle(visit) {
    const form = readForm(
      z.object({
        correction: neededText('meeting.correction.needed'),
        correctionAudience: choice(AUDIENCES, 'entry.audience.needed'),
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
      case 'not-now':
        return recordAnswer(visit, visit.body, { correction: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

const fullRecordFile = page({
  method: 'get',
  path: '/meetings/:meetingId/full-record/:language/:format',
  roles: 'signed-in',
  audit: 'meeting.copy-made',
  async handle(visit) {
    const { meetingId, language, format } = visit.params
    if ((language !== 'en' && language !== 'cy') || (format !== 'pdf' && format !== 'docx')) return notFound()
    const t = visit.tIn(language)
    const made = await visit.act(async work => {
      const meeting = await findMeeting(work.tx, meetingId)
      const board = await findBoard(work.tx)
      const banner = board?.kind === 'demonstration' ? t('web.demonstration.banner') : undefined
      const document = await fullRecord(work, meetingId, { language, t, banner })
      if (meeting === undefined || document === undefined) return undefined
      const content = await makeFile(document, format)
      await keepCopy(work, { meetingId, childId: meeting.childId, language, format, sha256: fileHash(content) })
      return { content, meeting, reference: document.reference }
    })
    if (made === undefined) return notFound()
    return file(
      made.content,
      CONTENT_TYPES[format],
      fileNameOf({
        reference: made.reference,
        words: t('meeting.document.full-file'),
        meetingWords: t('meeting.document.meeting-number', { number: made.meeting.number }),
        languageWords: t(`board.language.${language}`),
        day: made.meeting.heldOn ?? visit.today,
        format,
      }),
    )
  },
})

export const meetingRecordPages: readonly Page[] = [recordPage, correctionSubmit, fullRecordFile]
