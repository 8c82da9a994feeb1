import { z } from 'zod'
import { ACTION_CONTEXTS } from '../../agreed-action/agreed-action.ts'
import { listActionsOfMeeting } from '../../agreed-action/store.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { listAgencies } from '../../board/store/agencies.ts'
import { listStaff, namesOf } from '../../board/store/staff.ts'
import { findChild } from '../../child/store/children.ts'
import { BASES } from '../../entry/entry.ts'
import { listMeetingEntries } from '../../entry/store.ts'
import { formatShortDay, formatTime } from '../../lib/calendar-date.ts'
import { type Answer, conflict, notFound, redirect, show, showErrors } from '../../web/answer.ts'
import {
  choice,
  type FieldErrors,
  type FormFields,
  items,
  neededDay,
  neededText,
  one,
  optionalChoice,
  optionalDay,
  readForm,
  text,
  version,
} from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import {
  acceptStatement,
  addFinding,
  agreeMeetingAction,
  beginMeeting,
  changeEntry,
  moveToStage,
  recordPresence,
  writeEntry,
} from '../actions/holding.ts'
import { endMeeting, writeComments, writeSafetyPlan } from '../actions/ending.ts'
import { FAMILY_PRESENT, FINDING_KINDS, MAKINGS, RECORD_CONTEXTS, type Stage, STAGES, STATEMENTS } from '../meeting.ts'
import { nextStage, undecided } from '../rules.ts'
import { findConsultation } from '../store/consultation.ts'
import { findMeeting } from '../store/meeting.ts'
import { listPeople, listPresence } from '../store/people.ts'
import { findSafetyPlan, listFindings } from '../store/outcome.ts'
import { listAcceptances, listFamilyDecisions } from '../store/record.ts'
import { meetingAnswer, meetingName } from './arranging.ts'

const RUNNERS = ['chair', 'note-taker'] as const
const WRITERS = ['chair', 'note-taker', 'practitioner', 'manager', 'exploitation-lead'] as const
const WRITTEN_FOR = ['closed', 'network', 'police'] as const

const beginSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/begin',
  roles: RUNNERS,
  audit: 'meeting.began',
  async handle(visit) {
    const { meetingId } = visit.params
    const result = await visit.act(work =>
      beginMeeting(work, { meetingId, earlyReason: one(visit.body, 'earlyReason') }),
    )
    switch (result.outcome) {
      case 'began':
        return redirect(`/meetings/${meetingId}/run`)
      case 'reason-needed':
        return meetingAnswer(visit, visit.body, { earlyReason: 'meeting.begin.early.needed' })
      case 'consultation-needed':
        return redirect(`/meetings/${meetingId}/consultation`)
      case 'pathway-ended':
        return meetingAnswer(visit, visit.body, { earlyReason: 'meeting.begin.pathway-ended' })
      case 'changed-since-you-read':
        return redirect(`/meetings/${meetingId}`)
      case 'not-now':
        return meetingAnswer(visit, visit.body, { earlyReason: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

async function runAnswer(
  visit: Visit<'/meetings/:meetingId/run'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async ({ tx, actor }) => {
    const meeting = await findMeeting(tx, visit.params.meetingId)
    const child = meeting && (await findChild(tx, meeting.childId))
    if (meeting === undefined || child === undefined) return undefined
    await recordAuditEvent(tx, 'meeting.record-seen', { childId: child.id, subjectId: meeting.id })
    if (meeting.stage === null) return 'not-running' as const
    const { stage } = meeting
    const people = await listPeople(tx, meeting.id)
    const presence = await listPresence(tx, meeting.id)
    const acceptances = await listAcceptances(tx, meeting.id)
    const entries = (await listMeetingEntries(tx, meeting.id)).filter(entry => entry.kind === 'meeting-entry')
    const names = await namesOf(
      tx,
      entries.map(entry => entry.authorId),
    )
    const consultation = await findConsultation(tx, meeting.id)
    const plan = await findSafetyPlan(tx, meeting.id)
    const agencies = await listAgencies(tx)
    const allowed = people.filter(
      person =>
        person.part === 'chair' ||
        person.part === 'note-taker' ||
        (stage === 'closed-session' ? person.inClosed : person.inFamily),
    )
    const next = nextStage(stage)
    const statement =
      stage === 'closed-session' ? 'closed-session' : stage === 'family-session' ? 'family-session' : 'confidentiality'
    const runs = actor.userId === meeting.chairId || actor.userId === meeting.noteTakerId
    return {
      meeting,
      runs,
      reference: child.reference,
      name: meetingName(meeting, t),
      stage,
      stageWords: t(`meeting.stage.${stage}`),
      prompts: promptsOf(t, stage),
      statement: { text: t(`meeting.statement.${statement}`), name: statement },
      noAi: t('meeting.statement.no-ai'),
      consultation: stage === 'closed-session' ? consultation : undefined,
      people: allowed.map(person => ({
        value: person.id,
        text: `${person.name} (${t(`meeting.part.${person.part}`)})`,
      })),
      accepted: people
        .filter(person => acceptances.some(each => each.personId === person.id && each.statement === 'no-ai'))
        .map(person => person.name),
      entries: entries.map(entry => ({
        ...entry,
        who: entry.saidBy === '' ? (names.get(entry.authorId)?.name ?? '') : entry.saidBy,
        stageWords: t(`meeting.stage.${entry.stage ?? stage}`),
        contextWords: entry.context === null ? '' : t(`entry.context.${entry.context}`),
        audienceWords: t(`entry.audience.${entry.audience}`),
        basisWords: entry.basis === null ? '' : t(`entry.basis.${entry.basis}`),
        isQuotation: entry.basis === 'childs-own-words' || entry.basis === 'family-words',
        time: formatTime(entry.recordedAt),
      })),
      contexts: items(t, 'entry.context', ['individual', ...RECORD_CONTEXTS]),
      bases: items(t, 'entry.basis', BASES),
      audiences: items(t, 'entry.audience', WRITTEN_FOR),
      next:
        next === undefined
          ? undefined
          : { stage: next, text: t('meeting.go-to', { stage: t(`meeting.stage.${next}`) }) },
      back: stage === 'closed-session' ? undefined : { stage: 'closed-session', text: t('meeting.back-to-closed') },
      actions: (await listActionsOfMeeting(tx, meeting.id)).map(action => ({
        ...action,
        due: formatShortDay(action.dueOn, language),
        contextWords: t(`entry.context.${action.context}`),
      })),
      actionContexts: items(t, 'entry.context', ACTION_CONTEXTS),
      actionAudiences: items(t, 'entry.audience', ['family', 'network', 'closed', 'police']),
      staff: (await listStaff(tx)).map(person => ({
        value: person.id,
        text: `${person.name} – ${agencies.find(agency => agency.id === person.agencyId)?.name[language] ?? ''}`,
      })),
      agencies: agencies.map(agency => ({ value: agency.id, text: agency.name[language] })),
      findings:
        stage === 'closed-session'
          ? (await listFindings(tx, meeting.id)).map(finding => ({
              ...finding,
              kindWords: t(`meeting.finding.${finding.kind}`),
            }))
          : [],
      findingKinds: items(t, 'meeting.finding', FINDING_KINDS),
      familyPresent: items(t, 'meeting.family-present', FAMILY_PRESENT),
      makings: items(t, 'meeting.making', MAKINGS),
      planVersion: plan?.version ?? 0,
      defaults: {
        audience: stage === 'closed-session' ? 'closed' : 'network',
        actionAudience: 'family',
        present: presence.filter(each => each.stage === stage).map(each => each.personId),
        ...(plan !== undefined && {
          childsGoals: plan.childsGoals,
          worries: plan.worries,
          whatHelps: plan.whatHelps,
          whoToCall: plan.whoToCall,
          ifMissing: plan.ifMissing,
        }),
        chairSummary: meeting.chairSummary,
        familySummary: meeting.familySummary,
        childComments: meeting.childComments,
        familyComments: meeting.familyComments,
      },
    }
  })
  if (model === undefined) return notFound()
  if (model === 'not-running') return redirect(`/meetings/${visit.params.meetingId}`)
  const title = t('meeting.run.title', { reference: model.reference })
  const shown: FormFields = { ...model.defaults, ...values }
  return errors === undefined
    ? show('meeting/views/run.njk', title, model, shown)
    : showErrors('meeting/views/run.njk', title, model, shown, errors)
}

function promptsOf(t: Visit['t'], stage: Stage): readonly string[] {
  const counts: Readonly<Record<Stage, number>> = {
    'closed-session': 5,
    'family-session': 4,
    'safety-planning': 4,
    'family-debrief': 2,
  }
  return Array.from({ length: counts[stage] }, (_, at) => t(`meeting.prompt.${stage}.${at + 1}`))
}

const runPage = page({
  method: 'get',
  path: '/meetings/:meetingId/run',
  roles: WRITERS,
  audit: 'meeting.record-seen',
  handle: visit => runAnswer(visit),
})

const entryForm = z.object({
  text: neededText('meeting.entry.needed'),
  saidBy: text(),
  context: optionalChoice(['individual', ...RECORD_CONTEXTS]),
  basis: choice(BASES, 'entry.basis.needed'),
  audience: choice(WRITTEN_FOR, 'entry.audience.needed'),
  stage: choice(STAGES, 'meeting.stage.needed'),
})

const entrySubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/run/entries',
  roles: WRITERS,
  audit: 'meeting.entry-added',
  async handle(visit) {
    const form = readForm(entryForm, visit.body)
    if (!form.ok) return runAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work =>
      writeEntry(work, { meetingId: visit.params.meetingId, ...form.fields, context: form.fields.context ?? null }),
    )
    switch (result.outcome) {
      case 'written':
        return redirect(`/meetings/${visit.params.meetingId}/run#text`)
      case 'text-needed':
        return runAnswer(visit, visit.body, { text: 'meeting.entry.needed' })
      case 'speaker-needed':
        return runAnswer(visit, visit.body, { saidBy: 'meeting.entry.said-by.needed' })
      case 'not-now':
        return runAnswer(visit, visit.body, { text: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

const entryChange = page({
  method: 'post',
  path: '/meeting-entries/:entryId',
  roles: WRITERS,
  audit: 'meeting.entry-changed',
  async handle(visit) {
    const form = readForm(
      z.object({
        text: neededText('meeting.entry.needed'),
        version: version(),
        audience: optionalChoice(WRITTEN_FOR),
        onwards: text(),
      }),
      visit.body,
    )
    if (!form.ok) return notFound()
    const result = await visit.act(work =>
      changeEntry(work, {
        entryId: visit.params.entryId,
        version: form.fields.version,
        text: form.fields.text,
        audience: form.fields.audience,
      }),
    )
    switch (result.outcome) {
      case 'changed':
        return redirect(`/meetings/${result.meetingId}/${form.fields.onwards === 'record' ? 'record' : 'run'}`)
      case 'changed-since-you-read':
        return conflict(
          visit.t('web.conflict.title'),
          visit.path,
          [{ name: 'text', label: visit.t('meeting.entry'), theirs: result.text, yours: form.fields.text }],
          {
            version: String(result.version),
            onwards: form.fields.onwards,
          },
        )
      case 'not-now':
      case 'not-found':
        return notFound()
    }
  },
})

const presenceSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/run/presence',
  roles: RUNNERS,
  audit: 'meeting.presence-recorded',
  async handle(visit) {
    const personIds = [visit.body['present'] ?? []].flat()
    const stage = STAGES.find(each => each === one(visit.body, 'stage'))
    if (stage === undefined) return notFound()
    const result = await visit.act(async work => {
      const presence = await recordPresence(work, { meetingId: visit.params.meetingId, stage, personIds })
      if (presence.outcome === 'recorded' && one(visit.body, 'accepted') === 'yes')
        for (const statement of STATEMENTS)
          if (statement === 'no-ai' || statement === 'confidentiality' || statement === stage)
            await acceptStatement(work, { meetingId: visit.params.meetingId, statement, personIds })
      return presence
    })
    switch (result.outcome) {
      case 'recorded':
        return redirect(`/meetings/${visit.params.meetingId}/run`)
      case 'family-in-closed':
        return runAnswer(visit, visit.body, { present: 'meeting.presence.family-in-closed' })
      case 'not-now':
        return runAnswer(visit, visit.body, { present: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

const stageSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/run/stage',
  roles: RUNNERS,
  audit: 'meeting.stage-changed',
  async handle(visit) {
    const stage = STAGES.find(each => each === one(visit.body, 'stage'))
    if (stage === undefined) return notFound()
    const result = await visit.act(work =>
      moveToStage(work, {
        meetingId: visit.params.meetingId,
        stage,
        knowingly: one(visit.body, 'knowingly') === 'yes',
      }),
    )
    switch (result.outcome) {
      case 'moved':
        return redirect(`/meetings/${visit.params.meetingId}/run`)
      case 'undecided':
        return redirect(`/meetings/${visit.params.meetingId}/to-family`)
      case 'changed-since-you-read':
        return redirect(`/meetings/${visit.params.meetingId}/run`)
      case 'not-now':
        return redirect(`/meetings/${visit.params.meetingId}`)
      case 'not-found':
        return notFound()
    }
  },
})

const toFamilyPage = page({
  method: 'get',
  path: '/meetings/:meetingId/to-family',
  roles: RUNNERS,
  audit: 'meeting.record-seen',
  async handle(visit) {
    const { t } = visit
    const model = await visit.act(async ({ tx }) => {
      const meeting = await findMeeting(tx, visit.params.meetingId)
      const child = meeting && (await findChild(tx, meeting.childId))
      if (meeting === undefined || child === undefined) return undefined
      await recordAuditEvent(tx, 'meeting.record-seen', { childId: child.id, subjectId: meeting.id })
      const closed = (await listMeetingEntries(tx, meeting.id)).filter(
        entry => entry.kind === 'meeting-entry' && entry.stage === 'closed-session',
      )
      const open = undecided(closed, await listFamilyDecisions(tx, meeting.id))
      return {
        meetingId: meeting.id,
        reference: child.reference,
        back: { href: `/meetings/${meeting.id}/run`, text: t('meeting.back-to-run') },
        open: open.map(entry => ({
          text: entry.text,
          audience: entry.audience,
          audienceWords: t(`entry.audience.${entry.audience}`),
        })),
      }
    })
    return model === undefined ? notFound() : show('meeting/views/to-family.njk', t('meeting.to-family.title'), model)
  },
})

const findingSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/run/findings',
  roles: WRITERS,
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
        return runAnswer(visit, visit.body, { childsGoals: 'meeting.changed' })
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
      case 'changed-since-you-read': {
        const fields = (['chairSummary', 'familySummary', 'childComments', 'familyComments'] as const).filter(
          field => result.current[field] !== comments[field],
        )
        return conflict(
          visit.t('web.conflict.title'),
          visit.path,
          fields.map(field => ({
            name: field,
            label: visit.t(`meeting.${field}`),
            theirs: result.current[field],
            yours: comments[field],
          })),
          {
            ...Object.fromEntries(Object.entries(comments).filter(([name]) => !fields.includes(name as never))),
            version: String(result.current.version),
          },
        )
      }
      case 'not-now':
      case 'not-found':
        return notFound()
    }
  },
})

const endForm = z.object({
  familyPresent: choice(FAMILY_PRESENT, 'meeting.end.family.needed'),
  reviewSooner: optionalDay('meeting.end.review.wrong'),
  debriefBy: text(),
  how: choice(MAKINGS, 'meeting.making.needed'),
  noAi: z.literal('yes', 'meeting.end.no-ai.needed'),
})

const endSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/end',
  roles: RUNNERS,
  audit: 'meeting.ended',
  async handle(visit) {
    const form = readForm(endForm, visit.body)
    if (!form.ok) return runAnswer(visit, visit.body, form.errors)
    const { familyPresent, reviewSooner, debriefBy, how } = form.fields
    const result = await visit.act(work =>
      endMeeting(work, {
        meetingId: visit.params.meetingId,
        familyPresent,
        reviewSooner,
        debriefBy: debriefBy === '' ? undefined : debriefBy,
        how,
      }),
    )
    switch (result.outcome) {
      case 'ended':
        return redirect(`/meetings/${visit.params.meetingId}/record`)
      case 'debrief-needed':
        return runAnswer(visit, visit.body, { debriefBy: 'meeting.end.debrief.needed' })
      case 'review-before-meeting':
        return runAnswer(visit, visit.body, { reviewSooner: 'meeting.end.review.before' })
      case 'nobody-present':
        return runAnswer(visit, visit.body, { present: 'meeting.end.nobody-present' })
      case 'changed-since-you-read':
        return runAnswer(visit, visit.body, { familyPresent: 'meeting.changed' })
      case 'not-now':
        return redirect(`/meetings/${visit.params.meetingId}`)
      case 'not-found':
        return notFound()
    }
  },
})

export const holdingPages: readonly Page[] = [
  beginSubmit,
  runPage,
  entrySubmit,
  entryChange,
  presenceSubmit,
  stageSubmit,
  toFamilyPage,
  findingSubmit,
  actionSubmit,
  planSubmit,
  commentsSubmit,
  endSubmit,
]
