// Both records of meetings and their papers, as PDF and Word, in both languages: read by somebody who does not see them.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { catalogue } from '../catalogue.ts'
import { pdfFile } from '../documents/pdf.ts'
import { wordFile } from '../documents/word.ts'
import type { Document } from '../documents/document.ts'
import { familyRecord } from '../family-copy/document.ts'
import { faultsOfPdf, faultsOfWord } from '../../test/document-checks.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { translators } from '../web/translation.ts'
import { fullRecord } from './document.ts'
import { packOf } from './pack.ts'

let world: World
before(async () => {
  world = await demonstrationWorld()
})
after(() => world.close())

async function documents(): Promise<readonly Document[]> {
  const meetings = await world.as('chair', ({ tx, actor }) =>
    tx
      .selectFrom('meeting')
      .where('held_on', 'is not', null)
      .where('chair_id', '=', actor.userId)
      .orderBy('number', 'desc')
      .select('id')
      .limit(6)
      .execute(),
  )
  const made: Document[] = []
  for (const { id } of meetings)
    for (const language of ['en', 'cy'] as const) {
      const options = { language, t: translators(catalogue)[language], banner: 'DEMONSTRATION' }
      const [full, family, child] = [
        await world.as('chair', work => fullRecord(work, id, options)),
        await world.as('chair', work => familyRecord(work, id, options)),
        await world.as('chair', work => familyRecord(work, id, options, 'child')),
      ]
      assert.ok(full && family && child)
      const pack = await world.as('chair', work => packOf(work, id, options))
      assert.ok(pack)
      made.push(full, family, child, pack)
    }
  return made
}

test('nothing keeps a screen reader from either record or the papers: order, headings, header cells, lists, language, title', async () => {
  const made = await documents()
  assert.equal(made.length, 48)
  for (const document of made) {
    assert.deepEqual(await faultsOfPdf(await pdfFile(document)), [], `PDF, ${document.language}`)
    assert.deepEqual(faultsOfWord(await wordFile(document)), [], `Word, ${document.language}`)
  }
})

const BROKEN: Document = {
  language: 'en',
  title: '',
  reference: 'LL-1',
  classification: '',
  banner: undefined,
  pageWords: '{page} {pages}',
  createdAt: new Date('2026-11-27T10:00:00Z'),
  blocks: [
    { kind: 'heading', level: 1, text: 'First' },
    { kind: 'heading', level: 3, text: 'Third' },
    { kind: 'paragraph', text: '• drawn as a list' },
    { kind: 'table', caption: 'Uneven', header: ['One', 'Two'], rows: [['alone']] },
  ],
}

test('the checks see what is wrong: a level that is left out, uneven rows, no title, a list that is only drawn', async () => {
  const pdf = (await faultsOfPdf(await pdfFile(BROKEN))).join('\n')
  for (const fault of ['level 3 under one of 1', 'rows of 2 and 1 cells', 'no title'])
    assert.ok(pdf.includes(fault), fault)
  const word = faultsOfWord(await wordFile(BROKEN)).join('\n')
  for (const fault of ['level 3 under one of 1', 'different length', 'only drawn', 'no title'])
    assert.ok(word.includes(fault), fault)
})
