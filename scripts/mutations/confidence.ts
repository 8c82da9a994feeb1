import { type Mutation, mutation } from './mutation.ts'

const confidence = (name: string, file: string, from: string, to: string) =>
  mutation(name, file, from, to, 'src/confidence')
const SQL = 'migrations/0063-words-for-some-alone.sql'

/** What a child wants only some to read. */
export const CONFIDENCE_MUTATIONS: readonly Mutation[] = [
  confidence(
    'everybody around the child reads what is for some',
    SQL,
    `(select actor()) = any (readers) and (not`,
    `(true or not`,
  ),
  confidence(
    'what the child wants no more is read on',
    SQL,
    ` and (not withdrawn or changed_by = (select actor()))'`,
    `'`,
  ),
  confidence('what was withdrawn comes back', SQL, `or (tg_op = 'UPDATE' and old.withdrawn) then`, `then`),
  confidence(
    'a new reader reads what stood there before',
    SQL,
    `using (table_name <> 'confidence' or content -> 'readers' ? (select actor())::text);`,
    `using (true);`,
  ),
  confidence('its earlier versions are not kept', SQL, `call keep_every_version('confidence');`, ``),
  confidence(
    'somebody writes in another’s name for some to read',
    SQL,
    `not actor_works() or new.changed_by <> actor() or`,
    `not actor_works() or`,
  ),
  confidence('who does not work with children writes for some to read', SQL, `if not actor_works() or new`, `if new`),
  confidence(
    'anybody can be chosen to read',
    SQL,
    `or chosen not in (select u from who_sees_child(new.child_id) u)`,
    `or false`,
  ),
  confidence(
    'an event tells that something is there for some',
    SQL,
    `(subject_id is not null and may_read_row('confidence', subject_id))`,
    `true`,
  ),
  confidence(
    'somebody who does not see the child is chosen on the page',
    'src/confidence/actions.ts',
    `...(others.every(mayRead) ?`,
    `...(true ?`,
  ),
  confidence('the child agrees tomorrow', 'src/confidence/actions.ts', `saidOn > today ?`, `false ?`),
  confidence(
    'what was withdrawn can be opened',
    'src/confidence/store.ts',
    `    .where('withdrawn', '=', false)\n`,
    ``,
  ),
  confidence(
    'who writes does not read',
    'src/confidence/store.ts',
    `[...new Set([...others, by])]`,
    `[...new Set(others)]`,
  ),
  confidence(
    'names hidden, and the words are there',
    'src/confidence/views/list.njk',
    `{% elif publicView %}`,
    `{% elif false %}`,
  ),
  confidence(
    'names hidden, and the record says so',
    'src/record/pages/about.ts',
    `isForReader && !publicView`,
    `isForReader`,
  ),
  confidence(
    'who is there for a closed session alone writes for some to read',
    SQL,
    `or is_there_for_closed_alone(new.child_id, actor())`,
    ``,
  ),
  confidence(
    'who is there for a closed session alone is chosen to read',
    SQL,
    `is_there_for_closed_alone(new.child_id, chosen) or `,
    ``,
  ),
]
