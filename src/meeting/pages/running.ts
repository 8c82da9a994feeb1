import { languageChoices } from '../../entry/present.ts'
import { foreignTo } from '../../lib/written-language.ts'
import { ACTION_CONTEXTS } from '../../agreed-action/agreed-action.ts'
import { listActionsOfMeeting } from '../../agreed-action/store.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { agencyChoices, staffChoices } from '../../board/choices.ts'
import { namesOf } from '../../board/store/staff.ts'
import { findChild } from '../../child/store/children.ts'
import { BASES, type Stage } from '../../entry/entry.ts'
import { listMeetingEntries } from '../../entry/store.ts'
import { formatShortDay, formatTime } from '../../lib/calendar-date.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import { type FieldErrors, type FormFields, items } from '../../web/forms.ts'
import { page, type Visit, type Page } from '../../web/page.ts'
import { keyOf } from '../../web/translation.ts'
import { FAMILY_PRESENT, FINDING_KINDS, MAKINGS, RECORD_CONTEXTS } from '../meeting.ts'
import { nextStage } from '../rules.ts'
import { findConsultation } from '../store/consultation.ts'
import { findMeeting } from '../store/meeting.ts'
import { listPeople, listPresence } from '../store/people.ts'
import { findSafetyPlan, listFindings } from '../store/outcome.ts'
import { listAcceptances } from '../store/record.ts'
import { meetingName } from './wording.ts'
import { WORKING_ROLES } from '../../access/actor.ts'
import { WRITTEN_FOR } from '../meeting.ts'

/** The running page: as it is, or again with what was typed and what needs another look. */
export async function runAnswer(
  visit: Visit<'/meetings/:meetingId/run'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async ({ tx, actor }) => {
    const meeting = await findMeeting(tx, visit.params.meetingId)
    const child = meeting && (await findChild(tx, meeting.childId))
    if (meeting === undefined || child === undefined) return undefined
    const seen = recordAuditEvent(tx, 'meeting.record-seen', { childId: child.id, subjectId: meeting.id })
    if (meeting.stage === null) {
      await seen
      return 'not-running' as const
    }
    const { stage } = meeting
    const [people, presence, acceptances, written, consultation, plan, actions, findings, staff, agencies] =
      await Promise.all([
        listPeople(tx, meeting.id),
        listPresence(tx, meeting.id),
        listAcceptances(tx, meeting.id),
        listMeetingEntries(tx, meeting.id),
        findConsultation(tx, meeting.id),
        findSafetyPlan(tx, meeting.id),
        listActionsOfMeeting(tx, meeting.id),
        stage === 'closed-session' ? listFindings(tx, meeting.id) : [],
        staffChoices(tx, language),
        agencyChoices(tx, language),
        seen,
      ])
    const entries = written.filter(entry => entry.kind === 'meeting-entry')
    const names = await namesOf(
      tx,
      entries.map(entry => entry.authorId),
    )
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
      // As it was when the form was opened, so that whom somebody else records meanwhile stays.
      were:
        values['stage'] === stage && values['were'] !== undefined
          ? [values['were']].flat()
          : presence.filter(each => each.stage === stage).map(each => each.personId),
      accepted: people
        .filter(person => acceptances.some(each => each.personId === person.id && each.statement === 'no-ai'))
        .map(person => person.name),
      entries: entries.map(entry => ({
        ...entry,
        foreign: foreignTo(language, entry.writtenIn),
        who: entry.saidBy === '' ? (names.get(entry.authorId)?.name ?? '') : entry.saidBy,
        stageWords: t(`meeting.stage.${entry.stage ?? stage}`),
        contextWords: entry.context === null ? '' : t(`entry.context.${entry.context}`),
        audienceWords: t(`entry.audience.${entry.audience}`),
        basisWords: entry.basis === null ? '' : t(`entry.basis.${entry.basis}`),
        isQuotation: entry.basis === 'childs-own-words' || entry.basis === 'family-words',
        time: formatTime(entry.recordedAt),
      })),
      contexts: items(t, 'entry.context', ['individual', ...RECORD_CONTEXTS]),
      languages: languageChoices(language),
      bases: items(t, 'entry.basis', BASES),
      audiences: items(t, 'entry.audience', WRITTEN_FOR),
      next:
        next === undefined
          ? undefined
          : { stage: next, text: t('meeting.go-to', { stage: t(`meeting.stage.${next}`) }) },
      closedMoment:
        stage === 'closed-session' ? undefined : { stage: 'closed-session', text: t('meeting.back-to-closed') },
      actions: actions.map(action => ({
        ...action,
        due: formatShortDay(action.dueOn, language),
        contextWords: t(`entry.context.${action.context}`),
      })),
      actionContexts: items(t, 'entry.context', ACTION_CONTEXTS),
      actionAudiences: items(t, 'entry.audience', ['family', 'network', 'closed', 'police']),
      staff,
      agencies,
      findings: findings.map(finding => ({ ...finding, kindWords: t(`meeting.finding.${finding.kind}`) })),
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
  return showForm('meeting/views/run.njk', title, model, shown, errors)
}

function promptsOf(t: Visit['t'], stage: Stage): readonly string[] {
  const counts: Readonly<Record<Stage, number>> = {
    'closed-session': 5,
    'family-session': 4,
    'safety-planning': 4,
    'family-debrief': 2,
  }
  return Array.from({ length: counts[stage] }, (_, at) => t(keyOf(`meeting.prompt.${stage}.${at + 1}`)))
}

const runPage = page({
  method: 'get',
  path: '/meetings/:meetingId/run',
  roles: WORKING_ROLES,
  audit: 'meeting.record-seen',
  handle: visit => runAnswer(visit),
})

export const runningPages: readonly Page[] = [runPage]
