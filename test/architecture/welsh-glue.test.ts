// What is put into a Welsh sentence must fit it: every message is rendered with days, names that begin with a vowel, and numbers.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogue } from '../../src/catalogue.ts'
import { calendarDate, formatDay } from '../../src/lib/calendar-date.ts'
import { keyOf, translators } from '../../src/web/translation.ts'

const DAY = formatDay(calendarDate('2026-11-12'), 'cy')
const VALUES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['day', 'at', 'due', 'on', 'from', 'to'].map(place => [place, DAY])),
  ...Object.fromEntries(['name', 'by', 'who', 'user', 'child', 'reader'].map(place => [place, 'Eleri Owen'])),
  email: 'anna@enghraifft.example',
  language: 'Cymraeg',
}

// Breaks that a value makes beside the words that stand before it.
const BREAKS: readonly (readonly [what: string, found: RegExp])[] = [
  ['a capital within a sentence', /(?<=[\p{Letter}\d,’] )Dydd (?:Llun|Mawrth|Mercher|Iau|Gwener|Sadwrn|Sul)/u],
  [
    'a mutation owed by a day',
    /(?<!\p{Letter})(?:ar|o|i|gan|am|dros|drwy|trwy|heb|dan|at) [Dd]ydd (?:Llun|Mawrth|Mercher|Iau|Gwener|Sadwrn|Sul)/u,
  ],
  ['a mutation owed by a language', /(?<!\p{Letter})yn (?:Cymraeg|Pwyleg|Groeg)/u],
  ['â before a vowel', /(?<!\p{Letter})[âÂ] [aeiouwyâêîôûŵŷàèìòùáéíóúëïöüAEIOUWY]/u],
  ['gyda before a vowel', /(?<!\p{Letter})[Gg]yda [aeiouwyâêîôûŵŷAEIOUWY]/u],
  [
    'a number that owes a mutation',
    /(?<!\d)2 (?:diwrnod|cofnod|cofnodiad|mis|plentyn|person|tîm|peth|cam|cyfarfod)(?!\p{Letter})/u,
  ],
  ['a place without a value', /\{\{/],
]

const translate = translators(catalogue)
const stem = (key: string) => key.replace(/_(?:zero|one|two|few|many|other)$/, '')

/** Every way in which a message may come out in Welsh. */
function rendered(key: string, text: string): string[] {
  const places = [...text.matchAll(/\{\{(\w+)/g)].map(([, place = '']) => place)
  const values = Object.fromEntries(places.map(place => [place, VALUES[place] ?? 'Rhywbeth']))
  const counts =
    text.includes('{{count') || key !== stem(key) ? Array.from({ length: 13 }, (_, count) => count) : [undefined]
  return counts.map(count =>
    translate.cy(keyOf(stem(key)), { ...values, ...(count !== undefined && { count, agencies: 3, of: 14 }) }),
  )
}

function breaksIn(words: Readonly<Record<string, string>>): string[] {
  const seen = new Set<string>()
  return Object.entries(words).flatMap(([key, text]) => {
    if (seen.has(stem(key))) return []
    seen.add(stem(key))
    return rendered(key, text).flatMap(shown =>
      BREAKS.filter(([, found]) => found.test(shown)).map(([what]) => `${key}: ${what}: ${shown}`),
    )
  })
}

test('no value is glued into a Welsh sentence so that it breaks', () => {
  assert.deepEqual([...new Set(breaksIn(catalogue.cy))], [])
})

test('the breaks are found', () => {
  for (const broken of [
    `Cynhaliwyd ar ${DAY}`,
    `I’w wneud erbyn ${DAY}`,
    'PDF yn Cymraeg',
    'siaradwch â Eleri',
    'gyda anna@enghraifft.example',
    'Mae 2 diwrnod ar ôl',
  ])
    assert.ok(
      BREAKS.some(([, found]) => found.test(broken)),
      broken,
    )
  for (const whole of [
    DAY,
    `Cynhaliwyd ${DAY.replace('D', 'dd')}`,
    'Mae 2 ddiwrnod ar ôl',
    'siaradwch ag Eleri',
    `Pryd: ${DAY}`,
  ])
    assert.ok(!BREAKS.some(([, found]) => found.test(whole)), whole)
})
