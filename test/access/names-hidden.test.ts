// With names hidden no page shows a child's name or day of birth, or it says on top that it does: every page that people live in is opened so.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressOf, LOOKS } from '../../scripts/pictures/looks.ts'
import { formatDay, formatShortDay, calendarDate } from '../../src/lib/calendar-date.ts'
import { beginReferral } from '../../src/referral/actions/sending.ts'
import { servedWorld } from '../served.ts'
import { visitor } from '../visits.ts'
import { asOwner } from './sight.ts'

const { world, app } = await servedWorld()
await world.as('teacher', beginReferral)

/** What a child is known by: each name as a word, unless somebody of the staff bears it too, and the day of birth as pages write it. */
async function known(): Promise<readonly RegExp[]> {
  const { names, days } = await asOwner(world, async client => {
    const named = await client.query<{ name: string }>(
      `select distinct name from (select given_name as name from child union select family_name from child union select known_as from child
                                  union select answers ->> 'givenName' from referral union select answers ->> 'familyName' from referral) n
        where name <> '' and not exists (select 1 from app_user u where position(n.name in u.name) > 0)`,
    )
    const born = await client.query<{ day: string }>(
      `select distinct born_on::text as day from child where born_on is not null`,
    )
    return { names: named.rows.map(row => row.name), days: born.rows.map(row => calendarDate(row.day)) }
  })
  assert.ok(names.length > 10 && days.length > 10)
  return [
    new RegExp(`(?<![\\p{L}-])(?:${names.join('|')})(?![\\p{L}-])`, 'u'),
    new RegExp(days.flatMap(day => [formatDay(day, 'en'), formatShortDay(day, 'en')]).join('|')),
  ]
}

test('each page hides them, or says on top that they stand there', async () => {
  const patterns = await known()
  const silent: string[] = []
  for (const look of LOOKS) {
    // In the family's room everybody knows each other; no button there hides names.
    if (look.who === undefined || look.isSentEmpty === true || look.path.includes('/family-room')) continue
    const path = await addressOf(world, look)
    assert.ok(path !== undefined, look.name)
    const someone = await visitor(app, world, look.who)
    await someone.post('/public-view?to=on&path=/', {})
    const { body } = await someone.get(path)
    const page = /<title>[\s\S]*?<\/title>|<main[\s\S]*<\/main>/g
    const shown = (body.match(page) ?? [])
      .join('\n')
      .replace(/ (?:href|action|id|for)="[^"]*"|<input[^>]*name="q"[^>]*>/g, '')
    const found = patterns.flatMap(pattern => pattern.exec(shown)?.[0] ?? [])
    if (found.length > 0 && !body.includes('data-names-stand')) silent.push(`${look.name}: ${found.join(', ')}`)
  }
  assert.deepEqual(silent, [])
})

test('it is said only while names are hidden, and not on a page that hides them', async () => {
  const record = LOOKS.find(look => look.name === 'record')
  const details = LOOKS.find(look => look.name === 'details')
  for (const look of [record, details]) {
    const path = look && (await addressOf(world, look))
    assert.ok(path !== undefined && look?.who !== undefined)
    const someone = await visitor(app, world, look.who)
    assert.doesNotMatch((await someone.get(path)).body, /data-names-stand/)
    await someone.post('/public-view?to=on&path=/', {})
    assert.equal((await someone.get(path)).body.includes('data-names-stand'), look === details, path)
  }
})
