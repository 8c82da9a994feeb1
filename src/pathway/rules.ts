import { PATHWAY_STEPS, type PathwayStep } from './pathway.ts'

/**
 * Whether moving from one step to another goes onwards along the pathway. Staying is not onwards.
 *
 * @protocol §6
 */
export function isOnwards(from: PathwayStep, to: PathwayStep): boolean {
  return PATHWAY_STEPS.indexOf(to) > PATHWAY_STEPS.indexOf(from)
}

/**
 * Whether a pathway may be ended with what was written: every ending says what changed; all but the child's leaving (no
 * further action, information and advice, moved, turned 18) say too who keeps watch and what would bring the child back.
 *
 * @returns the fields still to be written
 * @protocol §5 Safety planning; decision 0013
 */
export function missingForEnding(ending: {
  readonly ending: string
  readonly whatChanged: string
  readonly whoKeepsWatch: string
  readonly whatWouldBringBack: string
}): readonly ('whatChanged' | 'whoKeepsWatch' | 'whatWouldBringBack')[] {
  const leaving = ['no-further-action', 'information-and-advice', 'moved', 'turned-18'].includes(ending.ending)
  const needed = leaving
    ? (['whatChanged'] as const)
    : (['whatChanged', 'whoKeepsWatch', 'whatWouldBringBack'] as const)
  return needed.filter(field => ending[field].trim() === '')
}
