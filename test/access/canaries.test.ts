// A word for each audience in each table that holds any, and every reader on every page, list, search, document and export:
// nobody meets a word that is not for them.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { startSession } from '../../src/access/store/sessions.ts'
import { makeApp } from '../../src/app.ts'
import { exportCase } from '../../src/case-file/export/export.ts'
import { pages } from '../../src/pages.ts'
import { newToken, SESSION_COOKIE, tokenHash } from '../../src/web/session-token.ts'
import { overConnection, TEST_KEY } from '../database.ts'
import { contentOfPdf, textOfWord } from '../document-text.ts'
import type { World } from '../world.ts'
import { OF_A_MEETING, OUTSIDE_ONE, type Reader, READERS, TABLES, worldOfReaders } from './readers.ts'

let world: World
let app: FastifyInstance
let childId: string
let meetingId: string
let reference: string
const idsOf: Record<string, string[]> = {}
// Each word, and who may read it.
const canaries = new Map<string, readonly Reader[]>()

before(async () => {
  const board = await worldOfReaders()
  ;({ world, childId, meetingId } = board)
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined, rateLimitPerMinute: 1e6 })
  const author = await world.actor('duty')
  await overConnection(world.ownerUrl, async client => {
    const one = async (query: string, values: readonly unknown[] = []) => {
      const { rows } = await client.query<{ id: string }>(query, [...values])
      return rows[0]?.id ?? ''
    }
    reference = await one('select reference as id from child where id = $1', [childId])
    const write = async (
      table: string,
      insert: string,
      audience: string,
      meeting: string | null,
      readers: readonly Reader[],
    ) => {
      const word = `CANARY${canaries.size}X`
      canaries.set(word, readers)
      const id = await one('select gen_random_uuid() as id')
      await client.query(insert, [id, childId, meeting, audience, author.userId, word])
      ;(idsOf[table] ??= []).push(id)
    }
    for (const { table, insert, audiences } of TABLES)
      for (const audience of audiences) await write(table, insert, audience, meetingId, OF_A_MEETING[audience] ?? [])
    const note = `insert into entry (id, child_id, meeting_id, kind, basis, audience, text, happened_on, author_id, agency_id)
                  select $1, $2, $3::uuid, 'note', 'fact', $4, $6, current_date, u.id, u.agency_id from app_user u where u.id = $5`
    for (const [audience, readers] of Object.entries(OUTSIDE_ONE)) await write('entry', note, audience, null, readers)
    // What was the network's word and is closed today.
    const changed = `CANARY${canaries.size}X`
    canaries.set(changed, OF_A_MEETING['closed'] ?? [])
    const id = await one('select gen_random_uuid() as id')
    await client.query(TABLES[0]?.insert ?? '', [id, childId, meetingId, 'network', author.userId, changed])
    await client.query(`update entry set audience = 'closed', version = version + 1 where id = $1`, [id])
    ;(idsOf['entry'] ??= []).push(id)
  })
})
after(async () => {
  await app.close()
  await world.close()
})

const PLACES: Readonly<Record<string, readonly string[]>> = {
  entryId: ['entry', 'happening'],
  actionId: ['action'],
  clockId: ['clock'],
  escalationId: ['panel_escalation'],
}

// Every address that can be read, with every identifier that fits it.
function addresses(): string[] {
  const found = [
    ...['/?of=team', '/?of=agency', `/children?q=${reference}`, '/children?q=CANARY'],
    ...['entry', 'note', 'meeting-entry'].map(kind => `/children/${childId}/chronology?kind=${kind}`),
  ]
  for (const page of pages) {
    if (page.method !== 'get' || page.roles === 'everyone') continue
    const filled = page.path.replace(':childId', childId).replace(':meetingId', meetingId)
    const place = /:(\w+)/.exec(filled)?.[1]
    if (filled.includes(':copy'))
      for (const copy of ['full', 'family'])
        for (const format of ['pdf', 'docx'])
          found.push(filled.replace(':copy', copy).replace(':language', 'en').replace(':format', format))
    else if (place === undefined) found.push(filled)
    else
      for (const id of (PLACES[place] ?? []).flatMap(table => idsOf[table] ?? []))
        found.push(filled.replace(`:${place}`, id))
  }
  return found
}

async function textOf(response: {
  headers: Record<string, unknown>
  body: string
  rawPayload: Buffer
}): Promise<string> {
  const type = String(response.headers['content-type'])
  if (type.includes('pdf')) {
    const pdf = await contentOfPdf(response.rawPayload)
    return [pdf.text, ...pdf.outline, JSON.stringify(pdf.info)].join('\n').replace(/\s/g, '')
  }
  return type.includes('officedocument') ? textOfWord(response.rawPayload) : response.body
}

for (const [reader, name] of Object.entries(READERS) as [Reader, string][])
  test(`${reader}: meets on no page, list, search, document or export a word that is not for them`, async () => {
    const actor = await world.actor(name)
    const token = newToken(TEST_KEY)
    await world.database.asNobody(tx =>
      startSession(tx, actor.userId, tokenHash(token), new Date(Date.now() + 600_000)),
    )
    const met = new Set<string>()
    const look = (where: string, text: string) => {
      for (const word of text.match(/CANARY\d+X/g) ?? []) {
        met.add(word)
        assert.ok(
          canaries.get(word)?.includes(reader),
          `${where} shows ${reader} a word for ${canaries.get(word)?.join(', ') ?? ''} only`,
        )
      }
    }
    const all = addresses()
    assert.ok(all.length > 50)
    for (const url of all) {
      const response = await app.inject({ method: 'GET', url, cookies: { [SESSION_COOKIE]: token } })
      assert.ok(response.statusCode < 500, `${url}: ${response.statusCode}`)
      if (!url.startsWith('/children?q=')) look(url, await textOf(response))
    }
    const exported = await world.as(name, work => exportCase(work, reference))
    look('the export', JSON.stringify(exported ?? ''))
    // A test that looks at nothing would agree with everything.
    const mayRead = [...canaries].filter(([, readers]) => readers.includes(reader)).map(([word]) => word)
    assert.deepEqual([...met].sort(), mayRead.sort(), 'what is for them stands somewhere')
  })
