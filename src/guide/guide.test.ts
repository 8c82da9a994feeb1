// Guides at hand: everybody reads them, at their steps; an administrator alone looks after them; an address leads outside or is refused.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../app.ts'
import { asOwner, asSql } from '../../test/access/sight.ts'
import { formAsSent } from '../../test/html.ts'
import { TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { calendarDateAt } from '../lib/calendar-date.ts'
import { addGuide, changeGuide, type TypedGuide } from './actions.ts'
import { leadsOutside } from './rules.ts'
import { findGuide, listGuides } from './store.ts'

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

const TYPED: TypedGuide = {
  steps: ['panel'],
  name: { en: 'Zq handbook of the panel', cy: 'Zq llawlyfr y panel' },
  address: { en: 'https://zq.example/en/', cy: 'https://zq.example/cy/' },
  isOpened: true,
  takenAway: false,
}
const FORM = {
  nameEn: TYPED.name.en,
  nameCy: TYPED.name.cy,
  addressEn: TYPED.address.en,
  addressCy: TYPED.address.cy,
  steps: ['panel', 'ending'],
}
const today = calendarDateAt(new Date())
async function added(typed: Partial<TypedGuide> = {}): Promise<string> {
  const result = await world.as('administrator', work => addGuide(work, { ...TYPED, ...typed }))
  assert.ok(result.outcome === 'added')
  return result.id
}
const read = (id: string) => world.as('administrator', ({ tx }) => findGuide(tx, id))
const change = (id: string, version: number, typed: Partial<TypedGuide>) =>
  world.as('administrator', work => changeGuide(work, { id, version, typed: { ...TYPED, ...typed } }))

const REFUSED = [
  'http://zq.example/',
  'https://zq.example:8443/',
  'https://user@zq.example/',
  'https://zq.example@elsewhere.example/',
  'https://localhost/',
  'https://127.0.0.1/',
  'https://[::1]/',
  'https://zq.example/a b',
  'https://zq.example/"><script>',
  'https://zq.example?child=1',
  'javascript:alert(1)',
  'zq.example',
  `https://zq.example/${'a'.repeat(500)}`,
]

test('an address leads to a site outside, encrypted, by its name, and holds nothing else', () => {
  for (const address of [
    'https://zq.example',
    'https://www.zq.example/',
    'https://zq.example/a/b?c=d#e',
    'https://a-b.zq.example/%C5%B7',
  ])
    assert.ok(leadsOutside(address), address)
  for (const address of REFUSED) assert.ok(!leadsOutside(address), address)
})

test('everybody who is signed in reads the guides at their steps, in their language; nobody else does', async () => {
  await added({ steps: ['panel', 'ending'] })
  const { get } = await visitor(app, world, 'teacher')
  const { body } = await get('/guides')
  const [, panel = '', ending = ''] = /id="step-panel">([\s\S]*?)id="step-ending">([\s\S]*?)<\/main>/.exec(body) ?? []
  for (const part of [panel, ending])
    assert.match(part, /href="https:\/\/zq\.example\/en\/" rel="noopener noreferrer external"/)
  assert.doesNotMatch(body.slice(0, body.indexOf('id="step-panel"')), /Zq handbook/)
  const welsh = await (await visitor(app, world, 'panel', 'cy')).get('/guides')
  assert.match(welsh.body, /href="https:\/\/zq\.example\/cy\/"[^>]*>Zq llawlyfr y panel/)
  const outside = await app.inject({ method: 'GET', url: '/guides' })
  assert.equal(outside.statusCode, 303)
  // The pages of a step lead to its guides.
  assert.match((await get('/actions')).body, /href="\/guides#step-keeping-safe" target="_blank"/)
})

test('the guides that Llwybr brings have an address of the shape that is asked, and nobody has opened them yet', async () => {
  const brought = (await world.as('teacher', ({ tx }) => listGuides(tx))).filter(each => each.isAsBrought)
  assert.ok(brought.length >= 8)
  for (const { address, openedOn } of brought) {
    assert.ok(leadsOutside(address.en) && leadsOutside(address.cy), address.en)
    assert.equal(openedOn, null)
  }
  const { get } = await visitor(app, world, 'administrator')
  assert.match(
    (await get('/board/guides')).body,
    /llwybr-late">Came with Llwybr; nobody of this board has opened it yet/,
  )
})

test('an administrator alone looks after them: by page, by action and by SQL', async () => {
  const id = await added()
  for (const who of ['lead', 'duty-manager', 'social-worker', 'governance']) {
    const { get, post } = await visitor(app, world, who)
    for (const path of ['/board/guides', '/board/guides/new', `/board/guides/${id}`])
      assert.equal((await get(path)).statusCode, 403, `${who} ${path}`)
    assert.equal((await post('/board/guides/new', FORM)).statusCode, 403, who)
    assert.equal((await post(`/board/guides/${id}`, { ...FORM, stays: 'no', version: '1' })).statusCode, 403, who)
    assert.equal((await world.as(who, work => addGuide(work, TYPED))).outcome, 'not-found', who)
    const { userId } = await world.actor(who)
    const insert = `insert into guide (steps, name_en, name_cy, address_en, address_cy, changed_by) values ('{panel}', 'Zq', 'Zq', 'https://zq.example', 'https://zq.example', $1)`
    assert.match(await asSql(world, who, insert, [userId]), /policy/, who)
    const set = `update guide set taken_away = true, version = version + 1, changed_at = now(), changed_by = $2 where id = $1`
    assert.equal(await asSql(world, who, set, [id, userId]), 'nothing there', who)
  }
  const { userId: another } = await world.actor('lead')
  const named = `update guide set taken_away = true, version = version + 1, changed_at = now(), changed_by = $2 where id = $1`
  assert.match(await asSql(world, 'administrator', named, [id, another]), /policy/)
  assert.match(await asSql(world, 'administrator', 'delete from guide where id = $1', [id]), /denied/)
  const kept = await read(id)
  assert.deepEqual([kept?.takenAway, kept?.version], [false, 1])
  const { userId } = await world.actor('administrator')
  for (const address of [
    'http://zq.example/',
    'javascript:alert(1)',
    'https://zq.example/"><script>',
    'https://zq.example:1/',
  ]) {
    const set = `update guide set address_en = $3, version = version + 1, changed_at = now(), changed_by = $2 where id = $1`
    assert.match(await asSql(world, 'administrator', set, [id, userId, address]), /lead_outside/, address)
  }
})

test('the day on which it was opened is of the addresses that were opened; every version and who made it stay', async () => {
  const id = await added()
  assert.equal((await read(id))?.openedOn, today)
  await change(id, 1, { isOpened: false, name: { en: 'Zq renamed', cy: 'Zq' } })
  assert.equal((await read(id))?.openedOn, today)
  await change(id, 2, { isOpened: false, address: { ...TYPED.address, cy: 'https://zq.example/arall' } })
  assert.equal((await read(id))?.openedOn, null)
  const { rows } = await asOwner(world, client =>
    client.query<{ name: string }>(
      `select content ->> 'name_en' as name from row_history where table_name = 'guide' and row_id = $1 order by version`,
      [id],
    ),
  )
  assert.deepEqual(
    rows.map(each => each.name),
    [TYPED.name.en, 'Zq renamed'],
  )
  const { rows: events } = await asOwner(world, client =>
    client.query<{ event: string }>('select event from audit_event where subject_id = $1 order by event', [id]),
  )
  assert.deepEqual(
    events.map(each => each.event),
    ['board.guide-added', 'board.guide-changed', 'board.guide-changed'],
  )
})

test('that the addresses were opened today is kept though another saved the same words meanwhile', async () => {
  const { post } = await visitor(app, world, 'administrator')
  const id = await added({ isOpened: false })
  const same = { ...FORM, nameEn: 'Zq renamed', stays: 'yes', version: '1' }
  assert.equal((await post(`/board/guides/${id}`, same)).statusCode, 303)
  assert.equal((await read(id))?.openedOn, null)
  const both = await post(`/board/guides/${id}`, { ...same, opened: 'yes' })
  assert.equal(both.statusCode, 409)
  assert.equal((await post(`/board/guides/${id}`, { ...formAsSent(both.body) })).statusCode, 303)
  assert.equal((await read(id))?.openedOn, today)
})

test('what is wrong is said at its field and what was typed stays; two who change it see both; what is taken away is at hand no more', async () => {
  const { get, post } = await visitor(app, world, 'administrator')
  const empty = await post('/board/guides/new', {})
  assert.equal(empty.statusCode, 400)
  for (const field of ['nameEn', 'nameCy', 'addressEn', 'addressCy', 'steps'])
    assert.match(empty.body, new RegExp(`href="#${field}`))
  const before = (await world.as('administrator', ({ tx }) => listGuides(tx))).length
  for (const address of REFUSED) {
    const answer = await post('/board/guides/new', { ...FORM, addressCy: address })
    assert.equal(answer.statusCode, 400, address)
    assert.match(answer.body, /href="#addressCy/)
    assert.match(answer.body, /value="Zq llawlyfr y panel"/)
  }
  assert.equal((await post('/board/guides/new', { ...FORM, steps: ['weather'] })).statusCode, 400)
  assert.equal((await world.as('administrator', ({ tx }) => listGuides(tx))).length, before)

  const id = await added()
  await change(id, 1, { steps: ['meeting'], name: { en: 'Zq theirs', cy: 'Zq' } })
  const late = await post(`/board/guides/${id}`, { ...FORM, stays: 'no', version: '1' })
  assert.equal(late.statusCode, 409)
  for (const words of [
    'Zq theirs',
    TYPED.name.en,
    'The meeting',
    'The panel · When the pathway ends',
    'No, take it away',
  ])
    assert.ok(late.body.includes(words), words)
  const settled = { ...FORM, nameEn: 'Zq settled', steps: 'panel ending', stays: 'no', version: '2' }
  assert.equal((await post(`/board/guides/${id}`, settled)).statusCode, 303)
  assert.deepEqual((await read(id))?.steps, ['panel', 'ending'])
  assert.doesNotMatch((await get('/guides')).body, /Zq settled/)
  assert.match((await get('/board/guides')).body, /Taken away<\/h2>[\s\S]*Zq settled/)
})
