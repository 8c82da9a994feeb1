import { type Mutation, mutation } from './mutation.ts'

const MIGRATION = 'migrations/0066-translation-by-a-person.sql'
const COPY_SOURCE = 'migrations/0074-the-copy-in-the-family-s-language.sql'
const TESTS = 'translation/translation'
const PAGES = 'translation/pages'

/** What may break of the translations that people make of entries. */
export const TRANSLATION_MUTATIONS: readonly Mutation[] = [
  mutation(
    'a translation of closed words is read outside the closed session',
    MIGRATION,
    `'exists (select 1 from entry e where e.id = entry_id and e.child_id = translation.child_id)'`,
    `'true'`,
    TESTS,
  ),
  mutation(
    'somebody who is there for a closed session alone translates past the pages',
    MIGRATION,
    ` or is_there_for_closed_alone(new.child_id, actor())`,
    ``,
    TESTS,
  ),
  mutation(
    'somebody who is there for a closed session alone translates',
    'src/translation/actions.ts',
    `(await listThereForClosedAlone(tx, entry.childId)).has(actor.userId) ? undefined : entry`,
    `entry`,
    TESTS,
  ),
  mutation('a translation is written in another name', MIGRATION, `new.written_by <> actor() or `, ``, TESTS),
  mutation(
    'a translation is kept of words that stand no more',
    MIGRATION,
    `new.words_version <> e.words_version or `,
    ``,
    TESTS,
  ),
  mutation(
    'an entry is translated into its own language',
    MIGRATION,
    `e.written_in in ('', new.language)`,
    `e.written_in = ''`,
    TESTS,
  ),
  mutation('a panel translates', MIGRATION, `not (actor_works() or actor_has_role('agency-lead'))`, `false`, TESTS),
  mutation(
    'anybody of the meeting puts a translation into the family’s copy',
    MIGRATION,
    ` and m.chair_id = actor()`,
    ``,
    TESTS,
  ),
  mutation(
    'a translation of closed words is for the family',
    MIGRATION,
    ` and e.audience = 'family' and m.chair_id`,
    ` and m.chair_id`,
    TESTS,
  ),
  mutation(
    'the family’s copy has every translation',
    MIGRATION,
    `using (for_family and may_see_child`,
    `using (may_see_child`,
    TESTS,
  ),
  mutation(
    'a copy stays as it is when the family may have another translation',
    COPY_SOURCE,
    ` and t.for_family and t.words_version`,
    ` and false and t.words_version`,
    TESTS,
  ),
  mutation(
    'any translation makes a copy out of date',
    COPY_SOURCE,
    ` and t.for_family and t.words_version`,
    ` and t.words_version`,
    TESTS,
  ),
  mutation(
    'a translation of earlier words is shown',
    'src/translation/translation.ts',
    ` && each.wordsVersion === entry.wordsVersion`,
    ``,
    'translation',
  ),
  mutation(
    'a translation stands on a page of the entry’s own language',
    'src/translation/translation.ts',
    ` && each.language === language`,
    ``,
    'translation',
  ),
  mutation(
    'names stand in a translation while they are hidden',
    'src/record/pages/about.ts',
    `text: covered(entry.translation.text, names)`,
    `text: entry.translation.text`,
    PAGES,
  ),
  mutation(
    'a translation of changed words is kept without a word',
    'src/translation/actions.ts',
    `translation.wordsVersion !== entry.wordsVersion`,
    `false`,
    TESTS,
  ),
]
