import type { Work } from '../../access/work.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { inTrial } from '../../db/database.ts'
import { deedsOpen } from '../../meeting/actions/asking.ts'
import { decideAllForFamily, type DecisionForFamily } from '../../meeting/actions/recording.ts'
import { readDecisions } from '../../meeting/deciding-form.ts'
import { findMeeting } from '../../meeting/store/meeting.ts'
import { notFound, show } from '../../web/answer.ts'
import { page, type Page } from '../../web/page.ts'
import { copyBeforeItLeaves } from '../before-it-leaves.ts'
import { copyOptions } from '../present.ts'

// What is chosen and not complete yet is looked at all the same: without a category it stays out, and so does what is to be said in
// other words as long as there are none.
function asFarAsChosen(decisions: readonly DecisionForFamily[], unfinished: ReadonlySet<string>): DecisionForFamily[] {
  return decisions.map(each => ({
    ...each,
    decision: unfinished.has(each.entryId) ? 'withhold' : each.decision,
    omission: each.omission ?? (unfinished.has(each.entryId) ? 'safety' : undefined),
  }))
}

// Decides as far as it can be decided: an entry that was changed meanwhile is shown anew when the form is saved.
async function decide(work: Work, meetingId: string, decisions: readonly DecisionForFamily[]): Promise<void> {
  const result = await decideAllForFamily(work, { meetingId, decisions })
  if (result.outcome !== 'changed-since-you-read') return
  const changed = new Set(result.entryIds)
  await decideAllForFamily(work, { meetingId, decisions: decisions.filter(each => !changed.has(each.entryId)) })
}

/**
 * The family's copy as it would be, were the chair's choices saved: decided, read as the family's copy is read, and all of it taken
 * back. It changes nothing.
 */
const besideDecisions = page({
  method: 'post',
  path: '/meetings/:meetingId/decisions/copy',
  roles: ['chair'],
  audit: 'meeting.family-copy-previewed',
  async handle(visit) {
    const { meetingId } = visit.params
    const { decisions, errors } = readDecisions(visit.body, visit.language)
    const unfinished = new Set(Object.keys(errors).map(name => name.slice(name.indexOf('-') + 1)))
    const model = await visit.act(async work => {
      const { tx } = work
      const meeting = await findMeeting(tx, meetingId)
      if (meeting?.heldOn == null) return undefined
      const may = await deedsOpen(work, meeting)
      if (may['decide-for-family'] !== true && may['take-back-from-family'] !== true) return undefined
      await recordAuditEvent(tx, 'meeting.family-copy-previewed', { childId: meeting.childId, subjectId: meeting.id })
      const options = await copyOptions(work, visit, visit.language)
      return inTrial(tx, async () => {
        await decide(work, meetingId, asFarAsChosen(decisions, unfinished))
        const { blocks, origins, taken, open } = await copyBeforeItLeaves(work, meeting, options)
        return { blocks, origins, taken, openCount: open.size }
      })
    })
    return model === undefined
      ? notFound()
      : show('family-copy/views/beside-decisions.njk', visit.t('meeting.family-copy.title'), model)
  },
})

export const besideDecisionsPages: readonly Page[] = [besideDecisions]
