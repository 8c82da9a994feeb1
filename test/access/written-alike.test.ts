// A form sent from two windows with the same words in it: there is nothing to settle, the second goes on as after a save, and nothing is written twice.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addImportantPerson } from '../../src/child/actions.ts'
import type { PersonWords } from '../../src/child/child.ts'
import { listOtherNames } from '../../src/child/store/around.ts'
import { writeConfidence } from '../../src/confidence/actions.ts'
import type { ConfidenceWords } from '../../src/confidence/confidence.ts'
import { addNote } from '../../src/entry/actions.ts'
import { addGuide, type TypedGuide } from '../../src/guide/actions.ts'
import { calendarDateAt } from '../../src/lib/calendar-date.ts'
import { writeOtherAtRisk } from '../../src/others-at-risk/actions.ts'
import type { OtherWords } from '../../src/others-at-risk/others-at-risk.ts'
import { beginReferral } from '../../src/referral/actions/sending.ts'
import { childOnPathway } from '../children.ts'
import { formAsSent } from '../html.ts'
import { servedWorld } from '../served.ts'
import { type SentFields, visitor } from '../visits.ts'
import { meetingIn } from './meeting-deeds.ts'
import { asOwner, one } from './sight.ts'

const { world, app } = await servedWorld()
const childId = await childOnPathway(world, 'Unfath')

const today = calendarDateAt(new Date())

const PERSON: PersonWords = {
  name: 'Zq Nain',
  relationship: 'grandmother',
  language: 'cy',
  hasParentalResponsibility: 'no',
  livesWithChild: 'yes',
  safeToContact: 'yes',
  contact: '',
  notes: '',
}
const NOTE = { kind: 'note', basis: 'fact', audience: 'network', context: null, saidBy: '' } as const
const OTHER: OtherWords = {
  kind: 'brother-or-sister',
  who: 'Zq Osian, nine',
  worries: ['exploitation'],
  words: 'Zq the same car.',
  done: 'not-yet',
  doneWords: '',
  doneOn: null,
}
const CONFIDENCE: ConfidenceWords = {
  topic: 'sexuality',
  words: 'Zq as it was.',
  writtenIn: 'en',
  familyKnows: 'no',
  others: [],
  saidOn: today,
  withdrawn: false,
}
const GUIDE: TypedGuide = {
  steps: ['panel'],
  name: { en: 'Zq handbook', cy: 'Zq llawlyfr' },
  address: { en: 'https://zq.example/en/', cy: 'https://zq.example/cy/' },
  isOpened: true,
  takenAway: false,
}
const REFERRED = {
  danger: { immediateDanger: 'yes', dangerDetails: 'Zq the car.' },
  child: { givenName: 'Zq Enfys', familyName: 'Unfath' },
  contact: { phoned: 'yes', 'phonedOn-day': '1', 'phonedOn-month': '9', 'phonedOn-year': '2026', phonedTime: '10:00' },
}
const OTHERWISE = {
  danger: { immediateDanger: 'no' },
  child: { givenName: 'Zq Other' },
  contact: { phonedTime: '11:00' },
}

