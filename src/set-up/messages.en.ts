/** The words of the first page. */
export const setUpEn = {
  'set-up.title': 'Set up Llwybr',
  'set-up.lead': 'There is no board here yet. Look around a demonstration first, or set up your own board.',
  'set-up.demonstration': 'Load the demonstration board',
  'set-up.demonstration.lead':
    'About forty invented children, at different points of the pathway, with staff of every role and agency. You can be any of the staff with one click.',
  'set-up.demonstration.button': 'Load the demonstration',
  'set-up.board': 'Set up your own board',
  'set-up.board.lead':
    'You will be its first administrator. You choose a password and set up your app on the next page.',
  'set-up.board.button': 'Set up the board',
  'set-up.key': 'One-time key',
  'set-up.key.hint': 'It was printed where Llwybr was started',
  'set-up.key.needed': 'Enter the one-time key',
  'set-up.key.wrong': 'This key is not right, or has been used. Look where Llwybr was started',
  'set-up.name.en': 'Name of the board in English',
  'set-up.name.cy': 'Name of the board in Welsh',
  'set-up.admin-name': 'Your name',
  'set-up.admin-name.needed': 'Enter your name',
  'set-up.admin-email': 'Your e-mail address',
} as const
