import { answerComplaint, recordComplaint } from '../../complaint/actions.ts'
import type { CaseFile } from '../case-file.ts'
import { type Deed, type Loading, NOT_YET, refusal, userId } from './deed.ts'

type Complaint = NonNullable<CaseFile['complaints']>[number]

/** The complaints of a case file: written down, answered. */
export function* complaintDeeds(file: CaseFile, loading: Loading): Generator<Deed> {
  for (const [nth, each] of (file.complaints ?? []).entries()) yield* deedsOfOne(each, `complaints[${nth}]`, loading)
}

function* deedsOfOne(complaint: Complaint, place: string, loading: Loading): Generator<Deed> {
  const { at, by, meeting, about, handler, answered, ...words } = complaint
  let complaintId = NOT_YET
  yield {
    at,
    by,
    place,
    run: async work => {
      const meetingId = meeting === undefined ? null : loading.meetings.get(meeting)
      if (meetingId === undefined) return 'a meeting that is not at the place that it names'
      const result = await recordComplaint(work, {
        ...words,
        childId: loading.childId,
        meetingId,
        aboutId: about === undefined ? null : userId(loading, about),
        handlerId: userId(loading, handler),
      })
      if (result.outcome === 'recorded') complaintId = result.complaintId
      return refusal(result, 'recorded')
    },
  }
  if (answered !== undefined)
    yield {
      ...answered,
      place: `${place}.answered`,
      run: async work => refusal(await answerComplaint(work, { ...answered, complaintId }), 'answered'),
    }
}
