import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { calendarDate } from '../lib/calendar-date.ts'
import type { FamilyDecision } from './meeting.ts'
import {
  consultationDueAt,
  consultedInTime,
  familyCopy,
  familyCopyMayLeave,
  hindersApproval,
  missingPaperwork,
  nextStage,
  reviewDueBy,
  undecided,
} from './rules.ts'

const entry = (id: string) => ({ id })
const decision = (entryId: string, what: 'share' | 'withhold'): FamilyDecision => ({
  entryId,
  decision: what,
  omission: what === 'withhold' ? 'safety' : null,
  reason: '',
})

test('an entry nobody has decided about is withheld from the family copy', () => {
  assert.deepEqual(familyCopy([entry('a'), entry('b')], []), [])
})

test('the family copy keeps shared entries in the order of the record', () => {
  const copy = familyCopy(
    [entry('a'), entry('b'), entry('c')],
    [decision('c', 'share'), decision('b', 'withhold'), decision('a', 'share')],
  )
  assert.deepEqual(
    copy.map(({ id }) => id),
    ['a', 'c'],
  )
})

test('whatever is decided, only what was decided to be shared is in the family copy', () => {
  const decisions = fc.array(
    fc.record({
      entryId: fc.constantFrom('a', 'b', 'c', 'd'),
      what: fc.constantFrom('share' as const, 'withhold' as const),
    }),
  )
  fc.assert(
    fc.property(decisions, made => {
      const inForce = [...new Map(made.map(each => [each.entryId, decision(each.entryId, each.what)])).values()]
      for (const { id } of familyCopy(['a', 'b', 'c', 'd'].map(entry), inForce))
        assert.equal(inForce.find(each => each.entryId === id)?.decision, 'share')
    }),
  )
})

test('an entry is undecided until the chair has decided either way', () => {
  assert.deepEqual(
    undecided([entry('a'), entry('b'), entry('c')], [decision('a', 'share'), decision('b', 'withhold')]),
    [entry('c')],
  )
})

test('a review is due four weeks after the meeting, or sooner when the meeting asked for it', () => {
  assert.equal(reviewDueBy(calendarDate('2026-11-24')), '2026-12-22')
  assert.equal(reviewDueBy(calendarDate('2026-11-24'), calendarDate('2026-12-08')), '2026-12-08')
  assert.equal(reviewDueBy(calendarDate('2026-11-24'), calendarDate('2027-01-30')), '2026-12-22')
})

test('a consultation exactly 24 hours before is in time, a minute later is not', () => {
  const booked = new Date('2026-11-24T14:00:00Z')
  assert.equal(consultationDueAt(booked).toISOString(), '2026-11-23T14:00:00.000Z')
  assert.equal(consultedInTime(new Date('2026-11-23T14:00:00Z'), booked), true)
  assert.equal(consultedInTime(new Date('2026-11-23T14:01:00Z'), booked), false)
})

test('a request without an assessment names it as missing, and a screening alone is not an assessment', () => {
  const done = new Date('2026-11-01T10:00:00Z')
  assert.deepEqual(missingPaperwork([]), ['latest-assessment', 'practice-tools'])
  assert.deepEqual(missingPaperwork([{ kind: 'screening', completedAt: done }]), ['latest-assessment'])
  assert.deepEqual(missingPaperwork([{ kind: 'section-47', completedAt: done }]), ['practice-tools'])
  assert.deepEqual(missingPaperwork([{ kind: 'assessment', completedAt: done }]), [])
  assert.deepEqual(missingPaperwork([{ kind: 'assessment', completedAt: null }]), [
    'latest-assessment',
    'practice-tools',
  ])
})

test('after the debrief there is no further stage', () => {
  assert.equal(nextStage('closed-session'), 'family-session')
  assert.equal(nextStage('family-debrief'), undefined)
})

test('a record is approved once, after it was held and somebody declared how it was made', () => {
  const held = { heldOn: calendarDate('2026-11-24'), approvedAt: null }
  assert.equal(hindersApproval({ heldOn: null, approvedAt: null }, 1), 'not-held')
  assert.equal(hindersApproval(held, 0), 'not-declared')
  assert.equal(hindersApproval({ ...held, approvedAt: new Date() }, 1), 'approved-already')
  assert.equal(hindersApproval(held, 1), undefined)
})

test('the family copy leaves only when someone other than the chair has read it since the last decision', () => {
  const approved = { approvedAt: new Date('2026-11-24T10:00:00Z'), chairId: 'chair' }
  const noon = new Date('2026-11-24T12:00:00Z')
  const one = new Date('2026-11-24T13:00:00Z')
  assert.equal(familyCopyMayLeave(approved, [], noon), false)
  assert.equal(familyCopyMayLeave(approved, [{ checkedBy: 'chair', checkedAt: one }], noon), false)
  assert.equal(familyCopyMayLeave(approved, [{ checkedBy: 'second', checkedAt: noon }], one), false)
  assert.equal(familyCopyMayLeave(approved, [{ checkedBy: 'second', checkedAt: one }], noon), true)
  assert.equal(
    familyCopyMayLeave({ ...approved, approvedAt: null }, [{ checkedBy: 'second', checkedAt: one }], noon),
    false,
  )
})