type Alike = {
  readonly page: string
  readonly who: string
  /** The address of the form. */
  readonly at: () => Promise<string>
  readonly typed: SentFields
  /** What a third window has in place of it. */
  readonly otherwise: SentFields
}
const FORMS: readonly Alike[] = [
  {
    page: 'the details of a child, with a further name',
    who: 'social-worker',
    at: () => Promise.resolve(`/children/${childId}/details`),
    typed: { school: 'Zq school', otherName: 'Zq further', otherNameKind: 'alias' },
    otherwise: { school: 'Zq other' },
  },
  {
    page: 'somebody important to the child',
    who: 'social-worker',
    async at() {
      const id = await world.as('social-worker', work => addImportantPerson(work, childId, PERSON))
      return `/important-people/${id}`
    },
    typed: { contact: '07700 900699' },
    otherwise: { contact: '07700 900698' },
  },
  {
    page: 'a note',
    who: 'social-worker',
    async at() {
      const note = { childId, text: 'Zq as it was.', happenedOn: today, ...NOTE }
      const added = await world.as('social-worker', work => addNote(work, note))
      assert.ok(added.outcome === 'added')
      return `/entries/${added.entryId}/change`
    },
    typed: { text: 'Zq as it is.' },
    otherwise: { text: 'Zq other.' },
  },
  {
    page: 'another child at risk',
    who: 'social-worker',
    async at() {
      const written = await world.as('social-worker', work => writeOtherAtRisk(work, { childId, ...OTHER }))
      assert.ok(written.outcome === 'written')
      return `/others-at-risk/${written.id}`
    },
    typed: { worries: ['threats', 'exploitation'], words: 'Zq two worries.' },
    otherwise: { worries: ['threats'] },
  },
  {
    page: 'what only some may read',
    who: 'social-worker',
    async at() {
      const written = await world.as('social-worker', work => writeConfidence(work, { childId, ...CONFIDENCE }))
      assert.ok(written.outcome === 'written')
      return `/confidences/${written.id}`
    },
    typed: { words: 'Zq as it is.' },
    otherwise: { familyKnows: 'yes' },
  },
  {
    page: 'a guide',
    who: 'administrator',
    async at() {
      const added = await world.as('administrator', work => addGuide(work, GUIDE))
      assert.ok(added.outcome === 'added')
      return `/board/guides/${added.id}`
    },
    typed: { nameEn: 'Zq renamed', opened: 'yes' },
    otherwise: { nameEn: 'Zq other' },
  },
  {
    page: 'the data sheet',
    who: 'social-worker',
    at: () => Promise.resolve(`/children/${childId}/data-sheet`),
    typed: { setting: 'online' },
    otherwise: { setting: 'both' },
  },
  ...(['danger', 'child', 'contact'] as const).map(step => ({
    page: `the page "${step}" of a referral`,
    who: 'teacher',
    at: async () => `/referrals/${await world.as('teacher', beginReferral)}/pages/${step}`,
    typed: REFERRED[step],
    otherwise: OTHERWISE[step],
  })),
  {
    page: 'what the child and the family said of the record',
    who: 'chair',
    at: async () => `/meetings/${(await meetingIn(world, 'held')).meetingId}/comments`,
    typed: { childComments: 'Zq that is how it was.' },
    otherwise: { childComments: 'Zq other.' },
  },
  {
    page: 'the same in the room of the family',
    who: 'chair',
    at: async () => `/meetings/${(await meetingIn(world, 'in-open-session')).meetingId}/family-room/comments`,
    typed: { childComments: 'Zq that is how it was.' },
    otherwise: { childComments: 'Zq other.' },
  },
  {
    page: 'the safety plan',
    who: 'chair',
    at: async () => `/meetings/${(await meetingIn(world, 'in-open-session')).meetingId}/family-room/plan`,
    typed: { worries: 'Zq the car.' },
    otherwise: { worries: 'Zq other.' },
  },
]

const events = () => asOwner(world, client => one(client, 'select count(*)::text from audit_event'))

for (const { page, who, at, typed, otherwise } of FORMS)
  test(`${page}: the same words from two windows are saved once, and both lead on`, async () => {
    const { get, post } = await visitor(app, world, who)
    const path = await at()
    await get(path) // comes into the room, where it is in one
    const { _once: ofOneWindow, ...fields } = formAsSent((await get(path)).body)
    assert.ok(ofOneWindow !== undefined)
    const first = await post(path, { ...fields, ...typed })
    assert.equal(first.statusCode, 303)
    const before = await events()
    const second = await post(path, { ...fields, ...typed })
    assert.deepEqual([second.statusCode, second.headers.location], [303, first.headers.location])
    assert.equal(await events(), before, 'nothing was done')
    const other = await post(path, { ...fields, ...typed, ...otherwise })
    assert.equal(other.statusCode, 409, 'with other words there is something to settle')
  })

test('a further name that was typed twice is kept once; one that is not there yet is not dropped', async () => {
  const { get, post } = await visitor(app, world, 'social-worker')
  const path = `/children/${childId}/details`
  const fields = formAsSent((await get(path)).body)
  delete (fields as Record<string, unknown>)['_once']
  const typed = { ...fields, school: 'Zq another school', otherName: 'Zq once', otherNameKind: 'previous' }
  assert.equal((await post(path, typed)).statusCode, 303)
  const both = await post(path, { ...typed, religion: 'Zq other' })
  assert.equal(both.statusCode, 409)
  assert.equal((await post(path, formAsSent(both.body))).statusCode, 303)
  const late = await post(path, { ...typed, religion: 'Zq other', otherName: 'Zq late' })
  assert.equal(late.statusCode, 409)
  assert.equal((await post(path, formAsSent(late.body))).statusCode, 303)
  const names = await world.as('social-worker', ({ tx }) => listOtherNames(tx, childId))
  assert.deepEqual(
    names.filter(each => ['Zq once', 'Zq late'].includes(each.name)).map(each => [each.kind, each.name]),
    [
      ['previous', 'Zq late'],
      ['previous', 'Zq once'],
    ],
  )
})
