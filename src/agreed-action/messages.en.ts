/** The words of agreed actions. */
export const agreedActionEn = {
  'agreed-action.title': 'Agreed action for {{reference}}',
  'agreed-action.who': 'Who does it',
  'agreed-action.by-when': 'By when',
  'agreed-action.what': 'What will be done',
  'agreed-action.what.needed': 'Say what will be done',
  'agreed-action.outcome': 'What happened?',
  'agreed-action.outcome.done': 'Done',
  'agreed-action.outcome.changed': 'Changed',
  'agreed-action.outcome.not-done': 'Not carried out',
  'agreed-action.outcome.not-possible': 'Was not possible',
  'agreed-action.outcome.needed': 'Choose what became of it',
  'agreed-action.reason': 'What was done, or why not?',
  'agreed-action.reason.hint': 'If it was changed or not carried out, the chair is told the reason',
  'agreed-action.reason.needed': 'Say why, so that the chair can be told',
  'agreed-action.reported-already': 'Somebody has reported on it already: read that first',
  'agreed-action.report': 'Save the report',
} as const
