// How the words of an entry came: kept with it, not lost by mending, told to the chair alone and in the full record.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../app.ts'
import { copyOptionsOf } from '../copy-options.ts'
import { findEntry } from '../entry/store.ts'
import { familyRecord } from '../family-copy/document.ts'
import { asOwner } from '../../test/access/sight.ts'
import { meetingIn } from '../../test/access/meeting-deeds.ts'
import { TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { changeEntry, writeEntry } from './actions/holding.ts'
import { fullRecord } from './document.ts'

let world: World
let app: FastifyInstance
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
})
after(async () => {
  await app.close()
  await world.close()
})

const write = async (meetingId: string, text: string, wordsMade?: 'typed' | 'pasted', who = 'youth-worker') => {
  const result = await world.as(who, work =>
    writeEntry(work, {
      meetingId,
      stage: 'closed-session',
      context: null,
      basis: 'fact',
      audience: 'network',
      text,
      saidBy: '',
      wordsMade,
    }),
  )
  assert.ok(result.outcome === 'written')
  return result.entryId
}
const found = (entryId: string) => world.as('youth-worker', ({ tx }) => findEntry(tx, entryId))
const change = async (entryId: string, wordsMade: 'typed' | 'pasted' | undefined) => {
  const version = (await found(entryId))?.version ?? 0
  const text = `Zq ${version}`
  await world.as('youth-worker', work => changeEntry(work, { entryId, version, text, audience: undefined, wordsMade }))
  return (await found(entryId))?.wordsMade
}

test('it is kept with the words; mending does not make typed what came from elsewhere; nothing else can be said of it', async () => {
  const { meetingId } = await meetingIn(world, 'in-closed-session')
  const typed = await write(meetingId, 'One.', 'typed')
  const unknown = await write(meetingId, 'Two.')
  assert.deepEqual([(await found(typed))?.wordsMade, (await found(unknown))?.wordsMade], ['typed', ''])
  assert.equal(await change(typed, undefined), 'typed')
  assert.equal(await change(typed, 'pasted'), 'pasted')
  assert.equal(await change(typed, 'typed'), 'pasted')
  await assert.rejects(
    asOwner(world, client =>
      client.query(`update entry set words_made = 'guessed', version = version + 1 where id = $1`, [typed]),
    ),
    /entry_words_made_known/,
  )
  const worker = await visitor(app, world, 'youth-worker')
  const line = {
    text: 'Three.',
    saidBy: '',
    context: '',
    basis: 'fact',
    audience: 'network',
    writtenIn: '',
    wordsMade: 'x',
  }
  assert.equal(
    (await worker.post(`/meetings/${meetingId}/run/entries`, line)).statusCode,
    303,
    'nobody loses a line by it',
  )
})

test('the chair sees it where they decide; nobody else does; the full record counts, the family’s copy says nothing', async () => {
  const { meetingId } = await meetingIn(world, 'held')
  await write(meetingId, 'Zq put in.', 'pasted', 'chair')
  await write(meetingId, 'Zq typed.', 'typed', 'chair')
  const mark = 'Put in from elsewhere'
  const chair = await visitor(app, world, 'chair')
  const decisions = (await chair.get(`/meetings/${meetingId}/decisions`)).body
  assert.equal(decisions.split(mark).length - 1, 1)
  for (const who of ['youth-worker', 'note-taker', 'teacher']) {
    const body = (await (await visitor(app, world, who)).get(`/meetings/${meetingId}/record`)).body
    assert.ok(body.includes('Zq put in.') && !body.includes(mark), who)
  }
  const options = copyOptionsOf('live')('en')
  const full = JSON.stringify(await world.as('chair', work => fullRecord(work, meetingId, options)))
  assert.ok(full.includes('One entry was put in from elsewhere'))
  const familys = JSON.stringify(await world.as('chair', work => familyRecord(work, meetingId, options)))
  assert.ok(familys.length > 100 && !familys.includes('put in from elsewhere'))
})
