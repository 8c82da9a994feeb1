/** The words of emergency openings and of their review. */
export const emergencyEn = {
  'emergency.title': 'Open a child’s record in an emergency',
  'emergency.link': 'A child needs you now and you cannot see their record',
  'emergency.lead':
    'Use this only when a child needs you now. You will see the record for three hours. The exploitation leads and the information governance officer will see that you did, and why.',
  'emergency.reference': 'Reference of the child',
  'emergency.reference.needed': 'Enter the child’s reference',
  'emergency.reason': 'Why do you need to see the record now?',
  'emergency.reason.needed': 'Say why you need to see it now, in a sentence',
  'emergency.not-found':
    'The reference and the date of birth do not fit a record that can be opened here. If a child is in danger now, call 999 or Children’s Services.',
  'emergency.button': 'See the record now',
  'emergency.too-many':
    'You have tried five times within the hour. If a child is in danger now, call 999 or Children’s Services.',
  'emergency.told': '{{who}} opened the record {{reference}} in an emergency on {{at}}.',
  'emergency.review.link': 'Review this opening',
  'emergency.review.title': 'Review an emergency opening',
  'emergency.review.lead': 'Ask whoever opened it, and their manager, what was needed and what was looked at.',
  'emergency.review.reason': 'The reason they gave',
  'emergency.finding': 'What did you find?',
  'emergency.finding.needed': 'Select what you found',
  'emergency.finding.justified': 'It was needed',
  'emergency.finding.not-justified': 'It was not needed',
  'emergency.note': 'How do you know, and what happens next?',
  'emergency.note.needed': 'Say how you know and what happens next',
  'emergency.review.button': 'Close the review',
} as const
