import { type Mutation, mutation } from './mutation.ts'

const ANSWERS = 'migrations/0036-the-chair-answers.sql'
const SENT_BACK = 'migrations/0037-sent-back.sql'
const back = (name: string, file: string, from: string, to: string) => mutation(name, file, from, to, 'family-copy')
const answer = (name: string, file: string, from: string, to: string) => mutation(name, file, from, to, 'agreed-action')

/** Breakages of who answers what was not carried out as agreed, what a list across children shows, and of copies that were sent back. */
export const ANSWER_MUTATIONS: readonly Mutation[] = [
  answer(
    'whoever is around the child answers',
    'src/agreed-action/actions.ts',
    `...(chairs ? (['chair'] as const) : []),`,
    `'chair' as const,`,
  ),
  answer(
    'whoever is around the child answers, as SQL',
    ANSWERS,
    `and n.user_id = actor() and n.part = 'chair'`,
    `and n.user_id = actor()`,
  ),
  answer(
    'what is open is answered',
    'src/agreed-action/deeds.ts',
    `if (outcome === null) return 'open'`,
    `if (outcome === null) return 'not-as-agreed'`,
  ),
  answer('an answer is given in another’s name', ANSWERS, ` or new.answered_by <> actor()`, ``),
  answer(
    'an answer about a closed action is for everybody',
    ANSWERS,
    `'exists (select 1 from action a where a.id = action_id)'`,
    `'true'`,
  ),
  answer(
    'it still stands, without a word',
    'src/agreed-action/actions.ts',
    `if (answer !== 'accepted' && words.trim() === '')`,
    `if (false)`,
  ),
  answer(
    'whoever was to do it is not told',
    'src/agreed-action/actions.ts',
    `new Set([action.ownerId, action.outcomeBy])`,
    `new Set([action.outcomeBy])`,
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
]
