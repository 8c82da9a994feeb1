import type { Work } from '../../access/work.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { hasRole } from '../../board/store/staff.ts'
import { joinNetwork } from '../../child/actions.ts'
import { calledBy, isNhsNumber } from '../../child/rules.ts'
import { insertAddress } from '../../child/store/addresses.ts'
import { insertOtherName } from '../../child/store/around.ts'
import { insertChild, updateChild } from '../../child/store/children.ts'
import { recordHappening } from '../../chronology/actions.ts'
import { insertEntry } from '../../entry/store.ts'
import { warnOfFamily } from '../../exploitation/warning.ts'
import { type CalendarDate, calendarDate, calendarDateAt } from '../../lib/calendar-date.ts'
import { meetClock, startClock } from '../../clock/actions.ts'
import { attachClocksToChild } from '../../clock/store/clocks.ts'
import { recordPoliceDiscussion } from '../../police/actions.ts'
import type { Considered } from '../../police/police.ts'
import { endPathway, moveToStep, openPathway } from '../../pathway/actions.ts'
import { type ReferralDeed, refusalWith } from '../deeds.ts'
import type { Outcome, Referral } from '../referral.ts'
import { REFERRAL_CLOCKS } from '../referral.ts'
import { insertNotice } from '../../notice/store.ts'
import { listNetwork } from '../../child/store/network.ts'
import { findOpenPathway } from '../../pathway/store.ts'
import { goesOnAfter, outcomesFor } from '../rules.ts'
import {
  findReferral,
  insertDetermination,
  isChildKnown,
  joinReferralToChild,
  listReferralsOfChild,
  updateReferral,
} from '../store.ts'

// The referral, and why the actor may not do this deed with it now.
async function askedFor(work: Work, referralId: string, deed: ReferralDeed) {
  const referral = await findReferral(work.tx, referralId)
  return referral && { referral, refusal: refusalWith(referral, deed, work.actor) }
}

/** Tells the referrer that the referral has arrived and is being looked at. @protocol §6 step 2 */
export async function acknowledgeReferral(work: Work, referralId: string): Promise<boolean> {
  const asked = await askedFor(work, referralId, 'acknowledge')
  if (asked === undefined || asked.refusal === 'not-found') return false
  const { referral, refusal } = asked
  if (referral.acknowledgedAt === null) {
    if (refusal !== undefined) return false
    const change = { acknowledgedAt: work.now, acknowledgedBy: work.actor.userId }
    if (!(await updateReferral(work.tx, referral, change, work.actor.userId, work.now))) return false
    await meetClock(work, 'acknowledgement', referral.id)
    await recordAuditEvent(work.tx, 'referral.acknowledged', { subjectId: referral.id })
  }
  return true
}

/**
 * Says who the child of a received referral is: someone whose record is there already, or a child new to the board, for whom
 * a record is opened. The pathway is opened, and the referral's clocks go with the child.
 *
 * @protocol §6 step 1; decision 0012
 */
export async function identifyChild(
  work: Work,
  { referralId, existingChildId }: { referralId: string; existingChildId: string | undefined },
): Promise<{ outcome: 'identified'; childId: string } | { outcome: 'not-found' }> {
  const { tx, actor, now } = work
  const asked = await askedFor(work, referralId, 'identify')
  if (asked === undefined || asked.refusal === 'not-found') return { outcome: 'not-found' }
  const { referral } = asked
  if (referral.childId !== null) {
    // Pressed twice: it is said already, and this was a look.
    await recordAuditEvent(tx, 'referral.seen', { childId: referral.childId, subjectId: referral.id })
    return { outcome: 'identified', childId: referral.childId }
  }
  if (asked.refusal !== undefined) return { outcome: 'not-found' }
  if (existingChildId !== undefined && !(await joinReferralToChild(tx, referral.id, existingChildId, now)))
    return { outcome: 'not-found' }
  const childId = existingChildId ?? (await openRecord(work, referral))
  await attachClocksToChild(tx, referral.id, childId, [REFERRAL_CLOCKS.otherAuthority.rule], actor.userId, now)
  await recordAuditEvent(tx, 'referral.child-identified', { childId, subjectId: referral.id })
  await openPathway(work, childId)
  await writeIntoChronology(work, referral, childId)
  const { forms, familyInvolved } = referral.answers
  await warnOfFamily(work, childId, { forms, known: [], familyInvolved: familyInvolved === 'yes' })
  return { outcome: 'identified', childId }
}

