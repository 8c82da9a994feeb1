import type { Child } from '../child/child.ts'
import { type Basis, BASES, type Stage } from '../entry/entry.ts'
import { formatDay } from '../lib/calendar-date.ts'
import { type Foreign, foreignTo } from '../lib/written-language.ts'
import { keyOf, type Translate } from '../web/translation.ts'
import {
  COMMENT_PARTS,
  type Consultation,
  type DebriefAttempt,
  languageOfPlanPart,
  type Meeting,
  PLAN_PARTS,
  type Telling,
  type WrittenPlan,
} from './meeting.ts'
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

/** Summaries and comments of a meeting, each with its heading; without what nobody wrote. */
export function commentParts(
  meeting: Meeting,
  { t, language }: { readonly t: Translate; readonly language: 'en' | 'cy' },
): readonly {
  readonly label: string
  readonly words: string
  /** Said by the child or the family, and so shown as a quotation. */
  readonly isSaid: boolean
  readonly foreign: Foreign | undefined
}[] {
  return COMMENT_PARTS.filter(part => meeting[part] !== '').map(part => ({
    label: t(`meeting.${part}`),
    words: meeting[part],
    isSaid: part === 'childComments' || part === 'familyComments',
    foreign: foreignTo(language, meeting.writtenIn[part]),
  }))
}

/** What child and family told the chair beforehand that they want to say, each under its heading; without what nobody said. */
export function wishesOf(
  consultation: Consultation,
  { t, language }: { readonly t: Translate; readonly language: 'en' | 'cy' },
): readonly { readonly label: string; readonly words: string; readonly foreign: Foreign | undefined }[] {
  const { childWantsToSay, childWantsIn, familyWantsToSay, familyWantsIn } = consultation
  return [
    {
      label: t('meeting.consultation.child-wants'),
      words: childWantsToSay,
      foreign: foreignTo(language, childWantsIn),
    },
    {
      label: t('meeting.consultation.family-wants'),
      words: familyWantsToSay,
      foreign: foreignTo(language, familyWantsIn),
    },
  ].filter(wish => wish.words !== '')
}

/** What a safety plan says, part by part, in the order in which it was made; without what it does not say. */
export function planParts(
  plan: WrittenPlan,
  { t, language }: { readonly t: Translate; readonly language: 'en' | 'cy' },
): readonly { readonly label: string; readonly words: string; readonly foreign: Foreign | undefined }[] {
  return PLAN_PARTS.filter(part => plan[part] !== '').map(part => ({
    label: t(`meeting.plan.${part}`),
    words: plan[part],
    foreign: foreignTo(language, languageOfPlanPart(plan, part)),
  }))
}

/** The sorts of statement of which a writer must say who made them, in the order in which they are offered. @protocol Appendix Two */
export function speakerNeededFor(writerId: string, { noteTakerId }: Pick<Meeting, 'noteTakerId'>): readonly Basis[] {
  return BASES.filter(basis => speakerIsNeeded(basis, writerId === noteTakerId))
}

/** In which language the child asked to be spoken with, as a line; '' when nobody asked yet. */
export function languageWanted(
  { language, otherLanguage }: Pick<Child, 'language' | 'otherLanguage'>,
  t: Translate,
): string {
  if (language === 'not-asked') return ''
  const wanted = language === 'other' && otherLanguage !== '' ? otherLanguage : t(`child.language.${language}`)
  return t('meeting.debrief.wanted', { language: wanted })
}

/** How the family was told what the meeting agreed: what was asked, and the answer; without what nobody answered. */
export function tellingRows(
  telling: Telling,
  { t, language }: { readonly t: Translate; readonly language: 'en' | 'cy' },
): readonly { readonly what: string; readonly answer: string; readonly foreign?: Foreign | undefined }[] {
  const spoken = [telling.language === undefined ? '' : t(`child.language.${telling.language}`), telling.languageWords]
  return [
    { what: t('meeting.debrief.day'), answer: telling.toldOn === undefined ? '' : formatDay(telling.toldOn, language) },
    {
      what: t('meeting.debrief.told'),
      answer: telling.told === undefined ? '' : t(`meeting.family-present.${telling.told}`),
    },
    { what: t('meeting.debrief.language'), answer: spoken.filter(Boolean).join('; ') },
    { what: t('meeting.debrief.what'), answer: telling.whatWasSaid, foreign: foreignTo(language, telling.writtenIn) },
    {
      what: t('meeting.debrief.they-said'),
      answer: telling.whatTheySaid,
      foreign: foreignTo(language, telling.theySaidIn),
    },
  ].filter(row => row.answer !== '')
}

/** The times that somebody tried to tell the family and could not: what came of each, when and by whom; and how it was tried. */
export function attemptRows(
  attempts: readonly DebriefAttempt[],
  names: ReadonlyMap<string, { readonly name: string }>,
  { t, language }: { readonly t: Translate; readonly language: 'en' | 'cy' },
): readonly { readonly what: string; readonly answer: string }[] {
  return attempts.map(each => ({
    what: t('meeting.attempt.line', {
      what: t(`meeting.attempt.${each.cameOf}`),
      day: formatDay(each.triedOn, language),
      by: names.get(each.recordedBy)?.name ?? '',
    }),
    answer: each.words,
  }))
}
