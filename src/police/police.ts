import type { ClockKind } from '../clock/clock.ts'

/** What was found when what may be a crime against a child was considered. */
export const CONSIDERED = ['discussed', 'no-crime'] as const
export type Considered = (typeof CONSIDERED)[number]

/** Where it is said that a crime may have been committed against the child. */
export type CrimeSource = 'referral' | 'entry'

const clock = (page: ClockKind['page']) =>
  ({
    rule: 'police-discussion',
    limit: {
      value: 0,
      unit: 'days',
      authority: 'wales-safeguarding-procedures',
      source: 'Wales Safeguarding Procedures, section 3',
    },
    page,
  }) as const satisfies ClockKind

/** What may be a crime against a child is discussed with the police at once: on the day on which it is said. */
export const POLICE_CLOCKS: Readonly<Record<CrimeSource, ClockKind>> = {
  referral: clock(({ subjectId }) => `/referrals/${subjectId}`),
  entry: clock(({ subjectId }) => `/entries/${subjectId}`),
}
