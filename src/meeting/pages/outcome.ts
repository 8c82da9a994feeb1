import { AUDIENCES } from '../../access/audience.ts'
import { ACTION_CONTEXTS } from '../../agreed-action/agreed-action.ts'
import { listActionsOfMeeting } from '../../agreed-action/store.ts'
import { agencyChoices, staffChoices } from '../../board/choices.ts'
import { listWhoSees } from '../../child/store/seeing.ts'
import { languageChoices } from '../../entry/present.ts'
import { formatShortDay } from '../../lib/calendar-date.ts'
import { foreignTo } from '../../lib/written-language.ts'
import { type Answer, formConflict, notFound, redirect, showForm } from '../../web/answer.ts'
import { choice, type FieldErrors, type FormFields, items, readForm, text } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { deedsOpen } from '../actions/asking.ts'
import { writeComments } from '../actions/ending.ts'
import { agreeTypedAction } from '../actions/agreeing.ts'
import { agreedForm, commentsAsRead, commentsForm, commentsTyped, languageInWords, readAgreed } from '../forms.ts'
import { answerWithClosedWords, openMeeting } from './opening.ts'
import { RUNNERS } from '../roles.ts'

async function commentsAnswer(
  visit: Visit<'/meetings/:meetingId/comments'>,
  values?: FormFields,
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  return answerWithClosedWords(
    visit,
    work => openMeeting(work, visit.params.meetingId, visit),
    async (work, { meeting, frame }) => {
      if ((await deedsOpen(work, meeting))['write-comments'] === undefined) return undefined
      const { chairSummary } = meeting
      return {
        ...frame,
        languages: languageChoices(language),
        read: { chairSummary, ...commentsAsRead(meeting, language), version: String(meeting.version) },
      }
    },
    model => showForm('meeting/views/comments.njk', t('meeting.comments'), model, values ?? model.read, errors),
  )
}

const commentsPage = page({
  method: 'get',
  path: '/meetings/:meetingId/comments',
  roles: RUNNERS,
  audit: 'meeting.record-seen',
  handle: visit => commentsAnswer(visit),
})

const closedForm = commentsForm.extend({ chairSummary: text() })

const commentsSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/comments',
  roles: RUNNERS,
  audit: 'meeting.summary-written',
  async handle(visit) {
    const { meetingId } = visit.params
    const form = readForm(closedForm, visit.body)
    if (!form.ok) return commentsAnswer(visit, visit.body, form.errors)
    const { version: read, ...typed } = form.fields
    const result = await visit.act(work => writeComments(work, { meetingId, version: read, ...commentsTyped(typed) }))
    switch (result.outcome) {
      case 'written':
        return redirect(`/meetings/${meetingId}/record`)
      case 'changed-since-you-read':
        return formConflict(visit, {
          theirs: { chairSummary: result.current.chairSummary, ...commentsAsRead(result.current, visit.language) },
          yours: typed,
          labelOf: field => visit.t(`meeting.${field}`),
          inWords: (field, value) => languageInWords(field, value, visit.language),
          hidden: { version: String(result.current.version) },
          savedAt: `/meetings/${meetingId}/record`,
        })
      case 'not-now':
      case 'not-found':
        return notFound()
    }
  },
})

async function actionsAnswer(
  visit: Visit<'/meetings/:meetingId/actions'>,
  values: FormFields = { writtenIn: visit.language },
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  return answerWithClosedWords(
    visit,
    work => openMeeting(work, visit.params.meetingId, visit),
    async (work, { meeting, frame }) => {
      const may = await deedsOpen(work, meeting)
      if (may['agree-action'] === undefined) return undefined
      const [actions, seeing, staff, agencies] = await Promise.all([
        listActionsOfMeeting(work.tx, meeting.id),
        listWhoSees(work.tx, meeting.childId),
        staffChoices(work.tx, language),
        agencyChoices(work.tx, language),
      ])
      return {
        ...frame,
        actions: actions.map(action => ({
          ...action,
          foreign: foreignTo(language, action.writtenIn),
          due: formatShortDay(action.dueOn, language),
        })),
        languages: languageChoices(language),
        // Nobody else could hold it.
        staff: staff.filter(person => seeing.has(person.value)),
        agencies,
        contexts: items(t, 'entry.context', ACTION_CONTEXTS),
        audiences: items(
          t,
          'entry.audience',
          AUDIENCES.filter(each => each !== 'family' || may['agree-family-action'] === true),
        ),
      }
    },
    model => showForm('meeting/views/actions.njk', t('meeting.actions'), model, values, errors),
  )
}

const actionsPage = page({
  method: 'get',
  path: '/meetings/:meetingId/actions',
  roles: RUNNERS,
  audit: 'meeting.record-seen',
  handle: visit => actionsAnswer(visit),
})

const actionForm = agreedForm.extend({ audience: choice(AUDIENCES, 'entry.audience.needed') })

const actionsSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/actions',
  roles: RUNNERS,
  audit: 'meeting.action-agreed',
  async handle(visit) {
    const { meetingId } = visit.params
    const form = readAgreed(actionForm, visit.body)
    if (!form.ok) return actionsAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work => agreeTypedAction(work, { ...form.fields, meetingId }))
    switch (result.outcome) {
      case 'agreed':
        return redirect(`/meetings/${meetingId}/actions`)
      case 'day-before-meeting':
        return actionsAnswer(visit, visit.body, { dueOn: 'meeting.action.day.before' })
      case 'owner-does-not-see-the-child':
        return actionsAnswer(visit, visit.body, { ownerId: 'meeting.action.owner.outside' })
      case 'not-now':
        return actionsAnswer(visit, visit.body, { what: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

export const outcomePages: readonly Page[] = [commentsPage, commentsSubmit, actionsPage, actionsSubmit]
