import { z } from 'zod'
import { type FormFields, one } from '../web/forms.ts'
import type { MessageKey } from '../web/translation.ts'
import type { DecisionForFamily } from './actions/recording.ts'
import { OMISSIONS } from './meeting.ts'

/** What can be chosen about an entry, before the record is approved. */
export const CHOICES = ['share', 'reword', 'withhold'] as const
type Choice = (typeof CHOICES)[number]

/**
 * What the form of the chair's decisions says about each entry that it decides anew, and where it needs another look. What is
 * unchanged is not decided again.
 *
 * @param rewordingIn the language in which other words are written
 */
export function readDecisions(body: FormFields, rewordingIn: string) {
  const decisions: DecisionForFamily[] = []
  const errors: Record<string, MessageKey> = {}
  for (const name of Object.keys(body)) {
    const entryId = /^words-([0-9a-f-]{36})$/.exec(name)?.[1]
    if (entryId === undefined) continue
    const field = (of: string) => one(body, `${of}-${entryId}`).trim()
    const chosen: Choice | undefined = CHOICES.find(each => each === field('decision'))
    if (chosen === undefined) continue
    const omission = chosen === 'share' ? undefined : OMISSIONS.find(each => each === field('omission'))
    const reason = chosen === 'share' ? '' : field('why')
    if (`${chosen}/${omission ?? ''}/${reason}` === field('was')) continue
    if (chosen !== 'share' && omission === undefined) errors[`omission-${entryId}`] = 'meeting.omission.needed'
    if (chosen === 'reword' && field('rewording') === '') errors[`rewording-${entryId}`] = 'meeting.rewording.needed'
    decisions.push({
      entryId,
      wordsVersion: z.coerce.number().int().catch(0).parse(field('words')),
      decision: chosen === 'withhold' ? 'withhold' : 'share',
      omission,
      reason,
      rewording: chosen === 'reword' ? field('rewording') : '',
      rewordingIn,
    })
  }
  return { decisions, errors }
}
