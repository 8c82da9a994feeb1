import type { Work } from '../../access/work.ts'
import { listAssessments } from '../../assessment/store.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { findChild } from '../../child/store/children.ts'
import { calendarDateAt, formatMonth, formatShortDay } from '../../lib/calendar-date.ts'
import { listMeetings } from '../../meeting/store/meeting.ts'
import { listEscalationsOfChild } from '../../panel/store.ts'
import { listPathways } from '../../pathway/store.ts'
import { listReferralsOfChild } from '../../referral/store.ts'
import { notFound, show } from '../../web/answer.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { drawingOf, type Moment, PICTURE_ROWS } from '../over-time.ts'
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
        rows: PICTURE_ROWS,
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
  return [
    ...referrals
      .flatMap(each => [
        ...(each.submittedAt === null
          ? []
          : [{ on: calendarDateAt(each.submittedAt), words: t('referral.one'), href: `/referrals/${each.id}` }]),
        ...(each.decidedAt === null || each.outcome === null
          ? []
          : [
              {
                on: calendarDateAt(each.decidedAt),
                words: t(`referral.outcome.${each.outcome}`),
                href: `/referrals/${each.id}`,
              },
            ]),
      ])
      .map(each => ({ ...each, row: 'referrals' as const })),
    ...pathways.flatMap(each =>
      each.endedOn === null
        ? []
        : [
            {
              on: each.endedOn,
              row: 'referrals' as const,
              words: t('chronology.kind.pathway-ended', { ending: t(`pathway.ending.${each.ending ?? 'other'}`) }),
              href: '',
            },
          ],
    ),
    ...assessments.flatMap(each =>
      each.completedAt === null || each.doneOn === null || each.level === null
        ? []
        : [
            {
              on: each.doneOn,
              row: 'judgement' as const,
              level: each.level,
              words: `${t(`assessment.kind.${each.kind}`)}: ${t(`assessment.level.${each.level}`)}`,
              href: `/assessments/${each.id}`,
            },
          ],
    ),
    ...meetings.flatMap(each => {
      const on = each.heldOn ?? (each.bookedFor === null ? null : calendarDateAt(each.bookedFor))
      if (on === null || each.calledOffAt !== null) return []
      const words = t(each.heldOn === null ? 'record.over-time.meeting-booked' : 'record.over-time.meeting', {
        number: each.number,
      })
      return [{ on, row: 'meetings' as const, isAhead: each.heldOn === null, words, href: `/meetings/${each.id}` }]
    }),
    ...escalations.flatMap(each => [
      {
        on: calendarDateAt(each.escalatedAt),
        row: 'panel' as const,
        words: t('chronology.kind.panel-escalated'),
        href: `/panel/items/${each.id}`,
      },
      ...(each.decidedAt === null || each.decision === null
        ? []
        : [
            {
              on: calendarDateAt(each.decidedAt),
              row: 'panel' as const,
              words: t(`panel.decision.${each.decision}`),
              href: `/panel/items/${each.id}`,
            },
          ]),
    ]),
  ]
}

export const overTimePages: readonly Page[] = [overTimePage]
