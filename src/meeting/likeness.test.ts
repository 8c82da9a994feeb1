import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { takenFromClosed } from './likeness.ts'

const CLOSED = [
  { id: 'car', text: 'The grey car is linked to a line that the team is watching.' },
  { id: 'tŷ', text: 'Mae’r tŷ yn hysbys o ymholiad arall.' },
  { id: 'short', text: 'Grey car' },
  { id: 'three', text: 'Jac was there' },
]
const found = (text: string) => takenFromClosed(text, CLOSED).map(each => each.id)

test('a sentence that was put into words for the family is noticed, whatever its case, accents and punctuation', () => {
  assert.deepEqual(found('We know that the GREY car – is linked to a friend.'), ['car'])
  assert.deepEqual(found('Maer ty yn hysbys, o ymholiad'), ['tŷ'])
  assert.deepEqual(found('They said: jac was there!'), ['three'])
})

test('words that any two people would use are not', () => {
  assert.deepEqual(found('The grey car was at the station.'), [])
  assert.deepEqual(found('A grey car'), [])
  assert.deepEqual(found('The team is helping.'), [])
  assert.deepEqual(found(''), [])
})

test('any five words in a row of a closed text are noticed, wherever they stand', () => {
  const word = fc.constantFrom('car', 'line', 'house', 'station', 'phone', 'night', 'friend', 'money', 'train', 'door')
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 5, maxLength: 12 }),
      fc.array(word),
      fc.array(word),
      fc.nat(),
      (closed, before, after, at) => {
        const from = at % (closed.length - 4)
        const text = [...before, ...closed.slice(from, from + 5), ...after].join(' ')
        assert.equal(takenFromClosed(text, [{ text: closed.join(' ') }]).length, 1)
      },
    ),
  )
})
