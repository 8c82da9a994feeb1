/** The words of what is discussed with the police. */
export const policeEn = {
  'police.owed': 'Discuss this with the police today',
  'police.owed.lead': 'It may be a crime against the child. If the child is in danger now, call 999 first.',
  'police.owed.now-or-later': 'Say it here with the decision, or afterwards.',
  'police.considered': 'What was found?',
  'police.considered.needed': 'Choose what was found',
  'police.considered.discussed': 'It was discussed with the police',
  'police.considered.no-crime': 'It was considered, and it is no crime',
  'police.with-whom': 'With whom?',
  'police.with-whom.hint': 'The officer and the police reference, or who considered it',
  'police.with-whom.needed': 'Enter with whom it was discussed or considered',
  'police.words': 'What was agreed, or why it is no crime?',
  'police.words.needed': 'Write what was agreed, or why it is no crime',
  'police.save': 'Record it',
} as const
