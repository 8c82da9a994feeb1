import { z } from 'zod'
import { WORKING_ROLES } from '../../access/actor.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { namesOf } from '../../board/store/staff.ts'
import { whoCanBeAsked } from '../../child/seeing.ts'
import { findChild } from '../../child/store/children.ts'
import { listThereForClosedAlone, listWhoSees } from '../../child/store/seeing.ts'
import { formatInstant } from '../../lib/calendar-date.ts'
import { type Answer, notFound, redirect, show, showForm } from '../../web/answer.ts'
import {
  choice,
  type FieldErrors,
  type FormFields,
  identifier,
  items,
  neededText,
  readForm,
  text,
} from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { raiseConcern } from '../actions.ts'
import { CONCERN_AUDIENCES } from '../decision-concern.ts'
import { standsWords } from '../present.ts'
import { isInClosedSession, listConcernsOfChild } from '../store.ts'

const listPage = page({
  method: 'get',
  path: '/children/:childId/decision-concerns',
  roles: 'signed-in',
  audit: 'decision-concern.list-seen',
  async handle(visit) {
    const { t, language } = visit
    const model = await visit.act(async ({ tx }) => {
      const child = await findChild(tx, visit.params.childId)
      if (child === undefined) return undefined
      await recordAuditEvent(tx, 'decision-concern.list-seen', { childId: child.id })
      const concerns = await listConcernsOfChild(tx, child.id)
      const names = await namesOf(
        tx,
        concerns.map(each => each.raisedBy),
      )
      return {
        back: { href: `/children/${child.id}`, text: t('record.back') },
        reference: child.reference,
        raise: visit.mayOpen(`/children/${child.id}/decision-concerns/new`)
          ? `/children/${child.id}/decision-concerns/new`
          : '',
        concerns: concerns.map(each => ({
          id: each.id,
          decision: each.decision,
          about: `${names.get(each.raisedBy)?.name ?? ''}, ${formatInstant(each.raisedAt, language)}`,
          stands: standsWords(each, t),
        })),
      }
    })
    return model === undefined ? notFound() : show('decision-concern/views/list.njk', t('decision-concern.list'), model)
  },
})

const raiseForm = z.object({
  decision: neededText('decision-concern.decision.needed'),
  why: neededText('decision-concern.why.needed'),
  wanted: text(),
  askedId: identifier('decision-concern.asked.needed'),
  meetingId: identifier('decision-concern.asked.needed').or(z.literal('')),
  audience: choice(CONCERN_AUDIENCES, 'entry.audience.needed'),
})

async function raiseAnswer(
  visit: Visit<'/children/:childId/decision-concerns/new'>,
  values: FormFields,
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const childId = visit.params.childId
  const meeting = z.uuid().safeParse(values['meetingId']).data ?? ''
  const model = await visit.act(async work => {
    const child = await findChild(work.tx, childId)
    if (child === undefined) return undefined
    await recordAuditEvent(work.tx, 'record.form-seen', { childId })
    const [seeing, alone] = await Promise.all([
      listWhoSees(work.tx, childId),
      listThereForClosedAlone(work.tx, childId),
    ])
    const mayBeClosed = meeting !== '' && (await isInClosedSession(work.tx, meeting, childId))
    const telling = mayBeClosed ? undefined : alone
    return {
      back: { href: `/children/${childId}/decision-concerns`, text: t('decision-concern.list') },
      reference: child.reference,
      asked: await whoCanBeAsked(work, language, { seeing, askedBy: work.actor.userId, telling }),
      mayBeClosed,
      isThereAlone: alone.has(work.actor.userId),
      audiences: items(t, 'decision-concern.audience', CONCERN_AUDIENCES),
    }
  })
  if (model === undefined) return notFound()
  const shown = { ...values, meetingId: meeting }
  return showForm('decision-concern/views/raise.njk', t('decision-concern.raise'), model, shown, errors)
}

const raisePage = page({
  method: 'get',
  path: '/children/:childId/decision-concerns/new',
  roles: WORKING_ROLES,
  audit: 'record.form-seen',
  handle: visit => raiseAnswer(visit, { audience: 'network', meetingId: visit.query['meeting'] ?? '' }),
})

const raiseSubmit = page({
  method: 'post',
  path: '/children/:childId/decision-concerns/new',
  roles: WORKING_ROLES,
  audit: 'decision-concern.raised',
  async handle(visit) {
    const form = readForm(raiseForm, visit.body)
    if (!form.ok) return raiseAnswer(visit, visit.body, form.errors)
    const { meetingId, ...fields } = form.fields
    const about = meetingId === '' ? null : meetingId
    const raised = { ...fields, childId: visit.params.childId, meetingId: about }
    const result = await visit.act(work => raiseConcern(work, raised))
    switch (result.outcome) {
      case 'raised':
        return redirect(`/decision-concerns/${result.concernId}`)
      case 'cannot-be-asked':
        return raiseAnswer(visit, visit.body, { askedId: 'decision-concern.asked.sees-not' })
      case 'would-tell':
        return raiseAnswer(visit, visit.body, { askedId: 'decision-concern.asked.would-tell' })
      case 'not-found':
        return notFound()
    }
  },
})

/** The concerns about decisions about a child, and raising one. */
export const raisingPages: readonly Page[] = [listPage, raisePage, raiseSubmit]
