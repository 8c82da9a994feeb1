/** The words of translations that people make of entries. */
export const translationEn = {
  'translation.title': 'Translate this entry',
  'translation.link': 'Write a translation',
  'translation.heading': 'Translations',
  'translation.lead':
    'It stands beneath the entry, for those who may read the entry. The words that were written stay as they are.',
  'translation.by-a-person':
    'Only what a person translated who knows both languages. Put nothing in here that a translation program or AI made.',
  'translation.original': 'The words to translate',
  'translation.language': 'Into which language?',
  'translation.language.needed': 'Choose the language of the translation',
  'translation.language.same': 'The entry is in this language: choose another',
  'translation.text': 'Translation',
  'translation.text.hint': 'All of it, as it was said. What cannot be translated, explain in square brackets.',
  'translation.text.needed': 'Write the translation',
  'translation.changed': 'Somebody changed the entry: read its words above again, then save',
  'translation.translated-by': 'Who translated it?',
  'translation.translated-by.hint': 'Their name, and as what: interpreter, translator, colleague',
  'translation.translated-by.needed': 'Write who translated it',
  'translation.for-family': 'May the family have it?',
  'translation.for-family.yes': 'Put it into the family’s copy, beneath these words',
  'translation.for-family.hint':
    'Compare it with the words first. A copy that is ready is then out of date: make it again, and a second person reads it again.',
  'translation.save': 'Save the translation',
  'translation.byline': 'Translation into {{language}}, by {{by}}',
  'translation.written-by': 'Put in by {{name}}',
  'translation.earlier-words': 'Of words that were changed since',
  'translation.for-family.said': 'For the family’s copy',
} as const
