import { mayLetIn } from '../../access/store/grants.ts'
import type { Work } from '../../access/work.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { namesOf } from '../../board/store/staff.ts'
import { meetClock, stopClock } from '../../clock/actions.ts'
import { findLimit } from '../../clock/store/clocks.ts'
import { languageOfSaved } from '../../lib/written-language.ts'
import {
  type Consultation,
  type Meeting,
  MEETING_CLOCKS,
  type MeetingPerson,
  type NewConsultation,
  type Part,
} from '../meeting.ts'
import { consultedInTime, runsMeeting } from '../rules.ts'
import { findInvitation, insertPerson, listPeople, updatePersonRemoved } from '../store/people.ts'
import { meetingFor, type Refused } from './asking.ts'
import { findConsultation, upsertConsultation } from '../store/consultation.ts'

/** Someone to be invited: a member of staff, or someone without an account. */
export type Invitee = {
  readonly meetingId: string
  readonly userId: string | null
  readonly name: string
  readonly part: Part
  readonly inClosed: boolean
  /** Asked to the sessions with the family too: without it, to the closed session alone, and then only its people know. */
  readonly inFamily: boolean
}

type NotInvited = {
  readonly outcome: 'family-in-closed' | 'name-needed' | 'session-needed' | 'may-not-let-in' | 'invited-already'
}

/**
 * Invites someone. Staff who are invited see the child until the meeting's work is done or the invitation is taken back; only
 * staff can be asked to the closed session. Whoever is only invited themselves invites nobody, unless they run the meeting.
 *
 * @protocol Appendix One, Stage One
 */
export async function invitePerson(
  work: Work,
  invitee: Invitee,
): Promise<{ outcome: 'invited'; personId: string } | NotInvited | Refused> {
  const asked = await meetingFor(work, invitee.meetingId, 'invite')
  if (asked.outcome !== 'may') return asked
  const looked = await lookAt(work, asked.meeting, invitee, await listPeople(work.tx, asked.meeting.id))
  if (looked.outcome !== 'may') return looked
  return { outcome: 'invited', personId: await invite(work, asked.meeting, invitee, looked) }
}

/**
 * Invites several at once, all of them or nobody: each is looked at before the first is invited. Whoever was invited meanwhile by
 * somebody else stays so.
 *
 * @protocol Appendix One, Stage One
 */
export async function inviteAll(
  work: Work,
  meetingId: string,
  invitees: readonly Invitee[],
): Promise<{ outcome: 'invited' } | { outcome: 'nobody' } | NotInvited | Refused> {
  const asked = await meetingFor(work, meetingId, 'invite')
  if (asked.outcome !== 'may') return asked
  if (invitees.length === 0) return { outcome: 'nobody' }
  const ready: { readonly invitee: Invitee; readonly looked: Looked }[] = []
  const there: Pick<MeetingPerson, 'userId' | 'name'>[] = [...(await listPeople(work.tx, meetingId))]
  for (const invitee of invitees) {
    const looked = await lookAt(work, asked.meeting, invitee, there)
    if (looked.outcome === 'may') {
      ready.push({ invitee, looked })
      there.push({ userId: invitee.userId, name: looked.name })
    } else if (looked.outcome !== 'invited-already' || invitees.length === 1) return looked
  }
  for (const { invitee, looked } of ready) await invite(work, asked.meeting, invitee, looked)
  return { outcome: ready.length === 0 ? 'nobody' : 'invited' }
}

type Looked = { readonly outcome: 'may'; readonly name: string; readonly agencyId: string | null }

async function lookAt(
  { tx, actor }: Work,
  meeting: Meeting,
  invitee: Invitee,
  there: readonly Pick<MeetingPerson, 'userId' | 'name'>[],
): Promise<Looked | NotInvited> {
  if (invitee.inClosed && (invitee.userId === null || ['child', 'parent-or-carer', 'advocate'].includes(invitee.part)))
    return { outcome: 'family-in-closed' }
  if (!invitee.inClosed && !invitee.inFamily) return { outcome: 'session-needed' }
  const member = invitee.userId === null ? undefined : (await namesOf(tx, [invitee.userId])).get(invitee.userId)
  const name = member?.name ?? invitee.name.trim()
  if (name === '') return { outcome: 'name-needed' }
  if (
    there.some(each =>
      invitee.userId === null ? each.userId === null && each.name === name : each.userId === invitee.userId,
    )
  ) {
    return { outcome: 'invited-already' }
  }
  if (invitee.userId !== null && !runsMeeting(actor.userId, meeting) && !(await mayLetIn(tx, meeting.childId)))
    return { outcome: 'may-not-let-in' }
  return { outcome: 'may', name, agencyId: member?.agencyId ?? null }
}

