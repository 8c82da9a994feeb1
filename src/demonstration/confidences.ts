import type { z } from 'zod'
import type { caseFile } from '../case-file/case-file.ts'
import { mail } from './board.ts'
import type { Story } from './made-of.ts'

type Confidences = NonNullable<z.input<typeof caseFile>['confidences']>

/** What the child of a story wants two people alone to read: those who work with them most. */
export function confidencesOf(story: Story, day: (after: number, time: string) => string, saidOn: string): Confidences {
  if (story.theme !== 2) return []
  return [
    {
      at: day(5, '16:00'),
      by: mail(story.lead),
      topic: 'sexuality',
      words: WORDS[story.language],
      writtenIn: story.language,
      familyKnows: 'no',
      saidOn,
      readers: [mail('youth-worker')],
    },
  ]
}

const WORDS = {
  en: 'I’m not into the boys that they all talk about. You two can know. Not at home, please.',
  cy: 'Does gen i ddim diddordeb yn y bechgyn maen nhw i gyd yn sôn amdanyn nhw. Cewch chi’ch dau wybod. Nid gartref, os gwelwch yn dda.',
} as const
