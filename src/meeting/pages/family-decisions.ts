import { z } from 'zod'
import { notFound, redirect } from '../../web/answer.ts'
import { choice, optionalChoice, readForm, text, version } from '../../web/forms.ts'
import { page, type Page } from '../../web/page.ts'
import type { MessageKey } from '../../web/translation.ts'
import { decideForFamily, keepActionFromFamily } from '../actions/recording.ts'
import { OMISSIONS } from '../meeting.ts'
import { recordAnswer } from './record.ts'

const decisionForm = z.object({
  decision: choice(['share', 'withhold'], 'meeting.decision.needed'),
  omission: optionalChoice(OMISSIONS),
  why: text(),
  rewording: text(),
  wordsVersion: version(),
})

const decisionSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/decisions/:entryId',
  roles: 'signed-in',
  audit: 'meeting.family-decision-made',
  async handle(visit) {
    const again = (key: MessageKey) => recordAnswer(visit, {}, { [`decision-${visit.params.entryId}`]: key })
    const form = readForm(decisionForm, visit.body)
    if (!form.ok) return again('meeting.decision.needed')
    const result = await visit.act(work =>
      decideForFamily(work, {
        entryId: visit.params.entryId,
        wordsVersion: form.fields.wordsVersion,
        decision: form.fields.decision,
        omission: form.fields.omission,
        reason: form.fields.why,
        rewording: form.fields.rewording,
        rewordingIn: visit.language,
      }),
    )
    switch (result.outcome) {
      case 'decided':
        return redirect(`/meetings/${visit.params.meetingId}/record#entry-${visit.params.entryId}`)
      case 'omission-needed':
        return again('meeting.omission.needed')
      case 'changed-since-you-read':
        return again('meeting.decision.changed')
      case 'not-now':
        return again(`meeting.not-now.${result.state}`)
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
    const result = await visit.act(work => keepActionFromFamily(work, visit.params))
    switch (result.outcome) {
      case 'kept':
        return redirect(`/meetings/${visit.params.meetingId}/record`)
      case 'changed-since-you-read':
        return recordAnswer(visit, {}, { actions: 'meeting.changed' })
      case 'not-now':
        return recordAnswer(visit, {}, { actions: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

export const familyDecisionPages: readonly Page[] = [decisionSubmit, keepActionSubmit]
