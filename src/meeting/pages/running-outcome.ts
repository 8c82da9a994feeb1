import { z } from 'zod'
import { ACTION_CONTEXTS } from '../../agreed-action/agreed-action.ts'
import { textConflict, notFound, redirect } from '../../web/answer.ts'
import { choice, neededDay, neededText, one, readForm, text, version } from '../../web/forms.ts'
import { page, type Page } from '../../web/page.ts'
import { addFinding, agreeMeetingAction } from '../actions/holding.ts'
import { writeComments, writeSafetyPlan } from '../actions/ending.ts'
import { FINDING_KINDS } from '../meeting.ts'
import { RUNNERS } from './roles.ts'
import { WORKING_ROLES } from '../../access/actor.ts'
import { runAnswer } from './running.ts'

const findingSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/run/findings',
  roles: WORKING_ROLES,
  audit: 'meeting.finding-added',
  async handle(visit) {
    const form = readForm(
      z.object({
        kind: choice(FINDING_KINDS, 'meeting.finding.kind.needed'),
        finding: neededText('meeting.finding.needed'),
      }),
      visit.body,
    )
    if (!form.ok) return runAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work =>
      addFinding(work, { meetingId: visit.params.meetingId, kind: form.fields.kind, text: form.fields.finding }),
    )
    switch (result.outcome) {
      case 'added':
        return redirect(`/meetings/${visit.params.meetingId}/run`)
      case 'not-now':
        return runAnswer(visit, visit.body, { finding: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

const actionForm = z.object({
  actionContext: choice(ACTION_CONTEXTS, 'meeting.action.context.needed'),
  what: neededText('agreed-action.what.needed'),
  who: neededText('meeting.action.who.needed'),
  owner: text(),
  agency: text(),
  dueOn: neededDay('meeting.action.day.needed'),
  actionAudience: choice(['family', 'network', 'closed', 'police'], 'entry.audience.needed'),
})

const actionSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/run/actions',
  roles: RUNNERS,
  audit: 'meeting.action-agreed',
  async handle(visit) {
    const form = readForm(actionForm, visit.body)
    if (!form.ok) return runAnswer(visit, visit.body, form.errors)
    const { actionContext, what, who, owner, agency, dueOn, actionAudience } = form.fields
    const result = await visit.act(work =>
      agreeMeetingAction(work, {
        meetingId: visit.params.meetingId,
        context: actionContext,
        what,
        who,
        ownerId: owner === '' ? null : owner,
        agencyId: agency === '' ? null : agency,
        dueOn,
        audience: actionAudience,
      }),
    )
    switch (result.outcome) {
      case 'agreed':
        return redirect(`/meetings/${visit.params.meetingId}/run#actions`)
      case 'day-before-meeting':
        return runAnswer(visit, visit.body, { dueOn: 'meeting.action.day.before' })
      case 'owner-does-not-see-the-child':
        return runAnswer(visit, visit.body, { owner: 'meeting.action.owner.outside' })
      case 'not-now':
        return runAnswer(visit, visit.body, { what: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

const planSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/run/plan',
  roles: RUNNERS,
  audit: 'meeting.plan-written',
  async handle(visit) {
    const form = readForm(
      z.object({
        childsGoals: text(),
        worries: text(),
        whatHelps: text(),
        whoToCall: text(),
        ifMissing: text(),
        planVersion: z.coerce.number().int().default(0),
      }),
      visit.body,
    )
    if (!form.ok) return notFound()
    const { planVersion, ...plan } = form.fields
    const result = await visit.act(work =>
      writeSafetyPlan(work, { meetingId: visit.params.meetingId, plan, version: planVersion }),
    )
    switch (result.outcome) {
      case 'written':
        return redirect(`/meetings/${visit.params.meetingId}/run#plan`)
      case 'changed-since-you-read':
        return textConflict(
          visit.t('web.conflict.title'),
          visit.path,
          field => visit.t(`meeting.plan.${field}`),
          { theirs: result.current, yours: plan },
          { planVersion: String(result.current.version) },
        )
      case 'not-now':
        return runAnswer(visit, visit.body, { childsGoals: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

const commentsForm = z.object({
  chairSummary: text(),
  familySummary: text(),
  childComments: text(),
  familyComments: text(),
  version: version(),
})

const commentsSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/comments',
  roles: RUNNERS,
  audit: 'meeting.summary-written',
  async handle(visit) {
    const form = readForm(commentsForm, visit.body)
    if (!form.ok) return notFound()
    const { version: read, ...comments } = form.fields
    const result = await visit.act(work =>
      writeComments(work, { meetingId: visit.params.meetingId, version: read, comments }),
    )
    switch (result.outcome) {
      case 'written':
        return redirect(
          `/meetings/${visit.params.meetingId}/${one(visit.body, 'onwards') === 'record' ? 'record' : 'run#comments'}`,
        )
      case 'changed-since-you-read':
        return textConflict(
          visit.t('web.conflict.title'),
          visit.path,
          field => visit.t(`meeting.${field}`),
          { theirs: result.current, yours: comments },
          { version: String(result.current.version), onwards: one(visit.body, 'onwards') },
        )
      case 'not-now':
      case 'not-found':
        return notFound()
    }
  },
})

export const runningOutcomePages: readonly Page[] = [findingSubmit, actionSubmit, planSubmit, commentsSubmit]
