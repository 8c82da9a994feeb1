import { z } from 'zod'
import { AGENCY_KINDS, ROLES } from '../../access/actor.ts'
import { inAlphabet } from '../../lib/alphabet.ts'
import { calendarDateAt, formatDay, formatShortDay } from '../../lib/calendar-date.ts'
import { sourceWords } from '../../clock/present.ts'
import { CLOCK_KINDS } from '../clock-kinds.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import { type FieldErrors, type FormFields, readForm } from '../../web/forms.ts'
import { page, type Visit, type Page } from '../../web/page.ts'
import { TEAM_KINDS } from '../../board/board.ts'
import { listSettings } from '../../board/store/board.ts'
import { listAgencies, listLocalAuthorities, listTeams } from '../../board/store/agencies.ts'
import { listStaff } from '../../board/store/staff.ts'
import { tryLettersAgain } from '../../reminder/actions.ts'
import { listUndelivered } from '../../reminder/store.ts'

/** Who runs the board. */
export const ADMINISTRATOR = ['administrator'] as const

/** The board’s own page: as it is, or again with what was typed and what needs another look. */
export async function overview(visit: Visit, values: FormFields = {}, errors?: FieldErrors): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async ({ tx }) => {
    const [agencies, authorities, teams, staff, settings] = [
      await listAgencies(tx),
      await listLocalAuthorities(tx),
      await listTeams(tx),
      await listStaff(tx),
      await listSettings(tx),
    ]
    // A day that people set has no number.
    const kinds = CLOCK_KINDS.filter(kind => kind.limit.unit !== 'agreed')
    const undelivered = await listUndelivered(tx)
    const agencyName = (id: string | null) => agencies.find(agency => agency.id === id)?.name[language] ?? ''
    return {
      agencies: inAlphabet(language, agencies, agency => agency.name[language]).map(agency => ({
        id: agency.id,
        name: agency.name[language],
        kind: t(`board.agency-kind.${agency.kind}`),
      })),
      authorities: inAlphabet(language, authorities, authority => authority.name[language]).map(authority => ({
        id: authority.id,
        name: authority.name[language],
        code: authority.code,
      })),
      teams: inAlphabet(language, teams, team => team.name[language]).map(team => ({
        id: team.id,
        name: team.name[language],
        kind: t(`board.team-kind.${team.kind}`),
        agency: agencyName(team.agencyId),
        telephone: team.telephone,
      })),
      staff: inAlphabet(language, staff, person => person.name).map(person => ({
        ...person,
        agency: agencyName(person.agencyId),
        roles: person.roles.map(role => t(`board.role.${role}`)).join(', '),
      })),
      undelivered: undelivered.map(each => ({
        userId: each.userId,
        name: staff.find(person => person.id === each.userId)?.name ?? '',
        count: t('reminder.undelivered.count', { count: each.count }),
        since: t('reminder.undelivered.since', { day: formatShortDay(calendarDateAt(each.since), language) }),
      })),
      limitChoices: kinds.map(({ rule }) => ({ value: rule, text: t(`clock.rule.${rule}`) })),
      limits: kinds.map(({ rule, limit: standard }) => {
        const own = settings.filter(setting => setting.name === rule && setting.effectiveFrom <= visit.today).at(-1)
        return {
          rule,
          name: t(`clock.rule.${rule}`),
          value: t(`clock.limit.${standard.unit}`, { count: own?.value ?? standard.value }),
          source: sourceWords(own?.source ?? standard.source, t),
          from: own === undefined ? '' : formatDay(own.effectiveFrom as never, language),
        }
      }),
      agencyChoices: agencies.map(each => ({ value: each.id, text: each.name[language] })),
      authorityChoices: authorities.map(each => ({ value: each.id, text: each.name[language] })),
      teamChoices: teams.map(each => ({ value: each.id, text: each.name[language] })),
      agencyKinds: AGENCY_KINDS.map(value => ({ value, text: t(`board.agency-kind.${value}`) })),
      teamKinds: TEAM_KINDS.map(value => ({ value, text: t(`board.team-kind.${value}`) })),
      roleChoices: ROLES.map(value => ({ value, text: t(`board.role.${value}`) })),
      languageChoices: [
        { value: 'en', text: t('board.language.en') },
        { value: 'cy', text: t('board.language.cy') },
      ],
    }
  })
  const title = t('board.title')
  return showForm('administration/views/overview.njk', title, model, values, errors)
}

const boardPage = page({
  method: 'get',
  path: '/board',
  roles: ADMINISTRATOR,
  audit: { none: 'agencies, staff and limits are known to everyone who is signed in; nothing about a child is shown' },
  handle: visit => overview(visit),
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

export const overviewPages: readonly Page[] = [boardPage, lettersAgain]
