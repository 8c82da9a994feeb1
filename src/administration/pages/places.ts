import { AGENCY_KINDS } from '../../access/actor.ts'
import { TEAM_KINDS } from '../../board/board.ts'
import { listAgencies, listLocalAuthorities, listTeams } from '../../board/store/agencies.ts'
import { inAlphabet } from '../../lib/alphabet.ts'
import { type Answer, showForm } from '../../web/answer.ts'
import { type FieldErrors, type FormFields, items } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { ADMINISTRATOR, KNOWN_TO_ALL, waysFrom } from './ways.ts'

/** The teams of the board: as they are, or again with what was typed. */
export async function teamsAnswer(visit: Visit, values: FormFields = {}, errors?: FieldErrors): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async ({ tx }) => {
    const agencies = inAlphabet(language, await listAgencies(tx), agency => agency.name[language])
    const authorities = inAlphabet(language, await listLocalAuthorities(tx), authority => authority.name[language])
    return {
      ways: waysFrom('/board/teams', visit),
      teams: inAlphabet(language, await listTeams(tx), team => team.name[language]).map(team => ({
        id: team.id,
        name: team.name[language],
        kind: t(`board.team-kind.${team.kind}`),
        agency: agencies.find(agency => agency.id === team.agencyId)?.name[language] ?? '',
        telephone: team.telephone,
      })),
      teamKinds: items(t, 'board.team-kind', TEAM_KINDS),
      agencyChoices: agencies.map(each => ({ value: each.id, text: each.name[language] })),
      authorityChoices: authorities.map(each => ({ value: each.id, text: each.name[language] })),
    }
  })
  return showForm('administration/views/teams.njk', t('board.teams'), model, values, errors)
}

/** The agencies and local authorities of the board: as they are, or again with what was typed. */
export async function agenciesAnswer(visit: Visit, values: FormFields = {}, errors?: FieldErrors): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async ({ tx }) => {
    const authorities = inAlphabet(language, await listLocalAuthorities(tx), authority => authority.name[language])
    return {
      ways: waysFrom('/board/agencies', visit),
      agencies: inAlphabet(language, await listAgencies(tx), agency => agency.name[language]).map(agency => ({
        name: agency.name[language],
        kind: t(`board.agency-kind.${agency.kind}`),
      })),
      authorities: authorities.map(authority => ({ name: authority.name[language], code: authority.code })),
      agencyKinds: items(t, 'board.agency-kind', AGENCY_KINDS),
      authorityChoices: authorities.map(each => ({ value: each.id, text: each.name[language] })),
    }
  })
  return showForm('administration/views/agencies.njk', t('board.agencies'), model, values, errors)
}

const teamsPage = page({
  method: 'get',
  path: '/board/teams',
  roles: ADMINISTRATOR,
  audit: KNOWN_TO_ALL,
  handle: visit => teamsAnswer(visit),
})

const agenciesPage = page({
  method: 'get',
  path: '/board/agencies',
  roles: ADMINISTRATOR,
  audit: KNOWN_TO_ALL,
  handle: visit => agenciesAnswer(visit),
})

export const placePages: readonly Page[] = [teamsPage, agenciesPage]
