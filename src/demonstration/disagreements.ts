import { mail } from './board.ts'
import type { Story } from './made-of.ts'
import type { wordsOf } from './words.ts'

/** The concerns about decisions and the complaints of a story, as far as it is told. */
export function disagreementsOf(
  story: Story,
  words: ReturnType<typeof wordsOf>,
  began: number,
  at: (after: number, time?: string) => string,
  lead: string,
): Record<string, unknown> {
  return {
    ...(story.point === 'high-not-asked' && {
      decisionConcerns: [
        {
          at: at(began - 1, '15:00'),
          by: mail('police'),
          decision: words.doubted,
          why: words.doubt,
          wanted: words.doubtWants,
          asked: mail('lead'),
        },
      ],
    }),
    ...(story.point === 'panel-decided' && {
      decisionConcerns: [
        {
          at: at(58, '09:00'),
          by: mail('police'),
          decision: words.doubtedThen,
          why: words.doubt,
          meeting: 'meetings[1]',
          asked: mail('chair'),
          answered: { at: at(59, '09:30'), by: mail('chair'), answer: 'changed', words: words.doubtHeard },
          ended: { at: at(59, '16:00'), by: mail('police'), as: 'changed', words: words.doubtEnded },
        },
      ],
    }),
    ...((story.point === 'given' || story.point === 'reviewed') && {
      complaints: [
        {
          at: at(35, '11:00'),
          by: lead,
          madeBy: 'parent-or-carer',
          receivedOn: story.on(began - 35),
          words: words.complained,
          wanted: words.complainedWants,
          language: story.language,
          meeting: 'meetings[0]',
          about: mail(story.chair),
          handler: mail('lead'),
          ...(story.point === 'reviewed' && {
            answered: {
              at: at(40, '15:00'),
              by: mail('lead'),
              as: 'put-right',
              on: story.on(began - 40),
              words: words.complaintAnswer,
            },
          }),
        },
      ],
    }),
  }
}
