import { z } from 'zod'
import { listActionsOfMeeting } from '../../agreed-action/store.ts'
import { namesOf } from '../../board/store/staff.ts'
import { AUDIENCES } from '../../access/audience.ts'
import { standsWords } from '../../decision-concern/present.ts'
import { listConcernsOfMeeting } from '../../decision-concern/store.ts'
import { languageChoices } from '../../entry/present.ts'
import { listMeetingEntries } from '../../entry/store.ts'
import { fileHash } from '../../documents/document.ts'
import { CONTENT_TYPES, fileNameOf } from '../../documents/file-name.ts'
import { makeFile } from '../../documents/making.ts'
import { formatShortDay } from '../../lib/calendar-date.ts'
import { foreignTo, WRITTEN_LANGUAGES } from '../../lib/written-language.ts'
import { hasAnyRole } from '../../access/actor.ts'
import { listThereForClosedAlone } from '../../child/store/seeing.ts'
import { WRITING_ROLES } from '../../entry/actions.ts'
import { translationsFor } from '../../translation/present.ts'
import { isTranslatable } from '../../translation/translation.ts'
import { findBoard } from '../../board/store/board.ts'
import { type Answer, file, notFound, redirect, show, showForm } from '../../web/answer.ts'
import {
  choice,
  type FieldErrors,
  type FormFields,
  items,
  neededText,
  optionalChoice,
  readForm,
} from '../../web/forms.ts'
import { page, type Visit, type Page } from '../../web/page.ts'
import { deedsOpen } from '../actions/asking.ts'
import { keepCopy } from '../actions/copies.ts'
import { correctRecord } from '../actions/recording.ts'
import { fullRecord } from '../document.ts'
import { commentParts, planParts } from '../present.ts'
import { undecided } from '../rules.ts'
import { findMeeting } from '../store/meeting.ts'
import { findSafetyPlan } from '../store/outcome.ts'
import { listCorrections, listFamilyDecisions } from '../store/record.ts'
import { answerWithClosedWords, openMeeting } from './opening.ts'
import { lineWords, meetingName, meetingState } from './wording.ts'

const recordPage = page({
  method: 'get',
  path: '/meetings/:meetingId/record',
  roles: 'signed-in',
  audit: 'meeting.record-seen',
  handle: visit => {
    const { t, language } = visit
    return answerWithClosedWords(
      visit,
      work => openMeeting(work, visit.params.meetingId, visit),
      async (work, { meeting, reference }) => {
        const { tx } = work
        if (meeting.beganAt === null) return undefined
        const [written, decisions, corrections, actions, plan, concerns, may] = await Promise.all([
          listMeetingEntries(tx, meeting.id),
          listFamilyDecisions(tx, meeting.id),
          listCorrections(tx, meeting.id),
          listActionsOfMeeting(tx, meeting.id),
          findSafetyPlan(tx, meeting.id),
          listConcernsOfMeeting(tx, meeting.id),
          deedsOpen(work, meeting),
        ])
        const entries = written.filter(entry => entry.kind === 'meeting-entry')
        const open = new Set(undecided(entries, decisions).map(entry => entry.id))
        const names = await namesOf(
          tx,
          entries.map(each => each.authorId),
        )
        const [translations, forClosedAlone] = await Promise.all([
          translationsFor(tx, entries, visit),
          listThereForClosedAlone(tx, meeting.childId),
        ])
        const translates = hasAnyRole(work.actor, WRITING_ROLES) && !forClosedAlone.has(work.actor.userId)
        return {
          meeting,
          may,
          reference,
          name: meetingName(meeting, t),
          state: meetingState(meeting, visit),
          back: { href: `/meetings/${meeting.id}`, text: t('meeting.back') },
          approved: meeting.approvedAt !== null,
          undecidedCount: open.size,
          entries: entries.map(entry => {
            const decision = decisions.find(each => each.entryId === entry.id)
            return {
              ...lineWords(entry, names, t, meeting),
              foreign: foreignTo(language, entry.writtenIn),
              translation: translations.get(entry.id),
              mayTranslate: translates && isTranslatable(entry),
              mayChange:
                entry.audience !== 'family' &&
                (may['change-entry'] === true ||
                  (meeting.approvedAt === null && entry.agencyId === work.actor.agencyId)),
              decided:
                decision === undefined || open.has(entry.id)
                  ? t('meeting.decision.none')
                  : decision.decision === 'share'
                    ? t('meeting.decision.shared')
                    : t('meeting.decision.withheld', { why: t(`meeting.omission.${decision.omission ?? 'safety'}`) }),
            }
          }),
          actions: actions.map(action => ({
            ...action,
            foreign: foreignTo(language, action.writtenIn),
            due: formatShortDay(action.dueOn, language),
            outcomeWords: action.outcome === null ? '' : t(`agreed-action.outcome.${action.outcome}`),
          })),
          comments: commentParts(meeting, { t, language }),
          plan: plan === undefined ? [] : planParts(plan, { t, language }),
          corrections: corrections.map(each => ({ ...each, foreign: foreignTo(language, each.writtenIn) })),
          concerns: concerns.map(each => ({ id: each.id, decision: each.decision, stands: standsWords(each, t) })),
          isWorking: visit.mayOpen(`/children/${meeting.childId}/decision-concerns/new`),
        }
      },
      model => show('meeting/views/record.njk', t('meeting.record.title', { reference: model.reference }), model),
    )
  },
})

async function correctionAnswer(
  visit: Visit<'/meetings/:meetingId/corrections'>,
  values: FormFields = { writtenIn: visit.language },
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  return answerWithClosedWords(
    visit,
    work => openMeeting(work, visit.params.meetingId, visit),
    async (work, { meeting, frame }) => {
      if ((await deedsOpen(work, meeting)).correct === undefined) return undefined
      return { ...frame, audiences: items(t, 'entry.audience', AUDIENCES), languages: languageChoices(language) }
    },
    model => showForm('meeting/views/correction.njk', t('meeting.correct'), model, values, errors),
  )
}

const correctionPage = page({
  method: 'get',
  path: '/meetings/:meetingId/corrections',
  roles: ['chair'],
  audit: 'meeting.record-seen',
  handle: visit => correctionAnswer(visit),
})

const correctionSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/corrections',
  roles: ['chair'],
  audit: 'meeting.corrected',
  async handle(visit) {
    const { meetingId } = visit.params
    const form = readForm(
      z.object({
        correction: neededText('meeting.correction.needed'),
        correctionAudience: choice(AUDIENCES, 'entry.audience.needed'),
        writtenIn: optionalChoice(WRITTEN_LANGUAGES),
      }),
      visit.body,
    )
    if (!form.ok) return correctionAnswer(visit, visit.body, form.errors)
    const { correction: text, correctionAudience: audience, writtenIn } = form.fields
    const result = await visit.act(work => correctRecord(work, { meetingId, text, audience, writtenIn }))
    switch (result.outcome) {
      case 'corrected':
        return redirect(`/meetings/${meetingId}/record`)
      case 'not-now':
        return correctionAnswer(visit, visit.body, { correction: `meeting.not-now.${result.state}` })
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
      await keepCopy(work, {
        meetingId,
        childId: meeting.childId,
        copy: 'full',
        language,
        format,
        sha256: fileHash(content),
      })
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

export const meetingRecordPages: readonly Page[] = [recordPage, correctionPage, correctionSubmit, fullRecordFile]
