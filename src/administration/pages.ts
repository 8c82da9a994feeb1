import { z } from 'zod'
import { AGENCY_KINDS, ROLES } from '../access/actor.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { formatDay } from '../lib/calendar-date.ts'
import { CLOCK_RULES } from '../clock/clock.ts'
import { CLOCK_KINDS } from './clock-kinds.ts'
import { type Answer, notFound, redirect, show, showErrors } from '../web/answer.ts'
import {
  choice,
  choices,
  type FieldErrors,
  type FormFields,
  neededDay,
  neededText,
  readForm,
  text,
} from '../web/forms.ts'
import { page, type Page, type Visit } from '../web/page.ts'
import {
  addAgency,
  addLocalAuthority,
  addStaffMember,
  addTeam,
  changeLimit,
  invite,
  markLeft,
  setRoles,
  setTeams,
} from '../board/actions.ts'
import { TEAM_KINDS } from '../board/board.ts'
import { insertFurtherBankHoliday, listSettings } from '../board/store/board.ts'
import { listAgencies, listLocalAuthorities, listTeams } from '../board/store/agencies.ts'
import { listStaff, listTeamIdsOf } from '../board/store/staff.ts'

const INVITATION_DAYS = 7
const ADMINISTRATOR = ['administrator'] as const

async function overview(visit: Visit, values: FormFields = {}, errors?: FieldErrors): Promise<Answer> {
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
  return errors === undefined
    ? show('administration/views/overview.njk', title, model, values)
    : showErrors('administration/views/overview.njk', title, model, values, errors)
}

const boardPage = page({
  method: 'get',
  path: '/board',
  roles: ADMINISTRATOR,
  audit: { none: 'agencies, staff and limits are known to everyone who is signed in; nothing about a child is shown' },
  handle: visit => overview(visit),
})

const authorityForm = z.object({
  code: neededText('board.authority.code.needed'),
  authorityEn: neededText('board.name.needed'),
  authorityCy: neededText('board.name.needed'),
})
const agencyForm = z.object({
  agencyKind: choice(AGENCY_KINDS, 'board.agency.kind.needed'),
  agencyEn: neededText('board.name.needed'),
  agencyCy: neededText('board.name.needed'),
  agencyAuthority: text(),
})
const teamForm = z.object({
  teamKind: choice(TEAM_KINDS, 'board.team.kind.needed'),
  teamEn: neededText('board.name.needed'),
  teamCy: neededText('board.name.needed'),
  teamAgency: z.uuid('board.agency.needed'),
  teamAuthority: text(),
})
const staffForm = z.object({
  name: neededText('board.staff.name.needed'),
  email: z.string().trim().pipe(z.email('board.staff.email.needed')),
  jobTitle: text(),
  staffAgency: z.uuid('board.agency.needed'),
  language: choice(['en', 'cy'], 'board.staff.language.needed'),
  roles: choices(ROLES, 'board.role.needed'),
  team: text(),
})
const limitForm = z.object({
  rule: choice(CLOCK_RULES, 'board.limit.rule.needed'),
  value: z.coerce
    .number('board.limit.value.needed')
    .int('board.limit.value.needed')
    .min(1, 'board.limit.value.needed')
    .max(400, 'board.limit.value.needed'),
  effectiveFrom: neededDay('board.limit.from.needed'),
  source: neededText('board.limit.source.needed'),
})
const holidayForm = z.object({
  holiday: neededDay('board.holiday.day.needed'),
  holidayEn: neededText('board.name.needed'),
  holidayCy: neededText('board.name.needed'),
})

/** An addition to the board: reads its form, does it, and shows the board again. */
function addition<T>(
  path: `/${string}`,
  audit: Page['audit'],
  schema: z.ZodType<T>,
  add: (visit: Visit, fields: T) => Promise<FieldErrors | undefined>,
): Page {
  return page({
    method: 'post',
    path,
    roles: ADMINISTRATOR,
    audit,
    async handle(visit) {
      const form = readForm(schema, visit.body)
      if (!form.ok) return overview(visit, visit.body, form.errors)
      const errors = await add(visit, form.fields)
      return errors === undefined ? redirect('/board') : overview(visit, visit.body, errors)
    },
  })
}

const STAFF_REFUSALS: Readonly<Record<string, FieldErrors | undefined>> = {
  'email-taken': { email: 'board.staff.email.taken' },
  'administrator-apart': { roles: 'board.role.administrator-apart' },
}

const orNull = (id: string) => (id === '' ? null : id)

