import { z } from 'zod'
import { listMeetingEntries } from '../../entry/store.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import { choice, type FieldErrors, type FormFields, items, optionalChoice, readForm } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { moveToStage, openInClosedRoom } from '../actions/stages.ts'
import { readLastTime } from '../last-time.ts'
import { OMISSIONS } from '../meeting.ts'
import { answerWithClosedWords, openClosedRoom } from './opening.ts'

const OPEN_STAGES = ['family-session', 'safety-planning', 'family-debrief'] as const

// Counts, and not a word: the family may be at the door already.
async function keyAnswer(
  visit: Visit<'/meetings/:meetingId/key'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t } = visit
  return answerWithClosedWords(
    visit,
    work => openClosedRoom(work, visit.params.meetingId, visit),
    async (work, { meeting, frame }) => {
      if (meeting.chairId !== work.actor.userId || meeting.stage === null) return undefined
      const written = await listMeetingEntries(work.tx, meeting.id)
      const closed = written.filter(entry => entry.kind === 'meeting-entry' && entry.stage === 'closed-session')
      const open = await openInClosedRoom(work.tx, meeting.id)
      const lastTime = await readLastTime(work, meeting)
      const shared = closed.filter(entry => entry.audience === 'family').length
      return {
        ...frame,
        caption: undefined,
        meetingId: meeting.id,
        open: open.length,
        leftOver: lastTime.listed.filter(each => each.isToAnswer).length,
        shared,
        out: closed.length - open.length - shared,
        omissions: items(t, 'meeting.omission', OMISSIONS),
        stages: items(t, 'meeting.stage', OPEN_STAGES),
      }
    },
    model =>
      showForm(
        'meeting/views/key.njk',
        t('meeting.to-family.title'),
        model,
        { stage: 'family-session', ...values },
        errors,
      ),
  )
}

const keyPage = page({
  method: 'get',
  path: '/meetings/:meetingId/key',
  roles: ['chair'],
  audit: 'meeting.record-seen',
  handle: visit => keyAnswer(visit),
})

const keyForm = z.object({
  stage: choice(OPEN_STAGES, 'meeting.stage.needed'),
  openStaysOut: optionalChoice(OMISSIONS),
  away: z.literal('yes', 'meeting.to-family.away.needed'),
})

const keySubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/key',
  roles: ['chair'],
  audit: 'meeting.stage-changed',
  async handle(visit) {
    const { meetingId } = visit.params
    const form = readForm(keyForm, visit.body)
    if (!form.ok) return keyAnswer(visit, visit.body, form.errors)
    const { stage, openStaysOut } = form.fields
    const result = await visit.act(work => moveToStage(work, { meetingId, stage, openStaysOut }))
    switch (result.outcome) {
      case 'moved':
        return redirect(`/meetings/${meetingId}/family-room`)
      case 'undecided':
        return keyAnswer(visit, visit.body, { openStaysOut: 'meeting.to-family.open.needed' })
      case 'changed-since-you-read':
        return keyAnswer(visit, visit.body, { stage: 'meeting.changed' })
      case 'not-now':
        return redirect(`/meetings/${meetingId}`)
      case 'not-found':
        return notFound()
    }
  },
})

export const keyPages: readonly Page[] = [keyPage, keySubmit]
