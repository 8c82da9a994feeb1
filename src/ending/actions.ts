import { hasAnyRole } from '../access/actor.ts'
import { refusalOf } from '../access/deeds.ts'
import type { Work } from '../access/work.ts'
import { ACTION_CLOCKS } from '../agreed-action/agreed-action.ts'
import { listOpenActionsOfChild } from '../agreed-action/store.ts'
import { ASSESSMENT_CLOCKS } from '../assessment/assessment.ts'
import { currentOf } from '../assessment/rules.ts'
import { listAssessments } from '../assessment/store.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { listTeamsOfKind } from '../board/store/agencies.ts'
import { hasRole } from '../board/store/staff.ts'
import { joinNetwork } from '../child/actions.ts'
import { isChildOn } from '../child/rules.ts'
import { findChild } from '../child/store/children.ts'
import { meetClock, startClock, stopClock } from '../clock/actions.ts'
import { findLimit } from '../clock/store/clocks.ts'
import { addDays } from '../lib/calendar-date.ts'
import { callOffForEnding } from '../meeting/actions/arranging.ts'
import { endPathway, moveToStep, openPathway, stepUpOrDown } from '../pathway/actions.ts'
import type { Pathway, SteppedTo } from '../pathway/pathway.ts'
import { missingForEnding } from '../pathway/rules.ts'
import { listPathways } from '../pathway/store.ts'
import { REFERRAL_CLOCKS } from '../referral/referral.ts'
import { PATHWAY_DEEDS, type PathwayPart, type PathwayState } from './deeds.ts'
import { ENDING_CLOCKS, type NewProposal, type Proposal, STEPPED_UP_TO } from './ending.ts'
import { hindersEnding, type Judgement } from './rules.ts'
import { findOpenProposal, insertProposal, updateProposalDecided } from './store.ts'

type Refused = { readonly outcome: 'not-found' } | { readonly outcome: 'not-now'; readonly state: PathwayState }
type Asked = { readonly outcome: 'may'; readonly pathway: Pathway; readonly proposal: Proposal | undefined }

/** The child's latest pathway, when the actor may do this deed with it now; otherwise why not. @protocol §6 step 1; decision 0028 */
export async function pathwayFor(
  work: Work,
  childId: string,
  deed: keyof typeof PATHWAY_DEEDS,
): Promise<Asked | Refused> {
  const [pathway] = await listPathways(work.tx, childId)
  if (pathway === undefined) return { outcome: 'not-found' }
  const proposal = await findOpenProposal(work.tx, pathway.id)
  const state = pathway.endedOn !== null ? 'ended' : proposal === undefined ? 'open' : 'proposed'
  const manages = hasAnyRole(work.actor, ['manager', 'exploitation-lead'])
  const parts: PathwayPart[] = [
    ...(manages || hasAnyRole(work.actor, ['practitioner', 'chair']) ? (['network'] as const) : []),
    ...(manages ? (['manager'] as const) : []),
    ...(proposal?.proposedBy === work.actor.userId ? (['proposer'] as const) : []),
    ...(manages && proposal !== undefined && proposal.proposedBy !== work.actor.userId ? (['second'] as const) : []),
  ]
  switch (refusalOf(PATHWAY_DEEDS, deed, state, parts)) {
    case undefined:
      return { outcome: 'may', pathway, proposal }
    case 'not-now':
      return { outcome: 'not-now', state }
    case 'not-found':
      return { outcome: 'not-found' }
  }
}

/** The judgement in force of a child, of an assessment and not of a screening; or `undefined`. @protocol §5 Professional judgement */
export async function judgementOf(work: Work, childId: string): Promise<Judgement | undefined> {
  const current = currentOf(await listAssessments(work.tx, childId), 'assessment')
  return current?.level == null || current.doneOn === null
    ? undefined
    : { level: current.level, doneOn: current.doneOn }
}

type Hindrance =
  | { readonly outcome: 'words-needed'; readonly missing: ReturnType<typeof missingForEnding> }
  | { readonly outcome: NonNullable<ReturnType<typeof hindersEnding>> }

async function hindrance(work: Work, childId: string, proposal: NewProposal): Promise<Hindrance | undefined> {
  const missing = missingForEnding({ ...proposal, ending: proposal.ending ?? 'stepped-down' })
  if (missing.length > 0) return { outcome: 'words-needed', missing }
  const child = await findChild(work.tx, childId)
  const hinders = hindersEnding(proposal, await judgementOf(work, childId), {
    today: work.today,
    reassessDays: (await findLimit(work.tx, ASSESSMENT_CLOCKS.reassessment, work.today)).value,
    isChild: child === undefined || isChildOn(child, work.today),
  })
  return hinders && { outcome: hinders }
}

/**
 * Proposes to end the pathway, or to step the child down, with what changed, who keeps watch and what brings the child back. It
 * rests on a current judgement. Nothing stops before somebody else, a manager or exploitation lead, has confirmed it.
 *
 * @throws {RangeError} when the bank holidays for the period are not known
 * @protocol §5 Safety planning; §6 step 1; decision 0013; decision 0028
 */
export async function proposeEnding(
  work: Work,
  { childId, ...proposal }: NewProposal & { childId: string },
): Promise<{ outcome: 'proposed' } | Hindrance | Refused> {
  const asked = await pathwayFor(work, childId, 'propose')
  if (asked.outcome !== 'may') return asked
  const hinders = await hindrance(work, childId, proposal)
  if (hinders !== undefined) return hinders
  const pathwayId = asked.pathway.id
  const id = await insertProposal(work.tx, { ...proposal, childId, pathwayId, by: work.actor.userId, at: work.now })
  const [leads] = await listTeamsOfKind(work.tx, 'exploitation-leads')
  if (leads !== undefined)
    await startClock(work, { kind: ENDING_CLOCKS.decision, subjectId: id, childId, holderId: leads.id })
  await recordAuditEvent(work.tx, 'pathway.ending-proposed', { childId, subjectId: id })
  return { outcome: 'proposed' }
}

