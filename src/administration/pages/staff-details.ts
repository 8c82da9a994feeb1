import { z } from 'zod'
import { changeStaffMember } from '../../board/actions.ts'
import { listStaff } from '../../board/store/staff.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import { type FieldErrors, type FormFields, neededText, readForm, text, version } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { ADMINISTRATOR, KNOWN_TO_ALL } from './ways.ts'

async function detailsAnswer(
  visit: Visit<'/board/staff/:userId/details'>,
  values?: FormFields,
  errors?: FieldErrors,
  isChanged = false,
): Promise<Answer> {
  const { userId } = visit.params
  const person = await visit.act(async ({ tx }) =>
    (await listStaff(tx, { withLeft: true })).find(each => each.id === userId),
  )
  if (person === undefined) return notFound()
  return showForm(
    'administration/views/staff-details.njk',
    visit.t('board.staff.details'),
    {
      email: person.email,
      now: isChanged ? person : undefined,
      back: { href: `/board/staff/${userId}`, text: person.name },
    },
    {
      name: person.name,
      jobTitleEn: person.jobTitle.en,
      jobTitleCy: person.jobTitle.cy,
      version: String(person.version),
      ...values,
      // Whoever has read what another wrote may save over it; nobody else.
      ...(isChanged && { version: String(person.version) }),
    },
    errors,
  )
}

const detailsPage = page({
  method: 'get',
  path: '/board/staff/:userId/details',
  roles: ADMINISTRATOR,
  audit: KNOWN_TO_ALL,
  handle: visit => detailsAnswer(visit),
})

const detailsForm = z.object({
  name: neededText('board.staff.name.needed'),
  jobTitleEn: text(),
  jobTitleCy: text(),
  version: version(),
})

const detailsSubmit = page({
  method: 'post',
  path: '/board/staff/:userId/details',
  roles: ADMINISTRATOR,
  audit: 'board.staff-changed',
  async handle(visit) {
    const { userId } = visit.params
    const form = readForm(detailsForm, visit.body)
    if (!form.ok) return detailsAnswer(visit, visit.body, form.errors)
    const { name, jobTitleEn, jobTitleCy, version } = form.fields
    const result = await visit.act(async work => {
      const isThere = (await listStaff(work.tx, { withLeft: true })).some(each => each.id === userId)
      return isThere
        ? changeStaffMember(work, { id: userId, name, jobTitle: { en: jobTitleEn, cy: jobTitleCy }, version })
        : undefined
    })
    switch (result?.outcome) {
      case undefined:
        return notFound()
      case 'changed':
        return redirect(`/board/staff/${userId}`)
      case 'changed-since-you-read':
        return detailsAnswer(visit, visit.body, { name: 'board.staff.changed-meanwhile' }, true)
    }
  },
})

export const staffDetailsPages: readonly Page[] = [detailsPage, detailsSubmit]
