import { z } from 'zod'
import { recordAuditEvent } from '../audit/store.ts'
import { listAgencies } from '../board/store/agencies.ts'
import { listStaff, namesOf } from '../board/store/staff.ts'
import type { ActorTx } from '../db/database.ts'
import { calendarDate, formatShortDay, isCalendarDate } from '../lib/calendar-date.ts'
import { type Answer, conflict, notFound, redirect, show, showErrors } from '../web/answer.ts'
import {
  choice,
  dayFields,
  type FieldErrors,
  type FormFields,
  items,
  neededText,
  optionalDay,
  readForm,
  text,
  version,
} from '../web/forms.ts'
import { page, type Page, type Visit } from '../web/page.ts'
import {
  openFormOf,
  addImportantPerson,
  addOtherName,
  changeDetails,
  endAlert,
  joinNetwork,
  leaveNetwork,
  raiseAlert,
  liftRestriction,
  restrictRecord,
} from './actions.ts'
import {
  ALERT_KINDS,
  CARE_STATUSES,
  type Child,
  LEGAL_STATUSES,
  NAME_KINDS,
  NETWORK_PARTS,
  SPOKEN_LANGUAGES,
  YES_NO_NOT_KNOWN,
} from './child.ts'
import { isNhsNumber, searchNames } from './rules.ts'
import { findChild, findChildByReference, listChildren } from './store/children.ts'
import { findChildByNhsNumber, listChildrenBornOn, listMyChildIds, searchChildrenByName } from './store/search.ts'
import { listNetwork } from './store/network.ts'

const WRITERS = ['practitioner', 'manager', 'exploitation-lead', 'chair'] as const

const searchPage = page({
  method: 'get',
  path: '/children',
  roles: 'signed-in',
  audit: 'child.searched',
  async handle(visit) {
    const { t, language } = visit
    const asked = (visit.query['q'] ?? '').trim().slice(0, 120)
    const model = await visit.act(async ({ tx, actor }) => {
      const found =
        asked === ''
          ? await listChildren(tx, await listMyChildIds(tx, [actor.userId, ...actor.teamIds], 100))
          : await search(tx, asked)
      await recordAuditEvent(tx, 'child.searched', { details: { found: found.length, asked: asked !== '' } })
      return {
        asked,
        children: found.map(child => ({
          id: child.id,
          reference: child.reference,
          name: visit.publicView
            ? child.reference
            : `${child.givenName} ${child.familyName}${child.knownAs === '' ? '' : ` (${child.knownAs})`}`,
          born: child.bornOn === null ? '' : formatShortDay(child.bornOn, language),
        })),
      }
    })
    return show('child/views/search.njk', t('child.search.title'), model, { q: asked })
  },
})

// What was typed is a reference, an NHS number, a day of birth or a name: whichever it looks like.
async function search(tx: ActorTx, asked: string): Promise<readonly Child[]> {
  const digits = asked.replace(/\s/g, '')
  if (/^ll-?\d+$/i.test(digits)) {
    const child = await findChildByReference(tx, digits.replace(/^ll-?/i, 'LL-'))
    return child === undefined ? [] : [child]
  }
  if (/^\d{10}$/.test(digits)) {
    const child = await findChildByNhsNumber(tx, digits)
    return child === undefined ? [] : [child]
  }
  const [, day, month, year] = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/.exec(asked) ?? []
  const born = `${year ?? ''}-${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`
  if (isCalendarDate(born)) return listChildrenBornOn(tx, calendarDate(born))
  return searchChildrenByName(tx, searchNames(asked))
}

