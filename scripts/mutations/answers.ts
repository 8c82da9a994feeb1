import { type Mutation, mutation } from './mutation.ts'

const ANSWERS = 'migrations/0036-the-chair-answers.sql'
const LAST_TIME = 'migrations/0038-last-time.sql'
const SENT_BACK = 'migrations/0037-sent-back.sql'
const back = (name: string, file: string, from: string, to: string) => mutation(name, file, from, to, 'family-copy')
const review = (name: string, file: string, from: string, to: string) => mutation(name, file, from, to, 'last-time')
const answer = (name: string, file: string, from: string, to: string) => mutation(name, file, from, to, 'agreed-action')

/** Breakages of who answers what was not carried out as agreed, between the meetings and at a review, what a list across children shows, and of copies that were sent back. */
export const ANSWER_MUTATIONS: readonly Mutation[] = [
  answer(
    'whoever is around the child answers',
    'src/agreed-action/actions.ts',
    `...(chairs ? (['chair'] as const) : []),`,
    `'chair' as const,`,
  ),
  answer(
    'whoever is around the child answers, as SQL',
    LAST_TIME,
    `and n.user_id = actor() and n.part = 'chair'`,
    `and n.user_id = actor()`,
  ),
  answer(
    'what is open is answered',
    'src/agreed-action/deeds.ts',
    `if (outcome === null) return 'open'`,
    `if (outcome === null) return 'not-as-agreed'`,
  ),
  answer('an answer is given in another’s name', LAST_TIME, ` or new.answered_by <> actor()`, ``),
  answer(
    'an answer about a closed action is for everybody',
    ANSWERS,
    `'exists (select 1 from action a where a.id = action_id)'`,
    `'true'`,
  ),
  answer(
    'it still stands, without a word',
    'src/agreed-action/actions.ts',
    `if (said.answer !== 'accepted' && said.words.trim() === '')`,
    `if (false)`,
  ),
  answer(
    'whoever was to do it is not told',
    'src/agreed-action/actions.ts',
    `new Set([ownerId, outcomeBy])`,
    `new Set([outcomeBy])`,
  ),
  answer(
    'closed words stand in the list',
    'src/agreed-action/pages/list.ts',
    `line.audience === 'closed' || line.audience === 'police'`,
    `false`,
  ),
  answer(
    'hidden names, and words in the list',
    'src/agreed-action/pages/list.ts',
    `publicView ? t('agreed-action.list.hidden') : line.what`,
    `line.what`,
  ),
  answer(
    'another agency’s actions are one’s own',
    'src/agreed-action/pages/list.ts',
    `...(whose === 'agency' && { agencyId: actor.agencyId }),`,
    ``,
  ),
  review(
    'an approved record changes with what is reported afterwards',
    'src/meeting/last-time.ts',
    `const action = hadHappened(now.outcomeAt)
        ? now`,
    `const action = true
        ? now`,
  ),
  review(
    'an approved record changes with what is answered afterwards',
    'src/meeting/last-time.ts',
    `each.actionId === action.id && hadHappened(each.at)`,
    `each.actionId === action.id`,
  ),
  review(
    'what was done leaves no trace that the page promises',
    'src/meeting/pages/last-time.ts',
    `audit: ['agreed-action.answered', 'agreed-action.reported'],`,
    `audit: 'agreed-action.answered',`,
  ),
  review(
    'the note-taker answers at a review',
    'src/meeting/deeds.ts',
    `'answer-last-time': running(['chair'])`,
    `'answer-last-time': running(RUNNERS)`,
  ),
  review(
    'another child’s action is answered at a review',
    'src/meeting/actions/last-time.ts',
    `if (action === undefined || !meetingsBefore(meeting, meetings).some(each => each.id === action.meetingId))`,
    `if (action === undefined)`,
  ),
  review(
    'another pathway’s action is answered at a review, as SQL',
    LAST_TIME,
    `r.pathway_id = before.pathway_id and r.number > before.number`,
    `true`,
  ),
  review(
    'what was accepted is answered again',
    'src/agreed-action/rules.ts',
    `(chairIsTold(outcome) && lastAnswer !== 'accepted')`,
    `chairIsTold(outcome)`,
  ),
  review(
    'it is answered twice at one meeting',
    'src/agreed-action/actions.ts',
    `action.outcome === null || isAnsweredHere || `,
    `action.outcome === null || `,
  ),
  review(
    'a report is saved though its answer is missing',
    'src/meeting/actions/last-time.ts',
    `if (!isDone && answer === undefined) return { outcome: 'answer-needed' }`,
    ``,
  ),
  review(
    'the family reads what practitioners agreed last time',
    LAST_TIME,
    `using (audience = 'family' and sits_with_family_again(meeting_id))`,
    `using (sits_with_family_again(meeting_id))`,
  ),
  review(
    'the family reads why',
    LAST_TIME,
    `grant select (outcome) on action`,
    `grant select (outcome, outcome_reason) on action`,
  ),
  back(
    'a copy that was sent back may leave',
    'src/family-copy/rules.ts',
    `if (copy.isSentBack) return 'sent-back'`,
    ``,
  ),
  back(
    'a copy that was sent back is read, as SQL',
    SENT_BACK,
    `elsif exists (select 1 from family_copy_return r where r.copy_id = f.id) then`,
    `elsif false then`,
  ),
  back(
    'a copy that was let go is sent back, as SQL',
    SENT_BACK,
    `or exists (select 1 from family_copy_reading r where r.copy_id = f.id) then`,
    `then`,
  ),
  back('why it was sent back is for the network', SENT_BACK, `'in_closed_session(meeting_id)'`, `'true'`),
  back(
    'it is sent back without a word',
    'src/family-copy/actions.ts',
    `if (reason.trim() === '') return { outcome: 'reason-needed' }`,
    ``,
  ),
  back(
    'whoever sees a copy sends it back, as SQL',
    SENT_BACK,
    `create trigger family_copy_return_by_deed before insert on family_copy_return for each row execute function keep_to_meeting_deed('read-family-copy');\n`,
    ``,
  ),
  back(
    'the chair is not told that it was sent back',
    'src/family-copy/actions.ts',
    `if (chairId !== null && (await listNetwork`,
    `if (false && (await listNetwork`,
  ),
  back(
    'looking at the copy saves the decisions',
    'src/db/database.ts',
    'await sql`rollback to savepoint trial`.execute(tx)\n',
    '',
  ),
  back(
    'what is to be said in other words is shown as it stands',
    'src/family-copy/pages/beside-decisions.ts',
    `unfinished.has(each.entryId) ? 'withhold' : each.decision`,
    `each.decision`,
  ),
  back(
    'one entry that was changed meanwhile keeps the rest from being looked at',
    'src/family-copy/pages/beside-decisions.ts',
    `if (result.outcome !== 'changed-since-you-read') return`,
    `return`,
  ),
  back(
    'anybody around the child looks at what the chair may decide',
    'src/family-copy/pages/beside-decisions.ts',
    `if (may['decide-for-family'] !== true && may['take-back-from-family'] !== true) return undefined`,
    ``,
  ),
]
