/** The words of signing in. */
export const accountEn = {
  'account.sign-in.title': 'Sign in',
  'account.sign-in.email': 'E-mail address',
  'account.sign-in.email.needed': 'Enter your e-mail address',
  'account.sign-in.password': 'Password',
  'account.sign-in.password.needed': 'Enter your password',
  'account.sign-in.code': 'Code from your app',
  'account.sign-in.code.hint': 'The six digits that your authenticator app shows now',
  'account.sign-in.code.needed': 'Enter the code from your app',
  'account.sign-in.button': 'Sign in',
  'account.sign-in.wrong': 'The e-mail address, the password or the code is not right',
  'account.sign-in.waits':
    'There were several wrong attempts. Wait some minutes, then try again: the wait grows with each wrong attempt',
  'account.sign-in.kept':
    'You were signed out before this was saved. What you typed is kept: sign in, and it will be there again.',
  'account.drafts.title': 'What you began and have not saved',
  'account.drafts.lead':
    'Only you can see this. It is kept for two weeks from when you last typed, and is gone once you save it or throw it away.',
  'account.drafts.none': 'There is nothing that you began and did not save.',
  'account.drafts.hidden': 'The words are not shown while names are hidden.',
  'account.drafts.no-words': 'Only choices were made; nothing was written.',
  'account.drafts.kept': 'Last kept:',
  'account.sessions.title': 'Where you are signed in',
  'account.sessions.lead':
    'Each browser in which you are signed in. End those that you do not know, and tell your administrator.',
  'account.sessions.began': 'Signed in',
  'account.sessions.used': 'Last used',
  'account.sessions.here': 'This browser',
  'account.sessions.end': 'End it',
  'account.demonstration.lead':
    'This is a demonstration board. Choose who you want to be. Every person and every child here is invented.',
  'account.guide': 'Follow one child',
  'account.guide.lead':
    'Eight stops on one child’s way. Sign in as the person named, do what stands there, sign out, and come back here for the next.',
  'account.guide.refer':
    'A teacher is worried: refer a child of Merthyr Tydfil. Make up the name; keep it for the next stops.',
  'account.guide.decide':
    'The duty manager reads the referral and decides: Exploitation Pathway, with Non Sampl as lead practitioner.',
  'account.guide.work':
    'The child’s social worker opens the record: add an entry, assess, ask for a meeting, book it with Gwen Cadair and Dai Nodyn, and invite Pat Ditectif.',
  'account.guide.chair':
    'The chair runs the meeting: the closed session, then the family, then the plan and who does what.',
  'account.guide.notes': 'The note-taker finds the meeting on the first page, and mends what was written in a hurry.',
  'account.guide.police': 'The police officer sees what was agreed for them, and says that it was done or why not.',
  'account.guide.panel': 'The panel’s list: if the child was escalated, decide what the panel does.',
  'account.guide.every-pathway': 'The exploitation lead sees every open pathway: how high, how long, how late.',
  'account.demonstration.caption': 'People on the demonstration board',
  'account.demonstration.who': 'Name, job and agency',
  'account.demonstration.roles': 'Roles',
  'account.demonstration.be': 'Sign in',
  'account.welcome.title': 'Choose your password',
  'account.welcome.lead':
    'Welcome, {{name}}. From now on you sign in with {{email}}, this password and a code from your app.',
  'account.welcome.password': 'New password',
  'account.welcome.password.hint': 'At least 12 characters. Three or four words that do not belong together are good.',
  'account.welcome.app': 'Set up your authenticator app',
  'account.welcome.app.lead': 'Scan this picture with the app on your phone, or type the key by hand.',
  'account.welcome.app.picture': 'A square code for your authenticator app; the key below says the same',
  'account.welcome.app.by-hand': 'The key:',
  'account.welcome.button': 'Save and sign in',
  'account.welcome.code.wrong': 'That code is not right. Enter the one your app shows now',
  'account.welcome.used.title': 'This invitation cannot be used',
  'account.welcome.used.text': 'It was used before, or is older than seven days. Ask your administrator for a new one.',
  'account.password.too-short': 'Use at least 12 characters',
  'account.password.too-long': 'Use at most 200 characters',
  'account.password.is-known': 'Choose another password: this one is among those that attackers try first',
  'account.password.is-the-email': 'Choose a password that is not your e-mail address',
} as const