const detailsForm = z
  .object({
    version: version(),
    givenName: neededText('child.given-name.needed'),
    familyName: neededText('child.family-name.needed'),
    knownAs: text(),
    bornOn: optionalDay('child.born-on.wrong'),
    estimatedAge: text().pipe(z.string().regex(/^(\d{1,2})?$/, 'referral.wrong.age-not-a-number')),
    gender: text(),
    ethnicity: text(),
    religion: text(),
    language: choice(SPOKEN_LANGUAGES, 'child.language.needed'),
    otherLanguage: text(),
    interpreterNeeded: text(),
    communicationNeeds: text(),
    disabilityAndNeurodivergence: text(),
    careStatus: choice(CARE_STATUSES, 'child.care-status.needed'),
    legalStatus: z.union([z.enum(LEGAL_STATUSES), z.literal('')]).default(''),
    unaccompaniedAsylumSeeking: choice(YES_NO_NOT_KNOWN, 'child.answer.needed'),
    nhsNumber: text()
      .transform(typed => typed.replace(/\s/g, ''))
      .refine(typed => typed === '' || isNhsNumber(typed), 'child.nhs-number.wrong'),
    school: text(),
    generalPractice: text(),
    ownWords: text(),
    ownWordsOn: optionalDay('child.own-words-on.wrong'),
    safeContact: text(),
    otherName: text(),
    otherNameKind: z.union([z.enum(NAME_KINDS), z.literal('')]).default(''),
  })
  .transform(({ bornOn, estimatedAge, nhsNumber, ownWordsOn, ...rest }) => ({
    ...rest,
    bornOn: bornOn ?? null,
    estimatedAge: bornOn !== undefined || estimatedAge === '' ? null : Number(estimatedAge),
    nhsNumber: nhsNumber === '' ? null : nhsNumber,
    ownWordsOn: ownWordsOn ?? null,
  }))

const TEXT_FIELDS = [
  'knownAs',
  'gender',
  'ethnicity',
  'religion',
  'otherLanguage',
  'interpreterNeeded',
  'communicationNeeds',
  'disabilityAndNeurodivergence',
  'school',
  'generalPractice',
  'ownWords',
  'safeContact',
] as const

const CONFLICT_FIELDS = [
  'givenName',
  'familyName',
  ...TEXT_FIELDS,
  'bornOn',
  'estimatedAge',
  'language',
  'careStatus',
  'legalStatus',
  'unaccompaniedAsylumSeeking',
  'nhsNumber',
  'ownWordsOn',
] as const

function detailsAnswer(
  visit: Visit<'/children/:childId/details'>,
  child: Child,
  values: FormFields,
  errors?: FieldErrors,
): Answer {
  const { t } = visit
  const model = {
    reference: child.reference,
    back: { href: `/children/${child.id}`, text: t('record.back') },
    languages: items(t, 'child.language', SPOKEN_LANGUAGES),
    careStatuses: items(t, 'child.care-status', CARE_STATUSES),
    legalStatuses: items(t, 'child.legal-status', LEGAL_STATUSES),
    yesNo: items(t, 'child.answer', YES_NO_NOT_KNOWN),
    nameKinds: items(t, 'child.name-kind', NAME_KINDS),
  }
  const title = t('child.details.title', { reference: child.reference })
  return errors === undefined
    ? show('child/views/details.njk', title, model, values)
    : showErrors('child/views/details.njk', title, model, values, errors)
}

const detailsPage = page({
  method: 'get',
  path: '/children/:childId/details',
  roles: WRITERS,
  audit: 'child.details-seen',
  async handle(visit) {
    const child = await visit.act(async ({ tx }) => {
      const found = await findChild(tx, visit.params.childId)
      if (found !== undefined) await recordAuditEvent(tx, 'child.details-seen', { childId: found.id })
      return found
    })
    if (child === undefined) return notFound()
    return detailsAnswer(visit, child, {
      ...Object.fromEntries(TEXT_FIELDS.map(field => [field, child[field]])),
      ...dayFields('bornOn', child.bornOn),
      ...dayFields('ownWordsOn', child.ownWordsOn),
      version: String(child.version),
      givenName: child.givenName,
      familyName: child.familyName,
      estimatedAge: child.estimatedAge === null ? '' : String(child.estimatedAge),
      language: child.language,
      careStatus: child.careStatus,
      legalStatus: child.legalStatus,
      unaccompaniedAsylumSeeking: child.unaccompaniedAsylumSeeking,
      nhsNumber: child.nhsNumber ?? '',
    })
  },
})

