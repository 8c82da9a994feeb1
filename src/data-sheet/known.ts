import type { Work } from '../access/work.ts'
import { listActionsOfMeetings } from '../agreed-action/store.ts'
import { listAssessments } from '../assessment/store.ts'
import { listAgencies, listLocalAuthorities } from '../board/store/agencies.ts'
import { workingDaysBetween } from '../calendar/working-days.ts'
import type { Child } from '../child/child.ts'
import { calendarDateAt } from '../lib/calendar-date.ts'
import { findConsultation } from '../meeting/store/consultation.ts'
import { listMeetings } from '../meeting/store/meeting.ts'
import type { Pathway } from '../pathway/pathway.ts'
import { listDeterminations, listReferralsOfChild } from '../referral/store.ts'
import type { Translate } from '../web/translation.ts'
import { ageBandOf } from './rules.ts'

/** One thing that the record tells already, in words; empty when it does not. Days are written YYYY-MM-DD. */
export type KnownRow = { readonly label: string; readonly value: string }

/**
 * What the record tells already of what a data collection sheet asks: no name, no day of birth, no place; as far as the actor may read.
 *
 * @protocol Appendix Two, Data collection sheet; decision 0055
 */
export async function knownOf(
  work: Work,
  child: Child,
  pathway: Pathway,
  { t, language }: { readonly t: Translate; readonly language: 'en' | 'cy' },
): Promise<readonly KnownRow[]> {
  const { tx } = work
  const [areas, agencies, referrals, determinations, allMeetings, assessments] = await Promise.all([
    listLocalAuthorities(tx),
    listAgencies(tx),
    listReferralsOfChild(tx, child.id),
    listDeterminations(tx, child.id),
    listMeetings(tx, child.id),
    listAssessments(tx, child.id),
  ])
  const meetings = allMeetings
    .filter(each => each.pathwayId === pathway.id && each.calledOffAt === null)
    .toSorted((one, other) => one.number - other.number)
  const held = meetings.filter(each => each.heldOn !== null)
  const [first] = held
  const last = held.at(-1)
  const [actions, consultation] = await Promise.all([
    listActionsOfMeetings(
      tx,
      held.map(each => each.id),
    ),
    last === undefined ? undefined : findConsultation(tx, last.id),
  ])
  const judged = assessments
    .filter(each => each.doneOn !== null && each.level !== null && each.doneOn >= pathway.openedOn)
    .toSorted((one, other) => ((one.doneOn ?? '') < (other.doneOn ?? '') ? -1 : 1))
  const levelWords = (at: number) => {
    const level = judged.at(at)?.level
    return level == null ? '' : t(`assessment.level.${level}`)
  }
  const referral = referrals.findLast(
    each => each.submittedAt !== null && calendarDateAt(each.submittedAt) <= pathway.openedOn,
  )
  const decided = determinations.find(each => each.referralId === referral?.id)
  const row = (name: keyof typeof LABELS, value: string): KnownRow => ({ label: t(LABELS[name]), value })
  return [
    row('reference', child.reference),
    row('area', areas.find(each => each.id === child.localAuthorityId)?.name[language] ?? ''),
    row('age', t(`data-sheet.age.${ageBandOf(child, work.today)}`)),
    row('gender', child.gender),
    row('ethnicity', child.ethnicity),
    row('disability', child.disabilityAndNeurodivergence),
    row('language', child.language === 'not-asked' ? '' : t(`child.language.${child.language}`)),
    row('care', child.careStatus === 'not-known' ? '' : t(`child.care-status.${child.careStatus}`)),
    row('forms', (judged.at(-1)?.forms ?? []).map(each => t(`child.form.${each.form}`)).join('; ')),
    row('source', agencies.find(each => each.id === referral?.agencyId)?.name[language] ?? ''),
    row('referred', referral?.submittedAt == null ? '' : calendarDateAt(referral.submittedAt)),
    row('decided', decided === undefined ? '' : calendarDateAt(decided.decidedAt)),
    row('asked', meetings[0]?.askedForOn ?? ''),
    row('held', first?.heldOn ?? ''),
    row('days', first?.heldOn == null ? '' : String(workingDaysBetween(first.askedForOn, first.heldOn, work.holidays))),
    row('reviews', String(Math.max(0, held.length - 1))),
    row('levelFirst', levelWords(0)),
    row('levelNow', levelWords(-1)),
    row('present', last?.familyPresent == null ? '' : t(`meeting.family-present.${last.familyPresent}`)),
    row('advocacy', consultation === undefined ? '' : t(`meeting.advocacy.${consultation.advocacy}`)),
    row('actions', String(actions.length)),
    row('done', String(actions.filter(each => each.outcome === 'done').length)),
    row('ended', pathway.endedOn === null ? t('data-sheet.open') : t(`pathway.ending.${pathway.ending ?? 'other'}`)),
  ]
}

const LABELS = {
  reference: 'data-sheet.reference',
  area: 'data-sheet.area',
  age: 'data-sheet.age',
  gender: 'child.field.gender',
  ethnicity: 'child.field.ethnicity',
  disability: 'child.field.disabilityAndNeurodivergence',
  language: 'child.language',
  care: 'child.care-status',
  forms: 'data-sheet.forms',
  source: 'data-sheet.source',
  referred: 'data-sheet.referred',
  decided: 'data-sheet.decided',
  asked: 'data-sheet.meeting-asked',
  held: 'data-sheet.meeting-held',
  days: 'data-sheet.days',
  reviews: 'data-sheet.reviews',
  levelFirst: 'data-sheet.level-first',
  levelNow: 'data-sheet.level-now',
  present: 'data-sheet.present',
  advocacy: 'meeting.consultation.advocacy',
  actions: 'data-sheet.actions',
  done: 'data-sheet.actions-done',
  ended: 'data-sheet.ended',
} as const