async function openRecord(work: Work, referral: Referral): Promise<string> {
  const { answers } = referral
  const { tx, actor, now } = work
  const childId = await insertChild(tx, {
    referralId: referral.id,
    givenName: answers.givenName,
    familyName: answers.familyName,
    at: now,
  })
  const estimated = answers.bornOn === '' && answers.estimatedAge.trim() !== ''
  const nhsNumber = answers.nhsNumber.replace(/\s/g, '')
  await updateChild(
    tx,
    { id: childId, version: 1 },
    {
      knownAs: answers.knownAs,
      bornOn: answers.bornOn === '' ? null : calendarDate(answers.bornOn),
      estimatedAge: estimated ? Number(answers.estimatedAge) : null,
      estimatedAgeOn: estimated ? sentOn(referral) : null,
      gender: answers.gender,
      ethnicity: answers.ethnicity,
      language: answers.language,
      school: answers.school,
      overEighteenReason: answers.overEighteenReason,
      ...(isNhsNumber(nhsNumber) && { nhsNumber }),
    },
    actor.userId,
    now,
  )
  if (answers.knownAs !== '')
    await insertOtherName(tx, childId, { kind: 'alias', name: `${answers.knownAs} ${answers.familyName}` })
  if (answers.address !== '')
    await insertAddress(tx, childId, { kind: 'home', lines: answers.address, postcode: '', fromOn: null }, null)
  await recordAuditEvent(tx, 'child.opened', { childId })
  return childId
}

const sentOn = (referral: Referral): CalendarDate => calendarDateAt(referral.submittedAt ?? referral.beganAt)

async function writeIntoChronology(work: Work, referral: Referral, childId: string): Promise<void> {
  const { answers } = referral
  const happenedOn = sentOn(referral)
  // The referrer's words stay the referrer's, whoever takes them into the record.
  const referrer = { userId: referral.authorId, agencyId: referral.agencyId }
  const of = { childId, subjectId: referral.id, happenedOn }
  await insertEntry(
    work.tx,
    { ...of, kind: 'referral-received', text: answers.whatHappened, writtenIn: answers.writtenIn },
    referrer,
    work.now,
  )
  if (answers.childsWords.trim() !== '')
    await insertEntry(
      work.tx,
      {
        ...of,
        kind: 'information-received',
        basis: 'childs-own-words',
        text: answers.childsWords,
        writtenIn: answers.childsWordsIn,
        saidBy: calledBy(answers),
      },
      referrer,
      work.now,
    )
}

/**
 * Keeps that the team which received a referral discussed it with the police, or why it is no crime. The child has been identified: the
 * words belong to the child's record.
 *
 * @protocol §6 step 2
 */
export async function discussReferralWithPolice(
  work: Work,
  told: { referralId: string; considered: Considered; withWhom: string; words: string },
): ReturnType<typeof recordPoliceDiscussion> {
  const asked = await askedFor(work, told.referralId, 'discuss-with-police')
  if (asked?.referral.childId == null || asked.refusal !== undefined) return { outcome: 'not-found' }
  const { id: subjectId, childId } = asked.referral
  return recordPoliceDiscussion(work, { ...told, subjectId, childId })
}

/** What Children's Services decide on a referral, and why. */
export type Decision = {
  readonly referralId: string
  readonly outcome: Outcome
  readonly reasons: string
  /** The language of the reasons as a BCP 47 code; that of the page unless another is said. */
  readonly writtenIn?: string | undefined
  readonly leadPractitionerId: string | undefined
  /** What the referrer reads beside the outcome; the reasons they do not. */
  readonly toldReferrer?: string
}

/**
 * Records what Children's Services decided on a referral, with the reasons. On a first decision that goes on, a lead practitioner
 * joins the network and the assessment's clock runs from the day of the referral; otherwise the pathway ends with the decision,
 * unless another referral about the child still waits. About a child who is on the pathway by another decision it is information
 * for the lead, who is told: nothing ends, begins or changes hands.
 *
 * @throws {RangeError} when the bank holidays for the period are not known
 * @protocol §6 step 2; decision 0014; decision 0026
 */
