// Every command of the line, typed as whoever runs the server types it, on a demonstration board.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { clear, dataFolder, runCommand } from './deployed.ts'

const dataDir = dataFolder()
const ADMINISTRATOR = 'administrator@demonstration.example'
before(() => assert.equal(runCommand(dataDir, 'demo', 'load').code, 0))
after(() => clear(dataDir))

const refused = (says: RegExp, ...words: readonly string[]) => {
  const { code, said } = runCommand(dataDir, ...words)
  assert.equal(code, 1, said)
  assert.match(said, says)
  assert.doesNotMatch(said, /\n\s+at /, 'a plain sentence')
}
const done = (...words: readonly string[]) => {
  const { code, said } = runCommand(dataDir, ...words)
  assert.equal(code, 0, said)
  return said
}

test('a case file is loaded, and the record comes out again by its reference; not for who may not', () => {
  const reference = done('case', 'load', 'examples/case-one.json', '--as', ADMINISTRATOR).trim()
  assert.match(reference, /^LL-\d{5}$/)
  refused(/loaded before/, 'case', 'load', 'examples/case-one.json', '--as', ADMINISTRATOR)
  refused(
    /Only an administrator/,
    'case',
    'load',
    'examples/case-one.json',
    '--as',
    'lead@demonstration.example',
    '--again',
  )
  const file = join(dataDir, 'out.json')
  done('case', 'export', reference, '--as', 'lead@demonstration.example', '--out', file)
  assert.ok(Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object).length > 3)
  refused(/no child/, 'case', 'export', reference, '--as', 'teacher@demonstration.example')
  refused(/Nobody on this board/, 'case', 'export', reference, '--as', 'nobody@demonstration.example')
})

test('a copy of a meeting’s record is made in either kind; the family’s only when a second person has read it', () => {
  for (const [format, begins] of [
    ['pdf', '%PDF'],
    ['docx', 'PK'],
  ] as const) {
    const file = join(dataDir, `record.${format}`)
    const asked = ['--meeting', '1', '--copy', 'full', '--format', format, '--lang', 'cy', '--out', file]
    done('record', 'LL-00039', ...asked, '--as', 'chair@demonstration.example')
    assert.equal(readFileSync(file).subarray(0, begins.length).toString(), begins)
    const verify = ['document', 'verify', file, '--as']
    const said = done(...verify, 'chair@demonstration.example')
    assert.match(said, /The full record of meeting 1 about LL-00039, in Welsh, made .* No byte was altered\./)
    refused(/was altered, or was not made here/, ...verify, 'youth-justice@demonstration.example')
    const bytes = readFileSync(file)
    bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 1
    writeFileSync(file, bytes)
    refused(/was altered, or was not made here/, ...verify, 'chair@demonstration.example')
  }
  refused(/cannot be read/, 'document', 'verify', join(dataDir, 'nowhere'), '--as', 'chair@demonstration.example')
  refused(/no record of meeting 9/, 'record', 'LL-00039', '--meeting', '9', '--as', 'chair@demonstration.example')
  const copies = ['family', 'child'].map(copy => {
    const file = join(dataDir, `${copy}.pdf`)
    const asked = ['--meeting', '1', '--copy', copy, '--lang', 'cy', '--out', file]
    done('record', 'LL-00039', ...asked, '--as', 'chair@demonstration.example')
    assert.match(done('document', 'verify', file, '--as', 'chair@demonstration.example'), /family’s copy of meeting 1/i)
    return readFileSync(file)
  })
  assert.notDeepEqual(copies[0], copies[1], 'the child’s is another file')
  refused(/--copy is full, family or child/, 'record', 'LL-00039', '--copy', 'x', '--as', 'chair@demonstration.example')
})

test('an account is added and invited, once for each address, by an administrator alone', () => {
  const asked = ['account', 'add', 'newydd@demonstration.example', '--name', 'Newydd Dychmygol', '--as']
  assert.match(done(...asked, ADMINISTRATOR), /^\/welcome\?invitation=\S+$/m)
  refused(/has the address/, ...asked, ADMINISTRATOR)
  refused(/Only an administrator/, ...asked, 'lead@demonstration.example')
})
