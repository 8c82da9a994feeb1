import { z } from 'zod'
import { ROLES } from '../../access/actor.ts'
import { listAgencies, listTeams } from '../../board/store/agencies.ts'
import { listStaff } from '../../board/store/staff.ts'
import { inAlphabet } from '../../lib/alphabet.ts'
import { calendarDateAt, formatShortDay } from '../../lib/calendar-date.ts'
import { tryLettersAgain } from '../../reminder/actions.ts'
import { listUndelivered } from '../../reminder/store.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import { type FieldErrors, type FormFields, readForm } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { ADMINISTRATOR, KNOWN_TO_ALL, waysFrom } from './ways.ts'

/** The people of the board: as they are, or again with what was typed and what needs another look. */
export async function peopleAnswer(visit: Visit, values: FormFields = {}, errors?: FieldErrors): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async ({ tx }) => {
    const agencies = await listAgencies(tx)
    const teams = await listTeams(tx)
    const staff = await listStaff(tx)
    const undelivered = await listUndelivered(tx)
    const byName = <Each extends { name: { en: string; cy: string }; id: string }>(list: readonly Each[]) =>
      inAlphabet(language, list, each => each.name[language]).map(each => ({
        value: each.id,
        text: each.name[language],
      }))
    return {
      ways: waysFrom('/board', visit),
      staff: inAlphabet(language, staff, person => person.name).map(person => ({
        ...person,
        agency: agencies.find(agency => agency.id === person.agencyId)?.name[language] ?? '',
        roles: person.roles.map(role => t(`board.role.${role}`)).join(', '),
      })),
      undelivered: undelivered.map(each => ({
        userId: each.userId,
        name: staff.find(person => person.id === each.userId)?.name ?? '',
        count: t('reminder.undelivered.count', { count: each.count }),
        since: t('reminder.undelivered.since', { day: formatShortDay(calendarDateAt(each.since), language) }),
      })),
      agencyChoices: byName(agencies),
      teamChoices: byName(teams),
      roleChoices: ROLES.map(value => ({ value, text: t(`board.role.${value}`) })),
      languageChoices: [
        { value: 'en', text: t('board.language.en') },
        { value: 'cy', text: t('board.language.cy') },
      ],
    }
  })
  return showForm('administration/views/people.njk', t('board.staff.title'), model, values, errors)
}

const peoplePage = page({
  method: 'get',
  path: '/board',
  roles: ADMINISTRATOR,
  audit: KNOWN_TO_ALL,
  handle: visit => peopleAnswer(visit),
})

const lettersAgain = page({
  method: 'post',
  path: '/board/letters',
  roles: ADMINISTRATOR,
  audit: 'board.letters-tried-again',
  async handle(visit) {
    const form = readForm(z.object({ userId: z.uuid() }), visit.body)
    if (!form.ok) return notFound()
    const result = await visit.act(work => tryLettersAgain(work, form.fields.userId))
    return result.outcome === 'tried-again' ? redirect('/board') : notFound()
  },
})

export const peoplePages: readonly Page[] = [peoplePage, lettersAgain]
