import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { World } from './world.ts'
import { bankHolidays } from '../src/calendar/bank-holidays.ts'
import { findActorByEmail } from '../src/access/store/sessions.ts'
import { copyOptionsOf } from '../src/copy-options.ts'
import type { ActorTx } from '../src/db/database.ts'
import { loadCase, type Surroundings } from '../src/case-file/actions.ts'
import { type CaseFile, readCaseFile } from '../src/case-file/case-file.ts'

/** What a case file is loaded among. */
export const surroundings = (tx: ActorTx): Surroundings => ({
  holidays: bankHolidays(),
  findUser: email => findActorByEmail(tx, email),
  copyOptions: copyOptionsOf('demonstration'),
})

/** Loads a case file as the administrator. */
export const load = (world: World, file: CaseFile) =>
  world.as('administrator', ({ tx, actor }) => loadCase(tx, actor, file, surroundings(tx)))

/** The example of the documentation, read. */
export const example = () => {
  const read = readCaseFile(JSON.parse(readFileSync('examples/case-one.json', 'utf8')))
  assert.ok(read.ok, read.ok ? '' : JSON.stringify(read.faults))
  return read.file
}
