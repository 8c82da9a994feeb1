import { AGENCY_KINDS, ROLES } from '../../access/actor.ts'
import { formatDay } from '../../lib/calendar-date.ts'
import { CLOCK_KINDS } from '../clock-kinds.ts'
import { type Answer, showForm } from '../../web/answer.ts'
import { type FieldErrors, type FormFields } from '../../web/forms.ts'
import { page, type Visit, type Page } from '../../web/page.ts'
import { TEAM_KINDS } from '../../board/board.ts'
import { listSettings } from '../../board/store/board.ts'
import { listAgencies, listLocalAuthorities, listTeams } from '../../board/store/agencies.ts'
import { listStaff } from '../../board/store/staff.ts'

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
    const agencyName = (id: string | null) => agencies.find(agency => agency.id === id)?.name[language] ?? ''
    return {
      agencies: agencies.map(agency => ({
        id: agency.id,
        name: agency.name[language],
        kind: t(`board.agency-kind.${agency.kind}`),
      })),
      authorities: authorities.map(authority => ({
        id: authority.id,
        name: authority.name[language],
        code: authority.code,
      })),
      teams: teams.map(team => ({
        id: team.id,
        name: team.name[language],
        kind: t(`board.team-kind.${team.kind}`),
        agency: agencyName(team.agencyId),
      })),
      staff: staff.map(person => ({
        ...person,
        agency: agencyName(person.agencyId),
        roles: person.roles.map(role => t(`board.role.${role}`)).join(', '),
      })),
      limits: CLOCK_KINDS.filter(kind => kind.limit.unit !== 'agreed').map(({ rule, limit: standard }) => {
        const own = settings.filter(setting => setting.name === rule && setting.effectiveFrom <= visit.today).at(-1)
        return {
          rule,
          name: t(`clock.rule.${rule}`),
          value: t(`clock.limit.${standard.unit}`, { count: own?.value ?? standard.value }),
          source: own?.source ?? standard.source,
          from: own === undefined ? '' : formatDay(own.effectiveFrom as never, language),
        }
      }),
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

export const overviewPages: readonly Page[] = [boardPage]
