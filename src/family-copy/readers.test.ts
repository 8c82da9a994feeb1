// The family's copy read as a mother and as the child: the same words, and whatever stands around them speaks to its reader.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../app.ts'
import { copyOptionsOf } from '../copy-options.ts'
import { asOwner } from '../../test/access/sight.ts'
import { TEST_KEY } from '../../test/database.ts'
import { contentOfPdf } from '../../test/document-text.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { type Block, type Document, wordsOf } from '../documents/document.ts'
import { familyRecord } from './document.ts'
import type { CopyReader } from './family-copy.ts'

let world: World
let app: FastifyInstance
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
})
after(async () => {
  await app.close()
  await world.close()
})

const givenMeeting = () =>
  asOwner(world, async client => {
    const { rows } = await client.query<{ id: string; name: string; copy: string; language: 'en' | 'cy' }>(
      `select m.id, c.given_name as name, f.id as copy, f.language from family_copy f join meeting m on m.id = f.meeting_id join child c on c.id = m.child_id
         join family_copy_reading r on r.copy_id = f.id where m.chair_id = (select id from app_user where email like 'chair@%')
          and not exists (select 1 from family_copy n where n.meeting_id = f.meeting_id and n.position > f.position) order by m.held_on, f.id limit 1`,
    )
    assert.ok(rows[0], 'the demonstration has a copy that may leave')
    return rows[0]
  })

const copyFor = async (id: string, language: 'en' | 'cy', reader: CopyReader): Promise<Document> => {
  const document = await world.as('chair', work => familyRecord(work, id, copyOptionsOf('live')(language), reader))
  assert.ok(document)
  return document
}

// What people said, wrote and agreed; without the words that the product puts around it.
const wordsOfPeople = (blocks: readonly Block[]) =>
  blocks.flatMap(block => {
    if (block.kind === 'quotation' || (block.kind === 'paragraph' && block.entryId !== undefined)) return [block.text]
    return block.kind === 'table'
      ? block.rows.map(row =>
          row
            .slice(1)
            .flatMap(cell => wordsOf(cell).map(words => words.text))
            .join(' | '),
        )
      : []
  })

test('the child’s copy has every word of the family’s and no other, and speaks to the child alone', async () => {
  const { id, name } = await givenMeeting()
  for (const language of ['en', 'cy'] as const) {
    const [family, child] = [await copyFor(id, language, 'family'), await copyFor(id, language, 'child')]
    assert.deepEqual(wordsOfPeople(child.blocks), wordsOfPeople(family.blocks))
    assert.ok(wordsOfPeople(child.blocks).length > 4)
    const headings = (document: Document) =>
      document.blocks.flatMap(block => (block.kind === 'heading' ? [block.text] : [])).join('\n')
    assert.match(headings(family), new RegExp(name))
    assert.doesNotMatch(headings(child), new RegExp(name))
    assert.doesNotMatch(headings(family) + headings(child), /[Tt]he child|[Yy] plentyn|Neighbourhood|Peer groups/)
    assert.match(headings(child), language === 'en' ? /What you want/ : /Beth sy’n bwysig i ti/)
    // How to ask, how to complain, danger; an advocate and whom to ring for the child.
    for (const [document, expected] of [
      [family, language === 'en' ? ['speak to Gwen Cadair', 'You can complain', '999'] : ['Gallwch gwyno', '999']],
      [
        child,
        language === 'en'
          ? ['Gwen Cadair', 'You can complain', '999', 'advocate', '080880 23456']
          : ['Gelli di gwyno', '999', 'eiriolwr'],
      ],
    ] as const)
      for (const words of expected) assert.ok(JSON.stringify(document.blocks).includes(words), words)
    // One person is spoken to in one way.
    if (language === 'cy')
      assert.doesNotMatch(JSON.stringify(child.blocks.filter(block => block.kind === 'notice')), /[Cc]adwch|Gallwch/)
  }
})

test('what is agreed is grouped by where it helps', async () => {
  const { id } = await givenMeeting()
  const { blocks } = await copyFor(id, 'en', 'child')
  const table = blocks.find(block => block.kind === 'table')
  assert.deepEqual([table?.header[0], table?.rows[0]?.[0]], ['Where', 'About you'])
})

test('both are made, read and let go together: files of their own, each named for its reader', async () => {
  const { copy, language } = await givenMeeting()
  const chair = await visitor(app, world, 'chair')
  const reading = (await chair.get(`/family-copies/${copy}`)).body
  assert.ok(reading.includes('What you said') || reading.includes('Beth ddywedaist ti'), 'the second person reads both')
  for (const [name, title] of [
    ['pdf', { en: 'Family’s copy', cy: 'Copi’r teulu' }],
    ['child-pdf', { en: 'Child’s copy', cy: 'Copi’r plentyn' }],
  ] as const) {
    const file = await chair.get(`/family-copies/${copy}/${name}`)
    assert.equal(file.statusCode, 200)
    assert.equal((await contentOfPdf(file.rawPayload)).info['Title'], title[language])
    const called = decodeURIComponent(String(file.headers['content-disposition']))
    assert.match(called.toLowerCase(), new RegExp(title[language].toLowerCase().replace('family’s', 'family')))
  }
  for (const name of ['child', 'full-pdf', 'constructor', 'child-xlsx'])
    assert.equal((await chair.get(`/family-copies/${copy}/${name}`)).statusCode, 404, name)
  assert.equal(
    (await (await visitor(app, world, 'governance')).get(`/family-copies/${copy}/child-pdf`)).statusCode,
    404,
  )
})

test('a copy of before has no child’s: nothing is offered, and nothing opens', async () => {
  const { id, copy } = await givenMeeting()
  const chair = await visitor(app, world, 'chair')
  assert.match((await chair.get(`/meetings/${id}/copies`)).body, new RegExp(`${copy}/child-docx`))
  await asOwner(world, async client => {
    await client.query('alter table family_copy disable trigger user')
    await client.query('update family_copy set content_child = null where id = $1', [copy])
    await client.query('delete from family_copy_file where copy_id = $1 and format like $2', [copy, 'child-%'])
    await client.query('alter table family_copy enable trigger user')
  })
  const page = (await chair.get(`/meetings/${id}/copies`)).body
  assert.ok(page.includes(`${copy}/pdf`) && !page.includes(`${copy}/child-`))
  assert.equal((await chair.get(`/family-copies/${copy}/child-pdf`)).statusCode, 404)
  assert.doesNotMatch((await chair.get(`/family-copies/${copy}`)).body, /What you said|Beth ddywedaist ti/)
})
