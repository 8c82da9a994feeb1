// The reasons for which Children's Services, practitioners and the panel decide are in the language in which they were written, wherever they are read.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asOwner, asSql, one } from '../../test/access/sight.ts'
import { childOnPathway, sentReferral } from '../../test/children.ts'
import { formAsSent } from '../../test/html.ts'
import { servedWorld } from '../../test/served.ts'
import { marked, shownTo, visitor } from '../../test/visits.ts'

const { world, app } = await servedWorld()
const as = (who: string, language: 'en' | 'cy' = 'en') => visitor(app, world, who, language)
const languageOfLine = (kind: string, subjectId: string) =>
  asOwner(world, async client => {
    const { rows } = await client.query<{ written_in: string }>(
      'select written_in from happening where kind = $1 and subject_id = $2',
      [kind, subjectId],
    )
    return rows[0]?.written_in
  })

async function escalated(name: string, fields: Readonly<Record<string, string>> = {}): Promise<string> {
  const childId = await childOnPathway(world, name)
  const worker = await as('social-worker', 'cy')
  const form = formAsSent(await shownTo(worker, `/children/${childId}/panel`))
  assert.equal(form['writtenIn'], 'cy')
  const words = { reasons: 'Zq y lôn', askedOfPanel: 'Zq pwy sy’n ei goleuo', urgentReason: 'Zq heno' }
  const sent = await worker.post(`/children/${childId}/panel`, { ...form, ...words, ...fields })
  assert.equal(sent.statusCode, 303)
  return asOwner(world, client => one(client, 'select id from panel_escalation where child_id = $1', [childId]))
}

test('why a child is brought before the panel, and what it decides, is read out in the language in which it was written', async () => {
  const id = await escalated('Iaith-panel')
  const panel = await as('panel')
  assert.match(await shownTo(panel, '/panel'), marked('cy', 'Zq y lôn'))
  assert.match(await shownTo(panel, '/panel'), marked('cy', 'Zq pwy'))
  const item = await shownTo(panel, `/panel/items/${id}`)
  for (const words of ['Zq y lôn', 'Zq pwy', 'Zq heno']) assert.match(item, marked('cy', words))
  assert.doesNotMatch(await shownTo(await as('panel', 'cy'), `/panel/items/${id}`), marked('cy', 'Zq'))
  assert.equal(await languageOfLine('panel-escalated', id), 'cy')

  const form = formAsSent(item)
  assert.equal(form['writtenIn'], 'en', 'that of the page on which it is decided')
  const decision = { ...form, decision: 'actions-agreed', decisionReasons: 'Zq ustalono', writtenIn: 'pl' }
  const refused = await panel.post(`/panel/items/${id}`, { ...decision, writtenIn: 'xx"><b>' })
  assert.equal(refused.statusCode, 400)
  assert.match(refused.body, /href="#writtenIn"[\s\S]*Zq ustalono/)
  const PAST = `update panel_escalation set decision_written_in = 'sk', version = version + 1 where id = $1`
  assert.match(await asSql(world, 'social-worker', PAST, [id]), /decide may not be done/)
  assert.equal((await panel.post(`/panel/items/${id}`, decision)).statusCode, 303)
  const worker = await as('social-worker')
  assert.match(await shownTo(worker, `/panel/items/${id}`), marked('pl', 'Zq ustalono'))
  assert.match(await shownTo(worker, `/panel/items/${id}`), marked('cy', 'Zq y lôn'))
  assert.equal(await languageOfLine('panel-decided', id), 'pl')
  for (const who of ['panel', 'social-worker']) assert.notEqual(await asSql(world, who, PAST, [id]), 'written', who)
})

test('of reasons that were written in another language than the page, and of a decision on a Welsh page', async () => {
  const id = await escalated('Iaith-arall', { writtenIn: 'en' })
  assert.match(await shownTo(await as('panel', 'cy'), `/panel/items/${id}`), marked('en', 'Zq y lôn'))
  const panel = await as('panel', 'cy')
  const form = formAsSent(await shownTo(panel, `/panel/items/${id}`))
  const { writtenIn: _, ...unsaid } = form
  const decision = { ...unsaid, decision: 'actions-agreed', decisionReasons: 'Zq cytunwyd' }
  assert.equal((await panel.post(`/panel/items/${id}`, decision)).statusCode, 303)
  assert.match(await shownTo(await as('social-worker'), `/panel/items/${id}`), marked('cy', 'Zq cytunwyd'))
})

test('why Children’s Services decided as they did is read out in its language on the referral', async () => {
  const id = await sentReferral(world, { givenName: 'Mefus', familyName: 'Prawf-iaith' })
  const duty = await as('duty', 'cy')
  const form = formAsSent(await shownTo(duty, `/referrals/${id}`))
  assert.equal(form['writtenIn'], 'cy')
  const lead = (await world.actor('social-worker')).userId
  const decision = { ...form, child: 'new', outcome: 'exploitation-pathway', reasons: 'Zq dau ffôn newydd', lead }
  const refused = await duty.post(`/referrals/${id}/determination`, { ...decision, writtenIn: 'xx' })
  assert.equal(refused.statusCode, 400)
  assert.match(refused.body, /href="#writtenIn"[\s\S]*Zq dau ffôn newydd/)
  assert.equal((await duty.post(`/referrals/${id}/determination`, decision)).statusCode, 303)
  assert.match(await shownTo(await as('duty'), `/referrals/${id}`), marked('cy', 'Zq dau ffôn newydd'))
  assert.doesNotMatch(await shownTo(duty, `/referrals/${id}`), marked('cy', 'Zq dau'))
  assert.equal(await languageOfLine('determination', id), 'cy')
})
