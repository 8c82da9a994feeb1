import { type Mutation, mutation } from './mutation.ts'

const MIGRATION = 'migrations/0047-the-boards-statements.sql'
const statement = (name: string, file: string, from: string, to: string) =>
  mutation(name, file, from, to, 'src/statement')

/** Breakages of whose words are read out at a meeting, and of who has heard which. */
export const STATEMENT_MUTATIONS: readonly Mutation[] = [
  statement(
    'anybody chooses what is read out',
    'src/statement/actions.ts',
    `if (!actor.roles.includes('administrator')) return { outcome: 'not-found' }\n`,
    ``,
  ),
  statement(
    'anybody chooses what is read out, as SQL',
    MIGRATION,
    `  with check (set_by = (select actor()) and (select actor_has_role('administrator')));`,
    `  with check (set_by = (select actor()));`,
  ),
  statement('words are chosen in another’s name', MIGRATION, `set_by = (select actor()) and `, ``),
  statement(
    'a choice overwrites another unseen',
    'src/statement/actions.ts',
    `if (number !== seen)`,
    `if (number < seen)`,
  ),
  statement(
    'words of one statement are chosen for another',
    MIGRATION,
    ` where w.id = new.wording_id and w.statement = new.statement`,
    ` where w.id = new.wording_id`,
  ),
  statement(
    'the family’s room reads the words of the closed session',
    MIGRATION,
    `create policy statement_wording_family_room on statement_wording for select to llwybr_family_room
  using (statement <> 'closed-session' and (select actor()) is not null);`,
    `create policy statement_wording_family_room on statement_wording for select to llwybr_family_room
  using ((select actor()) is not null);`,
  ),
  statement(
    'words are accepted that were not read out',
    'src/meeting/actions/holding.ts',
    `personIds.length > 0 && heard.mark !== heard.out.mark`,
    `personIds.length < 0`,
  ),
  statement(
    'who is not there accepts',
    'src/statement/present.ts',
    `here.filter(id => accepted.includes(id))`,
    `accepted`,
  ),
  statement(
    'a late-comer counts as having heard',
    'src/statement/rules.ts',
    `.every(each => accepted.includes(each))`,
    `.every(each => accepted.includes(each) || true)`,
  ),
  statement(
    'the words in force are those of the first choice',
    'src/statement/rules.ts',
    `other.number - one.number`,
    `one.number - other.number`,
  ),
  statement(
    'everybody in the family’s room is told who came late',
    'src/family-room/pages/room.ts',
    `unheard: runs ? meeting.unheard : [],`,
    `unheard: meeting.unheard,`,
  ),
  statement(
    'anybody at all keeps a wording, as SQL',
    MIGRATION,
    `with check ((select actor_works()) or (select actor_has_role('administrator')));`,
    `with check (true);`,
  ),
]
