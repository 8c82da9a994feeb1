import type { Actor } from '../access/actor.ts'
import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { addAgency, addLocalAuthority, addStaffMember, addTeam } from '../board/actions.ts'
import { foundBoard } from '../board/store/board.ts'
import { listAgencies } from '../board/store/agencies.ts'
import { bankHolidays } from '../calendar/bank-holidays.ts'
import { loadCase } from '../case-file/actions.ts'
import type { Database } from '../db/database.ts'
import { addDays, calendarDateAt } from '../lib/calendar-date.ts'
import { copyOptionsOf } from '../copy-options.ts'
import { planSitting } from '../panel/actions.ts'
import { findActorByEmail } from '../access/store/sessions.ts'
import { ADMINISTRATOR, AGENCIES, AUTHORITIES, STAFF, TEAMS } from './board.ts'
import { demonstrationCases } from './children.ts'

/** A demonstration that did not load: which case, and what was refused. */
export class DemonstrationError extends Error {}

/**
 * Founds a demonstration board with its one-time code, and loads agencies, staff and about forty children from case files.
 * Every child is loaded whole or not at all.
 *
 * @returns how many children were loaded
 * @throws {DemonstrationError} when the code is not right, or a case file is refused
 */
export async function loadDemonstration(database: Database, codeHash: Buffer, now: Date): Promise<number> {
  const founded = await database.asNobody(tx =>
    foundBoard(tx, {
      codeHash,
      kind: 'demonstration',
      name: { en: 'Demonstration Safeguarding Board', cy: 'Bwrdd Diogelu Arddangos' },
      adminName: ADMINISTRATOR.name,
      adminEmail: ADMINISTRATOR.email,
      language: ADMINISTRATOR.language,
    }),
  )
  if (founded === undefined) throw new DemonstrationError('there is a board already, or the code is not right')
  const administrator = await actorOf(database, ADMINISTRATOR.email)
  await foundAgenciesAndStaff(database, administrator, now)
  const lead = await actorOf(database, 'lead@demonstration.example')
  const holidays = bankHolidays()
  const today = calendarDateAt(now)
  for (const days of [6, 34])
    await database.asActor(lead.userId, tx =>
      planSitting({ tx, actor: lead, now, today, holidays }, addDays(today, days)),
    )

  const cases = demonstrationCases(now, holidays)
  for (const [at, file] of cases.entries()) {
    const result = await database.asActor(administrator.userId, tx =>
      loadCase(tx, administrator, file, {
        holidays,
        findUser: email => findActorByEmail(tx, email),
        copyOptions: copyOptionsOf('demonstration'),
      }).then(refuseUnlessLoaded(at)),
    )
    if (result.reference === '' && file.identified !== undefined)
      throw new DemonstrationError(`case ${at + 1} left no record`)
  }
  await database.asActor(administrator.userId, tx =>
    recordAuditEvent(tx, 'demonstration.loaded', { details: { children: cases.length } }),
  )
  return cases.length
}

// Thrown inside the transaction, so that a refused case leaves nothing behind.
function refuseUnlessLoaded(at: number) {
  return (result: Awaited<ReturnType<typeof loadCase>>) => {
    if (result.outcome === 'loaded') return result
    throw new DemonstrationError(
      `case ${at + 1}: ${result.faults.map(fault => `${fault.place}: ${fault.expected}`).join('; ')}`,
    )
  }
}

async function actorOf(database: Database, email: string): Promise<Actor> {
  const actor = await database.asNobody(tx => findActorByEmail(tx, email))
  if (actor === undefined) throw new DemonstrationError(`nobody has the address ${email}`)
  return actor
}

async function foundAgenciesAndStaff(database: Database, administrator: Actor, now: Date): Promise<void> {
  await database.asActor(administrator.userId, async tx => {
    const work: Work = { tx, actor: administrator, now, today: calendarDateAt(now), holidays: bankHolidays() }
    const authorities = new Map<string, string>()
    for (const each of AUTHORITIES) authorities.set(each.code, await addLocalAuthority(work, each))
    const authorityId = (code: string | null) => (code === null ? null : (authorities.get(code) ?? null))
    const agencies = new Map<string, string>()
    const [board] = await listAgencies(tx)
    if (board !== undefined) agencies.set('board', board.id)
    for (const each of AGENCIES)
      agencies.set(
        each.id,
        await addAgency(work, { kind: each.kind, name: each.name, localAuthorityId: authorityId(each.authority) }),
      )
    const teams = new Map<string, string>()
    for (const each of TEAMS)
      teams.set(
        each.id,
        await addTeam(work, {
          agencyId: agencies.get(each.agency) ?? '',
          kind: each.kind,
          name: each.name,
          localAuthorityId: authorityId(each.authority),
          telephone: each.telephone ?? '',
        }),
      )
    for (const person of STAFF)
      await addStaffMember(work, {
        ...person,
        agencyId: agencies.get(person.agency) ?? '',
        teamIds: person.teams.flatMap(team => teams.get(team) ?? []),
      })
  })
}
