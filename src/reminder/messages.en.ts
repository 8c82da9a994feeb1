/** The words of the e-mails, and of those that did not arrive. */
export const reminderEn = {
  'reminder.subject.late': 'Llwybr: something is late',
  'reminder.subject.soon': 'Llwybr: something is due soon',
  'reminder.late_one': 'One thing you or your team are responsible for is past its day.',
  'reminder.late_other': '{{count}} things you or your team are responsible for are past their day.',
  'reminder.soon_one': 'One thing is due within two days.',
  'reminder.soon_other': '{{count}} things are due within two days.',
  'reminder.sign-in': 'Sign in to see what to do: {{address}}',
  'reminder.undelivered': 'E-mails that did not arrive',
  'reminder.undelivered.lead':
    'They were tried for days and given up. Check the address of each person, or the mail server, and try again.',
  'reminder.undelivered.count_one': 'one reminder',
  'reminder.undelivered.count_other': '{{count}} reminders',
  'reminder.undelivered.since': 'since {{day}}',
  'reminder.try-again': 'Try again',
  'reminder.try-again.for': 'for {{name}}',
} as const
