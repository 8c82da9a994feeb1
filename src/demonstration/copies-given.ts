import { mail } from './board.ts'
import { dayOf } from './booked-day.ts'
import type { HeldMeeting } from './held-meeting.ts'
import { isReached } from './points.ts'
import { TRANSLATOR } from './translations.ts'
import { wordsOf } from './words.ts'

/** What was agreed, planned and said at the end of a meeting, for the family’s copy in the other language; one part was left as it is. */
export function copyTranslationsOf({ story, words, at, chair }: HeldMeeting) {
  const language = story.language === 'cy' ? 'en' : 'cy'
  const into = wordsOf(language, story.theme, story.givenName)
  const parts = ['childComment', 'familySummary', 'action1', 'goals', 'worries', 'call', 'missing'] as const
  return parts.map(part => ({
    ...{ at: at(29, '09:30'), by: chair, ofWords: words[part], language, text: into[part] },
    translatedBy: TRANSLATOR[language],
  }))
}

/** The copies of a held meeting's record: made, read, given, and one that went astray. */
export function copiesGiven(held: HeldMeeting) {
  const { story, words, at, lead, chair, family } = held
  return {
    familyCopies: [
      ...(story.theme === 1
        ? [
            {
              at: at(31, '11:00'),
              by: chair,
              language: story.language,
              sentBack: { at: at(31, '15:00'), by: lead, reason: words.sentBack },
            },
          ]
        : []),
      { at: at(32, '09:30'), by: chair, language: story.language, read: { at: at(32, '10:00'), by: lead } },
    ],
    sendings: [
      {
        at: at(33, '10:00'),
        by: chair,
        copy: 'family',
        reader: story.theme === 0 ? 'child' : 'family',
        language: story.language,
        sentTo: `${story.givenName}, ${family}`,
        how: 'read-together',
        received: { at: at(33, '16:00'), by: chair, receivedOn: dayOf(at(33, '10:00')), words: words.arrived },
      },
      {
        at: at(33, '10:10'),
        by: chair,
        copy: 'full',
        language: 'en',
        sentTo: words.network,
        how: 'secure-e-mail',
        ...(story.theme === 2 && { takenBack: wentAstray(held) }),
      },
    ],
  }
}

// Information governance has decided about those of some time ago.
function wentAstray({ story, words, at, chair }: HeldMeeting) {
  const foundOn = dayOf(at(33, '17:00'))
  return {
    at: at(33, '17:00'),
    by: chair,
    reason: 'wrong-person',
    foundOn,
    whatHappened: words.copyAstray,
    safety: words.copySafety,
    cameBack: { at: at(33, '17:30'), by: chair, as: 'all', on: foundOn, words: words.copyBack },
    ...(isReached(story.point, 'panel-open') && {
      decided: {
        at: at(34, '11:00'),
        by: mail('governance'),
        as: 'not-reported',
        on: dayOf(at(34, '11:00')),
        words: words.copyDecided,
      },
    }),
  }
}
