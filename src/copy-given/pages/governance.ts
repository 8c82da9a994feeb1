import { z } from 'zod'
import { recordAuditEvent } from '../../audit/store.ts'
import { givenOf } from '../../family-copy/family-copy.ts'
import { formatDay, formatInstant } from '../../lib/calendar-date.ts'
import { type Answer, notFound, redirect, show, showForm } from '../../web/answer.ts'
import { choice, type FieldErrors, type FormFields, items, neededDay, neededText, readForm } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import type { MessageKey } from '../../web/translation.ts'
import { decideAboutIncident } from '../actions.ts'
import { type IncidentForGovernance, REPORTINGS } from '../copy-given.ts'
import { reportByWords } from '../present.ts'
import { listIncidents } from '../store.ts'

const OFFICER = ['information-governance-officer'] as const

function shownIncident(incident: IncidentForGovernance, visit: Pick<Visit, 't' | 'language' | 'today'>) {
  const { t, language } = visit
  const { decision } = incident
  return {
    ...incident,
    what: t('copy-given.what', {
      reference: incident.reference,
      copy: t(`meeting.copy.${givenOf(incident)}`),
      how: t(`meeting.sending.${incident.how}`),
    }),
    reasonWords: t(`copy-given.reason.${incident.reason}`),
    recorded: t('copy-given.recorded', { by: incident.recordedBy, day: formatDay(incident.foundOn, language) }),
    cameBackWords: t(
      incident.cameBack === undefined ? 'copy-given.came-back.unknown' : `copy-given.came-back.${incident.cameBack}`,
    ),
    reportBy: reportByWords(incident.foundOn, visit),
    recordedAt: formatInstant(incident.recordedAt, language),
    decided:
      decision &&
      t('copy-given.decision.by', {
        what: t(`copy-given.reporting.${decision.as}`),
        day: formatDay(decision.on, language),
        by: decision.by,
      }),
  }
}

const listPage = page({
  method: 'get',
  path: '/copy-incidents',
  roles: OFFICER,
  audit: 'copy-incident.list-seen',
  async handle(visit) {
    const incidents = await visit.act(async ({ tx }) => {
      await recordAuditEvent(tx, 'copy-incident.list-seen', {})
      return (await listIncidents(tx)).map(each => shownIncident(each, visit))
    })
    return show('copy-given/views/list.njk', visit.t('copy-given.list'), { incidents })
  },
})

async function decisionAnswer(
  visit: Visit<'/copy-incidents/:incidentId/decision'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t } = visit
  const found = await visit.act(async ({ tx }) => {
    const incident = (await listIncidents(tx)).find(({ id }) => id === visit.params.incidentId)
    if (incident !== undefined)
      await recordAuditEvent(tx, 'copy-incident.seen', { childId: incident.childId, subjectId: incident.id })
    return incident
  })
  if (found === undefined) return notFound()
  const model = {
    ...shownIncident(found, visit),
    reportings: items(t, 'copy-given.reporting', REPORTINGS),
    back: { href: '/copy-incidents', text: t('copy-given.list') },
  }
  return showForm('copy-given/views/decide.njk', t('copy-given.decide'), model, values, errors)
}

const decisionPage = page({
  method: 'get',
  path: '/copy-incidents/:incidentId/decision',
  roles: OFFICER,
  audit: 'copy-incident.seen',
  handle: visit => decisionAnswer(visit),
})

const decisionForm = z.object({
  reporting: choice(REPORTINGS, 'copy-given.reporting.needed'),
  decidedOn: neededDay('copy-given.decided-on.needed'),
  decisionWords: neededText('copy-given.decision.words.needed'),
})

const decisionSubmit = page({
  method: 'post',
  path: '/copy-incidents/:incidentId/decision',
  roles: OFFICER,
  audit: 'copy-incident.decided',
  async handle(visit) {
    const form = readForm(decisionForm, visit.body)
    if (!form.ok) return decisionAnswer(visit, visit.body, form.errors)
    const { reporting: as, decidedOn: on, decisionWords: words } = form.fields
    const result = await visit.act(work =>
      decideAboutIncident(work, { incidentId: visit.params.incidentId, as, on, words }),
    )
    const again = (field: string, message: MessageKey) => decisionAnswer(visit, visit.body, { [field]: message })
    switch (result.outcome) {
      case 'decided':
        return redirect('/copy-incidents')
      case 'words-needed':
        return again('decisionWords', 'copy-given.decision.words.needed')
      case 'day-to-come':
        return again('decidedOn', 'copy-given.day-to-come')
      case 'before-it-was-found':
        return again('decidedOn', 'copy-given.before-it-was-found')
      case 'decided-already':
        return again('reporting', 'copy-given.decided-already')
      case 'not-found':
        return notFound()
    }
  },
})

/** Copies that were taken back, for information governance: all of them, and the decision about each. */
export const copyGovernancePages: readonly Page[] = [listPage, decisionPage, decisionSubmit]
