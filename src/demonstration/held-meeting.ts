import { mail } from './board.ts'
import type { Story } from './made-of.ts'
import { isReached } from './points.ts'
import { translationOf } from './translations.ts'
import type { wordsOf } from './words.ts'

/** A first meeting that was held: whose story it is, who was there, and when its days and minutes were. */
export type HeldMeeting = {
  readonly story: Story
  readonly words: ReturnType<typeof wordsOf>
  readonly at: (after: number, time?: string) => string
  /** The instant so many minutes after it began. */
  readonly minute: (minute: number) => string
  readonly lead: string
  readonly chair: string
  readonly family: string
  /** Child and family did not come. */
  readonly isAbsent: boolean
}

/** What was said at it, with what the chair decided for the family. */
export function entriesOf({ story, words, at, minute: m, chair, family, isAbsent }: HeldMeeting) {
  const notes = mail('note-taker')
  return [
    {
      at: m(6),
      by: notes,
      stage: 'closed-session',
      context: 'neighbourhood',
      basis: 'professional-opinion',
      audience: 'police',
      text: words.closedPolice,
      writtenIn: story.language,
      saidBy: 'Pat Ditectif',
      decisions: [
        {
          by: chair,
          at: at(29, '09:00'),
          decision: 'withhold',
          omission: 'criminal-investigation',
          reason: words.omission,
        },
      ],
    },
    {
      at: m(10),
      by: notes,
      stage: 'closed-session',
      context: 'peer-groups',
      basis: 'fact',
      audience: 'closed',
      text: words.closedPeers,
      writtenIn: story.language,
      saidBy: 'Robin Testun',
      decisions: [{ by: chair, at: at(29, '09:05'), decision: 'withhold', omission: 'third-party', reason: '' }],
    },
    {
      at: m(15),
      by: notes,
      stage: 'closed-session',
      context: 'school',
      basis: 'fact',
      audience: 'network',
      text: words.school,
      writtenIn: story.language,
      saidBy: 'Robin Testun',
      decisions: [{ by: chair, at: at(29, '09:10'), decision: 'share' }],
    },
    {
      at: m(35),
      by: notes,
      stage: 'family-session',
      context: 'home',
      basis: 'family-words',
      audience: 'network',
      text: words.home,
      writtenIn: story.language,
      saidBy: family,
      decisions: [{ by: chair, at: at(29, '09:15'), decision: 'share' }],
    },
    {
      at: m(40),
      by: notes,
      stage: 'family-session',
      context: 'social-media',
      basis: 'childs-own-words',
      audience: 'network',
      text: words.online,
      writtenIn: story.language,
      saidBy: story.givenName,
      decisions: [{ by: chair, at: at(29, '09:20'), decision: 'share' }],
      translations: translationOf(story, 'online', { at: at(29, '09:25'), by: chair }, true),
    },
  ].filter(entry => !isAbsent || (entry.basis !== 'family-words' && entry.basis !== 'childs-own-words'))
}

/** What it agreed, and what became of that. */
export function actionsOf({ story, words, at, minute: m, lead, chair }: HeldMeeting, began: number) {
  const { point } = story
  const notes = mail('note-taker')
  return [
    {
      at: m(60),
      by: notes,
      context: 'individual',
      what: words.action1,
      writtenIn: story.language,
      who: 'Kit Prosiect',
      owner: mail('youth-worker'),
      dueOn: story.on(began - 40),
      audience: 'family',
      ...(point !== 'given-actions-late' &&
        isReached(point, 'given') && {
          report: { at: at(36, '12:00'), by: mail('youth-worker'), outcome: 'done', reason: '' },
        }),
    },
    {
      at: m(62),
      by: notes,
      context: 'neighbourhood',
      what: words.action2,
      writtenIn: story.language,
      who: 'Pat Ditectif',
      owner: mail('police'),
      dueOn: story.on(began - 45),
      audience: 'closed',
      ...((point === 'panel-open' || point === 'panel-decided') && {
        report: {
          at: at(44, '12:00'),
          by: mail('police'),
          outcome: 'not-possible',
          reason: words.notPossible,
          writtenIn: story.language,
        },
        ...(point === 'panel-decided' && {
          answer: {
            at: at(45, '09:00'),
            by: chair,
            answer: 'next-meeting',
            words: words.answered,
            writtenIn: story.language,
          },
        }),
      }),
    },
  ].map(action =>
    action.owner === mail('youth-worker') && story.theme !== 2
      ? {
          ...action,
          who: words.leadWord,
          owner: lead,
          ...('report' in action && { report: { ...action.report, by: lead } }),
        }
      : action,
  )
}
