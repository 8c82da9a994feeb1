import { decideAboutIncident, recordReturn, takeCopyBack } from '../../copy-given/actions.ts'
import { recordReceipt, recordSending } from '../../family-copy/giving.ts'
import type { CaseMeeting } from '../case-file.ts'
import { type Deed, type HeldMeeting, NOT_YET, refusal } from './deed.ts'

/** A copy that was given, that it arrived, and that it was taken back. */
export function* sendingDeeds(
  sending: CaseMeeting['sendings'][number],
  place: string,
  held: HeldMeeting,
): Generator<Deed> {
  const { received, takenBack, at, by, copy, reader = null, language, sentTo, how } = sending
  let sendingId = NOT_YET
  yield {
    at,
    by,
    place,
    run: async work => {
      const result = await recordSending(work, { meetingId: held.meetingId, copy, reader, language, sentTo, how })
      if (result.outcome === 'sent') sendingId = result.sendingId
      return refusal(result, 'sent')
    },
  }
  if (received !== undefined)
    yield {
      ...received,
      place: `${place}.received`,
      run: async work => refusal(await recordReceipt(work, { ...received, sendingId }), 'received'),
    }
  if (takenBack === undefined) return
  const { cameBack, decided } = takenBack
  let incidentId = NOT_YET
  yield {
    ...takenBack,
    place: `${place}.takenBack`,
    run: async work => {
      const result = await takeCopyBack(work, { ...takenBack, sendingId })
      if (result.outcome === 'taken-back') incidentId = result.incidentId
      return refusal(result, 'taken-back')
    },
  }
  if (cameBack !== undefined)
    yield {
      ...cameBack,
      place: `${place}.takenBack.cameBack`,
      run: async work => refusal(await recordReturn(work, { ...cameBack, incidentId }), 'recorded'),
    }
  if (decided !== undefined)
    yield {
      ...decided,
      place: `${place}.takenBack.decided`,
      run: async work => refusal(await decideAboutIncident(work, { ...decided, incidentId }), 'decided'),
    }
}
