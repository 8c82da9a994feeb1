import type { ClockKind } from '../clock/clock.ts'
import { ENDINGS, STEPPED_TO, type SteppedTo } from '../pathway/pathway.ts'

/** How a pathway can be proposed to end; the two that a first decision makes end it by themselves. */
export const PROPOSED_ENDINGS = ENDINGS.filter(
  each => each !== 'no-further-action' && each !== 'information-and-advice',
)
export type ProposedEnding = Exclude<(typeof ENDINGS)[number], 'no-further-action' | 'information-and-advice'>

/** What a child can be stepped up to, and down to. @protocol §6 step 1 */
export const STEPPED_UP_TO = [
  'care-and-support',
  'child-protection',
  'looked-after',
] as const satisfies readonly SteppedTo[]
export const STEPPED_DOWN_TO = STEPPED_TO.filter(each => each !== 'child-protection' && each !== 'looked-after')

/** An ending or a step down that somebody has proposed; somebody else confirms it, or not. */
export type Proposal = {
  readonly id: string
  readonly childId: string
  readonly pathwayId: string
  readonly kind: 'ending' | 'step-down'
  readonly ending: ProposedEnding | null
  readonly movedTo: SteppedTo | null
  readonly whatChanged: string
  readonly whoKeepsWatch: string
  readonly whatWouldBringBack: string
  readonly proposedBy: string
  readonly proposedAt: Date
}

/** What somebody proposes, in their words. */
export type NewProposal = Pick<
  Proposal,
  'kind' | 'ending' | 'movedTo' | 'whatChanged' | 'whoKeepsWatch' | 'whatWouldBringBack'
>

/** How soon somebody looks at what was proposed. */
export const ENDING_CLOCKS = {
  decision: {
    rule: 'ending-decision',
    limit: { value: 5, unit: 'working-days', authority: 'local-target', source: '§5 Safety planning' },
    page: ({ childId }) => `/children/${childId ?? ''}/pathway/ending`,
  },
} as const satisfies Readonly<Record<string, ClockKind>>
