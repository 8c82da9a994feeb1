import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { meetingIn, type Case } from '../../test/access/meeting-deeds.ts'
import { overConnection } from '../../test/database.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { copyOptionsOf } from '../copy-options.ts'
import { fileHash } from '../documents/document.ts'
import { makeFile } from '../documents/making.ts'
import { keepCopy } from '../meeting/actions/copies.ts'
import { fullRecord } from '../meeting/document.ts'
import { readFamilyCopy } from './actions.ts'
import { recordSending } from './giving.ts'
import { recogniseDocument } from './recognising.ts'

let world: World
let approved: Case
before(async () => {
  world = await demonstrationWorld()
  approved = await meetingIn(world, 'approved')
})
after(() => world.close())

const ask = (who: string, bytes: Buffer) => world.as(who, work => recogniseDocument(work, fileHash(bytes)))
const familyFile = () =>
  overConnection(world.ownerUrl, async client => {
    const { rows } = await client.query<{ bytes: Buffer }>(
      `select bytes from family_copy_file where copy_id = $1 and format = 'pdf'`,
      [approved.copy],
    )
    assert.ok(rows[0])
    return rows[0].bytes
  })
const altered = (bytes: Buffer, at: number) => {
  const other = Buffer.from(bytes)
  other[at] = (other[at] ?? 0) ^ 1
  return other
}

test('the family’s copy is known by its bytes, with where it stands and whom it was given to; one altered byte is another file', async () => {
  const bytes = await familyFile()
  const { meetingId, childId, copy } = approved
  assert.ok(copy)
  assert.deepEqual(await ask('chair', bytes).then(found => found && { ...found, madeAt: undefined }), {
    copy: 'family',
    madeBy: null,
    familyCopyId: copy,
    meetingId,
    childId,
    language: 'en',
    madeAt: undefined,
    state: 'made',
    sendings: [],
  })
  await world.as('youth-worker', work => readFamilyCopy(work, copy))
  await world.as('chair', work =>
    recordSending(work, { meetingId, copy: 'family', reader: 'family', language: 'en', sentTo: 'Mam', how: 'by-hand' }),
  )
  const found = await ask('chair', bytes)
  assert.equal(found?.state, 'may-leave')
  assert.deepEqual(
    found.sendings.map(each => each.sentTo),
    ['Mam'],
  )
  for (const at of [0, Math.floor(bytes.length / 2), bytes.length - 1])
    assert.equal(await ask('chair', altered(bytes, at)), undefined)

  // A correction makes it out of date: it opens no more, and whoever holds it can still ask.
  await overConnection(world.ownerUrl, client =>
    client.query(`update meeting set family_summary = 'Said otherwise.', version = version + 1 where id = $1`, [
      meetingId,
    ]),
  )
  assert.equal((await ask('chair', bytes))?.state, 'out-of-date')
})

test('whoever does not see the child learns nothing of a file about them; nor of one that was never made', async () => {
  const bytes = await familyFile()
  for (const who of ['youth-justice', 'administrator']) assert.equal(await ask(who, bytes), undefined, who)
  assert.equal(await ask('chair', Buffer.from('nothing of ours')), undefined)
})

test('a full record is known by the hash that was kept when it was made, and its asking leaves a trace', async () => {
  const { meetingId, childId } = approved
  const bytes = await world.as('chair', async work => {
    const document = await fullRecord(work, meetingId, copyOptionsOf('live')('cy'))
    assert.ok(document)
    const made = await makeFile(document, 'docx')
    await keepCopy(work, { meetingId, childId, copy: 'full', language: 'cy', format: 'docx', sha256: fileHash(made) })
    return made
  })
  const found = await ask('chair', bytes)
  assert.deepEqual([found?.copy, found?.language, found?.state], ['full', 'cy', undefined])
  assert.equal(await ask('youth-justice', bytes), undefined)
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query<{ details: unknown }>(
      `select details from audit_event where event = 'meeting.document-seen' and details ->> 'copy' = 'full'`,
    ),
  )
  assert.deepEqual(rows, [{ details: { copy: 'full', sha256: fileHash(bytes) } }])
})
