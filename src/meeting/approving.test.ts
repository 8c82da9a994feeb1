// What the chair says when approving: how quoted words came of whom nobody was there, and whether the family is told why something
// was left out.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { beginAs, overConnection, TEST_KEY } from '../../test/database.ts'
import { end, running } from '../../test/meetings.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { makeApp } from '../app.ts'
import { copyOptionsOf } from '../copy-options.ts'
import type { Basis, Stage } from '../entry/entry.ts'
import { familyRecord } from '../family-copy/document.ts'
import { recordPresence, writeEntry } from './actions/holding.ts'
import { invitePerson } from './actions/inviting.ts'
import { approveRecord, decideForFamily } from './actions/recording.ts'
import { fullRecord } from './document.ts'
import type { Omission, Part } from './meeting.ts'
import { quotedWithoutBeingThere } from './rules.ts'
import { findFamilyCopySource, findMeeting } from './store/meeting.ts'
import { findQuotationOrigin } from './store/record.ts'

let world: World
before(async () => {
  world = await demonstrationWorld()
})
after(() => world.close())

const approve = (meetingId: string, change: { toldOmissions?: readonly Omission[]; quotedWordsCame?: string } = {}) =>
  world.as('chair', async work => {
    const source = (await findFamilyCopySource(work.tx, meetingId)) ?? ''
    const approval = { meetingId, source, restStaysOut: true, toldOmissions: [], quotedWordsCame: '', ...change }
    return approveRecord(work, approval)
  })

const say = (meetingId: string, basis: Basis, text: string) =>
  world.as('chair', async work => {
    const stage = 'safety-planning' as const
    const words = { stage, context: null, basis, audience: 'network', text, saidBy: 'Meurig' } as const
    const written = await writeEntry(work, { meetingId, ...words })
    assert.ok(written.outcome === 'written')
    return written.entryId
  })

const invite = (meetingId: string, part: Part, name: string) =>
  world.as('chair', async work => {
    const invited = await invitePerson(work, {
      meetingId,
      userId: null,
      name,
      part,
      inClosed: false,
      inFamily: true,
    })
    assert.ok(invited.outcome === 'invited')
    return invited.personId
  })

test('who is quoted was there at that stage, or it is asked how the words came', () => {
  const at = (basis: Basis, stage: Stage, rewords: string | null = null) => ({ basis, stage, rewords })
  const people = [
    { id: 'child', part: 'child' as const },
    { id: 'mother', part: 'parent-or-carer' as const },
    { id: 'worker', part: 'practitioner' as const },
  ]
  const presence = [
    { personId: 'child', stage: 'family-session' as const },
    { personId: 'worker', stage: 'closed-session' as const },
    { personId: 'mother', stage: 'safety-planning' as const },
  ]
  const asked = (basis: Basis, stage: Stage, rewords: string | null = null) =>
    quotedWithoutBeingThere([at(basis, stage, rewords)], people, presence).length === 1
  assert.ok(!asked('childs-own-words', 'family-session'))
  assert.ok(asked('childs-own-words', 'closed-session'))
  assert.ok(asked('childs-own-words', 'safety-planning'), 'the mother was there, not the child')
  assert.ok(!asked('family-words', 'safety-planning'))
  assert.ok(asked('family-words', 'family-session'), 'the child was there, not the mother')
  assert.ok(!asked('childs-own-words', 'closed-session', 'another'), 'said anew for the family')
  for (const basis of ['fact', 'professional-opinion', 'allegation'] as const)
    assert.ok(!asked(basis, 'closed-session'))
})

