import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileNameOf } from '../documents/file-name.ts'
import { calendarDate } from '../lib/calendar-date.ts'
import { stateOfCopy } from './rules.ts'

const read = {
  source: 'a',
  sourceNow: 'a',
  isNewest: true,
  readBy: 'second',
  chairId: 'chair',
  isSentBack: false,
  hasWrongWords: false,
}

test('a copy may leave when somebody who is not the chair has read it, and waits until then', () => {
  assert.equal(stateOfCopy(read), 'may-leave')
  assert.equal(stateOfCopy({ ...read, readBy: null }), 'made')
  assert.equal(stateOfCopy({ ...read, readBy: 'chair' }), 'made')
})

test('a copy that was sent back never leaves, whoever reads it afterwards', () => {
  assert.equal(stateOfCopy({ ...read, isSentBack: true }), 'sent-back')
  assert.equal(stateOfCopy({ ...read, readBy: null, isSentBack: true }), 'sent-back')
  assert.equal(stateOfCopy({ ...read, isSentBack: true, sourceNow: 'b' }), 'out-of-date')
})

test('a copy whose words were taken back never leaves, read or not, until they have changed', () => {
  assert.equal(stateOfCopy({ ...read, hasWrongWords: true }), 'taken-back')
  assert.equal(stateOfCopy({ ...read, readBy: null, hasWrongWords: true }), 'taken-back')
  assert.equal(stateOfCopy({ ...read, hasWrongWords: true, sourceNow: 'b' }), 'out-of-date')
})

test('a copy is out of date when what it was made from differs, or a newer one was made', () => {
  assert.equal(stateOfCopy({ ...read, sourceNow: 'b' }), 'out-of-date')
  assert.equal(stateOfCopy({ ...read, sourceNow: undefined }), 'out-of-date')
  assert.equal(stateOfCopy({ ...read, isNewest: false }), 'out-of-date')
})

test('a file’s name says which copy it is, of which meeting, in which language and when', () => {
  const naming = {
    reference: 'LL-00037',
    words: 'family copy',
    meetingWords: 'meeting 1',
    languageWords: 'English',
    day: calendarDate('2026-11-24'),
    format: 'pdf' as const,
  }
  assert.equal(fileNameOf(naming), 'LL-00037 family copy, meeting 1, English, 2026-11-24.pdf')
  assert.equal(
    fileNameOf({ ...naming, words: 'COFNOD / LLAWN: "nid"\r\n', format: 'docx' }),
    'LL-00037 COFNOD  LLAWN nid, meeting 1, English, 2026-11-24.docx',
  )
})
