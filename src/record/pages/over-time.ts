import type { Work } from '../../access/work.ts'
import { listAssessments } from '../../assessment/store.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { findChild } from '../../child/store/children.ts'
import { type CalendarDate, calendarDateAt, formatMonth, formatShortDay } from '../../lib/calendar-date.ts'
import { listMeetings } from '../../meeting/store/meeting.ts'
import { listEscalationsOfChild } from '../../panel/store.ts'
import { listPathways } from '../../pathway/store.ts'
import { listReferralsOfChild } from '../../referral/store.ts'
import { notFound, show } from '../../web/answer.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { drawingOf, type Moment } from '../over-time.ts'
import { childName } from '../present.ts'

type ShownMoment = Moment & { readonly words: string; readonly href: string }

const overTimePage = page({
  method: 'get',
  path: '/children/:childId/over-time',
  roles: 'signed-in',
  audit: 'record.over-time-seen',
  async handle(visit) {
    const { t, language } = visit
    const model = await visit.act(async work => {
      const child = await findChild(work.tx, visit.params.childId)
      if (child === undefined) return undefined
      await recordAuditEvent(work.tx, 'record.over-time-seen', { childId: child.id })
      const drawing = drawingOf(await momentsOf(work, child.id, visit), visit.today)
      return {
        reference: child.reference,
        heading: t('record.over-time.heading', { name: childName(child, visit.publicView) }),
        back: { href: `/children/${child.id}`, text: t('record.back') },
        drawing: {
          ...drawing,
          rows: drawing.rows.map(each => ({ ...each, name: t(`record.over-time.row.${each.row}`) })),
          levels: drawing.levels.map(each => ({ ...each, name: t(`assessment.level.${each.level}`) })),
          months: drawing.months.map(each => ({ ...each, name: formatMonth(each.on, language).replace(/ \d+$/, '') })),
        },
        moments: drawing.marks.map(({ moment, number }) => ({
          ...moment,
          number,
          day: formatShortDay(moment.on, language),
          rowName: t(`record.over-time.row.${moment.row}`),
        })),
      }
    })
    return model === undefined
      ? notFound()
      : show('record/views/over-time.njk', t('record.over-time.title', { reference: model.reference }), model)
  },
})

// All that the reader may see of the pathway and that has a day; a meeting that was called off was none.
async function momentsOf({ tx }: Work, childId: string, { t }: Visit): Promise<readonly ShownMoment[]> {
  const [referrals, assessments, meetings, escalations, pathways] = await Promise.all([
    listReferralsOfChild(tx, childId),
    listAssessments(tx, childId),
    listMeetings(tx, childId),
    listEscalationsOfChild(tx, childId),
    listPathways(tx, childId),
  ])
  const moment = (on: CalendarDate | null, row: Moment['row'], words: string, href: string): readonly ShownMoment[] =>
    on === null ? [] : [{ on, row, words, href }]
  const dayOf = (at: Date | null) => (at === null ? null : calendarDateAt(at))
  return [
    ...referrals.flatMap(({ id, submittedAt, decidedAt, outcome }) => [
      ...moment(dayOf(submittedAt), 'referrals', t('referral.one'), `/referrals/${id}`),
      ...(outcome === null
        ? []
        : moment(dayOf(decidedAt), 'referrals', t(`referral.outcome.${outcome}`), `/referrals/${id}`)),
    ]),
    ...pathways.flatMap(({ endedOn, ending }) => {
      const how = t(`pathway.ending.${ending ?? 'other'}`)
      return moment(endedOn, 'referrals', t('chronology.kind.pathway-ended', { ending: how }), '')
    }),
    ...assessments.flatMap(({ id, kind, level, doneOn, completedAt }) => {
      if (completedAt === null || level === null) return []
      const words = `${t(`assessment.kind.${kind}`)}: ${t(`assessment.level.${level}`)}`
      return moment(doneOn, 'judgement', words, `/assessments/${id}`).map(each => ({ ...each, level }))
    }),
    ...meetings.flatMap(({ id, number, heldOn, bookedFor, calledOffAt }) => {
      if (calledOffAt !== null) return []
      const words = t(heldOn === null ? 'record.over-time.meeting-booked' : 'record.over-time.meeting', { number })
      const isAhead = heldOn === null
      return moment(heldOn ?? dayOf(bookedFor), 'meetings', words, `/meetings/${id}`).map(each => ({
        ...each,
        isAhead,
      }))
    }),
    ...escalations.flatMap(({ id, escalatedAt, decidedAt, decision }) => [
      ...moment(dayOf(escalatedAt), 'panel', t('chronology.kind.panel-escalated'), `/panel/items/${id}`),
      ...(decision === null
        ? []
        : moment(dayOf(decidedAt), 'panel', t(`panel.decision.${decision}`), `/panel/items/${id}`)),
    ]),
  ]
}

export const overTimePages: readonly Page[] = [overTimePage]
