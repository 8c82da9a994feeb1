import { hasAnyRole, WORKING_ROLES } from '../access/actor.ts'
import type { Audience } from '../access/audience.ts'
import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { meetClock, startClock, stopClock } from '../clock/actions.ts'
import { findClockOf } from '../clock/store/clocks.ts'
import { insertEntry } from '../entry/store.ts'
import type { Considered, CrimeSource } from './police.ts'
import { POLICE_CLOCKS } from './police.ts'

/**
 * Asks for a discussion with the police, because what a referral or an entry tells may be a crime against the child. It is due on
 * the same day, whatever day that is.
 *
 * @param asked whoever is to have it: a person or a team; and for whom what it is about is written
 * @protocol §6 step 2
 */
export async function askForPoliceDiscussion(
  work: Work,
  asked: {
    source: CrimeSource
    subjectId: string
    childId: string | null
    holderId: string
    audience?: Audience
    meetingId?: string | null
  },
): Promise<void> {
  await startClock(work, {
    kind: POLICE_CLOCKS[asked.source],
    subjectId: asked.subjectId,
    childId: asked.childId,
    holderId: asked.holderId,
    ...(asked.source === 'referral' && { referralId: asked.subjectId }),
    ...(asked.audience !== undefined && { audience: asked.audience }),
    ...(asked.meetingId !== undefined && { meetingId: asked.meetingId }),
  })
}

/** Whether a discussion with the police is still owed about a referral or an entry, as far as the actor may know of it. */
export async function isPoliceDiscussionOwed(work: Work, subjectId: string): Promise<boolean> {
  const clock = await findClockOf(work.tx, 'police-discussion', subjectId)
  return clock !== undefined && clock.metAt === null && clock.stoppedAt === null
}

/**
 * Keeps that the police were told, by whom and what was agreed; or why it was no crime after all. The words stand in the
 * chronology for the readers of what they are about.
 *
 * @returns `owed-no-more` when somebody else recorded it first, or nothing was owed
 * @protocol §6 step 2
 */
export async function recordPoliceDiscussion(
  work: Work,
  told: {
    subjectId: string
    childId: string
    considered: Considered
    /** The officer and the reference, or who considered it. */
    withWhom: string
    words: string
    audience?: Audience
    meetingId?: string | null
  },
): Promise<
  { outcome: 'recorded' } | { outcome: 'words-needed' } | { outcome: 'owed-no-more' } | { outcome: 'not-found' }
> {
  if (!hasAnyRole(work.actor, WORKING_ROLES)) return { outcome: 'not-found' }
  if (told.words.trim() === '' || told.withWhom.trim() === '') return { outcome: 'words-needed' }
  if (!(await isPoliceDiscussionOwed(work, told.subjectId))) return { outcome: 'owed-no-more' }
  const entryId = await insertEntry(
    work.tx,
    {
      childId: told.childId,
      kind: 'police-discussion',
      audience: told.audience ?? 'network',
      text: told.words,
      saidBy: told.withWhom,
      subjectId: told.subjectId,
      happenedOn: work.today,
      ...(told.meetingId != null && { meetingId: told.meetingId }),
    },
    work.actor,
    work.now,
  )
  if (told.considered === 'discussed') await meetClock(work, 'police-discussion', told.subjectId)
  else await stopClock(work, 'police-discussion', told.subjectId, 'no-crime')
  await recordAuditEvent(work.tx, 'police.discussion-recorded', { childId: told.childId, subjectId: entryId })
  return { outcome: 'recorded' }
}
