import { type Mutation, mutation } from './mutation.ts'

const MIGRATION = 'migrations/0074-the-copy-in-the-family-s-language.sql'
const ACTIONS = 'src/family-copy/translating.ts'
const TESTS = 'family-copy/translating'

/** What may break where a family's copy is put into its language. */
export const COPY_TRANSLATION_MUTATIONS: readonly Mutation[] = [
  mutation(
    'a translation of an action is read after it was kept from the family',
    MIGRATION,
    ` and a.audience = 'family' and a.what = wanted_words`,
    ` and a.what = wanted_words`,
    TESTS,
  ),
  mutation(
    'words that no copy has are put into its language, as SQL',
    MIGRATION,
    `call protect_child_table('copy_translation', 'is_for_family(meeting_id, of_words)')`,
    `call protect_child_table('copy_translation', 'true')`,
    TESTS,
  ),
  mutation(
    'a stranger is told whether words are a family’s',
    MIGRATION,
    `m.id = wanted_meeting and may_see_child(m.child_id)`,
    `m.id = wanted_meeting`,
    TESTS,
  ),
  mutation(
    'words that stand in two languages are offered in the first alone',
    ACTIONS,
    `    .filter(isForeign)
    .filter((each`,
    `    .filter((each`,
    TESTS,
  ),
  mutation(
    'the words of a copy are put into its language in another’s name',
    MIGRATION,
    `new.written_by <> actor() or`,
    `false or`,
    TESTS,
  ),
  mutation(
    'the note-taker puts words into the copy',
    'src/meeting/deeds.ts',
    `'translate-copy': { held: ['chair']`,
    `'translate-copy': { held: RUNNERS`,
    TESTS,
  ),
  mutation(
    'the note-taker puts words into the copy, as SQL',
    MIGRATION,
    `create trigger copy_translation_by_deed before insert on copy_translation for each row execute function keep_to_meeting_deed('translate-copy');\n`,
    ``,
    TESTS,
  ),
  mutation(
    'a copy stays what it was when it has another translation',
    MIGRATION,
    `where w.meeting_id = m.id and is_for_family(m.id, w.of_words)`,
    `where false`,
    TESTS,
  ),
  mutation(
    'a translation of words that stand no more makes a copy out of date',
    MIGRATION,
    `where w.meeting_id = m.id and is_for_family(m.id, w.of_words)`,
    `where w.meeting_id = m.id`,
    TESTS,
  ),
  mutation(
    'the first translation of words is shown, and no better one',
    ACTIONS,
    `copyTranslations.findLast(`,
    `copyTranslations.find(`,
    TESTS,
  ),
  mutation(
    'a copy has translations into the other language',
    ACTIONS,
    `each.language === language && each.ofWords`,
    `each.ofWords`,
    TESTS,
  ),
  mutation(
    'words are translated of which nobody said the language',
    ACTIONS,
    `each.words !== '' && each.writtenIn !== '' && each`,
    `each.words !== '' && each`,
    TESTS,
  ),
  mutation(
    'what was put of other words is kept as of these',
    ACTIONS,
    `if (source !== translation.source)`,
    `if (source === '')`,
    TESTS,
  ),
  mutation(
    'what stands is taken out without a word',
    ACTIONS,
    `each.stands !== undefined && texts[each.key] === ''`,
    `each.stands !== undefined && texts[each.key] === ' '`,
    TESTS,
  ),
  mutation(
    'all is written anew at each save',
    ACTIONS,
    `text === '' || text === each.stands?.text ?`,
    `text === '' ?`,
    TESTS,
  ),
  mutation(
    'another language of a correction changes nothing of the copy',
    MIGRATION,
    `and k.audience = 'family' and k.written_in <> ''`,
    `and false`,
    'family-copy/correction',
  ),
  mutation(
    'a correction cannot be put into the language of the copy',
    MIGRATION,
    `k.audience = 'family' and k.text = wanted_words`,
    `false`,
    'family-copy/correction',
  ),
  mutation(
    'a correction is read out in the language of the page',
    'src/meeting/pages/record.ts',
    `foreignTo(language, each.writtenIn)`,
    `foreignTo(language, language)`,
    'family-copy/correction',
  ),
  mutation(
    'a correction on paper is read out in the language of the paper',
    'src/meeting/document-parts.ts',
    `text, foreign: foreignTo(language, writtenIn) }`,
    `text }`,
    'family-copy/correction',
  ),
  mutation(
    'a translation of the plan stands nowhere',
    'src/family-copy/document.ts',
    `planHeading, put)`,
    `planHeading)`,
    TESTS,
  ),
  mutation(
    'who put what was agreed into the family’s language is not said',
    'src/family-copy/document.ts',
    `    ...bylines(copy.actions`,
    `    ...bylines(copy.actions.slice(0, 0)`,
    TESTS,
  ),
]
