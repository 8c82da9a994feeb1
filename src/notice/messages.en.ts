/** What people are told inside the product. */
export const noticeEn = {
  'notice.title': 'You should know',
  'notice.action-not-carried-out': 'An agreed action was changed or not carried out.',
  'notice.action-answered': 'The chair has answered what you or others reported on an agreed action.',
  'notice.family-copy-to-read': 'A family’s copy waits for somebody of the closed session to read it.',
  'notice.family-copy-ready': 'A family’s copy has been read by a second person, and may be given.',
  'notice.family-copy-returned': 'The second person has sent a family’s copy back.',
  'notice.referral-joined': 'A new referral came about a child whose lead practitioner you are.',
  'notice.referral-information':
    'A referral about a child whose lead practitioner or chair you are was decided: {{outcome}}.',
  'notice.perhaps-the-same-child':
    'Another record has been made with the same day of birth as {{reference}}, which is restricted, and a similar name. Ask the front doors whether it is the same child.',
  'notice.same-nhs-number':
    'The records {{reference}} and {{other}} have the same NHS number: are they the same child?',
  'notice.same-nhs-number.restricted':
    'Another record has the NHS number of the restricted record {{reference}}: ask information governance.',
  'notice.pack-made': 'The papers for the meeting on {{day}} are there.',
  'notice.complaint-to-handle': 'You are asked to deal with a complaint.',
  'notice.copy-taken-back': 'A copy of a record was taken back: it should not be where it is.',
  'notice.copy-incident-decided': 'Information governance has decided about a copy that you took back.',
  'notice.complaint-answered': 'A complaint that you wrote down was answered.',
  'notice.concern-asked': 'You are asked to look again at a decision that somebody holds may be unsafe.',
  'notice.concern-answered': 'Your concern about a decision was answered.',
  'notice.concern-ended': 'A concern about a decision has ended.',
  'notice.account-changed': 'The sign-in, roles or teams of {{name}} were changed by {{by}} on {{at}}.',
  'notice.look': 'Look at it',
  'notice.seen': 'I have seen this',
} as const
