import type { ClockKind } from '../clock/clock.ts'

/** A child who comes near 18 has a plan for what goes on after it, half a year before. */
export const TRANSITION_CLOCKS = {
  transition: {
    rule: 'transition',
    limit: { value: 6, unit: 'months-before-18', authority: 'local-target', source: 'The board’s own target' },
    page: ({ childId }) => `/children/${childId ?? ''}/transition`,
  },
} as const satisfies Readonly<Record<string, ClockKind>>
