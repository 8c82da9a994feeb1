// A page of a referral saved in two tabs: whatever kind of answer it is, both stand side by side in words, and sent back nothing is emptied.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formAsSent } from '../../test/html.ts'
import { servedWorld } from '../../test/served.ts'
import { type SentFields, visitor } from '../../test/visits.ts'
import { listLocalAuthorities } from '../board/store/agencies.ts'
import { beginReferral } from './actions/sending.ts'
import type { ReferralAnswers } from './referral.ts'
import { findReferral } from './store.ts'

const { world, app } = await servedWorld()
const teacher = await visitor(app, world, 'teacher')
const authorities = (await world.as('teacher', ({ tx }) => listLocalAuthorities(tx))).map(each => each.id)

const day = (name: string, day: string, month: string, year: string) => ({
  [`${name}-day`]: day,
  [`${name}-month`]: month,
  [`${name}-year`]: year,
})

type Tabs = {
  readonly step: string
  readonly theirs: () => SentFields
  readonly mine: () => SentFields
  readonly words: readonly string[]
  readonly kept: () => Partial<ReferralAnswers>
}
const TABS: readonly Tabs[] = [
  {
    step: 'danger',
    theirs: () => ({ immediateDanger: 'yes', dangerDetails: 'Zq the car.' }),
    mine: () => ({ immediateDanger: 'no', dangerDetails: 'Zq the van.' }),
    words: ['Zq the car.', 'Zq the van.', '>Yes<', 'No\n'],
    kept: () => ({ immediateDanger: 'no', dangerDetails: 'Zq the van.' }),
  },
  {
    step: 'age',
    theirs: () => day('bornOn', '1', '2', '2012'),
    mine: () => day('bornOn', '3', '2', '2012'),
    words: ['1 February 2012', '3 February 2012'],
    kept: () => ({ bornOn: '2012-02-03' }),
  },
  {
    step: 'where',
    theirs: () => ({ localAuthorityId: authorities[0] ?? '', address: 'Zq 1 Tan Inn Lane' }),
    mine: () => ({ localAuthorityId: authorities[1] ?? '', address: 'Zq 2 Tan Inn Lane' }),
    words: ['Bridgend', 'Merthyr Tydfil', 'Zq 1 Tan Inn Lane', 'Zq 2 Tan Inn Lane'],
    kept: () => ({ localAuthorityId: authorities[1] ?? '', address: 'Zq 2 Tan Inn Lane' }),
  },
  {
    step: 'about',
    theirs: () => ({ language: 'cy', school: 'Zq one' }),
    mine: () => ({ language: 'en', school: 'Zq one' }),
    words: ['Welsh', 'English'],
    kept: () => ({ language: 'en', school: 'Zq one' }),
  },
  {
    step: 'forms',
    theirs: () => ({ forms: ['criminal', 'sexual'] }),
    mine: () => ({ forms: ['criminal', 'online'] }),
    words: ['Criminal exploitation, Sexual exploitation', 'Criminal exploitation, Online'],
    kept: () => ({ forms: ['criminal', 'online'] }),
  },
  {
    step: 'screening',
    theirs: () => ({ signs: ['missing'], screening: 'Zq fact.' }),
    mine: () => ({ signs: [], screening: 'Zq fact.' }),
    words: ['Goes missing'],
    kept: () => ({ signs: [], screening: 'Zq fact.' }),
  },
  {
    step: 'contact',
    theirs: () => ({ phoned: 'yes', ...day('phonedOn', '1', '9', '2026'), phonedTime: '10:00' }),
    mine: () => ({ phoned: 'yes', ...day('phonedOn', '2', '9', '2026'), phonedTime: '11:00' }),
    words: ['1 September 2026', '2 September 2026', '10:00', '11:00'],
    kept: () => ({ phonedOn: '2026-09-02', phonedTime: '11:00' }),
  },
]

for (const { step, theirs, mine, words, kept } of TABS)
  test(`two tabs on the page "${step}": both answers are shown in words, and mine is kept when I settle on it`, async () => {
    const id = await world.as('teacher', beginReferral)
    const path = `/referrals/${id}/pages/${step}`
    assert.equal((await teacher.post(path, { version: '1', ...theirs() })).statusCode, 303)
    const both = await teacher.post(path, { version: '1', ...mine() })
    assert.equal(both.statusCode, 409)
    for (const each of words) assert.ok(both.body.includes(each), `${each} is not shown`)
    assert.equal((await teacher.post(path, formAsSent(both.body))).statusCode, 303)
    const saved = await world.as('teacher', async ({ tx }) => (await findReferral(tx, id))?.answers)
    assert.deepEqual({ ...saved, ...kept() }, saved)
  })

test('a day that was settled between two tabs stands in its fields again when something else of the page is wrong', async () => {
  const id = await world.as('teacher', beginReferral)
  const settled = { version: '1', phoned: 'yes', phonedOn: '2026-09-02', phonedTime: 'quarter past' }
  const wrong = await teacher.post(`/referrals/${id}/pages/contact`, settled)
  assert.equal(wrong.statusCode, 400)
  for (const [part, value] of [
    ['day', '2'],
    ['month', '9'],
    ['year', '2026'],
  ])
    assert.match(wrong.body, new RegExp(`name="phonedOn-${part ?? ''}"[^>]* value="${value ?? ''}"`), part)
})