export async function determine(
  work: Work,
  decision: Decision,
): Promise<
  | { outcome: 'determined'; childId: string }
  | { outcome: 'reasons-needed' }
  | { outcome: 'lead-needed' }
  | { outcome: 'not-for-this-child' }
  | { outcome: 'child-not-identified' }
  | { outcome: 'decided-already' }
  | { outcome: 'not-found' }
> {
  const { tx, actor, now } = work
  const asked = await askedFor(work, decision.referralId, 'determine')
  if (asked === undefined || asked.refusal === 'not-found') return { outcome: 'not-found' }
  const { referral, refusal } = asked
  if (referral.submittedAt === null) return { outcome: 'not-found' }
  if (referral.childId === null) return { outcome: 'child-not-identified' }
  if (refusal !== undefined) return { outcome: 'decided-already' }
  if (decision.reasons.trim() === '') return { outcome: 'reasons-needed' }
  const known = await isChildKnown(tx, referral.id)
  if (!outcomesFor(known).includes(decision.outcome)) return { outcome: 'not-for-this-child' }
  const goesOn = !known && goesOnAfter(decision.outcome)
  const lead = decision.leadPractitionerId
  if (goesOn && (lead === undefined || !(await hasRole(tx, lead, 'practitioner')))) return { outcome: 'lead-needed' }

  const { childId } = referral
  const change = {
    decidedAt: now,
    outcome: decision.outcome,
    toldReferrer: decision.toldReferrer ?? '',
    ...(referral.acknowledgedAt === null && { acknowledgedAt: now, acknowledgedBy: actor.userId }),
  }
  if (!(await updateReferral(tx, referral, change, actor.userId, now))) return { outcome: 'decided-already' }
  const { writtenIn = work.language ?? '' } = decision
  await insertDetermination(tx, {
    childId,
    referralId: referral.id,
    outcome: decision.outcome,
    reasons: decision.reasons,
    writtenIn,
    by: actor.userId,
    at: now,
  })
  await meetClock(work, 'determination', referral.id)
  await meetClock(work, 'acknowledgement', referral.id)
  await recordHappening(work, {
    childId,
    kind: 'determination',
    subjectId: referral.id,
    details: { outcome: decision.outcome },
    text: decision.reasons,
    writtenIn,
  })
  await recordAuditEvent(tx, 'referral.determined', {
    childId,
    subjectId: referral.id,
    details: { outcome: decision.outcome },
  })
  if (known) await tellTheLead(work, referral, childId, decision.outcome)
  else if (goesOn && lead !== undefined) await goOn(work, referral, childId, lead)
  else await goNoFurther(work, referral, childId, decision)
  return { outcome: 'determined', childId }
}

async function goOn(work: Work, referral: Referral, childId: string, lead: string): Promise<void> {
  // It may have ended while this referral waited.
  await openPathway(work, childId)
  await joinNetwork(work, { childId, userId: lead, part: 'lead-practitioner' })
  await moveToStep(work, childId, 'assessment')
  await startClock(work, {
    kind: REFERRAL_CLOCKS.assessment,
    subjectId: referral.id,
    childId,
    startedAt: referral.submittedAt ?? work.now,
    holderId: lead,
  })
}

async function goNoFurther(work: Work, referral: Referral, childId: string, decision: Decision): Promise<void> {
  const others = await listReferralsOfChild(work.tx, childId)
  if (others.some(each => each.id !== referral.id && each.decidedAt === null)) return
  if ((await findOpenPathway(work.tx, childId)) === undefined) return
  await moveToStep(work, childId, 'determination')
  await endPathway(work, {
    childId,
    ending: decision.outcome === 'information-and-advice' ? 'information-and-advice' : 'no-further-action',
    whatChanged: decision.reasons,
    whoKeepsWatch: '',
    whatWouldBringBack: '',
  })
}

// The lead is told of every decision, the chair too when the meeting should be sooner.
async function tellTheLead(work: Work, referral: Referral, childId: string, outcome: Outcome): Promise<void> {
  const told = outcome === 'earlier-meeting' ? ['lead-practitioner', 'chair'] : ['lead-practitioner']
  for (const member of await listNetwork(work.tx, childId))
    if (told.includes(member.part))
      await insertNotice(work.tx, {
        userId: member.userId,
        kind: 'referral-information',
        childId,
        subjectId: referral.id,
        details: { outcome },
        at: work.now,
      })
}
