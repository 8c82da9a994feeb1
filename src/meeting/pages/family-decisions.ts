import { listMeetingEntries } from '../../entry/store.ts'
import { translationsFor } from '../../translation/present.ts'
import { foreignTo } from '../../lib/written-language.ts'
import { namesOf } from '../../board/store/staff.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import { type FieldErrors, type FormFields, items } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { deedsOpen } from '../actions/asking.ts'
import { decideAllForFamily, keepActionFromFamily } from '../actions/recording.ts'
import { CHOICES, readDecisions } from '../deciding-form.ts'
import { OMISSIONS, type FamilyDecision } from '../meeting.ts'
import { undecided } from '../rules.ts'
import { listFamilyDecisions } from '../store/record.ts'
import { answerWithClosedWords, openMeeting } from './opening.ts'
import { lineWords } from './wording.ts'

const AFTER_APPROVAL = ['share', 'withhold'] as const

async function decisionsAnswer(
  visit: Visit<'/meetings/:meetingId/decisions'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  return answerWithClosedWords(
    visit,
    work => openMeeting(work, visit.params.meetingId, visit),
    async (work, { meeting, frame }) => {
      const may = await deedsOpen(work, meeting)
      const isOpen = may['decide-for-family'] === true
      if (!isOpen && may['take-back-from-family'] === undefined) return undefined
      const [written, decisions] = await Promise.all([
        listMeetingEntries(work.tx, meeting.id),
        listFamilyDecisions(work.tx, meeting.id),
      ])
      const entries = written.filter(entry => entry.kind === 'meeting-entry' && (isOpen || entry.audience === 'family'))
      const open = new Set(undecided(entries, decisions).map(entry => entry.id))
      const names = await namesOf(
        work.tx,
        entries.map(entry => entry.authorId),
      )
      const translations = await translationsFor(work.tx, entries, visit)
      const inForce = new Map(decisions.map(each => [each.entryId, each]))
      return {
        ...frame,
        isOpen,
        meetingId: meeting.id,
        copyBeside: meeting.heldOn === null ? '' : `/meetings/${meeting.id}/decisions/copy`,
        choices: items(t, 'meeting.decision', isOpen ? CHOICES : AFTER_APPROVAL),
        omissions: items(t, 'meeting.omission', OMISSIONS),
        openCount: open.size,
        entries: entries.map(entry => ({
          ...lineWords(entry, names, t, meeting),
          foreign: foreignTo(language, entry.writtenIn),
          translation: translations.get(entry.id),
          isOpen: open.has(entry.id),
          rewords: written.find(each => each.id === entry.rewords)?.text ?? '',
        })),
        read: Object.fromEntries(
          entries.flatMap(entry =>
            Object.entries(asDecided(entry, open.has(entry.id) ? undefined : inForce.get(entry.id))),
          ),
        ),
      }
    },
    model =>
      showForm(
        'meeting/views/decisions.njk',
        t('meeting.decisions.title'),
        model,
        { ...model.read, ...values },
        errors,
      ),
  )
}

// The fields of an entry as they stand: what is sent back unchanged is not decided again.
function asDecided(
  entry: { readonly id: string; readonly wordsVersion: number },
  decision: FamilyDecision | undefined,
): FormFields {
  return {
    [`decision-${entry.id}`]: decision?.decision ?? '',
    [`was-${entry.id}`]:
      decision === undefined ? '' : `${decision.decision}/${decision.omission ?? ''}/${decision.reason}`,
    [`omission-${entry.id}`]: decision?.omission ?? '',
    [`why-${entry.id}`]: decision?.reason ?? '',
    [`words-${entry.id}`]: String(entry.wordsVersion),
  }
}

const decisionsPage = page({
  method: 'get',
  path: '/meetings/:meetingId/decisions',
  roles: ['chair'],
  audit: 'meeting.record-seen',
  handle: visit => decisionsAnswer(visit),
})

const decisionsSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/decisions',
  roles: ['chair'],
  audit: 'meeting.family-decision-made',
  async handle(visit) {
    const { meetingId } = visit.params
    const { decisions, errors } = readDecisions(visit.body, visit.language)
    if (Object.keys(errors).length > 0) return decisionsAnswer(visit, visit.body, errors)
    if (decisions.length === 0) return redirect(`/meetings/${meetingId}/decisions`)
    const result = await visit.act(work => decideAllForFamily(work, { meetingId, decisions }))
    switch (result.outcome) {
      case 'decided':
        return redirect(`/meetings/${meetingId}/decisions`)
      case 'changed-since-you-read': {
        // The new words are shown, and decided about as such.
        const changed = result.entryIds.map(id => [`decision-${id}`, 'meeting.decision.changed'] as const)
        const typed = Object.entries(visit.body).filter(([name]) => !/^(words|was)-/.test(name))
        return decisionsAnswer(visit, Object.fromEntries(typed), Object.fromEntries(changed))
      }
      case 'not-now':
        return redirect(`/meetings/${meetingId}`)
      case 'not-found':
        return notFound()
    }
  },
})

const keepActionSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/actions/:actionId/keep-from-family',
  roles: 'signed-in',
  audit: 'meeting.family-decision-made',
  async handle(visit) {
    const { meetingId } = visit.params
    const result = await visit.act(work => keepActionFromFamily(work, visit.params))
    switch (result.outcome) {
      case 'kept':
      case 'changed-since-you-read':
      case 'not-now':
        return redirect(`/meetings/${meetingId}/record#actions`)
      case 'not-found':
        return notFound()
    }
  },
})

export const familyDecisionPages: readonly Page[] = [decisionsPage, decisionsSubmit, keepActionSubmit]
