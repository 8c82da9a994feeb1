import { z } from 'zod'
import { recordAuditEvent } from '../../audit/store.ts'
import { formatShortDay, isCalendarDate } from '../../lib/calendar-date.ts'
import { type Answer, formConflict, notFound, redirect, showForm } from '../../web/answer.ts'
import {
  answersTo,
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
} from '../../web/forms.ts'
import { page, type Visit, type Page } from '../../web/page.ts'
import { keyOf } from '../../web/translation.ts'
import { addOtherName, changeDetails } from '../actions.ts'
import { CARE_STATUSES, type Child, LEGAL_STATUSES, NAME_KINDS, SPOKEN_LANGUAGES, YES_NO_NOT_KNOWN } from '../child.ts'
import { isNhsNumber } from '../rules.ts'
import { listOtherNames } from '../store/around.ts'
import { findChild } from '../store/children.ts'
import { WRITERS } from './roles.ts'

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
type ConflictField = (typeof CONFLICT_FIELDS)[number]
const DAY_PART = /-(day|month|year)$/

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
    yesNo: answersTo(t, 'is', YES_NO_NOT_KNOWN),
    nameKinds: items(t, 'child.name-kind', NAME_KINDS),
  }
  const title = t('child.details.title', { reference: child.reference })
  return showForm('child/views/details.njk', title, model, values, errors)
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
      if (changed.outcome !== 'changed-since-you-read') return changed
      return { ...changed, otherNames: (await listOtherNames(work.tx, childId)).map(each => each.name) }
    })
    switch (result.outcome) {
      case 'changed':
        return redirect(`/children/${childId}`)
      case 'wrong': {
        const child = await visit.act(({ tx }) => findChild(tx, childId))
        const errors = Object.fromEntries(
          result.faults.map(({ field, fault }) => [field, `referral.wrong.${fault}` as const]),
        )
        return child === undefined ? notFound() : detailsAnswer(visit, child, visit.body, errors)
      }
      case 'changed-since-you-read':
        return detailsConflict(visit, details, result.current, result.otherNames.includes(otherName) ? '' : otherName)
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
  furtherName: string,
): Answer {
  const { t, language } = visit
  const isSettled = (name: string) => ['otherName', ...CONFLICT_FIELDS].includes(name.replace(DAY_PART, ''))
  const others = Object.entries(visit.body).filter(([name]) => !['_csrf', 'version'].includes(name) && !isSettled(name))
  const hidden = { ...Object.fromEntries(others), version: String(theirs.version) }
  const yours = { ...Object.fromEntries(CONFLICT_FIELDS.map(field => [field, mine[field]])), otherName: furtherName }
  return formConflict<ConflictField | 'otherName'>(visit, {
    theirs,
    yours,
    labelOf: field => (field === 'otherName' ? t('child.other-name') : t(`child.field.${field}`)),
    inWords(field, value) {
      if (field === 'bornOn' || field === 'ownWordsOn')
        return isCalendarDate(value) ? formatShortDay(value, language) : ''
      if (field === 'language') return t(keyOf(`child.language.${value}`))
      if (field === 'careStatus') return t(keyOf(`child.care-status.${value}`))
      if (field === 'legalStatus') return value === '' ? '' : t(keyOf(`child.legal-status.${value}`))
      return field === 'unaccompaniedAsylumSeeking' ? t(keyOf(`child.answer.${value}`)) : undefined
    },
    hidden,
    savedAt: `/children/${theirs.id}`,
  })
}

export const detailsPages: readonly Page[] = [detailsPage, detailsSubmit]
