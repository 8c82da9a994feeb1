import type { Work } from '../../access/work.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { findChild } from '../../child/store/children.ts'
import { type Answer, leadElsewhere, notFound } from '../../web/answer.ts'
import type { Visit } from '../../web/page.ts'
import type { Meeting } from '../meeting.ts'
import { findMeeting } from '../store/meeting.ts'
import { isInClosedSession } from '../store/people.ts'

/** A meeting on a page that can hold closed words, and what stands around such a page. */
export type Opened = {
  readonly meeting: Meeting
  readonly reference: string
  /** Where the page lies: the child's reference, the way back, and the meeting that it follows while it runs. */
  readonly frame: {
    readonly caption: string
    readonly back: { readonly href: string; readonly text: string }
    readonly liveIn: string | undefined
  }
}
type Elsewhere = { readonly goTo: string }
type Opening = Opened | Elsewhere | undefined

/**
 * Opens the meeting for a page that can hold closed words, with the trace that it was opened. While the family sits in the meeting no
 * such page is shown to anybody: it leads into the family's room.
 *
 * @protocol Appendix One, Stage Two; decision 0043
 */
export async function openMeeting({ tx }: Work, meetingId: string, { t }: Visit): Promise<Opening> {
  const meeting = await findMeeting(tx, meetingId)
  if (meeting === undefined) return undefined
  const [child] = await Promise.all([
    findChild(tx, meeting.childId),
    recordAuditEvent(tx, 'meeting.record-seen', { childId: meeting.childId, subjectId: meeting.id }),
  ])
  if (child === undefined) return undefined
  const { stage } = meeting
  if (stage !== null && stage !== 'closed-session') return { goTo: `/meetings/${meetingId}/family-room` }
  const [home, words] =
    stage !== null
      ? (['/run', 'meeting.back-to-run'] as const)
      : meeting.beganAt === null
        ? (['', 'meeting.back'] as const)
        : (['/record', 'meeting.back-to-record'] as const)
  const back = { href: `/meetings/${meetingId}${home}`, text: t(words) }
  const liveIn = stage === null ? undefined : meeting.id
  return { meeting, reference: child.reference, frame: { caption: child.reference, back, liveIn } }
}

/** The same for a page of the closed room itself, which is there for its people alone. */
export async function openClosedRoom(work: Work, meetingId: string, visit: Visit): Promise<Opening> {
  const [opened, isOfIt] = await Promise.all([
    openMeeting(work, meetingId, visit),
    isInClosedSession(work.tx, meetingId),
  ])
  return isOfIt ? opened : undefined
}

/**
 * Answers a page that can hold closed words: with what `read` finds, by `answer`. Nothing is found where there is no such meeting for
 * the reader, or `read` finds nothing; and where either leads elsewhere, the reader goes there, and words that they sent are kept.
 *
 * @protocol Appendix One, Stage Two; decision 0043
 */
export async function answerWithClosedWords<Found extends Opened, Model extends object>(
  visit: Visit,
  open: (work: Work) => Promise<Found | Elsewhere | undefined>,
  read: (work: Work, opened: Found) => Promise<Model | undefined>,
  answer: (model: Exclude<Model, Elsewhere>) => Answer,
): Promise<Answer> {
  const model = await visit.act(async work => {
    const opened = await open(work)
    return opened === undefined || 'goTo' in opened ? opened : read(work, opened)
  })
  if (model === undefined) return notFound()
  return isElsewhere(model) ? leadElsewhere(model.goTo) : answer(model as Exclude<Model, Elsewhere>)
}

const isElsewhere = (model: object): model is Elsewhere => 'goTo' in model
