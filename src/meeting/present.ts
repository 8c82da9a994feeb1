import { type Basis, BASES, type Stage } from '../entry/entry.ts'
import { keyOf, type Translate } from '../web/translation.ts'
import type { Meeting } from './meeting.ts'
import { speakerIsNeeded } from './rules.ts'

/** What a stage is for, as lines to go through. @protocol Appendix One */
export function promptsOf(t: Translate, stage: Stage): readonly string[] {
  return Array.from({ length: PROMPTS[stage] }, (_, at) => t(keyOf(`meeting.prompt.${stage}.${at + 1}`)))
}

const PROMPTS: Readonly<Record<Stage, number>> = {
  'closed-session': 5,
  'family-session': 4,
  'safety-planning': 4,
  'family-debrief': 2,
}

/** The sorts of statement of which a writer must say who made them, in the order in which they are offered. @protocol Appendix Two */
export function speakerNeededFor(writerId: string, { noteTakerId }: Pick<Meeting, 'noteTakerId'>): readonly Basis[] {
  return BASES.filter(basis => speakerIsNeeded(basis, writerId === noteTakerId))
}
