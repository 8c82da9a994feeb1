import type { Work } from '../../access/work.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { namesOf } from '../../board/store/staff.ts'
import { joinNetwork } from '../../child/actions.ts'
import { isNhsNumber } from '../../child/rules.ts'
import { insertAddress, insertOtherName } from '../../child/store/around.ts'
import { insertChild, updateChild } from '../../child/store/children.ts'
import { recordHappening } from '../../chronology/actions.ts'
import { insertEntry } from '../../chronology/store.ts'
import { type CalendarDate, calendarDate, calendarDateAt } from '../../lib/calendar-date.ts'
import { meetClock, startClock } from '../../clock/actions.ts'
import { attachClocksToChild } from '../../clock/store/clocks.ts'
import { endPathway, moveToStep, openPathway } from '../../pathway/actions.ts'
import type { Outcome, Referral } from '../referral.ts'
import { REFERRAL_CLOCKS } from '../referral.ts'
import { goesOnAfter } from '../rules.ts'
import { findReferral, insertDetermination, joinReferralToChild, updateReferral } from '../store.ts'

/** Tells the referrer that the referral has arrived and is being looked at. @protocol §6 step 2 */
export async function acknowledgeReferral(work: Work, referralId: string): Promise<boolean> {
  const referral = await findReferral(work.tx, referralId)
  if (
    referral?.submittedAt == null ||
    referral.receivingTeamId === null ||
    !work.actor.teamIds.includes(referral.receivingTeamId)
  )
    return false
  if (referral.acknowledgedAt === null) {
    await meetClock(work, 'acknowledgement', referral.id)
    await updateReferral(
      work.tx,
      referral,
      { acknowledgedAt: work.now, acknowledgedBy: work.actor.userId },
      work.actor.userId,
      work.now,
    )
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
  const referral = await findReferral(tx, referralId)
  if (
    referral?.submittedAt == null ||
    referral.receivingTeamId === null ||
    !actor.teamIds.includes(referral.receivingTeamId)
  )
    return { outcome: 'not-found' }
  if (referral.childId !== null) return { outcome: 'identified', childId: referral.childId }
  if (existingChildId !== undefined && !(await joinReferralToChild(tx, referral.id, existingChildId, now)))
    return { outcome: 'not-found' }
  const childId = existingChildId ?? (await openRecord(work, referral))
  await attachClocksToChild(tx, referral.id, childId, actor.userId, now)
  await recordAuditEvent(tx, 'referral.child-identified', { childId, subjectId: referral.id })
  await openPathway(work, childId)
  await writeIntoChronology(work, referral, childId)
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
  const estimated = answers.bornOn === '' && /^\d{1,2}$/.test(answers.estimatedAge)
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
  if (answers.address !== '') await insertAddress(tx, childId, { kind: 'home', lines: answers.address, postcode: '' })
  await recordAuditEvent(tx, 'child.opened', { childId })
  return childId
}

const sentOn = (referral: Referral): CalendarDate => calendarDateAt(referral.submittedAt ?? referral.beganAt)

async function writeIntoChronology(work: Work, referral: Referral, childId: string): Promise<void> {
  const { answers } = referral
  const happenedOn = sentOn(referral)
  await recordHappening(work, {
    childId,
    kind: 'referral-received',
    subjectId: referral.id,
    text: answers.whatHappened,
    happenedOn,
  })
  if (answers.childsWords.trim() !== '')
    await insertEntry(
      work.tx,
      {
        childId,
        kind: 'information-received',
        basis: 'childs-own-words',
        text: answers.childsWords,
        saidBy: answers.childsWordsTo,
        subjectId: referral.id,
        happenedOn,
      },
      work.actor,
      work.now,
    )
}

/**
 * Records what Children's Services decided on a referral, with the reasons. Where the child stays on the pathway, a lead
 * practitioner joins the network and the assessment's clock starts; otherwise the pathway ends with the decision.
 *
 * @protocol §6 step 2; decision 0014
 */
export async function determine(
  work: Work,
  decision: { referralId: string; outcome: Outcome; reasons: string; leadPractitionerId: string | undefined },
): Promise<
  | { outcome: 'determined'; childId: string }
  | { outcome: 'reasons-needed' }
  | { outcome: 'lead-needed' }
  | { outcome: 'child-not-identified' }
  | { outcome: 'decided-already' }
  | { outcome: 'not-found' }
> {
  const { tx, actor, now } = work
  const referral = await findReferral(tx, decision.referralId)
  if (
    referral?.submittedAt == null ||
    referral.receivingTeamId === null ||
    !actor.teamIds.includes(referral.receivingTeamId)
  )
    return { outcome: 'not-found' }
  if (referral.childId === null) return { outcome: 'child-not-identified' }
  if (referral.decidedAt !== null) return { outcome: 'decided-already' }
  if (decision.reasons.trim() === '') return { outcome: 'reasons-needed' }
  const goesOn = goesOnAfter(decision.outcome)
  if (goesOn && decision.leadPractitionerId === undefined) return { outcome: 'lead-needed' }

  if (decision.leadPractitionerId !== undefined && (await namesOf(tx, [decision.leadPractitionerId])).size === 0)
    return { outcome: 'lead-needed' }

  const { childId } = referral
  await insertDetermination(tx, {
    childId,
    referralId: referral.id,
    outcome: decision.outcome,
    reasons: decision.reasons,
    by: actor.userId,
    at: now,
  })
  await meetClock(work, 'determination', referral.id)
  await meetClock(work, 'acknowledgement', referral.id)
  await updateReferral(
    tx,
    referral,
    {
      decidedAt: now,
      outcome: decision.outcome,
      ...(referral.acknowledgedAt === null && { acknowledgedAt: now, acknowledgedBy: actor.userId }),
    },
    actor.userId,
    now,
  )
  await recordHappening(work, {
    childId,
    kind: 'determination',
    subjectId: referral.id,
    details: { outcome: decision.outcome },
    text: decision.reasons,
  })
  await recordAuditEvent(tx, 'referral.determined', {
    childId,
    subjectId: referral.id,
    details: { outcome: decision.outcome },
  })
  if (goesOn && decision.leadPractitionerId !== undefined) {
    await joinNetwork(work, { childId, userId: decision.leadPractitionerId, part: 'lead-practitioner' })
    await moveToStep(work, childId, 'assessment')
    await startClock(work, {
      kind: REFERRAL_CLOCKS.assessment,
      subjectId: referral.id,
      childId,
      holderId: decision.leadPractitionerId,
    })
  } else {
    await moveToStep(work, childId, 'determination')
    await endPathway(work, {
      childId,
      ending: 'no-further-action',
      whatChanged: decision.reasons,
      whoKeepsWatch: '',
      whatWouldBringBack: '',
    })
  }
  return { outcome: 'determined', childId }
}