const detailsSubmit = page({
  method: 'post',
  path: '/children/:childId/details',
  roles: WRITERS,
  audit: 'child.details-changed',
  async handle(visit) {
    const childId = visit.params.childId
    const form = readForm(detailsForm, visit.body)
    if (!form.ok) {
      const child = await visit.act(({ tx }) => findChild(tx, childId))
      return child === undefined ? notFound() : detailsAnswer(visit, child, visit.body, form.errors)
    }
    const { version: read, otherName, otherNameKind, ...details } = form.fields
    const result = await visit.act(async work => {
      const changed = await changeDetails(work, {
        childId,
        version: read,
        details,
      })
      if (changed.outcome === 'changed' && otherName !== '')
        await addOtherName(work, childId, { kind: otherNameKind === '' ? 'alias' : otherNameKind, name: otherName })
      return changed
    })
    switch (result.outcome) {
      case 'changed':
        return redirect(`/children/${childId}`)
      case 'wrong': {
        const child = await visit.act(({ tx }) => findChild(tx, childId))
        const errors = Object.fromEntries(result.faults.map(({ field, fault }) => [field, `referral.wrong.${fault}`]))
        return child === undefined ? notFound() : detailsAnswer(visit, child, visit.body, errors)
      }
      case 'changed-since-you-read':
        return detailsConflict(visit, details, result.current)
      case 'not-found':
        return notFound()
    }
  },
})

// Every field that reads otherwise now is settled by the person who saves: words in a box, choices and days between the two.
function detailsConflict(
  visit: Visit<'/children/:childId/details'>,
  mine: Readonly<Partial<Child>>,
  theirs: Child,
): Answer {
  const { t, language } = visit
  const words: Readonly<Record<string, (value: unknown) => string>> = {
    bornOn: dayWords,
    ownWordsOn: dayWords,
    language: value => t(`child.language.${String(value)}`),
    careStatus: value => t(`child.care-status.${String(value)}`),
    legalStatus: value => (value === '' ? t('web.conflict.empty') : t(`child.legal-status.${String(value)}`)),
    unaccompaniedAsylumSeeking: value => t(`child.answer.${String(value)}`),
  }
  function dayWords(value: unknown): string {
    return typeof value === 'string' && isCalendarDate(value)
      ? formatShortDay(value, language)
      : t('web.conflict.empty')
  }
  const plain = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
  const differing = CONFLICT_FIELDS.filter(field => plain(mine[field]) !== plain(theirs[field]))
  const hidden = Object.fromEntries(
    Object.entries(visit.body).filter(
      ([name]) => !['_csrf', 'version', ...differing].includes(name.replace(/-(day|month|year)$/, '')),
    ),
  )
  return conflict(
    t('web.conflict.title'),
    visit.path,
    differing.map(field => {
      const inWords = words[field]
      const both = { theirs: plain(theirs[field]), yours: plain(mine[field]) }
      return {
        name: field,
        label: t(`child.field.${field}`),
        ...both,
        ...(inWords !== undefined && {
          choice: [
            { value: both.theirs, text: inWords(both.theirs) },
            { value: both.yours, text: inWords(both.yours) },
          ] as const,
        }),
      }
    }),
    { ...hidden, version: String(theirs.version) },
  )
}

const personForm = z.object({
  name: neededText('child.person.name.needed'),
  relationship: neededText('child.person.relationship.needed'),
  hasParentalResponsibility: choice(YES_NO_NOT_KNOWN, 'child.answer.needed'),
  livesWithChild: choice(YES_NO_NOT_KNOWN, 'child.answer.needed'),
  language: choice(SPOKEN_LANGUAGES, 'child.language.needed'),
  contact: text(),
  safeToContact: choice(YES_NO_NOT_KNOWN, 'child.answer.needed'),
  notes: text(),
})

