import type { Audience } from '../../access/audience.ts'
import type { Work } from '../../access/work.ts'
import { findAction, updateActionAudience } from '../../agreed-action/store.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { recordHappening } from '../../chronology/actions.ts'
import { findEntry, findWrittenFor, insertEntry, listMeetingEntries, updateEntry } from '../../entry/store.ts'
import type { Making, Omission } from '../meeting.ts'
import { hindersApproval, quotedWithoutBeingThere, undecided } from '../rules.ts'
import { findFamilyCopySource, updateMeeting } from '../store/meeting.ts'
import { listPeople, listPresence } from '../store/people.ts'
import {
  insertCorrection,
  insertDeclaration,
  insertFamilyDecision,
  insertQuotationOrigin,
  listDeclarations,
  listFamilyDecisions,
} from '../store/record.ts'
import { meetingFor, type Refused } from './asking.ts'

/** What the chair decides about an entry; `rewording` says it anew for the family, beside the original, which stays out. */
export type DecisionForFamily = {
  readonly entryId: string
  /** The version of the words that the chair read. */
  readonly wordsVersion: number
  readonly decision: 'share' | 'withhold'
  readonly omission: Omission | undefined
  readonly reason: string
  readonly rewording: string
  /** The language of the rewording as a BCP 47 code: not always that of the entry. */
  readonly rewordingIn?: string | undefined
}

/**
 * Decides whether the family may see an entry, in the words that the chair read. After the record is approved the chair can
 * still take something back from the family, and nothing more.
 *
 * @protocol Appendix One, Stage One; Appendix One, Disclosure and redaction; decision 0025
 */
export async function decideForFamily(
  work: Work,
  decision: DecisionForFamily,
): Promise<
  | { outcome: 'decided'; meetingId: string }
  | { outcome: 'omission-needed' }
  | { outcome: 'changed-since-you-read'; meetingId: string }
  | Refused
> {
  const { tx, actor, now } = work
  const entry = await findEntry(tx, decision.entryId)
  if (entry?.kind !== 'meeting-entry' || entry.meetingId === null) return { outcome: 'not-found' }
  const takenBack = decision.decision === 'withhold' && entry.audience === 'family'
  let asked = await meetingFor(work, entry.meetingId, 'decide-for-family')
  if (asked.outcome === 'not-now' && takenBack) asked = await meetingFor(work, entry.meetingId, 'take-back-from-family')
  if (asked.outcome !== 'may') return asked
  const { meeting } = asked
  if (entry.wordsVersion !== decision.wordsVersion)
    return { outcome: 'changed-since-you-read', meetingId: entry.meetingId }
  const reworded = decision.decision === 'share' && decision.rewording.trim() !== ''
  const staysOut = decision.decision === 'withhold' || reworded
  if (staysOut && decision.omission === undefined) return { outcome: 'omission-needed' }

  const writtenFor = (await findWrittenFor(tx, entry.id)) ?? 'closed'
  const audience: Audience = staysOut ? (writtenFor === 'family' ? 'closed' : writtenFor) : 'family'
  // First, so that a save lost to another's leaves nothing of the decision.
  if (
    entry.audience !== audience &&
    !(await updateEntry(tx, { id: entry.id, version: entry.version, audience }, actor.userId, now))
  )
    return { outcome: 'changed-since-you-read', meetingId: meeting.id }
  const made = { meetingId: meeting.id, childId: meeting.childId, by: actor.userId, at: now }
  await insertFamilyDecision(tx, {
    ...made,
    entryId: entry.id,
    wordsVersion: decision.wordsVersion,
    decision: staysOut ? 'withhold' : 'share',
    omission: staysOut ? (decision.omission ?? null) : null,
    reason: decision.reason,
  })
  if (reworded) {
    const entryId = await insertEntry(
      tx,
      {
        childId: meeting.childId,
        kind: 'meeting-entry',
        basis: entry.basis,
        audience: 'family',
        context: entry.context,
        text: decision.rewording,
        writtenIn: decision.rewordingIn,
        happenedOn: entry.happenedOn,
        meetingId: meeting.id,
        stage: entry.stage ?? 'family-session',
        rewords: entry.id,
      },
      actor,
      now,
    )
    await insertFamilyDecision(tx, { ...made, entryId, wordsVersion: 1, decision: 'share', omission: null, reason: '' })
  }
  await recordAuditEvent(tx, 'meeting.family-decision-made', {
    childId: meeting.childId,
    subjectId: entry.id,
    details: { decision: staysOut ? 'withhold' : 'share', reworded },
  })
  return { outcome: 'decided', meetingId: meeting.id }
}

