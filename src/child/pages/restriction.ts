import { z } from 'zod'
import { listGrantsInForce } from '../../access/store/grants.ts'
import type { Work } from '../../access/work.ts'
import { principalsOf } from '../../board/store/staff.ts'
import { inAlphabet } from '../../lib/alphabet.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import { type FieldErrors, type FormFields, neededText, readForm } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { liftRestriction, openFormOf, restrictRecord } from '../actions.ts'
import { RESTRICTORS } from './roles.ts'

// Who sees the child now: the teams, whose sight would rest, and the people by name, whose sight stays. The reader is none of these.
async function whoSees({ tx, actor }: Work, childId: string, language: 'en' | 'cy') {
  const ids = new Set((await listGrantsInForce(tx, childId)).map(grant => grant.principalId))
  const principals = [...(await principalsOf(tx, [...ids]))].filter(([id]) => id !== actor.userId)
  const named = (isTeam: boolean) =>
    inAlphabet(
      language,
      principals.filter(([, each]) => each.isTeam === isTeam).map(([, each]) => each.name[language]),
      name => name,
    )
  return { loses: named(true), keeps: named(false) }
}

// What would change, before it is done; a record that already is as the deed would make it goes back to the network.
async function reading(
  visit: Visit<'/children/:childId/restrict' | '/children/:childId/lift-restriction'>,
  deed: 'restrict' | 'lift',
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const back = { href: `/children/${visit.params.childId}/network`, text: t('child.network.title') }
  const found = await visit.act(async work => {
    const child = await openFormOf(work, visit.params.childId)
    return child && { child, ...(await whoSees(work, child.id, language)) }
  })
  if (found === undefined) return notFound()
  const { child, ...sight } = found
  if ((child.restrictedAt === null) !== (deed === 'restrict')) return redirect(back.href)
  const model = { ...sight, reference: child.reference, deed, restrictedReason: child.restrictedReason, back }
  return showForm('child/views/restriction.njk', t(`child.${deed}.title`), model, values, errors)
}

const restrictPage = page({
  method: 'get',
  path: '/children/:childId/restrict',
  roles: RESTRICTORS,
  audit: 'record.form-seen',
  handle: visit => reading(visit, 'restrict'),
})

const restrictSubmit = page({
  method: 'post',
  path: '/children/:childId/restrict',
  roles: RESTRICTORS,
  audit: 'child.restricted',
  async handle(visit) {
    const form = readForm(z.object({ reason: neededText('child.restrict.reason.needed') }), visit.body)
    if (!form.ok) return reading(visit, 'restrict', visit.body, form.errors)
    const { childId } = visit.params
    const result = await visit.act(work => restrictRecord(work, { childId, reason: form.fields.reason }))
    return result.outcome === 'restricted' ? redirect(`/children/${childId}`) : notFound()
  },
})

const liftPage = page({
  method: 'get',
  path: '/children/:childId/lift-restriction',
  roles: RESTRICTORS,
  audit: 'record.form-seen',
  handle: visit => reading(visit, 'lift'),
})

const liftSubmit = page({
  method: 'post',
  path: '/children/:childId/lift-restriction',
  roles: RESTRICTORS,
  audit: 'child.restriction-lifted',
  async handle(visit) {
    const form = readForm(z.object({ reason: neededText('child.lift.reason.needed') }), visit.body)
    if (!form.ok) return reading(visit, 'lift', visit.body, form.errors)
    const { childId } = visit.params
    const result = await visit.act(work => liftRestriction(work, { childId, reason: form.fields.reason }))
    return result.outcome === 'lifted' ? redirect(`/children/${childId}`) : notFound()
  },
})

/** A record restricted, and opened to the teams again: read before it is done, with a reason. */
export const restrictionPages: readonly Page[] = [restrictPage, restrictSubmit, liftPage, liftSubmit]
