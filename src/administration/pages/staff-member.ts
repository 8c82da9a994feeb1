import { z } from 'zod'
import { ROLES } from '../../access/actor.ts'
import { inAlphabet } from '../../lib/alphabet.ts'
import { type Answer, notFound, redirect, show, showErrors } from '../../web/answer.ts'
import { choices, type FieldErrors, type FormFields, readForm } from '../../web/forms.ts'
import { page, type Visit, type Page } from '../../web/page.ts'
import { invite, markLeft, setRoles, setTeams } from '../../board/actions.ts'
import { titleIn } from '../../board/board.ts'
import { listAgencies, listTeams } from '../../board/store/agencies.ts'
import { findWorkOf, listStaff, listTeamIdsOf } from '../../board/store/staff.ts'
import { INVITATION_DAYS } from '../../account/account.ts'
import { ADMINISTRATOR } from './ways.ts'

async function staffMember(
  visit: Visit<'/board/staff/:userId'>,
  { invitation, values, errors }: { invitation?: string; values?: FormFields; errors?: FieldErrors } = {},
): Promise<Answer> {
  const { t, language } = visit
  const found = await visit.act(async ({ tx }) => ({
    staff: await listStaff(tx, { withLeft: true }),
    agencies: await listAgencies(tx),
    teams: await listTeams(tx),
    teamIds: await listTeamIdsOf(tx, visit.params.userId),
  }))
  const person = found.staff.find(each => each.id === visit.params.userId)
  if (person === undefined) return notFound()
  const model = {
    person: {
      ...person,
      title: titleIn(language, person.jobTitle),
      agency: found.agencies.find(agency => agency.id === person.agencyId)?.name[language],
    },
    invitation,
    back: { href: '/board', text: t('board.staff.title') },
    roleChoices: ROLES.map(value => ({ value, text: t(`board.role.${value}`) })),
    teamChoices: inAlphabet(language, found.teams, team => team.name[language]).map(team => ({
      value: team.id,
      text: team.name[language],
    })),
  }
  const view = 'administration/views/staff-member.njk'
  return errors === undefined
    ? show(view, person.name, model, { roles: person.roles, teams: found.teamIds })
    : showErrors(view, person.name, model, values ?? {}, errors)
}

const staffMemberPage = page({
  method: 'get',
  path: '/board/staff/:userId',
  roles: ADMINISTRATOR,
  audit: { none: 'staff are known to everyone who is signed in; nothing about a child is shown' },
  handle: visit => staffMember(visit),
})

const rolesAndTeamsForm = z.object({
  roles: choices(ROLES, 'board.role.needed'),
  teams: z.preprocess(chosen => [chosen ?? []].flat().filter(id => id !== ''), z.array(z.string())),
})

const staffRolesAndTeams = page({
  method: 'post',
  path: '/board/staff/:userId',
  roles: ADMINISTRATOR,
  audit: ['board.role-given', 'board.role-ended', 'board.team-joined', 'board.team-left'],
  async handle(visit) {
    const form = readForm(rolesAndTeamsForm, visit.body)
    if (!form.ok) return notFound()
    const { roles, teams } = form.fields
    const result = await visit.act(async work => {
      const known = new Set((await listTeams(work.tx)).map(team => team.id))
      const person = (await listStaff(work.tx)).find(each => each.id === visit.params.userId)
      if (person === undefined || !teams.every(id => known.has(id))) return undefined
      const set = await setRoles(work, person.id, person.roles, roles)
      if (set.outcome === 'set') await setTeams(work, person.id, teams)
      return set
    })
    switch (result?.outcome) {
      case undefined:
        return notFound()
      case 'set':
        return redirect('/board')
      case 'administrator-apart':
        return staffMember(visit, { values: visit.body, errors: { roles: 'board.role.administrator-apart' } })
    }
  },
})

const staffInvite = page({
  method: 'post',
  path: '/board/staff/:userId/invitation',
  roles: ADMINISTRATOR,
  audit: 'account.invited',
  async handle(visit) {
    const code = await visit.act(work => invite(work, visit.params.userId, INVITATION_DAYS))
    return staffMember(visit, { invitation: `/welcome?invitation=${code}` })
  },
})

const leavingPage = page({
  method: 'get',
  path: '/board/staff/:userId/left',
  roles: ADMINISTRATOR,
  audit: { none: 'how much work somebody holds, in numbers; nothing about a child is shown' },
  async handle(visit) {
    const { t } = visit
    const found = await visit.act(async ({ tx }) => ({
      person: (await listStaff(tx)).find(each => each.id === visit.params.userId),
      work: await findWorkOf(tx, visit.params.userId),
    }))
    if (found.person === undefined || found.work === undefined) return notFound()
    const { clocks, leads, meetings } = found.work
    return show('administration/views/leaving.njk', t('board.leaving.title'), {
      person: found.person,
      held: [
        t('board.leaving.clocks', { count: clocks }),
        t('board.leaving.leads', { count: leads }),
        t('board.leaving.meetings', { count: meetings }),
      ],
      back: { href: `/board/staff/${found.person.id}`, text: found.person.name },
    })
  },
})

const staffLeft = page({
  method: 'post',
  path: '/board/staff/:userId/left',
  roles: ADMINISTRATOR,
  audit: 'board.staff-changed',
  async handle(visit) {
    await visit.act(work => markLeft(work, visit.params.userId))
    return redirect('/board')
  },
})

export const staffMemberPages: readonly Page[] = [
  staffMemberPage,
  staffRolesAndTeams,
  staffInvite,
  leavingPage,
  staffLeft,
]
