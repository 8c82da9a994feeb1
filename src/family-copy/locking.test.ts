// A copy as a file that opens with a passphrase alone: what it holds, who may make one, when not, and that it is known again.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { makeApp } from '../app.ts'
import { copyOptionsOf } from '../copy-options.ts'
import { fileHash } from '../documents/document.ts'
import { correctRecord } from '../meeting/actions/recording.ts'
import { meetingIn } from '../../test/access/meeting-deeds.ts'
import { asOwner, asSql } from '../../test/access/sight.ts'
import { TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { lockFamilyCopy, makeFamilyCopy, readFamilyCopy } from './actions.ts'
import { isPassphrase, newPassphrase } from './locking.ts'
import { recogniseDocument } from './recognising.ts'

let world: World
let app: FastifyInstance
let meetingId: string
let childId: string
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
  ;({ meetingId, childId } = await meetingIn(world, 'approved'))
})
after(async () => {
  await app.close()
  await world.close()
})

async function madeCopy(): Promise<string> {
  const made = await world.as('chair', work => makeFamilyCopy(work, { meetingId, ...copyOptionsOf('live')('en') }))
  assert.ok(made.outcome === 'made')
  return made.copyId
}
const read = (copyId: string) => world.as('youth-worker', work => readFamilyCopy(work, copyId))
const lock = (who: string, copyId: string, passphrase = newPassphrase(), reader: 'family' | 'child' = 'child') =>
  world.as(who, work => lockFamilyCopy(work, { copyId, reader, passphrase }))

async function textOf(bytes: Buffer, password?: string): Promise<string> {
  const pdf = await getDocument({
    data: new Uint8Array(bytes),
    useSystemFonts: true,
    verbosity: 0,
    ...(password !== undefined && { password }),
  }).promise
  const pages = Array.from({ length: pdf.numPages }, (_, at) => pdf.getPage(at + 1).then(page => page.getTextContent()))
  const items = (await Promise.all(pages)).flatMap(({ items }) => items)
  return items.map(item => ('str' in item ? item.str : '')).join(' ')
}

test('a passphrase is made by chance, and none that somebody made up is taken', () => {
  const made = new Set(Array.from({ length: 200 }, newPassphrase))
  assert.equal(made.size, 200)
  for (const each of made) assert.ok(isPassphrase(each) && /^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/.test(each), each)
  for (const wrong of [
    '',
    'password',
    'aaaa-bbbb-cccc',
    'AAAA-bbbb-cccc-dddd',
    'il10-bbbb-cccc-dddd',
    ' aaaa-bbbb-cccc-dddd',
  ])
    assert.equal(isPassphrase(wrong), false, wrong)
})

test('it opens with its passphrase and with no other, says what was frozen, and gives nothing away unopened', async () => {
  const copyId = await madeCopy()
  assert.equal((await read(copyId)).outcome, 'read')
  const passphrase = newPassphrase()
  for (const [reader, words] of [
    ['child', 'What you said'],
    ['family', 'What the family said'],
  ] as const) {
    const locked = await lock('chair', copyId, passphrase, reader)
    assert.ok(locked.outcome === 'locked')
    assert.ok((await textOf(locked.bytes, passphrase)).replace(/\s+/g, ' ').includes(words), reader)
    await assert.rejects(textOf(locked.bytes), /password/i)
    await assert.rejects(textOf(locked.bytes, newPassphrase()), /password/i)
    const raw = locked.bytes.toString('latin1')
    for (const told of ['Family', 'Child', 'LL-0', 'copy', passphrase]) assert.ok(!raw.includes(told), told)
    assert.match(raw, /\/AESV3/)
    const found = await world.as('chair', work => recogniseDocument(work, fileHash(locked.bytes)))
    assert.deepEqual([found?.copy, found?.familyCopyId, found?.state], ['family', copyId, 'may-leave'])
    const altered = Buffer.from(locked.bytes)
    altered[200] = (altered[200] ?? 0) ^ 1
    assert.equal(await world.as('chair', work => recogniseDocument(work, fileHash(altered))), undefined)
  }
  const kept = await asOwner(world, client =>
    client.query(
      `select 1 from audit_event where details::text like $1 union all select 1 from draft where fields::text like $1`,
      [`%${passphrase}%`],
    ),
  )
  assert.equal(kept.rowCount, 0, 'the passphrase is kept nowhere')
})

test('by who gives copies, and only while the copy may leave; as SQL too', async () => {
  const copyId = await madeCopy()
  assert.equal((await lock('chair', copyId)).outcome, 'may-not-leave', 'nobody has read it')
  assert.equal((await read(copyId)).outcome, 'read')
  for (const who of ['police', 'youth-justice', 'administrator'])
    assert.equal((await lock(who, copyId)).outcome, 'not-found', who)
  assert.equal((await lock('note-taker', copyId)).outcome, 'locked')
  assert.equal((await lock('chair', copyId, 'a passphrase of mine')).outcome, 'not-a-passphrase')
  const insert = `insert into family_copy_locked (copy_id, meeting_id, child_id, sha256) values ($1, $2, $3, repeat('a', 64))`
  const bySql = (who: string) => asSql(world, who, insert, [copyId, meetingId, childId])
  assert.equal(await bySql('chair'), 'written')
  assert.match(await bySql('youth-justice'), /row-level security/)
  await world.as('chair', work => correctRecord(work, { meetingId, text: 'It was a Tuesday.', audience: 'family' }))
  assert.equal((await lock('chair', copyId)).outcome, 'may-not-leave', 'out of date')
  assert.match(await bySql('chair'), /row-level security/)
  assert.match(
    await asSql(world, 'chair', `update family_copy_locked set sha256 = repeat('b', 64)`),
    /permission denied/,
  )
})

test('on its page: the passphrase stays while the form is mended, and the answer is the file', async () => {
  const copyId = await madeCopy()
  const path = `/family-copies/${copyId}/locked`
  const chair = await visitor(app, world, 'chair')
  assert.equal((await chair.get(path)).statusCode, 404, 'nobody has read it')
  assert.equal((await read(copyId)).outcome, 'read')
  const passphrase = /name="passphrase" value="([^"]+)"/.exec((await chair.get(path)).body)?.[1] ?? ''
  assert.ok(isPassphrase(passphrase))
  const empty = await chair.post(path, { passphrase, reader: '' })
  assert.ok(empty.statusCode === 400 && empty.body.includes(passphrase) && empty.body.includes('href="#reader'))
  const made = await chair.post(path, { passphrase: 'mine', reader: 'child' })
  assert.ok(made.statusCode === 400 && !made.body.includes('value="mine"'))
  const file = await chair.post(path, { passphrase, reader: 'child' })
  assert.equal(file.statusCode, 200)
  assert.match(String(file.headers['content-disposition']), /attachment/)
  assert.match(await textOf(file.rawPayload, passphrase), /your copy of the record of your meeting/)
  const other = await visitor(app, world, 'youth-justice')
  assert.equal((await other.get(path)).statusCode, 404)
  assert.equal((await other.post(path, { passphrase, reader: 'child' })).statusCode, 404)
  assert.match((await chair.get(`/meetings/${meetingId}/copies`)).body, new RegExp(`/family-copies/${copyId}/locked"`))
})
