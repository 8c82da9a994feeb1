// What a page's frame does to its words.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asOwner, one } from '../../test/access/sight.ts'
import { servedWorld } from '../../test/served.ts'
import { shownTo, visitor } from '../../test/visits.ts'

const { world, app } = await servedWorld()

test('the reference of a child in a heading is not parted at its hyphen; the title of the page is plain', async () => {
  const { userId } = await world.actor('chair')
  const id = await asOwner(world, client =>
    one(client, 'select a.id from action a join meeting m on m.id = a.meeting_id and m.chair_id = $1 limit 1', [
      userId,
    ]),
  )
  for (const language of ['en', 'cy'] as const) {
    const body = await shownTo(await visitor(app, world, 'chair', language), `/actions/${id}`)
    assert.match(body, /<h1 class="govuk-heading-l">[^<]+<span class="llwybr-whole">LL-\d{5}<\/span><\/h1>/)
    assert.match(body, /<title>[^<]+LL-\d{5} – Llwybr<\/title>/)
  }
})
