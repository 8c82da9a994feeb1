/** The words of the plan for after 18. */
export const transitionEn = {
  'transition.title': 'Plan for after 18',
  'transition.born': '18 on {{day}}',
  'transition.born.unknown':
    'The day of birth is not known. Write it under the child’s details, so that the plan is asked for in time.',
  'transition.due': 'A plan is due by {{day}}.',
  'transition.lead':
    'What protects a child may end on the birthday, and the harm does not. Plan early, with the young person and with those who go on.',
  'transition.ask': 'Think of',
  'transition.ask.wishes': 'what the young person wants, in their own words, and whom they want to stay',
  'transition.ask.adults': 'adult safeguarding, a care and support plan, mental health, substance use, housing, money',
  'transition.ask.nrm':
    'national referral: from 18 the young person decides, and where a local panel decides it has to come early enough',
  'transition.ask.orders': 'orders, a return from care, a personal adviser, and what the police and probation will do',
  'transition.words': 'What is planned?',
  'transition.words.needed': 'Write what is planned',
  'transition.with-whom': 'With whom was it agreed?',
  'transition.with-whom.hint': 'The young person, and each service that goes on',
  'transition.with-whom.needed': 'Enter with whom it was agreed',
  'transition.save': 'Save the plan',
  'transition.not-on-the-pathway': 'The child is not on the pathway now, so no plan is kept here.',
  'transition.earlier': 'What was planned so far',
} as const