const additions: readonly Page[] = [
  addition('/board/local-authorities', 'board.agency-added', authorityForm, (visit, fields) =>
    visit
      .act(work =>
        addLocalAuthority(work, { code: fields.code, name: { en: fields.authorityEn, cy: fields.authorityCy } }),
      )
      .then(() => undefined),
  ),
  addition('/board/agencies', 'board.agency-added', agencyForm, (visit, fields) =>
    visit
      .act(work =>
        addAgency(work, {
          kind: fields.agencyKind,
          name: { en: fields.agencyEn, cy: fields.agencyCy },
          localAuthorityId: orNull(fields.agencyAuthority),
        }),
      )
      .then(() => undefined),
  ),
  addition('/board/teams', 'board.team-added', teamForm, (visit, fields) =>
    visit
      .act(work =>
        addTeam(work, {
          agencyId: fields.teamAgency,
          kind: fields.teamKind,
          name: { en: fields.teamEn, cy: fields.teamCy },
          localAuthorityId: orNull(fields.teamAuthority),
        }),
      )
      .then(() => undefined),
  ),
  addition('/board/staff', 'board.staff-added', staffForm, (visit, fields) =>
    visit
      .act(work =>
        addStaffMember(work, {
          ...fields,
          agencyId: fields.staffAgency,
          teamIds: fields.team === '' ? [] : [fields.team],
        }),
      )
      .then(result => STAFF_REFUSALS[result.outcome]),
  ),
  addition('/board/limits', 'board.setting-changed', limitForm, (visit, fields) =>
    visit
      .act(work => changeLimit(work, fields))
      .then(({ outcome }) => (outcome === 'changed' ? undefined : { effectiveFrom: 'board.limit.from.passed' })),
  ),
  addition('/board/bank-holidays', 'board.bank-holiday-added', holidayForm, (visit, fields) =>
    visit
      .act(async work => {
        await insertFurtherBankHoliday(work.tx, {
          day: fields.holiday,
          nameEn: fields.holidayEn,
          nameCy: fields.holidayCy,
          by: work.actor.userId,
        })
        await recordAuditEvent(work.tx, 'board.bank-holiday-added', { details: { day: fields.holiday } })
      })
      .then(() => undefined),
  ),
]

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
    person: { ...person, agency: found.agencies.find(agency => agency.id === person.agencyId)?.name[language] },
    invitation,
    back: { href: '/board', text: t('board.title') },
    roleChoices: ROLES.map(value => ({ value, text: t(`board.role.${value}`) })),
    teamChoices: found.teams.map(team => ({ value: team.id, text: team.name[language] })),
  }
  const view = 'administration/views/staff-member.njk'
  return errors === undefined
    ? show(view, person.name, model, { roles: person.roles, teams: found.teamIds })
    : showErrors(view, person.name, model, { teams: found.teamIds, ...values }, errors)
}

const staffMemberPage = page({
  method: 'get',
  path: '/board/staff/:userId',
  roles: ADMINISTRATOR,
  audit: { none: 'staff are known to everyone who is signed in; nothing about a child is shown' },
  handle: visit => staffMember(visit),
})

const rolesForm = z.object({ roles: choices(ROLES, 'board.role.needed') })

const staffRoles = page({
  method: 'post',
  path: '/board/staff/:userId/roles',
  roles: ADMINISTRATOR,
  audit: ['board.role-given', 'board.role-ended'],
  async handle(visit) {
    const form = readForm(rolesForm, visit.body)
    if (!form.ok) return notFound()
    const result = await visit.act(async work => {
      const person = (await listStaff(work.tx, { withLeft: true })).find(each => each.id === visit.params.userId)
      return person && (await setRoles(work, person.id, person.roles, form.fields.roles))
    })
    if (result === undefined) return notFound()
    switch (result.outcome) {
      case 'set':
        return redirect('/board')
      case 'administrator-apart':
        return staffMember(visit, { values: visit.body, errors: { roles: 'board.role.administrator-apart' } })
    }
  },
})

const staffTeams = page({
  method: 'post',
  path: '/board/staff/:userId/teams',
  roles: ADMINISTRATOR,
  audit: ['board.team-joined', 'board.team-left'],
  async handle(visit) {
    const { teams } = visit.body
    const chosen = teams === undefined ? [] : typeof teams === 'string' ? [teams] : teams
    const done = await visit.act(async work => {
      const known = new Set((await listTeams(work.tx)).map(team => team.id))
      const person = (await listStaff(work.tx)).find(each => each.id === visit.params.userId)
      if (person === undefined || !chosen.every(id => known.has(id))) return false
      await setTeams(work, person.id, chosen)
      return true
    })
    return done ? redirect('/board') : notFound()
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

export const administrationPages: readonly Page[] = [
  boardPage,
  ...additions,
  staffMemberPage,
  staffRoles,
  staffTeams,
  staffInvite,
  staffLeft,
]