/**
 * Decides about several entries of a meeting at once, all of them or none: when the words of one are no longer those that were read,
 * nothing is decided and it is named.
 *
 * @throws {Error} when a decision is refused after all of them were looked at; the transaction is then to be rolled back
 * @protocol Appendix One, Disclosure and redaction; decision 0025
 */
export async function decideAllForFamily(
  work: Work,
  { meetingId, decisions }: { meetingId: string; decisions: readonly DecisionForFamily[] },
): Promise<{ outcome: 'decided' } | { outcome: 'changed-since-you-read'; entryIds: readonly string[] } | Refused> {
  let asked = await meetingFor(work, meetingId, 'decide-for-family')
  if (asked.outcome === 'not-now') asked = await meetingFor(work, meetingId, 'take-back-from-family')
  if (asked.outcome !== 'may') return asked
  const entries = new Map((await listMeetingEntries(work.tx, meetingId)).map(entry => [entry.id, entry]))
  if (decisions.some(each => !entries.has(each.entryId))) return { outcome: 'not-found' }
  const changed = decisions.filter(each => entries.get(each.entryId)?.wordsVersion !== each.wordsVersion)
  if (changed.length > 0) return { outcome: 'changed-since-you-read', entryIds: changed.map(each => each.entryId) }
  for (const decision of decisions) {
    const decided = await decideForFamily(work, decision)
    if (decided.outcome !== 'decided') throw new Error(`a decision came to ${decided.outcome}`)
  }
  return { outcome: 'decided' }
}

/** Takes an agreed action out of the family's copy, by the chair; it stays in the record. @protocol Appendix One, Disclosure and redaction */
export async function keepActionFromFamily(
  work: Work,
  { meetingId, actionId }: { meetingId: string; actionId: string },
): Promise<{ outcome: 'kept' } | { outcome: 'changed-since-you-read' } | Refused> {
  const asked = await meetingFor(work, meetingId, 'decide-for-family')
  if (asked.outcome !== 'may') return asked
  const action = await findAction(work.tx, actionId)
  if (action?.meetingId !== meetingId || action.audience !== 'family') return { outcome: 'not-found' }
  if (!(await updateActionAudience(work.tx, action, 'network', work.actor.userId, work.now)))
    return { outcome: 'changed-since-you-read' }
  await recordAuditEvent(work.tx, 'meeting.family-decision-made', {
    childId: action.childId,
    subjectId: action.id,
    details: { decision: 'withhold', reworded: false },
  })
  return { outcome: 'kept' }
}

/** Declares how someone made the record: typed, pasted from their own notes, dictated by a person. @protocol Appendix One, Ban on AI */
export async function declareMaking(
  work: Work,
  { meetingId, how }: { meetingId: string; how: Making },
): Promise<{ outcome: 'declared' } | Refused> {
  const asked = await meetingFor(work, meetingId, 'declare-making')
  if (asked.outcome !== 'may') return asked
  const { childId } = asked.meeting
  await insertDeclaration(work.tx, { meetingId, childId, madeBy: work.actor.userId, how, at: work.now })
  await recordAuditEvent(work.tx, 'meeting.declared-how-made', { childId, subjectId: meetingId })
  return { outcome: 'declared' }
}