type FormPage = Visit<'/children/:childId/x'>

/** A form about one child: shown empty, and shown again with what was typed. */
async function childForm(
  visit: FormPage,
  view: string,
  titleKey: string,
  model: Record<string, unknown>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const child = await visit.act(work => openFormOf(work, visit.params.childId))
  if (child === undefined) return notFound()
  const shown = {
    ...model,
    reference: child.reference,
    back: { href: `/children/${child.id}`, text: visit.t('record.back') },
  }
  const title = visit.t(titleKey)
  return errors === undefined ? show(view, title, shown, values) : showErrors(view, title, shown, values, errors)
}

const personModel = (visit: FormPage) => ({
  languages: items(visit.t, 'child.language', SPOKEN_LANGUAGES),
  yesNo: items(visit.t, 'child.answer', YES_NO_NOT_KNOWN),
})

const personPage = page({
  method: 'get',
  path: '/children/:childId/people/new',
  roles: WRITERS,
  audit: 'record.form-seen',
  handle: visit => childForm(visit, 'child/views/person.njk', 'child.person.title', personModel(visit)),
})

const personSubmit = page({
  method: 'post',
  path: '/children/:childId/people/new',
  roles: WRITERS,
  audit: 'child.person-added',
  async handle(visit) {
    const form = readForm(personForm, visit.body)
    if (!form.ok)
      return childForm(
        visit,
        'child/views/person.njk',
        'child.person.title',
        personModel(visit),
        visit.body,
        form.errors,
      )
    await visit.act(work => addImportantPerson(work, visit.params.childId, form.fields))
    return redirect(`/children/${visit.params.childId}`)
  },
})

const alertForm = z.object({
  kind: choice(ALERT_KINDS, 'child.alert.kind.needed'),
  text: neededText('child.alert.text.needed'),
})
const alertModel = (visit: FormPage) => ({ kinds: items(visit.t, 'child.alert', ALERT_KINDS) })

const alertPage = page({
  method: 'get',
  path: '/children/:childId/alerts/new',
  roles: WRITERS,
  audit: 'record.form-seen',
  handle: visit => childForm(visit, 'child/views/alert.njk', 'child.alert.title', alertModel(visit)),
})

const alertSubmit = page({
  method: 'post',
  path: '/children/:childId/alerts/new',
  roles: WRITERS,
  audit: 'child.alert-raised',
  async handle(visit) {
    const form = readForm(alertForm, visit.body)
    if (!form.ok)
      return childForm(visit, 'child/views/alert.njk', 'child.alert.title', alertModel(visit), visit.body, form.errors)
    await visit.act(work => raiseAlert(work, { childId: visit.params.childId, ...form.fields }))
    return redirect(`/children/${visit.params.childId}`)
  },
})

const alertEnd = page({
  method: 'post',
  path: '/alerts/:alertId/end',
  roles: WRITERS,
  audit: 'child.alert-ended',
  async handle(visit) {
    const childId = await visit.act(work => endAlert(work, visit.params.alertId))
    return childId === undefined ? notFound() : redirect(`/children/${childId}`)
  },
})

