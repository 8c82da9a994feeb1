import { z } from 'zod'
import { type AuditRow, listAuditEvents, recordAuditEvent } from '../audit/store.ts'
import { listAgencies } from '../board/store/agencies.ts'
import { addDays, calendarDateAt, formatShortDay, formatTime, instantInWales } from '../lib/calendar-date.ts'
import { showForm } from '../web/answer.ts'
import { items, optionalChoice, optionalDay, readForm, text } from '../web/forms.ts'
import { page, type Page, type Visit } from '../web/page.ts'
import type { MessageKey } from '../web/translation.ts'
import { AUDIT_QUESTIONS, type AuditQuestion } from './present.ts'
import { findAuditedChild, listAuditedReferences } from './store.ts'

const AUDIT = 'information-governance/views/audit.njk'
const EVENTS_A_PAGE = 100
const QUESTIONS = Object.keys(AUDIT_QUESTIONS) as [AuditQuestion, ...AuditQuestion[]]

const auditForm = z.object({
  reference: text(),
  who: text(),
  question: optionalChoice(QUESTIONS),
  from: optionalDay('audit.day.wrong'),
  until: optionalDay('audit.day.wrong'),
  before: z.coerce.number().int().positive().optional().catch(undefined),
})

const auditPage = page({
  method: 'get',
  path: '/audit',
  roles: ['information-governance-officer'],
  audit: 'board.audit-read',
  async handle(visit) {
    const { t } = visit
    const title = t('audit.title')
    const typed = Object.fromEntries(
      Object.entries(visit.query).filter((pair): pair is [string, string] => pair[1] !== undefined),
    )
    const form = readForm(auditForm, typed)
    const asked = form.ok ? form.fields : undefined
    const errors: Record<string, MessageKey> = form.ok ? {} : { ...form.errors }
    const model = await visit.act(async ({ tx }) => {
      const childId = asked?.reference ? await findAuditedChild(tx, asked.reference) : undefined
      if (asked?.reference && childId === undefined) errors['reference'] = 'audit.reference.none'
      const found =
        asked === undefined || errors['reference'] !== undefined
          ? []
          : await listAuditEvents(
              tx,
              {
                childId,
                actorName: asked.who || undefined,
                events: asked.question && AUDIT_QUESTIONS[asked.question],
                from: asked.from && instantInWales(asked.from, '00:00'),
                until: asked.until && instantInWales(addDays(asked.until, 1), '00:00'),
                beforeSeq: asked.before,
              },
              EVENTS_A_PAGE + 1,
            )
      const shown = found.slice(0, EVENTS_A_PAGE)
      // Whose record was asked about is part of the trace: the look at the audit is a look at that child too.
      await recordAuditEvent(tx, 'board.audit-read', {
        ...(childId !== undefined && { childId }),
        details: { events: shown.length },
      })
      const references = await listAuditedReferences(tx, [...new Set(shown.flatMap(row => row.childId ?? []))])
      const agencies = new Map((await listAgencies(tx)).map(agency => [agency.id, agency.name[visit.language]]))
      return {
        questions: items(t, 'audit.question', QUESTIONS),
        events: shown.map(row => shownEvent(row, references, agencies, visit)),
        older: found.length > EVENTS_A_PAGE ? olderAddress(typed, shown.at(-1)?.seq ?? 0) : '',
      }
    })
    return showForm(AUDIT, title, model, typed, Object.keys(errors).length > 0 ? errors : undefined)
  },
})

function shownEvent(
  row: AuditRow,
  references: ReadonlyMap<string, string>,
  agencies: ReadonlyMap<string, string>,
  { t, language }: Visit,
) {
  return {
    at: `${formatShortDay(calendarDateAt(row.at), language)}, ${formatTime(row.at)}`,
    who: row.actorName || t('audit.nobody'),
    agency: agencies.get(row.agencyId ?? '') ?? '',
    what: t(`audit.event.${row.event}`),
    reference: row.childId === null ? '' : (references.get(row.childId) ?? ''),
    loadedBy: row.loadedBy === undefined ? '' : t('audit.loaded-by', { name: row.loadedBy }),
  }
}

/** The same question, further back. */
function olderAddress(typed: Readonly<Record<string, string>>, before: number): string {
  return `/audit?${new URLSearchParams({ ...typed, before: String(before) }).toString()}`
}

export const informationGovernancePages: readonly Page[] = [auditPage]