test('a record that quotes a child who was not there is approved when the chair says how the words came, and not before', async () => {
  const { meetingId } = await running(world, 'Dyfyniad')
  await say(meetingId, 'childs-own-words', 'Dw i ddim isio mynd yno.')
  await end(world, meetingId)
  for (const quotedWordsCame of ['', ' \n'])
    assert.equal((await approve(meetingId, { quotedWordsCame })).outcome, 'quoted-not-there')
  const { userId } = await world.actor('chair')
  await overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    await assert.rejects(
      client.query(
        `update meeting set version = version + 1, approved_at = now(), approved_by = actor(), rest_stays_out = true,
           approved_source = family_copy_source(id) where id = $1`,
        [meetingId],
      ),
      /how the words came/,
    )
    await client.query('rollback')
  })
  assert.equal((await world.as('chair', ({ tx }) => findMeeting(tx, meetingId)))?.approvedAt, null)
  const quotedWordsCame = 'The youth worker heard it on Monday.'
  assert.equal((await approve(meetingId, { quotedWordsCame })).outcome, 'approved')
  const origin = (who: string) => world.as(who, ({ tx }) => findQuotationOrigin(tx, meetingId))
  assert.equal(await origin('chair'), quotedWordsCame)
  assert.equal(await origin('social-worker'), undefined, 'it may tell of the closed session')
  const record = await world.as('chair', work => fullRecord(work, meetingId, copyOptionsOf('live')('en')))
  assert.match(JSON.stringify(record), /heard it on Monday/)
  const copy = await world.as('chair', work => familyRecord(work, meetingId, copyOptionsOf('live')('en')))
  assert.doesNotMatch(JSON.stringify(copy), /heard it on Monday/)
})

test('how the words came is kept on the page when the record was changed meanwhile, and what was declared about the rest is not', async () => {
  const { meetingId } = await running(world, 'Teipiwyd')
  await say(meetingId, 'childs-own-words', 'Ddim heno.')
  await end(world, meetingId)
  const app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
  const chair = await visitor(app, world, 'chair')
  const typed = 'The teacher heard it, in Welsh.'
  const fields = { source: 'what stood before', restStaysOut: 'yes', quotedWordsCame: typed }
  const { body, statusCode } = await chair.post(`/meetings/${meetingId}/approval`, fields)
  await app.close()
  assert.equal(statusCode, 400)
  assert.ok(body.includes(typed))
  assert.doesNotMatch(body, /name="restStaysOut"[^>]*checked/)
})

test('a record that quotes a child who was recorded as there asks for nothing, and keeps nothing that was typed for it', async () => {
  const { meetingId } = await running(world, 'Presennol')
  const child = await invite(meetingId, 'child', 'Meurig')
  const stage = 'safety-planning' as const
  await world.as('chair', work => recordPresence(work, { meetingId, stage, personIds: [child], were: [] }))
  await say(meetingId, 'childs-own-words', 'I want to go back to football.')
  await end(world, meetingId)
  assert.equal((await approve(meetingId, { quotedWordsCame: 'typed for nothing' })).outcome, 'approved')
  assert.equal(await world.as('chair', ({ tx }) => findQuotationOrigin(tx, meetingId)), undefined)
})

test('the family is told a reason only where the chair chose it, one for which something was left out; the fixed sentence stays', async () => {
  const { meetingId } = await running(world, 'Rheswm')
  const entryId = await say(meetingId, 'fact', 'The van is known.')
  await end(world, meetingId)
  const omission = 'third-party' as const
  const decision = { entryId, wordsVersion: 1, decision: 'withhold', omission, reason: 'x', rewording: '' } as const
  assert.equal((await world.as('chair', work => decideForFamily(work, decision))).outcome, 'decided')
  const blocks = async () => {
    const copy = await world.as('chair', work => familyRecord(work, meetingId, copyOptionsOf('live')('en')))
    return JSON.stringify(copy?.blocks)
  }
  const before = await blocks()
  assert.doesNotMatch(before, /somebody else|was left out:/)
  assert.equal((await approve(meetingId, { toldOmissions: ['safety'] })).outcome, 'not-a-reason')
  assert.equal((await approve(meetingId, { toldOmissions: ['third-party', 'safety'] })).outcome, 'not-a-reason')
  assert.equal((await approve(meetingId, { toldOmissions: [omission] })).outcome, 'approved')
  const after = await blocks()
  assert.match(after, /because it is about somebody else/)
  assert.doesNotMatch(after, /keep somebody safe|police are looking|protects personal/)
  assert.doesNotMatch(after, /van/)
  const sentence = /Some things that were said may not be in this copy[^"]*/
  assert.match(before, sentence)
  assert.equal(sentence.exec(after)?.[0], sentence.exec(before)?.[0])
})
