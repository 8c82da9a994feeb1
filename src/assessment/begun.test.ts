// An assessment is left and taken up; it opens at what the referral spoke of.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { sentReferral } from '../../test/children.ts'
import { overConnection, TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { makeApp } from '../app.ts'
import { determine, identifyChild } from '../referral/actions/deciding.ts'

let world: World
let app: FastifyInstance
let childId = ''
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
  const referralId = await sentReferral(world, { familyName: 'Asesiad', forms: ['online', 'sexual'] })
  const lead = await world.actor('social-worker')
  await world.as('duty-manager', async work => {
    const made = await identifyChild(work, { referralId, existingChildId: undefined })
    assert.ok(made.outcome === 'identified')
    childId = made.childId
    const decided = {
      referralId,
      outcome: 'exploitation-pathway',
      reasons: 'Signs.',
      leadPractitionerId: lead.userId,
    } as const
    assert.equal((await determine(work, decided)).outcome, 'determined')
  })
})
after(async () => {
  await app.close()
  await world.close()
})

/** What a browser sends of the page's own form: its keys, and what was typed. */
function sent(body: string, typed: Record<string, string>): Record<string, string> {
  const form = /<form id="page-form"[\s\S]*?<\/form>/.exec(body)?.[0] ?? ''
  const hidden = Object.fromEntries(
    [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(match => [
      match[1] ?? '',
      match[2] ?? '',
    ]),
  )
  return { _once: hidden['_once'] ?? '', _form: hidden['_form'] ?? '', ...typed }
}

test('the forms that the referral named stand first and open; the others are closed and there', async () => {
  const { body } = await (await visitor(app, world, 'social-worker')).get(`/children/${childId}/assessments/new`)
  const forms = [
    ...body.matchAll(/<details class="govuk-details govuk-!-margin-bottom-2"( open)?>[\s\S]*?name="level-([a-z-]+)"/g),
  ]
  assert.deepEqual(
    forms.slice(0, 2).map(match => [match[2], match[1]]),
    [
      ['sexual', ' open'],
      ['online', ' open'],
    ],
  )
  assert.ok(forms.length > 8)
  assert.ok(forms.slice(2).every(match => match[1] === undefined))
})

test('an assessment is kept and gone on with: the list offers it, every word is there, and saving it ends it', async () => {
  const someone = await visitor(app, world, 'social-worker')
  const page = `/children/${childId}/assessments/new`
  const fields = sent((await someone.get(page)).body, {
    strengths: 'An aunt who listens',
    'reasons-online': 'Messages at night',
  })
  const left = await someone.post(`/drafts/for-later?path=${page}&then=/children/${childId}/assessments`, fields)
  assert.equal(left.headers.location, `/children/${childId}/assessments`)
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query(`select 1 from assessment where child_id = $1`, [childId]),
  )
  assert.equal(rows.length, 0, 'nothing is judged by it')
  const list = (await someone.get(`/children/${childId}/assessments`)).body
  const [, href = ''] = /href="([^"]+\?draft=[^"]+)">Go on with the assessment that you began/.exec(list) ?? []
  const again = (await someone.get(href)).body
  assert.match(again, /An aunt who listens<\/textarea>/)
  assert.match(again, /Messages at night<\/textarea>/)
  assert.doesNotMatch(
    (await (await visitor(app, world, 'lead')).get(`/children/${childId}/assessments`)).body,
    /Go on with/,
  )
  const day = { 'doneOn-day': '1', 'doneOn-month': '10', 'doneOn-year': '2026' }
  const done = await someone.post(
    page,
    sent(again, {
      ...day,
      kind: 'assessment',
      harm: 'suspected',
      level: 'medium',
      reasons: 'As above.',
      strengths: 'An aunt who listens',
    }),
  )
  assert.match(String(done.headers.location), /^\/assessments\//)
  assert.doesNotMatch((await someone.get(`/children/${childId}/assessments`)).body, /Go on with/)
})

test('whoever may not assess is not offered it', async () => {
  await overConnection(world.ownerUrl, client =>
    client.query(
      `insert into network_member (child_id, user_id, part, added_by) select $1, id, 'note-taker', id from app_user where email like 'note-taker@%'`,
      [childId],
    ),
  )
  const { body } = await (await visitor(app, world, 'note-taker')).get(`/children/${childId}/assessments`)
  assert.doesNotMatch(body, /assessments\/new/)
})
