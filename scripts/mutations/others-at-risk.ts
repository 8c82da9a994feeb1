import { type Mutation, mutation } from './mutation.ts'

const other = (name: string, file: string, from: string, to: string) =>
  mutation(name, file, from, to, 'src/others-at-risk')
const SQL = 'migrations/0062-others-at-risk.sql'

/** Others around a child who may be at risk or need help. */
export const OTHERS_MUTATIONS: readonly Mutation[] = [
  other(
    'others at risk are read by everybody',
    SQL,
    `call protect_child_table('other_at_risk')`,
    `call protect_table('other_at_risk');
create policy other_at_risk_of_child on other_at_risk to llwybr_app using (true) with check (true);
grant select, insert on other_at_risk to llwybr_app`,
  ),
  other('somebody else’s name stands under what one writes of another', SQL, `or new.changed_by <> actor() or`, `or`),
  other('whoever sees a child writes of others', SQL, `if not actor_works() or new`, `if new`),
  other(
    'what will be done for another has its day',
    SQL,
    `     or new.done_on > (now() at time zone 'Europe/London')::date then`,
    `then`,
  ),
  other('earlier words about another are not kept', SQL, `call keep_every_version('other_at_risk');`, ``),
  other(
    'what was done needs no words',
    'src/others-at-risk/rules.ts',
    `doneWords.trim() === '' ? ['done-words-needed'] : []`,
    `[]`,
  ),
  other('a day to come is taken', 'src/others-at-risk/rules.ts', `doneOn > today ?`, `false ?`),
  other('today is a day to come', 'src/others-at-risk/rules.ts', `doneOn > today ?`, `doneOn >= today ?`),
  other(
    'the day of another answer is kept',
    'src/others-at-risk/actions.ts',
    `? { ...words, doneOn: null } : words`,
    `? words : words`,
  ),
  other(
    'what was a mistake stands on the record',
    'src/record/pages/about.ts',
    `others: others.filter(each => each.done !== 'by-mistake')`,
    `others: others`,
  ),
  other(
    'who is meant is shown while names are hidden',
    'src/others-at-risk/views/others.njk',
    `{% if not publicView %}<strong>`,
    `{% if true %}<strong>`,
  ),
  other(
    'who is meant is shown at the end while names are hidden',
    'src/ending/pages/proposal.ts',
    `visit.publicView ? [] : [each.who]`,
    `[each.who]`,
  ),
  other('those who were helped stand at the end', 'src/ending/pages/proposal.ts', `each.done === 'not-yet'`, `true`),
]
