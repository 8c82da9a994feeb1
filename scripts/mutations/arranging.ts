import { type Mutation, mutation } from './mutation.ts'

const REPLIES = 'migrations/0039-replies.sql'
const before = (name: string, file: string, from: string, to: string) => mutation(name, file, from, to, 'contributing')
const hour = (name: string, file: string, from: string, to: string) => mutation(name, file, from, to, 'hours')
const taken = (name: string, file: string, from: string, to: string) => mutation(name, file, from, to, 'proposing')
const reply = (name: string, file: string, from: string, to: string) => mutation(name, file, from, to, 'replying')

/** Breakages of what is arranged before a meeting: who replies to an invitation, what stands in a calendar, what is written before. */
export const ARRANGING_MUTATIONS: readonly Mutation[] = [
  reply(
    'somebody replies for another',
    'src/meeting/actions/replying.ts',
    `invited.userId === actor.userId ? ['invited'] : []`,
    `['invited']`,
  ),
  reply(
    'who is not invited any more replies',
    'src/meeting/store/people.ts',
    `    .where('id', '=', personId)
    .where('removed_at', 'is', null)
    .select([`,
    `    .where('id', '=', personId)
    .select([`,
  ),
  reply('a reply is given in another’s name', REPLIES, ` or new.given_by <> actor()`, ``),
  reply(
    'a reply is to another hour',
    REPLIES,
    ` or date_trunc('milliseconds', new.booked_for) is distinct from date_trunc('milliseconds', m.booked_for)`,
    ``,
  ),
  reply(
    'a reply counts though the meeting was moved',
    'src/meeting/rules.ts',
    `reply?.bookedFor.getTime() !== bookedFor.getTime()`,
    `reply === undefined`,
  ),
  mutation(
    'a reply tells of somebody who is hidden',
    REPLIES,
    `'exists (select 1 from meeting_person p where p.id = person_id)'`,
    `'true'`,
    'test/access/audience',
  ),
  mutation(
    'the trail tells of a hidden person’s reply',
    'migrations/0063-words-for-some-alone.sql',
    `'meeting.person-removed', 'meeting.reply-recorded')`,
    `'meeting.person-removed')`,
    'test/access/audience',
  ),
  reply(
    'a calendar names the place',
    'src/meeting/calendar-file.ts',
    `    summary: entry.reference,`,
    `    summary: entry.reference, location: 'Zq Hall',`,
  ),
  reply(
    'a meeting that was called off stays in the calendar',
    'src/meeting/calendar-file.ts',
    `entry.isCalledOff ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED`,
    `ICalEventStatus.CONFIRMED`,
  ),
  before(
    'a piece is kept though another is refused',
    'src/meeting/actions/contributing.ts',
    `if (written.some(piece => speakerIsNeeded(piece.basis, false) && piece.saidBy.trim() === ''))`,
    `if (written.every(piece => speakerIsNeeded(piece.basis, false) && piece.saidBy.trim() === ''))`,
  ),
  before(
    'words without their sort are facts',
    'src/meeting/pages/contribution.ts',
    `if (basis === undefined) errors[`,
    `if (false) errors[`,
  ),
  before(
    'it is written when the meeting has begun',
    'src/meeting/actions/contributing.ts',
    `if (meeting.beganAt !== null) return { outcome: 'began' }`,
    ``,
  ),
  before(
    'it is not said that it was written before',
    'src/meeting/rules.ts',
    `return beganAt === null || entry.recordedAt < beganAt`,
    `return false && entry.recordedAt < (beganAt ?? entry.recordedAt)`,
  ),
  before(
    'the child’s words are by the writer',
    'src/meeting/actions/contributing.ts',
    `saidBy: calledBy(child),`,
    `saidBy: actor.name,`,
  ),
  hour('Saturdays are proposed', 'src/meeting/hours.ts', `if (!isWorkingDay(day, holidays)) continue`, ``),
  hour('the last day is not proposed', 'src/meeting/hours.ts', `day <= until`, `day < until`),
  hour('whoever is booked is free', 'src/meeting/hours.ts', `each.userId === userId && `, `each.userId === '' && `),
  hour('an hour without a chair is proposed', 'src/meeting/hours.ts', ` && people.chairs.some(isFree)`, ``),
  hour('an hour too soon for the consultation is proposed', 'src/meeting/hours.ts', `if (at >= from && `, `if (`),
  taken(
    'an hour that was taken is booked',
    'src/meeting/proposing.ts',
    `userIds.every(id => found.free.includes(id))`,
    `true`,
  ),
  taken('hours are told to whoever asks', 'migrations/0041-hours-booked.sql', ` and actor() is not null`, ``),
  mutation(
    'an approved record tells of a referral of afterwards',
    'src/meeting/history.ts',
    ` || each.decidedAt > until`,
    ``,
    'meeting/history',
  ),
  mutation(
    'an approved record tells of a pathway of afterwards',
    'src/meeting/history.ts',
    ` && each.openedOn <= calendarDateAt(until)`,
    ``,
    'meeting/history',
  ),
  mutation(
    'the record leaves out the actions at home',
    'src/meeting/document.ts',
    `actions.filter(action => action.context === context)`,
    `actions.filter(action => action.context === context && context !== 'home')`,
    'meeting/history',
  ),
  mutation(
    'mending makes typed what came from elsewhere',
    'src/meeting/actions/holding.ts',
    ` && entry.wordsMade !== 'pasted' && `,
    ` && `,
    'words-made',
  ),
  mutation(
    'how words came is not kept',
    'src/entry/store.ts',
    `words_made: entry.wordsMade ?? '',`,
    `words_made: '',`,
    'words-made',
  ),
  mutation(
    'whoever tells the family reads the closed actions as if the family might',
    'src/meeting/pages/debrief.ts',
    `.filter(action => action.audience === 'family')`,
    ``,
    'meeting/debrief',
  ),
  mutation(
    'a family is told before its meeting',
    'src/meeting/actions/telling.ts',
    `telling.toldOn < meeting.heldOn`,
    `telling.toldOn > meeting.heldOn`,
    'meeting/debrief',
  ),
  mutation(
    'a family is told on a day to come',
    'src/meeting/actions/telling.ts',
    `telling.toldOn > work.today`,
    `false`,
    'meeting/debrief',
  ),
  mutation(
    'what the family said to it is lost',
    'src/meeting/store/outcome.ts',
    `what_they_said: telling.whatTheySaid,`,
    ``,
    'meeting/debrief',
  ),
  mutation(
    'who comes to ask for a second meeting is not led to the first',
    'src/meeting/pages/request.ts',
    `if (found.open !== undefined)`,
    `if (found.open === null)`,
    'meeting/requesting',
  ),
  mutation(
    'a booked review has no hour in the work of its chair',
    'src/my-work/store.ts',
    `return rule === 'review-meeting' && childId !== null ? childId : subjectId`,
    `return rule === 'review-meeting' && childId === null ? rule : subjectId`,
    'meeting/requesting',
  ),
  mutation(
    'papers are not gathered when somebody invited sees the child no more',
    'src/meeting/actions/packing.ts',
    `userId !== null && whoSees.has(userId) ? userId : []`,
    `userId !== null && whoSees.size > 0 ? userId : []`,
    'meeting/pack.test',
  ),
]
