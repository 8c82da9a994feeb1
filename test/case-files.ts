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

/** The examples of the documentation: one first meeting; and a longer life of two pathways, as an export gives it. */
export type Example = 'case-one' | 'case-two'

/** An example of the documentation, read. */
export const example = (name: Example = 'case-one') => {
  const read = readCaseFile(JSON.parse(readFileSync(`examples/${name}.json`, 'utf8')))
  assert.ok(read.ok, read.ok ? '' : JSON.stringify(read.faults))
  return read.file
}

/** Places of an example and what stands there instead. */
export type Change = readonly (readonly [path: string, value: unknown])[]

/** An example with some places changed; `undefined` takes a place out, `from:PATH` stands for what is there. */
export function exampleWith(change: Change, name: Example = 'case-one'): unknown {
  const file: unknown = JSON.parse(readFileSync(`examples/${name}.json`, 'utf8'))
  const at = (path: readonly string[]) =>
    path.reduce<unknown>((place, name) => (place as Record<string, unknown>)[name], file)
  for (const [path, value] of change) {
    const names = path.split('.')
    const parent = at(names.slice(0, -1)) as Record<string, unknown>
    const name = names.at(-1) ?? ''
    const copied = typeof value === 'string' && value.startsWith('from:') ? at(value.slice(5).split('.')) : value
    if (copied === undefined) Reflect.deleteProperty(parent, name)
    else parent[name] = copied
  }
  return file
}
