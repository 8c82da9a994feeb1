import { z } from 'zod'
import { AGENCY_KINDS, ROLES } from '../../access/actor.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { CLOCK_RULES } from '../../clock/clock.ts'
import { type Answer, redirect } from '../../web/answer.ts'
import {
  choice,
  choices,
  type FieldErrors,
  type FormFields,
  neededDay,
  neededText,
  readForm,
  text,
} from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { addAgency, addLocalAuthority, addStaffMember, addTeam, changeLimit } from '../../board/actions.ts'
import { TEAM_KINDS } from '../../board/board.ts'
import { insertFurtherBankHoliday } from '../../board/store/board.ts'
import { bankHolidaysAnswer, limitsAnswer } from './numbers.ts'
import { peopleAnswer } from './people.ts'
import { agenciesAnswer, teamsAnswer } from './places.ts'
import { ADMINISTRATOR } from './ways.ts'

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
  teamTelephone: text(),
})

const staffForm = z.object({
  name: neededText('board.staff.name.needed'),
  email: z.string().trim().pipe(z.email('board.staff.email.needed')),
  jobTitleEn: text(),
  jobTitleCy: text(),
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

type Again = (visit: Visit, values: FormFields, errors: FieldErrors) => Promise<Answer>

/** An addition to the board: reads its form, does it, and shows its page again. */
function addition<T>(
  path: `/${string}`,
  shown: { readonly at: string; readonly again: Again },
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
      if (!form.ok) return shown.again(visit, visit.body, form.errors)
      const errors = await add(visit, form.fields)
      return errors === undefined ? redirect(shown.at) : shown.again(visit, visit.body, errors)
    },
  })
}

const STAFF_REFUSALS: Readonly<Record<string, FieldErrors | undefined>> = {
  'email-taken': { email: 'board.staff.email.taken' },
  'administrator-apart': { roles: 'board.role.administrator-apart' },
}

const orNull = (id: string) => (id === '' ? null : id)

const PEOPLE = { at: '/board', again: peopleAnswer }
const TEAMS = { at: '/board/teams', again: teamsAnswer }
const AGENCIES = { at: '/board/agencies', again: agenciesAnswer }
const LIMITS = { at: '/board/limits', again: limitsAnswer }
const BANK_HOLIDAYS = { at: '/board/bank-holidays', again: bankHolidaysAnswer }

const additions: readonly Page[] = [
  addition('/board/agencies/local-authorities', AGENCIES, 'board.agency-added', authorityForm, (visit, fields) =>
    visit
      .act(work =>
        addLocalAuthority(work, { code: fields.code, name: { en: fields.authorityEn, cy: fields.authorityCy } }),
      )
      .then(() => undefined),
  ),
  addition('/board/agencies', AGENCIES, 'board.agency-added', agencyForm, (visit, fields) =>
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
  addition('/board/teams', TEAMS, 'board.team-added', teamForm, (visit, fields) =>
    visit
      .act(work =>
        addTeam(work, {
          agencyId: fields.teamAgency,
          kind: fields.teamKind,
          name: { en: fields.teamEn, cy: fields.teamCy },
          localAuthorityId: orNull(fields.teamAuthority),
          telephone: fields.teamTelephone,
        }),
      )
      .then(() => undefined),
  ),
  addition('/board/staff', PEOPLE, 'board.staff-added', staffForm, (visit, fields) =>
    visit
      .act(work =>
        addStaffMember(work, {
          ...fields,
          jobTitle: { en: fields.jobTitleEn, cy: fields.jobTitleCy },
          agencyId: fields.staffAgency,
          teamIds: fields.team === '' ? [] : [fields.team],
        }),
      )
      .then(result => STAFF_REFUSALS[result.outcome]),
  ),
  addition('/board/limits', LIMITS, 'board.setting-changed', limitForm, (visit, fields) =>
    visit
      .act(work => changeLimit(work, fields))
      .then(({ outcome }) => (outcome === 'changed' ? undefined : { effectiveFrom: 'board.limit.from.passed' })),
  ),
  addition('/board/bank-holidays', BANK_HOLIDAYS, 'board.bank-holiday-added', holidayForm, (visit, fields) =>
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

export const additionPages: readonly Page[] = [...additions]