async function invite(
  { tx, actor, now }: Work,
  meeting: Meeting,
  invitee: Invitee,
  { name, agencyId }: Looked,
): Promise<string> {
  const { childId } = meeting
  const personId = await insertPerson(tx, { ...invitee, name, childId, agencyId, by: actor.userId, at: now })
  await recordAuditEvent(tx, 'meeting.person-invited', {
    childId,
    subjectId: personId,
    details: { part: invitee.part },
  })
  return personId
}

/**
 * Takes back an invitation: its chair, its note-taker or whoever invited them does. With it goes the sight of the child and of
 * closed words.
 *
 * @protocol Appendix One, Stage One
 */
export async function removePerson(
  work: Work,
  personId: string,
): Promise<{ outcome: 'taken-back'; meetingId: string } | Refused> {
  const { tx, actor, now } = work
  const invited = await findInvitation(tx, personId)
  // Whoever runs the meeting comes and goes with the booking.
  if (invited === undefined || invited.part === 'chair' || invited.part === 'note-taker')
    return { outcome: 'not-found' }
  const inviter = invited.invitedBy === actor.userId ? (['inviter'] as const) : []
  const asked = await meetingFor(work, invited.meetingId, 'take-back-invitation', inviter)
  if (asked.outcome !== 'may') return asked
  const removed = await updatePersonRemoved(tx, personId, now)
  if (removed === undefined) return { outcome: 'not-found' }
  await recordAuditEvent(tx, 'meeting.person-removed', { childId: removed.childId, subjectId: personId })
  return { outcome: 'taken-back', meetingId: removed.meetingId }
}

/**
 * Records the chair's consultation with child and family. When it was late, refused or could not be held, the reason is kept
 * and shown to the chair at the start.
 *
 * @protocol Appendix One, Pre-meeting consultation
 */
export async function recordConsultation(
  work: Work,
  { meetingId, consultation }: { meetingId: string; consultation: NewConsultation },
): Promise<{ outcome: 'recorded' } | { outcome: 'reason-needed' } | { outcome: 'not-yet' } | Refused> {
  const { tx, actor, now } = work
  const asked = await meetingFor(work, meetingId, 'record-consultation')
  if (asked.outcome !== 'may') return asked
  const { meeting } = asked
  const { consultedAt } = consultation
  if (consultedAt !== null && consultedAt > now) return { outcome: 'not-yet' }
  const hours = (await findLimit(tx, MEETING_CLOCKS.consultation, work.today)).value
  const late =
    consultedAt === null || (meeting.bookedFor !== null && !consultedInTime(consultedAt, meeting.bookedFor, hours))
  if (late && consultation.lateOrRefusedReason.trim() === '') return { outcome: 'reason-needed' }
  const before = await findConsultation(tx, meeting.id)
  await upsertConsultation(
    tx,
    meeting,
    { ...consultation, ...languagesOf(before, consultation, work.language), isFirst: before === undefined },
    actor.userId,
    now,
  )
  if (consultation.consultedAt === null) await stopClock(work, 'consultation', meeting.id, 'not-held')
  else await meetClock(work, 'consultation', meeting.id, consultation.consultedAt)
  await recordAuditEvent(tx, 'meeting.consultation-recorded', {
    childId: meeting.childId,
    subjectId: meeting.id,
  })
  return { outcome: 'recorded' }
}

type Languages = Pick<Consultation, 'childWantsIn' | 'familyWantsIn' | 'writtenIn'>

function languagesOf(before: Consultation | undefined, now: NewConsultation, page: string | undefined): Languages {
  const saved = (part: keyof Languages, wordsOf: (each: NewConsultation) => string) =>
    languageOfSaved(
      { words: before === undefined ? '' : wordsOf(before), writtenIn: before?.[part] ?? '' },
      { words: wordsOf(now), chosen: now[part] },
      page,
    )
  return {
    childWantsIn: saved('childWantsIn', each => each.childWantsToSay),
    familyWantsIn: saved('familyWantsIn', each => each.familyWantsToSay),
    writtenIn: saved('writtenIn', each => each.fears + each.privateWord + each.lateOrRefusedReason),
  }
}