async function networkAnswer(
  visit: Visit<'/children/:childId/network'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async work => {
    const { tx } = work
    const child = await openFormOf(work, visit.params.childId)
    if (child === undefined) return undefined
    const members = await listNetwork(tx, child.id)
    const names = await namesOf(
      tx,
      members.map(member => member.userId),
    )
    const agencies = new Map((await listAgencies(tx)).map(agency => [agency.id, agency.name[language]]))
    return {
      reference: child.reference,
      childId: child.id,
      restricted: child.restrictedAt !== null,
      back: { href: `/children/${child.id}`, text: t('record.back') },
      members: members.map(member => ({
        ...member,
        name: names.get(member.userId)?.name,
        agency: agencies.get(names.get(member.userId)?.agencyId ?? ''),
        part: t(`child.part.${member.part}`),
      })),
      staff: (await listStaff(tx)).map(person => ({
        value: person.id,
        text: `${person.name} – ${person.jobTitle === '' ? '' : `${person.jobTitle}, `}${agencies.get(person.agencyId) ?? ''}`,
      })),
      parts: items(t, 'child.part', NETWORK_PARTS),
      mayRestrict: visit.actor.roles.some(role => role === 'manager' || role === 'exploitation-lead'),
    }
  })
  if (model === undefined) return notFound()
  const title = t('child.network.title')
  return errors === undefined
    ? show('child/views/network.njk', title, model, values)
    : showErrors('child/views/network.njk', title, model, values, errors)
}

const networkPage = page({
  method: 'get',
  path: '/children/:childId/network',
  roles: WRITERS,
  audit: 'record.form-seen',
  handle: visit => networkAnswer(visit),
})

const networkForm = z.object({
  user: z.uuid('child.network.user.needed'),
  part: choice(NETWORK_PARTS, 'child.network.part.needed'),
})

const networkSubmit = page({
  method: 'post',
  path: '/children/:childId/network',
  roles: WRITERS,
  audit: 'access.network-joined',
  async handle(visit) {
    const form = readForm(networkForm, visit.body)
    if (!form.ok) return networkAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work =>
      joinNetwork(work, { childId: visit.params.childId, userId: form.fields.user, part: form.fields.part }),
    )
    switch (result.outcome) {
      case 'joined':
      case 'there-already':
        return redirect(`/children/${visit.params.childId}/network`)
      case 'may-not-let-in':
        return networkAnswer(visit, visit.body, { user: 'child.network.may-not-let-in' })
      case 'not-staff':
        return networkAnswer(visit, visit.body, { user: 'child.network.user.needed' })
      case 'not-found':
        return notFound()
    }
  },
})

const networkLeave = page({
  method: 'post',
  path: '/network-members/:memberId/leave',
  roles: WRITERS,
  audit: 'access.network-left',
  async handle(visit) {
    const form = readForm(z.object({ reason: text() }), visit.body)
    const childId = await visit.act(work =>
      leaveNetwork(work, { memberId: visit.params.memberId, reason: form.ok ? form.fields.reason : '' }),
    )
    return childId === undefined ? notFound() : redirect(`/children/${childId}/network`)
  },
})

const restrictSubmit = page({
  method: 'post',
  path: '/children/:childId/restrict',
  roles: ['manager', 'exploitation-lead'],
  audit: 'child.restricted',
  async handle(visit) {
    const form = readForm(z.object({ restrictReason: neededText('child.restrict.reason.needed') }), visit.body)
    if (!form.ok) return networkAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work =>
      restrictRecord(work, { childId: visit.params.childId, reason: form.fields.restrictReason }),
    )
    return result.outcome === 'restricted' ? redirect(`/children/${visit.params.childId}`) : notFound()
  },
})

const liftSubmit = page({
  method: 'post',
  path: '/children/:childId/lift-restriction',
  roles: ['manager', 'exploitation-lead'],
  audit: 'child.restriction-lifted',
  async handle(visit) {
    const form = readForm(z.object({ liftReason: neededText('child.lift.reason.needed') }), visit.body)
    if (!form.ok) return networkAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work =>
      liftRestriction(work, { childId: visit.params.childId, reason: form.fields.liftReason }),
    )
    return result.outcome === 'lifted' ? redirect(`/children/${visit.params.childId}`) : notFound()
  },
})

export const childPages: readonly Page[] = [
  searchPage,
  detailsPage,
  detailsSubmit,
  personPage,
  personSubmit,
  alertPage,
  alertSubmit,
  alertEnd,
  networkPage,
  networkSubmit,
  networkLeave,
  restrictSubmit,
  liftSubmit,
]