/**
 * Approves the record, by its chair, and with it all that the family's copy is made from, as the chair read it. From then on it
 * is corrected, not edited.
 *
 * @param approval `source` is the hash of what the family's copy would be made from when the chair read it; `restStaysOut` says
 *   expressly that every entry nobody decided about is withheld; `toldOmissions` are the reasons for leaving something out that the
 *   family is told, each of them one for which something was; `quotedWordsCame` says how the words of a child or family came who
 *   were not recorded as there
 * @protocol Appendix One, Retention of minutes; Appendix One, Disclosure and redaction; decision 0016; decision 0025; decision 0034
 */
export async function approveRecord(
  work: Work,
  approval: {
    meetingId: string
    source: string
    restStaysOut: boolean
    toldOmissions: readonly Omission[]
    quotedWordsCame: string
  },
): Promise<
  | { outcome: 'approved' }
  | { outcome: 'not-declared' | 'undecided' }
  | { outcome: 'not-a-reason' }
  | { outcome: 'quoted-not-there' }
  | { outcome: 'changed-since-you-read' }
  | Refused
> {
  const { tx, actor, now } = work
  const { meetingId, source, restStaysOut, toldOmissions, quotedWordsCame } = approval
  const asked = await meetingFor(work, meetingId, 'approve')
  if (asked.outcome !== 'may') return asked
  const { meeting } = asked
  const entries = (await listMeetingEntries(tx, meetingId)).filter(entry => entry.kind === 'meeting-entry')
  const decisions = await listFamilyDecisions(tx, meetingId)
  const open = undecided(entries, decisions)
  const hindrance = hindersApproval((await listDeclarations(tx, meetingId)).length, open.length, restStaysOut)
  if (hindrance !== undefined) return { outcome: hindrance }
  if (toldOmissions.some(told => !decisions.some(each => each.omission === told))) return { outcome: 'not-a-reason' }
  const quoted = quotedWithoutBeingThere(entries, await listPeople(tx, meetingId), await listPresence(tx, meetingId))
  if (quoted.length > 0 && quotedWordsCame.trim() === '') return { outcome: 'quoted-not-there' }
  if (source !== (await findFamilyCopySource(tx, meetingId))) return { outcome: 'changed-since-you-read' }
  const change = {
    approvedAt: now,
    approvedBy: actor.userId,
    approvedSource: source,
    restStaysOut: open.length > 0,
    toldOmissions: [...toldOmissions],
  }
  if (quoted.length > 0)
    await insertQuotationOrigin(tx, {
      meetingId,
      childId: meeting.childId,
      words: quotedWordsCame,
      by: actor.userId,
      at: now,
    })
  if (!(await updateMeeting(tx, meeting, change, actor.userId, now))) return { outcome: 'changed-since-you-read' }
  await recordHappening(work, {
    childId: meeting.childId,
    kind: 'record-approved',
    subjectId: meeting.id,
    details: { number: meeting.number },
  })
  await recordAuditEvent(tx, 'meeting.approved', { childId: meeting.childId, subjectId: meeting.id })
  return { outcome: 'approved' }
}

/** Adds a numbered correction to an approved record; in the language of the page unless another is said. @protocol Appendix One, Retention of minutes; decision 0016 */
export async function correctRecord(
  work: Work,
  correction: { meetingId: string; text: string; audience: Audience; writtenIn?: string | undefined },
): Promise<{ outcome: 'corrected'; number: number } | Refused> {
  const { tx, actor, now } = work
  const asked = await meetingFor(work, correction.meetingId, 'correct')
  if (asked.outcome !== 'may') return asked
  const { meeting } = asked
  const { writtenIn = work.language ?? '' } = correction
  const { childId } = meeting
  const number = await insertCorrection(tx, { ...correction, writtenIn, childId, by: actor.userId, at: now })
  await recordHappening(work, {
    childId: meeting.childId,
    kind: 'record-corrected',
    subjectId: meeting.id,
    details: { number: meeting.number },
  })
  await recordAuditEvent(tx, 'meeting.corrected', { childId: meeting.childId, subjectId: meeting.id })
  return { outcome: 'corrected', number }
}
