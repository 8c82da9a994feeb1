import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { filesOf } from '../../test/architecture/sources.ts'
import { catalogue } from '../catalogue.ts'
import { translators } from '../web/translation.ts'
import { calendarDate } from '../lib/calendar-date.ts'
import { isOver, NOTICE_KINDS } from './notice.ts'
import { shownNotice } from './present.ts'

// Who is told, by hand: whoever adds a kind says here who reads it, and where it leads.
const TOLD: Readonly<Record<string, { readonly who: string; readonly leadsTo: RegExp | undefined }>> = {
  'action-not-carried-out': { who: 'the chair', leadsTo: /^\/actions\// },
  'action-answered': { who: 'whoever was to do it, and whoever reported on it', leadsTo: /^\/actions\// },
  'family-copy-to-read': { who: 'staff of the closed session', leadsTo: /^\/family-copies\// },
  'family-copy-ready': { who: 'the chair, and whoever made it', leadsTo: /^\/family-copies\// },
  'family-copy-returned': { who: 'the chair', leadsTo: /^\/family-copies\// },
  'referral-joined': { who: 'the lead practitioner', leadsTo: /^\/referrals\// },
  'referral-information': {
    who: 'the lead practitioner, and the chair of an earlier meeting',
    leadsTo: /^\/referrals\//,
  },
  'perhaps-the-same-child': { who: 'the network of a restricted child', leadsTo: undefined },
  'same-nhs-number': { who: 'the leads of both records', leadsTo: undefined },
  'concern-asked': { who: 'whoever is asked', leadsTo: /^\/decision-concerns\// },
  'concern-answered': { who: 'whoever raised it', leadsTo: /^\/decision-concerns\// },
  'concern-ended': { who: 'whoever raised it, and everybody who was asked', leadsTo: /^\/decision-concerns\// },
  'complaint-to-handle': { who: 'whoever deals with it', leadsTo: /^\/complaints\// },
  'complaint-answered': { who: 'whoever wrote it down', leadsTo: /^\/complaints\// },
  'copy-taken-back': { who: 'the chair', leadsTo: /^\/copy-incidents\// },
  'copy-incident-decided': { who: 'whoever took the copy back', leadsTo: /^\/copy-incidents\// },
  'pack-made': { who: 'everybody invited with an account', leadsTo: /^\/meetings\/.*\/pack$/ },
  'account-changed': { who: 'the person and information governance', leadsTo: undefined },
}

// The store is called with the kind, or by an action that tells several people of one thing.
const WRITES_ONE = /(?:insertNotice\([\s\S]{0,200}?kind: |\btell\(work, \w+, )'([a-z-]+)'/g

// Every kind that a migration or a source writes into the table of notices.
function writtenKinds(): ReadonlySet<string> {
  const found = new Set<string>()
  for (const file of filesOf('migrations/*.sql')) {
    const text = readFileSync(file, 'utf8')
    for (const [, insert = ''] of text.matchAll(/insert into notice([\s\S]*?);/g))
      for (const [, kind = ''] of insert.matchAll(/'([a-z]+(?:-[a-z]+)+)'/g))
        if (NOTICE_KINDS.includes(kind as never)) found.add(kind)
  }
  for (const file of filesOf('src/**/*.ts'))
    for (const [, kind = ''] of readFileSync(file, 'utf8').matchAll(WRITES_ONE)) found.add(kind)
  return found
}

test('every kind of notice is written somewhere, has its reader, and reads as a sentence in both languages without a key', () => {
  assert.deepEqual([...NOTICE_KINDS].sort(), Object.keys(TOLD).sort())
  assert.deepEqual([...writtenKinds()].sort(), [...NOTICE_KINDS].sort())
  const t = translators(catalogue)
  for (const kind of NOTICE_KINDS)
    for (const language of ['en', 'cy'] as const) {
      const details = {
        reference: 'LL-00001',
        other: 'LL-00002',
        name: 'Non Sampl',
        by: 'Ada',
        outcome: 'information-added',
        meetingAt: '2026-12-01T10:00:00.000Z',
      }
      const notice = {
        id: 'x',
        kind,
        childId: 'child',
        child: { reference: 'LL-00003', name: 'Zq Enghraifft' },
        subjectId: 'subject',
        details,
        madeAt: new Date('2026-11-24T10:00:00Z'),
      }
      const shown = shownNotice(notice, language, t[language], false)
      const isOfTwo = kind === 'same-nhs-number' || kind === 'perhaps-the-same-child'
      assert.equal(shown.who, isOfTwo ? '' : 'Zq Enghraifft', kind)
      assert.equal(shownNotice(notice, language, t[language], true).who, isOfTwo ? '' : 'LL-00003', kind)
      assert.equal(shownNotice({ ...notice, child: undefined }, language, t[language], false).who, '', kind)
      assert.ok(shown.words.length > 20, shown.words)
      assert.doesNotMatch(shown.words, /notice\.|\{\{|undefined/, shown.words)
      const leadsTo = TOLD[kind]?.leadsTo
      if (leadsTo === undefined) assert.equal(shown.href, undefined, kind)
      else assert.match(shown.href ?? '', leadsTo, kind)
    }
})

test('papers are told of until the day of their meeting is over; nothing else ends by a day', () => {
  const of = (kind: 'pack-made' | 'concern-asked', meetingAt: string) => ({ kind, details: { meetingAt } })
  const today = calendarDate('2026-11-28')
  assert.equal(isOver(of('pack-made', '2026-11-27T23:59:00Z'), today), true)
  assert.equal(isOver(of('pack-made', '2026-11-28T00:00:00Z'), today), false)
  assert.equal(isOver({ kind: 'pack-made', details: {} }, today), false)
  assert.equal(isOver(of('concern-asked', '2026-11-01T10:00:00Z'), today), false)
})