/**
 * Confirms what somebody else proposed, and does it. With an ending, meetings that were asked for or booked are called off, and
 * every clock stops.
 *
 * @protocol §5 Safety planning; §6 step 1; decision 0028
 */
export async function confirmEnding(
  work: Work,
  childId: string,
): Promise<{ outcome: 'confirmed' } | { outcome: 'meeting-is-running' } | Hindrance | Refused> {
  const asked = await pathwayFor(work, childId, 'confirm')
  if (asked.outcome !== 'may') return asked
  const { proposal } = asked
  if (proposal === undefined) return { outcome: 'not-found' }
  const hinders = await hindrance(work, childId, proposal)
  if (hinders !== undefined) return hinders
  if (proposal.kind === 'ending' && !(await callOffForEnding(work, childId, proposal.whatChanged)))
    return { outcome: 'meeting-is-running' }
  const decision = { confirmed: true, reason: '', by: work.actor.userId, at: work.now }
  if (!(await updateProposalDecided(work.tx, proposal.id, decision))) return { outcome: 'not-now', state: 'open' }
  await meetClock(work, 'ending-decision', proposal.id)
  await recordAuditEvent(work.tx, 'pathway.ending-confirmed', { childId, subjectId: proposal.id })
  if (proposal.kind === 'step-down' && proposal.movedTo !== null)
    await stepUpOrDown(work, { childId, direction: 'down', movedTo: proposal.movedTo, reasons: proposal.whatChanged })
  else if (proposal.ending !== null) await endPathway(work, { ...proposal, childId, ending: proposal.ending })
  return { outcome: 'confirmed' }
}

/** Does not confirm what was proposed, or takes one's own proposal back, with the reason; the pathway goes on. @protocol §5 Safety planning; decision 0028 */
export async function declineEnding(
  work: Work,
  { childId, reason }: { childId: string; reason: string },
): Promise<{ outcome: 'declined' } | { outcome: 'reason-needed' } | Refused> {
  const asked = await pathwayFor(work, childId, 'decline')
  if (asked.outcome !== 'may') return asked
  if (asked.proposal === undefined) return { outcome: 'not-found' }
  if (reason.trim() === '') return { outcome: 'reason-needed' }
  const decision = { confirmed: false, reason, by: work.actor.userId, at: work.now }
  if (!(await updateProposalDecided(work.tx, asked.proposal.id, decision))) return { outcome: 'not-now', state: 'open' }
  await stopClock(work, 'ending-decision', asked.proposal.id, 'declined')
  await recordAuditEvent(work.tx, 'pathway.ending-declined', { childId, subjectId: asked.proposal.id })
  return { outcome: 'declined' }
}

/** Steps a child up at once, with the reasons: more protection waits for nobody. @protocol §6 step 1 */
export async function stepUp(
  work: Work,
  { childId, movedTo, reasons }: { childId: string; movedTo: SteppedTo; reasons: string },
): Promise<{ outcome: 'moved' } | { outcome: 'reason-needed' } | { outcome: 'not-up' } | Refused> {
  const asked = await pathwayFor(work, childId, 'step-up')
  if (asked.outcome !== 'may') return asked
  if (!(STEPPED_UP_TO as readonly SteppedTo[]).includes(movedTo)) return { outcome: 'not-up' }
  return stepUpOrDown(work, { childId, direction: 'up', movedTo, reasons })
}

/**
 * Opens an ended pathway again, by a manager or exploitation lead: with the reason, a lead practitioner who holds it, the clock
 * of a new assessment, and those of the earlier actions that are gone on with.
 *
 * @param reopening `actionIds` are those of the open actions to go on with; a day that has passed becomes one in four weeks
 * @throws {RangeError} when the bank holidays for the period are not known
 * @protocol §6 step 1; §5 Not a one-off event; decision 0028
 */
export async function reopenPathway(
  work: Work,
  reopening: { childId: string; reason: string; leadPractitionerId: string; actionIds: readonly string[] },
): Promise<{ outcome: 'reopened' } | { outcome: 'reason-needed' } | { outcome: 'lead-needed' } | Refused> {
  const { childId, reason, leadPractitionerId } = reopening
  const asked = await pathwayFor(work, childId, 'reopen')
  if (asked.outcome !== 'may') return asked
  if (reason.trim() === '') return { outcome: 'reason-needed' }
  if (!(await hasRole(work.tx, leadPractitionerId, 'practitioner'))) return { outcome: 'lead-needed' }
  const pathwayId = await openPathway(work, childId, reason)
  await joinNetwork(work, { childId, userId: leadPractitionerId, part: 'lead-practitioner' })
  await moveToStep(work, childId, 'assessment')
  await startClock(work, {
    kind: REFERRAL_CLOCKS.assessment,
    subjectId: pathwayId,
    childId,
    holderId: leadPractitionerId,
  })
  for (const action of await listOpenActionsOfChild(work.tx, childId))
    if (reopening.actionIds.includes(action.id))
      await startClock(work, {
        kind: ACTION_CLOCKS.action,
        subjectId: action.id,
        childId,
        agreedOn: action.dueOn < work.today ? addDays(work.today, 28) : action.dueOn,
        holderId: action.ownerId ?? leadPractitionerId,
        audience: action.audience,
        meetingId: action.meetingId,
      })
  return { outcome: 'reopened' }
}
