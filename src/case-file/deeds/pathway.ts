import { saveDataSheet } from '../../data-sheet/actions.ts'
import { findDataSheet } from '../../data-sheet/store.ts'
import { listPathways } from '../../pathway/store.ts'
import { completeAssessment, decideAgainstMeeting } from '../../assessment/actions.ts'
import { explainLateness, replanClock } from '../../clock/actions.ts'
import { confirmEnding, declineEnding, proposeEnding, reopenPathway, stepUp } from '../../ending/actions.ts'
import { decideEscalation, escalate } from '../../panel/actions.ts'
import { recordTransitionPlan } from '../../transition/actions.ts'
import type { CaseFile } from '../case-file.ts'
import { findClockInFile } from '../store/clocks.ts'
import { type Deed, type Loading, NOT_YET, refusal, userId } from './deed.ts'

/** What was judged, decided, moved and re-planned on the pathway. */
export function* pathwayDeeds(file: CaseFile, loading: Loading): Generator<Deed> {
  for (const [nth, each] of file.assessments.entries()) yield* assessmentDeeds(each, `assessments[${nth}]`, loading)
  for (const [nth, each] of file.stepsUp.entries())
    yield {
      ...each,
      place: `stepsUp[${nth}]`,
      run: async work => {
        const { movedTo, reasons } = each
        return refusal(await stepUp(work, { childId: loading.childId, movedTo, reasons }), 'moved')
      },
    }
  for (const [nth, each] of file.proposals.entries()) yield* proposalDeeds(each, `proposals[${nth}]`, loading)
  for (const [nth, each] of file.reopenings.entries())
    yield {
      ...each,
      place: `reopenings[${nth}]`,
      run: async work => {
        const actionIds = each.actions.flatMap(place => loading.actions.get(place) ?? [])
        if (actionIds.length < each.actions.length) return 'an action that is not at the place that it names'
        return refusal(
          await reopenPathway(work, {
            childId: loading.childId,
            reason: each.reason,
            leadPractitionerId: userId(loading, each.leadPractitioner),
            actionIds,
          }),
          'reopened',
        )
      },
    }
  for (const [nth, each] of (file.dataSheets ?? []).entries())
    yield {
      ...each,
      place: `dataSheets[${nth}]`,
      run: async work => {
        const [pathway] = await listPathways(work.tx, loading.childId)
        const version = pathway === undefined ? 0 : (await findDataSheet(work.tx, pathway.id)).version
        const sheet = { childId: loading.childId, version, answers: each.answers }
        return refusal(await saveDataSheet(work, sheet), 'saved')
      },
    }
  for (const [nth, each] of file.panel.entries()) yield* panelDeeds(each, `panel[${nth}]`, loading)
  for (const [nth, each] of file.transitionPlans.entries())
    yield {
      ...each,
      place: `transitionPlans[${nth}]`,
      run: async work => refusal(await recordTransitionPlan(work, { ...each, childId: loading.childId }), 'recorded'),
    }
  for (const [nth, { clock, ...each }] of file.replanned.entries())
    yield {
      ...each,
      place: `replanned[${nth}]`,
      run: async work => {
        const clockId = (await findClockInFile(work.tx, loading.childId, clock)) ?? NOT_YET
        return refusal(await replanClock(work, { clockId, toDueOn: each.toDueOn, reason: each.reason }), 'replanned')
      },
    }
  for (const [nth, { clock, ...each }] of file.lateness.entries())
    yield {
      ...each,
      place: `lateness[${nth}]`,
      run: async work => {
        const clockId = (await findClockInFile(work.tx, loading.childId, clock)) ?? NOT_YET
        return refusal(await explainLateness(work, { clockId, reason: each.reason }), 'explained')
      },
    }
}

function* assessmentDeeds(
  { at, by, noMeeting, ...assessment }: CaseFile['assessments'][number],
  place: string,
  loading: Loading,
): Generator<Deed> {
  let assessmentId = NOT_YET
  yield {
    at,
    by,
    place,
    run: async work => {
      const result = await completeAssessment(work, { ...assessment, childId: loading.childId })
      if (result.outcome === 'completed') assessmentId = result.assessmentId
      return refusal(result, 'completed')
    },
  }
  if (noMeeting !== undefined)
    yield {
      ...noMeeting,
      place: `${place}.noMeeting`,
      run: async work =>
        refusal(await decideAgainstMeeting(work, { assessmentId, reason: noMeeting.reason }), 'decided'),
    }
}

function* proposalDeeds(proposal: CaseFile['proposals'][number], place: string, loading: Loading): Generator<Deed> {
  const { at, by, confirmed, declined, ending, movedTo, ...words } = proposal
  yield {
    at,
    by,
    place,
    run: async work => {
      const proposed = { ...words, childId: loading.childId, ending: ending ?? null, movedTo: movedTo ?? null }
      return refusal(await proposeEnding(work, proposed), 'proposed')
    },
  }
  if (confirmed !== undefined)
    yield {
      ...confirmed,
      place: `${place}.confirmed`,
      run: async work => refusal(await confirmEnding(work, loading.childId), 'confirmed'),
    }
  if (declined !== undefined)
    yield {
      ...declined,
      place: `${place}.declined`,
      run: async work =>
        refusal(await declineEnding(work, { childId: loading.childId, reason: declined.reason }), 'declined'),
    }
}

function* panelDeeds(item: CaseFile['panel'][number], place: string, loading: Loading): Generator<Deed> {
  const { at, by, decision, ...asked } = item
  let escalationId = NOT_YET
  yield {
    at,
    by,
    place,
    run: async work => {
      const result = await escalate(work, { ...asked, childId: loading.childId })
      if (result.outcome === 'escalated') escalationId = result.escalationId
      return refusal(result, 'escalated')
    },
  }
  if (decision !== undefined)
    yield {
      ...decision,
      place: `${place}.decision`,
      run: async work => {
        return refusal(await decideEscalation(work, { ...decision, escalationId }), 'decided')
      },
    }
}
