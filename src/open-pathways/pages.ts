import { RISK_LEVELS } from '../assessment/assessment.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { dueWords } from '../clock/present.ts'
import { standingOf } from '../clock/rules.ts'
import { daysBetween, formatShortDay } from '../lib/calendar-date.ts'
import { PATHWAY_STEPS } from '../pathway/pathway.ts'
import { show } from '../web/answer.ts'
import { items } from '../web/forms.ts'
import { page, type Page, type Visit } from '../web/page.ts'
import { inOrder, type OpenPathway, ORDERS } from './open-pathways.ts'
import { listOpenPathways } from './store.ts'

// So many are put in order; a board of the size of a county has some hundreds.
const MOST = 2000
const PATHWAYS_A_PAGE = 50

// How the address says that nothing is judged yet.
const NOT_JUDGED = 'none'
const LEVELS = [...RISK_LEVELS, NOT_JUDGED] as const

const listPage = page({
  method: 'get',
  path: '/pathways',
  roles: ['exploitation-lead'],
  audit: 'pathway.list-seen',
  async handle(visit) {
    const { t, language, query } = visit
    const order = ORDERS.find(each => each === query['order']) ?? 'due'
    const chosen = {
      step: PATHWAY_STEPS.find(each => each === query['step']),
      level: LEVELS.find(each => each === query['level']),
      late: query['late'] === 'yes',
    }
    const skip = Math.max(0, Number.parseInt(query['skip'] ?? '0', 10) || 0)
    const found = await visit.act(async ({ tx }) => {
      const open = await listOpenPathways(tx, MOST + 1)
      await recordAuditEvent(tx, 'pathway.list-seen', { details: { found: open.length } })
      return open
    })
    const open = found.slice(0, MOST)
    const wanted = inOrder(open, order, language).filter(
      each =>
        (chosen.step === undefined || each.step === chosen.step) &&
        (chosen.level === undefined || (each.level ?? NOT_JUDGED) === chosen.level) &&
        (!chosen.late || isLate(each, visit.now)),
    )
    const filter = { step: chosen.step, level: chosen.level, late: chosen.late ? 'yes' : undefined }
    return show(
      'open-pathways/views/open-pathways.njk',
      t('open-pathways.title'),
      {
        sentence: [
          t('open-pathways.open', { count: open.length }),
          t('open-pathways.late', { count: open.filter(each => isLate(each, visit.now)).length }),
          ...(wanted.length === open.length ? [] : [t('open-pathways.shown', { count: wanted.length })]),
        ].join(' '),
        isCut: found.length > MOST,
        order,
        orders: ORDERS.map(each => ({ key: each, href: addressOf({ ...filter, order: each }) })),
        steps: items(t, 'pathway.step', PATHWAY_STEPS),
        levels: [
          ...items(t, 'assessment.level', RISK_LEVELS.toReversed()),
          { value: NOT_JUDGED, text: t('open-pathways.not-judged') },
        ],
        pathways: wanted.slice(skip, skip + PATHWAYS_A_PAGE).map(each => shown(each, visit)),
        later:
          skip + PATHWAYS_A_PAGE < wanted.length ? addressOf({ ...filter, order, skip: skip + PATHWAYS_A_PAGE }) : '',
        earlier: skip > 0 ? addressOf({ ...filter, order, skip: Math.max(0, skip - PATHWAYS_A_PAGE) }) : '',
      },
      { step: chosen.step ?? '', level: chosen.level ?? '', late: filter.late ?? '' },
    )
  },
})

function isLate({ next }: OpenPathway, now: Date): boolean {
  return next !== null && standingOf({ ...next, metAt: null, stoppedAt: null }, now).state === 'late'
}

function shown(each: OpenPathway, { t, language, now, today, publicView }: Visit) {
  const standing = each.next && standingOf({ ...each.next, metAt: null, stoppedAt: null }, now)
  return {
    href: `/children/${each.childId}`,
    name: publicView ? each.reference : each.childName,
    level: each.level ?? '',
    levelWords: each.level === null ? t('open-pathways.not-judged') : t(`assessment.level.${each.level}`),
    judgedOn:
      each.levelOn === null
        ? ''
        : `${each.isScreening ? `${t('assessment.kind.screening')}, ` : ''}${formatShortDay(each.levelOn, language)}`,
    step: t(`pathway.step.${each.step}`),
    days: t('open-pathways.days', { count: daysBetween(each.openedOn, today) }),
    next:
      each.next === null
        ? ''
        : { what: t(`clock.rule.${each.next.rule}`), href: each.next.page, due: dueWords(each.next, language) },
    late: standing?.state === 'late' ? t('clock.late-by', { count: Math.max(1, standing.daysLate) }) : '',
    lead: each.leadName ?? '',
  }
}

// The address of the list with what was chosen: it can be kept, sent and opened again.
function addressOf(asked: Readonly<Record<string, string | number | undefined>>): string {
  const kept = new URLSearchParams()
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) kept.set(name, String(value))
  return `/pathways?${kept.toString()}`
}

export const openPathwaysPages: readonly Page[] = [listPage]
