import { z } from 'zod'
import { addGuide, changeGuide, type TypedGuide } from '../../guide/actions.ts'
import { type Guide, GUIDE_STEPS, type GuideStep } from '../../guide/guide.ts'
import { findGuide, listGuides } from '../../guide/store.ts'
import { inAlphabet } from '../../lib/alphabet.ts'
import { formatDay } from '../../lib/calendar-date.ts'
import { type Answer, formConflict, inList, notFound, redirect, show, showForm } from '../../web/answer.ts'
import {
  choice,
  type FieldErrors,
  type FormFields,
  items,
  neededChoices,
  neededText,
  readForm,
  version,
} from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { keyOf } from '../../web/translation.ts'
import { ADMINISTRATOR, KNOWN_TO_ALL, waysFrom } from './ways.ts'

const stepWords = (steps: readonly GuideStep[], { t }: Pick<Visit, 't'>) =>
  steps.map(step => t(`guide.step.${step}`)).join(' · ')

function openedWords({ openedOn, isAsBrought }: Guide, { t, language }: Visit): string {
  if (openedOn !== null) return t('guide.opened', { day: formatDay(openedOn, language) })
  return t(isAsBrought ? 'guide.opened.never.brought' : 'guide.opened.never')
}

const guidesPage = page({
  method: 'get',
  path: '/board/guides',
  roles: ADMINISTRATOR,
  audit: KNOWN_TO_ALL,
  async handle(visit) {
    const { t, language } = visit
    const guides = await visit.act(({ tx }) => listGuides(tx))
    const shown = inAlphabet(language, guides, each => each.name[language]).map(each => ({
      href: `/board/guides/${each.id}`,
      name: each.name[language],
      steps: stepWords(each.steps, visit),
      addresses: [...new Set([each.address.en, each.address.cy])],
      opened: openedWords(each, visit),
      isUnopened: each.openedOn === null,
      isTakenAway: each.takenAway,
    }))
    return show('administration/views/guides.njk', t('guide.board'), {
      ways: waysFrom('/board/guides', visit),
      guides: shown.filter(each => !each.isTakenAway),
      takenAway: shown.filter(each => each.isTakenAway),
    })
  },
})

const guideForm = z.object({
  nameEn: neededText('board.name.needed'),
  nameCy: neededText('board.name.needed'),
  addressEn: neededText('guide.address.needed'),
  addressCy: neededText('guide.address.needed'),
  steps: neededChoices(GUIDE_STEPS, 'guide.steps.needed'),
  opened: z.literal('yes').optional(),
})
const changeForm = guideForm.extend({ stays: choice(['yes', 'no'], 'guide.stays.needed'), version: version() })

const typedOf = (fields: z.output<typeof guideForm>, takenAway: boolean): TypedGuide => ({
  steps: fields.steps,
  name: { en: fields.nameEn, cy: fields.nameCy },
  address: { en: fields.addressEn, cy: fields.addressCy },
  isOpened: fields.opened === 'yes',
  takenAway,
})

const errorsOf = (languages: readonly ('en' | 'cy')[]): FieldErrors =>
  Object.fromEntries(languages.map(each => [each === 'en' ? 'addressEn' : 'addressCy', 'guide.address.shape']))

const formModel = ({ t }: Pick<Visit, 't'>) => ({
  back: { href: '/board/guides', text: t('guide.board') },
  steps: items(t, 'guide.step', GUIDE_STEPS),
})

const newAnswer = (visit: Visit, values: FormFields = {}, errors?: FieldErrors): Answer =>
  showForm('administration/views/guide.njk', visit.t('guide.add'), formModel(visit), values, errors)

const newPage = page({
  method: 'get',
  path: '/board/guides/new',
  roles: ADMINISTRATOR,
  audit: KNOWN_TO_ALL,
  handle: visit => Promise.resolve(newAnswer(visit)),
})

const newSubmit = page({
  method: 'post',
  path: '/board/guides/new',
  roles: ADMINISTRATOR,
  audit: 'board.guide-added',
  async handle(visit) {
    const form = readForm(guideForm, visit.body)
    if (!form.ok) return newAnswer(visit, visit.body, form.errors)
    const result = await visit.act(work => addGuide(work, typedOf(form.fields, false)))
    switch (result.outcome) {
      case 'added':
        return redirect('/board/guides')
      case 'leads-nowhere':
        return newAnswer(visit, visit.body, errorsOf(result.languages))
      case 'not-found':
        return notFound()
    }
  },
})

async function changeAnswer(
  visit: Visit<'/board/guides/:guideId'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const guide = await visit.act(({ tx }) => findGuide(tx, visit.params.guideId))
  if (guide === undefined) return notFound()
  const shown = errors === undefined ? { ...sentOf(guide), version: String(guide.version), ...values } : values
  const model = { ...formModel(visit), isKept: true, opened: openedWords(guide, visit) }
  return showForm('administration/views/guide.njk', visit.t('guide.change'), model, shown, errors)
}

const changePage = page({
  method: 'get',
  path: '/board/guides/:guideId',
  roles: ADMINISTRATOR,
  audit: KNOWN_TO_ALL,
  handle: visit => changeAnswer(visit),
})

const changeSubmit = page({
  method: 'post',
  path: '/board/guides/:guideId',
  roles: ADMINISTRATOR,
  audit: 'board.guide-changed',
  async handle(visit) {
    const form = readForm(changeForm, visit.body)
    if (!form.ok) return changeAnswer(visit, visit.body, form.errors)
    const typed = typedOf(form.fields, form.fields.stays === 'no')
    const read = { id: visit.params.guideId, version: form.fields.version }
    const result = await visit.act(work => changeGuide(work, { ...read, typed }))
    switch (result.outcome) {
      case 'changed':
        return redirect('/board/guides')
      case 'leads-nowhere':
        return changeAnswer(visit, visit.body, errorsOf(result.languages))
      case 'changed-since-you-read':
        return guideConflict(visit, typed, result.current)
      case 'not-found':
        return notFound()
    }
  },
})

const LABELS = {
  nameEn: 'guide.name.en',
  nameCy: 'guide.name.cy',
  addressEn: 'guide.address.en',
  addressCy: 'guide.address.cy',
  steps: 'guide.steps',
  stays: 'guide.stays',
  opened: 'guide.opened.question',
} as const

const sentOf = ({ steps, name, address, takenAway }: Omit<TypedGuide, 'isOpened'>) => ({
  nameEn: name.en,
  nameCy: name.cy,
  addressEn: address.en,
  addressCy: address.cy,
  steps,
  stays: takenAway ? 'no' : 'yes',
})

// A name and an address are written anew; the steps, and whether it stays, are one of the two.
function guideConflict(visit: Visit, typed: TypedGuide, current: Guide): Answer {
  const { t } = visit
  return formConflict(visit, {
    theirs: { ...sentOf(current), opened: current.openedOn === visit.today ? 'yes' : '' },
    yours: { ...sentOf(typed), ...(typed.isOpened && { opened: 'yes' }) },
    labelOf: field => t(LABELS[field]),
    inWords(field, value) {
      if (field === 'steps') return inList(value, step => t(keyOf(`guide.step.${step}`)))
      if (field === 'opened') return value === 'yes' ? t('guide.opened.yes') : ''
      return field === 'stays' ? t(keyOf(`guide.stays.${value}`)) : undefined
    },
    hidden: { version: String(current.version) },
    savedAt: '/board/guides',
  })
}

export const guideAdministrationPages: readonly Page[] = [guidesPage, newPage, newSubmit, changePage, changeSubmit]
