import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogue } from '../catalogue.ts'
import { calendarDate } from '../lib/calendar-date.ts'
import { translators } from '../web/translation.ts'
import { reportByWords } from './present.ts'

test('what waits for information governance is late once its third day is over, and says by how much', () => {
  const t = translators(catalogue)
  const on = (today: string, language: 'en' | 'cy' = 'en') =>
    reportByWords(calendarDate('2026-11-09'), { t: t[language], language, today: calendarDate(today) })
  assert.deepEqual(on('2026-11-12'), { words: 'Decide by Thursday 12 November 2026', isLate: false })
  assert.deepEqual(on('2026-11-13'), { words: 'Decide by Thursday 12 November 2026 – late by one day', isLate: true })
  assert.match(on('2026-11-14', 'cy').words, /Dydd Iau 12 Tachwedd 2026 – 2 ddiwrnod yn hwyr/)
})
