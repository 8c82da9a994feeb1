import type { Work } from '../../access/work.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import type { Finding, FindingKind } from '../meeting.ts'
import { isTheSame, readNaming } from '../naming.ts'
import { insertFinding, updateFindingRemoved } from '../store/findings.ts'
import { meetingFor, type Refused } from './asking.ts'

/**
 * Names victims, offenders, locations and themes at a meeting: some that meetings before it named, and one that is new. What is named
 * here already is not named again. For those of the closed session only; what only the police may read stays theirs.
 *
 * @param named.pickedIds findings of meetings before this one on the same pathway
 * @protocol Appendix Two, Victims, offenders, locations, themes
 */
export async function addFindings(
  work: Work,
  named: {
    readonly meetingId: string
    readonly pickedIds: readonly string[]
    readonly added: { readonly kind: FindingKind; readonly text: string } | undefined
  },
): Promise<{ outcome: 'added' } | { outcome: 'not-named-before' } | Refused> {
  const asked = await meetingFor(work, named.meetingId, 'add-finding')
  if (asked.outcome !== 'may') return asked
  const { meeting } = asked
  const { here, before } = await readNaming(work, meeting)
  const picked = before.filter(each => named.pickedIds.includes(each.id))
  if (picked.length < new Set(named.pickedIds).size) return { outcome: 'not-named-before' }
  const wanted = [...picked, ...(named.added === undefined ? [] : [{ ...named.added, audience: 'closed' as const }])]
  const isNamed: Pick<Finding, 'kind' | 'text'>[] = [...here]
  for (const { kind, text, audience } of wanted) {
    if (isNamed.some(each => isTheSame(each, { kind, text }))) continue
    isNamed.push({ kind, text })
    const { id: meetingId, childId } = meeting
    const id = await insertFinding(work.tx, {
      ...{ meetingId, childId, kind, text, audience },
      by: work.actor.userId,
      at: work.now,
    })
    await recordAuditEvent(work.tx, 'meeting.finding-added', { childId, subjectId: id, details: { kind } })
  }
  return { outcome: 'added' }
}

/**
 * Takes out what was named by mistake, until the record is approved: whoever named it, or who runs the meeting. What it said stays in
 * the database, where no page, document or case file shows it.
 *
 * @protocol Appendix Two, Victims, offenders, locations, themes
 */
export async function takeOutFinding(
  work: Work,
  { meetingId, findingId }: { readonly meetingId: string; readonly findingId: string },
): Promise<{ outcome: 'taken-out' } | Refused> {
  const asked = await meetingFor(work, meetingId, 'add-finding')
  if (asked.outcome !== 'may') return asked
  const { here } = await readNaming(work, asked.meeting)
  const finding = here.find(each => each.id === findingId)
  if (finding?.mayTakeOut !== true) return { outcome: 'not-found' }
  if (!(await updateFindingRemoved(work.tx, findingId, work.now))) return { outcome: 'not-found' }
  await recordAuditEvent(work.tx, 'meeting.finding-removed', { childId: asked.meeting.childId, subjectId: findingId })
  return { outcome: 'taken-out' }
}
