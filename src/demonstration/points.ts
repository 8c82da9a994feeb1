/** Where each child is on the pathway, so that every point of it is there; "late" ones are late today. */
export const POINTS = [
  'received',
  'received-late',
  'identified',
  'no-further-action',
  'assessing',
  'assessing-late',
  'low',
  'high-not-asked',
  'asked',
  'asked-late',
  'booked',
  'consulted',
  'consulted-late',
  'held-draft',
  'held-without-family',
  'approved',
  'given',
  'given-actions-late',
  'review-late',
  'reviewed',
  'panel-open',
  'panel-decided',
  'ended',
  'ended-moved',
  'stepped-up',
] as const

/** A first meeting that runs when the demonstration is loaded: in its closed session, and with the family. */
export const FIRST_RUNNING = ['in-closed-session', 'with-family'] as const

/** The meetings that run when the demonstration is loaded; of a review, what the meeting before it agreed comes first. */
export const RUNNING = [...FIRST_RUNNING, 'review-running'] as const

export type Point = (typeof POINTS)[number] | (typeof RUNNING)[number]

// In the order in which a child comes to them: a meeting runs before one was held.
const HELD = POINTS.indexOf('held-draft')
const REVIEWED = POINTS.indexOf('reviewed')
const ORDER: readonly Point[] = [
  ...POINTS.slice(0, HELD),
  ...FIRST_RUNNING,
  ...POINTS.slice(HELD, REVIEWED),
  'review-running',
  ...POINTS.slice(REVIEWED),
]

/** Whether a story that is told up to one point has come to another. */
export function isReached(toldUpTo: Point, point: Point): boolean {
  return ORDER.indexOf(toldUpTo) >= ORDER.indexOf(point)
}
