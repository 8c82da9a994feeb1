import { z } from 'zod'
import { WORKING_ROLES } from '../access/actor.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { namesOf } from '../board/store/staff.ts'
import { findChild } from '../child/store/children.ts'
import { calendarDate, formatInstant, formatShortDay, isCalendarDate } from '../lib/calendar-date.ts'
import { listPathways } from '../pathway/store.ts'
import { type Answer, file, formConflict, notFound, redirect, showForm } from '../web/answer.ts'
import { type FieldErrors, type FormFields, optionalChoice, readForm, version } from '../web/forms.ts'
import { page, type Page, type Visit } from '../web/page.ts'
import { keyOf, type Translate } from '../web/translation.ts'
import { saveDataSheet } from './actions.ts'
import { QUESTIONS, SHEET_QUESTIONS, type SheetAnswers, type SheetQuestion } from './data-sheet.ts'
import { knownOf } from './known.ts'
import { commaSeparated, missingFrom } from './rules.ts'
import { findDataSheet } from './store.ts'

const sheetForm = z.object({
  version: version(),
  setting: optionalChoice(SHEET_QUESTIONS.setting),
  missingEpisodes: optionalChoice(SHEET_QUESTIONS.missingEpisodes),
  education: optionalChoice(SHEET_QUESTIONS.education),
  peersLinked: optionalChoice(SHEET_QUESTIONS.peersLinked),
  offendersKnown: optionalChoice(SHEET_QUESTIONS.offendersKnown),
  offenderCount: optionalChoice(SHEET_QUESTIONS.offenderCount),
  offenderRelation: optionalChoice(SHEET_QUESTIONS.offenderRelation),
  offenderAge: optionalChoice(SHEET_QUESTIONS.offenderAge),
  nationalReferral: optionalChoice(SHEET_QUESTIONS.nationalReferral),
  disruption: optionalChoice(SHEET_QUESTIONS.disruption),
  prosecution: optionalChoice(SHEET_QUESTIONS.prosecution),
} satisfies Readonly<Record<SheetQuestion | 'version', z.ZodType>>)

// Days stand in the file as a spreadsheet reads them, and on the page as people do.
const inWords = (value: string, language: 'en' | 'cy') =>
  isCalendarDate(value) ? formatShortDay(calendarDate(value), language) : value

const answerWords = (t: Translate, question: SheetQuestion, answer: string | undefined) =>
  answer === undefined ? '' : t(keyOf(`data-sheet.answer.${question}.${answer}`))

async function read(visit: Visit<'/children/:childId/data-sheet'>, event: 'data-sheet.seen' | 'data-sheet.taken') {
  return visit.act(async work => {
    const { tx } = work
    const child = await findChild(tx, visit.params.childId)
    const [pathway] = child === undefined ? [] : await listPathways(tx, child.id)
    if (child === undefined || pathway === undefined) return undefined
    const [sheet, known] = await Promise.all([
      findDataSheet(tx, pathway.id),
      knownOf(work, child, pathway, visit),
      recordAuditEvent(tx, event, { childId: child.id, subjectId: pathway.id }),
    ])
    const names = await namesOf(tx, sheet.savedBy === null ? [] : [sheet.savedBy])
    return { child, sheet, known, savedBy: names.get(sheet.savedBy ?? '')?.name ?? '' }
  })
}

async function sheetAnswer(
  visit: Visit<'/children/:childId/data-sheet'>,
  values?: FormFields,
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const found = await read(visit, 'data-sheet.seen')
  if (found === undefined) return notFound()
  const { child, sheet, known, savedBy } = found
  const missing = missingFrom(sheet.answers)
  const notOnRecord = known.filter(row => row.value === '').map(row => row.label)
  const model = {
    back: { href: `/children/${child.id}`, text: t('record.back') },
    caption: child.reference,
    known: known
      .filter(row => row.value !== '')
      .map(({ label, value }) => ({ key: { text: label }, value: { text: inWords(value, language) } })),
    notOnRecord,
    details: `/children/${child.id}/details`,
    take: `/children/${child.id}/data-sheet/csv`,
    missing: missing.length,
    saved:
      sheet.savedAt === null
        ? ''
        : t('data-sheet.saved', { name: savedBy, at: formatInstant(sheet.savedAt, language) }),
    questions: QUESTIONS.map(question => ({
      name: question,
      label: t(`data-sheet.question.${question}`),
      isMissing: missing.includes(question),
      answers: [
        { value: '', text: '' },
        ...SHEET_QUESTIONS[question].map(answer => ({ value: answer, text: answerWords(t, question, answer) })),
      ],
    })),
  }
  const shown = values ?? { ...sheet.answers, version: String(sheet.version) }
  return showForm('data-sheet/views/sheet.njk', t('data-sheet.title'), model, shown as FormFields, errors)
}

const sheetPage = page({
  method: 'get',
  path: '/children/:childId/data-sheet',
  roles: WORKING_ROLES,
  audit: 'data-sheet.seen',
  handle: visit => sheetAnswer(visit),
})

const sheetSubmit = page({
  method: 'post',
  path: '/children/:childId/data-sheet',
  roles: WORKING_ROLES,
  audit: 'data-sheet.saved',
  async handle(visit) {
    const { t } = visit
    const form = readForm(sheetForm, visit.body)
    if (!form.ok) return sheetAnswer(visit, visit.body, form.errors)
    const { version: readVersion, ...answers } = form.fields
    const given = Object.fromEntries(
      Object.entries(answers).filter(([, answer]) => answer !== undefined),
    ) as SheetAnswers
    const childId = visit.params.childId
    const result = await visit.act(work => saveDataSheet(work, { childId, version: readVersion, answers: given }))
    switch (result.outcome) {
      case 'saved':
        return redirect(`/children/${childId}/data-sheet`)
      case 'not-found':
        return notFound()
      case 'changed-since-you-read': {
        const { current } = result
        const all = (answers: SheetAnswers) => Object.fromEntries(QUESTIONS.map(each => [each, answers[each]]))
        return formConflict<SheetQuestion>(visit, {
          theirs: all(current.answers),
          yours: all(given),
          labelOf: question => t(`data-sheet.question.${question}`),
          inWords: (question, value) => (value === '' ? t('data-sheet.no-answer') : answerWords(t, question, value)),
          hidden: { version: String(current.version) },
          savedAt: `/children/${childId}/data-sheet`,
        })
      }
    }
  },
})

const sheetFile = page({
  method: 'get',
  path: '/children/:childId/data-sheet/csv',
  roles: WORKING_ROLES,
  audit: 'data-sheet.taken',
  async handle(visit) {
    const { t } = visit
    const found = await read(visit, 'data-sheet.taken')
    if (found === undefined) return notFound()
    const rows = [
      ...found.known.map(row => [row.label, row.value]),
      ...QUESTIONS.map(question => [
        t(`data-sheet.question.${question}`),
        answerWords(t, question, found.sheet.answers[question]),
      ]),
    ]
    const name = `${found.child.reference} ${t('data-sheet.file')} ${visit.today}.csv`
    // The mark in front tells spreadsheets that the letters are UTF-8.
    return file(Buffer.from(`\uFEFF${commaSeparated(rows)}`), 'text/csv; charset=utf-8', name)
  },
})

export const dataSheetPages: readonly Page[] = [sheetPage, sheetSubmit, sheetFile]
