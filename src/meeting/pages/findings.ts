import { z } from 'zod'
import { WORKING_ROLES } from '../../access/actor.ts'
import { formatShortDay } from '../../lib/calendar-date.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import { type FieldErrors, type FormFields, items, optionalChoice, readForm, text } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { addFindings, takeOutFinding } from '../actions/naming.ts'
import { FINDING_KINDS } from '../meeting.ts'
import { isTheSame, readNaming } from '../naming.ts'
import { answerWithClosedWords, openClosedRoom } from './opening.ts'

async function findingsAnswer(
  visit: Visit<'/meetings/:meetingId/run/findings'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  return answerWithClosedWords(
    visit,
    work => openClosedRoom(work, visit.params.meetingId, visit),
    async (work, { meeting, frame }) => {
      const { here, before } = await readNaming(work, meeting)
      const ofKind = (finding: { kind: (typeof FINDING_KINDS)[number]; text: string }) =>
        `${t(`meeting.finding.${finding.kind}`)}: ${finding.text}`
      const onDays = (on: (typeof before)[number]['on']) =>
        t('meeting.finding.on', { days: on.map(day => formatShortDay(day, language)).join(' · ') })
      return {
        ...frame,
        meetingId: meeting.id,
        findings: here.map(finding => ({
          ...finding,
          words: ofKind(finding),
          on: before.filter(each => isTheSame(each, finding)).map(each => onDays(each.on)),
        })),
        before: before
          .filter(each => !here.some(named => isTheSame(named, each)))
          .map(each => ({ value: each.id, text: ofKind(each), hint: onDays(each.on) })),
        kinds: items(t, 'meeting.finding', FINDING_KINDS),
      }
    },
    model => showForm('meeting/views/findings.njk', t('meeting.findings'), model, values, errors),
  )
}

const findingsPage = page({
  method: 'get',
  path: '/meetings/:meetingId/run/findings',
  roles: WORKING_ROLES,
  audit: 'meeting.record-seen',
  handle: visit => findingsAnswer(visit),
})

const findingForm = z.object({ kind: optionalChoice(FINDING_KINDS), finding: text() })

const findingSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/run/findings',
  roles: WORKING_ROLES,
  audit: 'meeting.finding-added',
  async handle(visit) {
    const { meetingId } = visit.params
    const pickedIds = [visit.body['picked'] ?? []].flat().filter(id => id !== '')
    if (!pickedIds.every(id => z.uuid().safeParse(id).success))
      return findingsAnswer(visit, visit.body, { picked: 'meeting.finding.not-before' })
    const form = readForm(findingForm, visit.body)
    if (!form.ok) return findingsAnswer(visit, visit.body, form.errors)
    const { kind, finding } = form.fields
    if (pickedIds.length === 0 && kind === undefined && finding === '')
      return findingsAnswer(visit, visit.body, {
        kind: 'meeting.finding.kind.needed',
        finding: 'meeting.finding.needed',
      })
    if (kind === undefined && finding !== '')
      return findingsAnswer(visit, visit.body, { kind: 'meeting.finding.kind.needed' })
    if (kind !== undefined && finding === '')
      return findingsAnswer(visit, visit.body, { finding: 'meeting.finding.needed' })
    const added = kind === undefined ? undefined : { kind, text: finding }
    const result = await visit.act(work => addFindings(work, { meetingId, pickedIds, added }))
    switch (result.outcome) {
      case 'added':
        return redirect(`/meetings/${meetingId}/run/findings`)
      case 'not-named-before':
        return findingsAnswer(visit, visit.body, { picked: 'meeting.finding.not-before' })
      case 'not-now':
        return findingsAnswer(visit, visit.body, { finding: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

async function takeOutAnswer(
  visit: Visit<'/meetings/:meetingId/run/findings/:findingId/take-out'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t } = visit
  const { meetingId, findingId } = visit.params
  return answerWithClosedWords(
    visit,
    work => openClosedRoom(work, meetingId, visit),
    async (work, { meeting, frame }) => {
      const finding = (await readNaming(work, meeting)).here.find(each => each.id === findingId)
      if (finding?.mayTakeOut !== true) return undefined
      const back = { href: `/meetings/${meetingId}/run/findings`, text: t('meeting.finding.back') }
      return { ...frame, back, finding, kind: t(`meeting.finding.${finding.kind}`) }
    },
    model =>
      showForm('meeting/views/finding-taken-out.njk', t('meeting.finding.take-out.title'), model, values, errors),
  )
}

const takeOutPage = page({
  method: 'get',
  path: '/meetings/:meetingId/run/findings/:findingId/take-out',
  roles: WORKING_ROLES,
  audit: 'meeting.record-seen',
  handle: visit => takeOutAnswer(visit),
})

const takeOutSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/run/findings/:findingId/take-out',
  roles: WORKING_ROLES,
  audit: 'meeting.finding-removed',
  async handle(visit) {
    const { meetingId, findingId } = visit.params
    const result = await visit.act(work => takeOutFinding(work, { meetingId, findingId }))
    switch (result.outcome) {
      case 'taken-out':
        return redirect(`/meetings/${meetingId}/run/findings`)
      case 'not-now':
        return takeOutAnswer(visit, visit.body, { takeOut: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

export const findingPages: readonly Page[] = [findingsPage, findingSubmit, takeOutPage, takeOutSubmit]
