import { answerConcern, endConcern, goOnWithConcern, raiseConcern } from '../../decision-concern/actions.ts'
import type { CaseFile } from '../case-file.ts'
import { type Deed, type Loading, NOT_YET, refusal, userId } from './deed.ts'

type Concern = NonNullable<CaseFile['decisionConcerns']>[number]

/** The concerns about decisions of a case file: raised, answered step by step, ended. */
export function* decisionConcernDeeds(file: CaseFile, loading: Loading): Generator<Deed> {
  for (const [nth, each] of (file.decisionConcerns ?? []).entries())
    yield* deedsOfOne(each, `decisionConcerns[${nth}]`, loading)
}

function* deedsOfOne(concern: Concern, place: string, loading: Loading): Generator<Deed> {
  const { at, by, meeting, asked, answered, further, ended, ...words } = concern
  let concernId = NOT_YET
  yield {
    at,
    by,
    place,
    run: async work => {
      const meetingId = meeting === undefined ? null : loading.meetings.get(meeting)
      if (meetingId === undefined) return 'a meeting that is not at the place that it names'
      const raised = { ...words, childId: loading.childId, meetingId, askedId: userId(loading, asked) }
      const result = await raiseConcern(work, raised)
      if (result.outcome === 'raised') concernId = result.concernId
      return refusal(result, 'raised')
    },
  }
  if (answered !== undefined)
    yield {
      ...answered,
      place: `${place}.answered`,
      run: async work => refusal(await answerConcern(work, { ...answered, concernId }), 'answered'),
    }
  for (const [nth, step] of further.entries()) {
    const here = `${place}.further[${nth}]`
    yield {
      ...step,
      place: here,
      run: async work =>
        refusal(await goOnWithConcern(work, { concernId, askedId: userId(loading, step.asked) }), 'gone-on'),
    }
    const said = step.answered
    if (said !== undefined)
      yield {
        ...said,
        place: `${here}.answered`,
        run: async work => refusal(await answerConcern(work, { ...said, concernId }), 'answered'),
      }
  }
  if (ended !== undefined)
    yield {
      ...ended,
      place: `${place}.ended`,
      run: async work => refusal(await endConcern(work, { ...ended, concernId }), 'ended'),
    }
}
