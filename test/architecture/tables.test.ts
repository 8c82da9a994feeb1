import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { productSources, type Source } from './sources.ts'
import { TABLE_OWNERS } from './tables.ts'

const WRITES = [
  /\.(?:insertInto|updateTable|deleteFrom|mergeInto|replaceInto)\(\s*['"`]([a-z_.]+)/g,
  /\b(?:insert\s+into|delete\s+from|merge\s+into|truncate(?:\s+table)?)\s+"?([a-z_.]+)/gi,
  /\bupdate\s+"?([a-z_.]+)"?(?:\s+(?:as\s+)?[a-z]+)?\s+set\b/gi,
]

// The writes that no store of the table's own slice makes.
function trespasses({ file, text }: Source): string[] {
  return WRITES.flatMap(pattern => [...text.matchAll(pattern)]).flatMap(([, table = '']) => {
    const owner = TABLE_OWNERS[table]
    if (owner === undefined) return [`${file} writes "${table}", which test/architecture/tables.ts does not know`]
    const mayWrite =
      owner === 'db' ? file.startsWith('src/db/') : new RegExp(`^src/${owner}/store(?:\\.ts$|/)`).test(file)
    return mayWrite ? [] : [`${file} writes "${table}", which belongs to the store of ${owner}`]
  })
}

test('a table is written by the store of its own slice and by nothing else', () => {
  const sources = productSources()
  assert.ok(
    sources.flatMap(({ text }) => WRITES.flatMap(pattern => [...text.matchAll(pattern)])).length > 50,
    'no writes were read',
  )
  assert.deepEqual(sources.flatMap(trespasses), [], 'ask the owner’s store or action to write it')
})

test('every table of the database has an owner, and every owner has its table', () => {
  const schema = readFileSync('src/db/schema.ts', 'utf8')
  const listed = schema.slice(schema.indexOf('export interface DB {')).matchAll(/^ {2}"?([a-z_.]+)"?:/gm)
  assert.deepEqual(
    [...listed].map(([, table]) => table).sort(),
    // What the migrator keeps for itself is in no migration.
    Object.keys(TABLE_OWNERS)
      .filter(table => !table.startsWith('kysely_'))
      .sort(),
    'add it to test/architecture/tables.ts',
  )
})

test('a write from a page, from another slice, in plain SQL and into a table nobody owns are found', () => {
  const store = 'src/panel/store.ts'
  assert.deepEqual(trespasses({ file: store, text: "tx.insertInto('panel_sitting')" }), [])
  assert.deepEqual(trespasses({ file: 'src/meeting/store/record.ts', text: "tx.updateTable('safety_plan')" }), [])
  for (const [file, text] of [
    [store, "tx.updateTable('meeting')"],
    ['src/panel/actions.ts', "tx.deleteFrom('panel_sitting')"],
    [store, 'sql`insert into last_look as l (child_id) values (1)`'],
    [store, 'sql`update entry as e\n set text = 1`'],
    [store, 'sql`DELETE FROM row_history`'],
    [store, "tx.insertInto('nobodys')"],
  ] as const)
    assert.equal(trespasses({ file, text }).length, 1, text)
})
