import { type Mutation, mutation } from './mutation.ts'

const tongue = (name: string, file: string, from: string, to: string) =>
  mutation(name, file, from, to, 'agreed-action/written-in')
const summary = (name: string, file: string, from: string, to: string) =>
  mutation(name, file, from, to, 'meeting/summary-written-in')
const told = (name: string, file: string, from: string, to: string) =>
  mutation(name, file, from, to, 'meeting/told-written-in')
const decided = (name: string, file: string, from: string, to: string) =>
  mutation(name, file, from, to, 'panel/written-in')

/** Breakages of the language in which something was agreed, said, planned or decided. */
export const WRITTEN_IN_MUTATIONS: readonly Mutation[] = [
  tongue(
    'what is agreed on a Welsh page is in no language',
    'src/agreed-action/actions.ts',
    `action.writtenIn ?? work.language`,
    `action.writtenIn ?? ''`,
  ),
  tongue(
    'another language that was chosen of an action is not kept',
    'src/agreed-action/actions.ts',
    `action.writtenIn ?? work.language`,
    `work.language`,
  ),
  tongue(
    'what a report is written in can be changed later, as SQL',
    'migrations/0070-the-language-of-what-is-agreed.sql',
    `(new.outcome, new.outcome_reason, new.outcome_written_in) is distinct from (old.outcome, old.outcome_reason, old.outcome_written_in)`,
    `(new.outcome, new.outcome_reason) is distinct from (old.outcome, old.outcome_reason)`,
  ),
  tongue(
    'the line of a report in two languages is marked with one',
    'src/agreed-action/actions.ts',
    `report.reason === '' || writtenIn === action.writtenIn ? action.writtenIn : ''`,
    `action.writtenIn`,
  ),
  tongue(
    'what a review answers is in the language of its page, whatever was chosen',
    'src/meeting/actions/last-time.ts',
    `atMeetingId: meetingId, answer, words, writtenIn`,
    `atMeetingId: meetingId, answer, words`,
  ),
  tongue(
    'the family’s copy is silent about what was agreed in another language',
    'src/family-copy/document.ts',
    `[...actions, ...(plan`,
    `[...(plan`,
  ),
  tongue(
    'an action in the family’s copy is read out in the language of the copy',
    'src/family-copy/document.ts',
    `{ text: action.what, foreign: inOther(action) }`,
    `{ text: action.what }`,
  ),
  tongue(
    'words that are covered in the list are marked with a language',
    'src/agreed-action/pages/list.ts',
    `isClosed || publicView ? undefined : foreignTo`,
    `foreignTo`,
  ),
  mutation(
    'a cell of a table on paper is read out in the language of the document',
    'src/documents/table-in-pdf.ts',
    `foreign === undefined ? drawAll : pdf.struct`,
    `foreign === foreign ? drawAll : pdf.struct`,
    'documents/files',
  ),
  summary(
    'words that stand as they stood take the language of whoever saves them again',
    'src/lib/written-language.ts',
    `now.words === before.words ? before.writtenIn`,
    `now.words === '' ? before.writtenIn`,
  ),
  summary(
    'the language of what was said can be changed after the record is approved, as SQL',
    'migrations/0071-the-language-of-a-summary-and-a-plan.sql',
    `and not may_do('meeting', 'write-comments'`,
    `and false and not may_do('meeting', 'write-comments'`,
  ),
  summary(
    'another language of the plan changes nothing of what the chair approved',
    'migrations/0074-the-copy-in-the-family-s-language.sql',
    `m.family_comments_in, max(s.written_in)) = ''`,
    `m.family_comments_in) = ''`,
  ),
  summary(
    'the plan is read out in the language of the page',
    'src/meeting/present.ts',
    `foreignTo(language, languageOfPlanPart(plan, part))`,
    `foreignTo(language, language)`,
  ),
  summary(
    'what the child wants is read out in the language of the rest of the plan',
    'src/meeting/meeting.ts',
    `part === 'childsGoals' ? plan.childsGoalsIn : plan.writtenIn`,
    `plan.writtenIn`,
  ),
  summary(
    'another language of what the child wants changes nothing of what the chair approved',
    'migrations/0074-the-copy-in-the-family-s-language.sql',
    `and s.childs_goals <> '' and s.childs_goals_in <> s.written_in`,
    `and false`,
  ),
  summary(
    'the family’s copy is silent about what the child wants in another language',
    'src/family-copy/document.ts',
    `plan?.childsGoalsIn ?? ''`,
    `''`,
  ),
  summary(
    'what the child wants takes the language of the page though it stands as it stood',
    'src/meeting/actions/ending.ts',
    `words: stands?.childsGoals ?? ''`,
    `words: ''`,
  ),
  summary(
    'what the child said is read out in the language of the record',
    'src/meeting/document.ts',
    `foreignTo(language, meeting.writtenIn[part])`,
    `foreignTo(language, language)`,
  ),
  summary(
    'a language that was chosen of what the child said is not kept',
    'src/meeting/actions/ending.ts',
    `chosen: languages[part]`,
    `chosen: undefined`,
  ),
  summary(
    'the family’s copy is silent about a plan in another language',
    'src/family-copy/document.ts',
    `...(plan === undefined ? [] : [plan]), ...entries`,
    `...entries`,
  ),
  decided(
    'why a child is brought before the panel is read out in the language of the page',
    'src/panel/pages.ts',
    `foreignTo(language, escalation.writtenIn)`,
    `foreignTo(language, language)`,
  ),
  decided(
    'the panel’s list is read out in the language of the page',
    'src/panel/pages.ts',
    `foreignTo(language, each.writtenIn)`,
    `foreignTo(language, language)`,
  ),
  decided(
    'the panel’s decision is in the language of the reasons for it',
    'src/panel/store.ts',
    `decision_written_in: decision.writtenIn`,
    `decision_written_in: escalation.writtenIn`,
  ),
  decided(
    'the language of a panel’s decision is said by others, as SQL',
    'migrations/0075-the-language-of-decisions.sql',
    `(new.decision, new.decision_reasons, new.decision_written_in, new.decided_at)
         is distinct from (old.decision, old.decision_reasons, old.decision_written_in, old.decided_at)`,
    `(new.decision, new.decision_reasons, new.decided_at)
         is distinct from (old.decision, old.decision_reasons, old.decided_at)`,
  ),
  decided(
    'a panel’s decision without a choice is in no language',
    'src/panel/actions.ts',
    `const { writtenIn = work.language ?? '' } = decision`,
    `const { writtenIn = '' } = decision`,
  ),
  decided(
    'why Children’s Services decided is read out in the language of the page',
    'src/referral/pages/referral.ts',
    `foreignTo(language, determination.writtenIn)`,
    `foreignTo(language, language)`,
  ),
  told(
    'how a family was told can be written anew later, as SQL',
    'migrations/0072-the-language-of-what-a-family-said.sql',
    `old.done_at is not null\n     and (new.told_on`,
    `old.done_at is null\n     and (new.told_on`,
  ),
  told(
    'what the family answered is in the language of the page, whatever was chosen',
    'src/meeting/actions/telling.ts',
    `telling.theySaidIn ?? work.language`,
    `work.language`,
  ),
  told(
    'what the child wants to say is read out in the language of the page',
    'src/meeting/present.ts',
    `foreignTo(language, childWantsIn)`,
    `foreignTo(language, language)`,
  ),
  told(
    'the fears of a family are read out in the language of the record',
    'src/meeting/document.ts',
    `foreignTo(language, consultation.writtenIn)`,
    `foreignTo(language, language)`,
  ),
  told(
    'a consultation that is written down again loses its languages',
    'src/meeting/actions/inviting.ts',
    `writtenIn: before?.[part] ?? ''`,
    `writtenIn: ''`,
  ),
]
