import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contentOfPdf, glyphsOfPdf, markupOfWord, textOfWord } from '../../test/document-text.ts'
import type { Document } from './document.ts'
import { FILE_FORMATS } from './file-name.ts'
import { FONTS, letters, piecesOf } from './letters.ts'
import { makeFile } from './making.ts'
import { pdfFile } from './pdf.ts'
import { wordFile } from './word.ts'

const document: Document = {
  language: 'cy',
  title: 'Cofnod cyfarfod',
  reference: 'LL-00042',
  classification: 'Copi’r teulu',
  banner: 'ARDDANGOSIAD',
  pageWords: 'Tudalen {page} o {pages}',
  createdAt: new Date('2026-11-24T10:00:00Z'),
  blocks: [
    { kind: 'heading', level: 1, text: 'Tŷ a ŵy' },
    { kind: 'heading', level: 2, text: 'Cartref' },
    { kind: 'paragraph', text: 'Mae’r gŵr yn y tŷ.' },
    { kind: 'quotation', text: 'Dw i’n iawn', attribution: 'Cai' },
    { kind: 'list', items: ['un', 'dau'] },
    {
      kind: 'table',
      caption: 'Camau',
      header: ['Beth', 'Pwy'],
      rows: Array.from({ length: 60 }, (_, at) => [`cam ${at}`, 'rhywun']),
    },
    { kind: 'notice', text: 'Cyfrinachol' },
  ],
}

test('the PDF is tagged, says its language, keeps ŵ and ŷ, and has its headings as bookmarks', async () => {
  const content = await contentOfPdf(await pdfFile(document))
  for (const words of ['Tŷ a ŵy', 'gŵr yn y tŷ', 'Dw i’n iawn', 'cam 59', 'ARDDANGOSIAD', 'Tudalen 2 o', 'LL-00042'])
    assert.ok(content.text.includes(words), words)
  assert.deepEqual(content.outline, ['Tŷ a ŵy', 'Cartref'])
  for (const role of ['H1', 'H2', 'P', 'BlockQuote', 'L', 'LI', 'Table', 'TR', 'TH', 'TD'])
    assert.ok(content.roles.includes(role), role)
  assert.equal(content.language, 'cy-GB')
  assert.equal(content.info['Title'], 'Cofnod cyfarfod')
  assert.equal(content.info['Author'], 'Llwybr')
})

test('the Word file has the same words, its language, and no property that names anyone', async () => {
  const text = textOfWord(await wordFile(document))
  for (const words of ['Tŷ a ŵy', 'gŵr yn y tŷ', 'Dw i’n iawn', 'cam 59', 'ARDDANGOSIAD', 'LL-00042'])
    assert.ok(text.includes(words), words)
})

const foreignTo = (lang: string, dir: 'ltr' | 'rtl') => ({ lang, dir, name: lang, isOther: true })

test('words in another language are marked with it in both files, and set from the right where they are written so', async () => {
  const blocks: Document['blocks'] = [
    { kind: 'quotation', text: 'هي تنتظر', attribution: 'Modryb', foreign: foreignTo('ar', 'rtl') },
    { kind: 'paragraph', text: 'She waits.', foreign: foreignTo('en', 'ltr') },
    { kind: 'paragraph', text: 'Mae hi’n aros.' },
    {
      kind: 'table',
      caption: 'Pwy sy’n gwneud beth',
      header: ['Beth', 'Pwy'],
      rows: [
        [[{ text: 'Mynd i’r ysgol.' }, { text: 'Pójść do szkoły.', foreign: foreignTo('pl', 'ltr') }], 'Mam'],
        [[{ text: 'چاوەڕوانە', foreign: foreignTo('ckb', 'rtl') }], 'Tad'],
      ],
    },
  ]
  const pdf = (await pdfFile({ ...document, blocks })).toString('latin1')
  assert.deepEqual([...pdf.matchAll(/\/Lang \((\w+(?:-\w+)?)\)/g)].map(each => each[1]).toSorted(), [
    'ar',
    'ckb',
    'cy-GB',
    'en',
    'pl',
  ])
  const word = markupOfWord(await wordFile({ ...document, blocks }))
  assert.match(word, /<w:bidi\/>[\s\S]*<w:rtl\/>[\s\S]*<w:lang w:bidi="ar"\/>[\s\S]*هي تنتظر/)
  assert.match(word, /<w:lang w:val="en-GB"\/><\/w:rPr><w:t[^>]*>She waits\./)
  assert.match(word, /<w:lang w:val="pl"\/><\/w:rPr><w:t[^>]*>Pójść do szkoły\./)
  assert.match(word, /<w:bidi\/>(?:(?!<w:p>)[\s\S])*<w:lang w:bidi="ckb"\/>(?:(?!<w:p>)[\s\S])*چاوەڕوانە/)
  assert.doesNotMatch(
    word,
    /<w:lang w:val="cy[^>]*\/><\/w:rPr><w:t[^>]*>Mae hi/,
    'the document’s own language is said once',
  )
})

const OTHER_SCRIPTS = {
  am: 'እየጠበቀች ነው',
  bn: 'সে অপেক্ষা করছে',
  gu: 'તે રાહ જુએ છે',
  hi: 'वह इंतज़ार कर रही है',
  ml: 'അവൾ കാത്തിരിക്കുന്നു',
  pa: 'ਉਹ ਉਡੀਕ ਕਰ ਰਹੀ ਹੈ',
  ta: 'அவள் காத்திருக்கிறாள்',
  ti: 'ትጽበ ኣላ',
  zh: '她在等，他们不说话。',
  yue: '佢喺學校等緊喎，冇人餵。',
}

test('the letters of every script that people here write in are printed, and one that no font has is named, never an empty box', async () => {
  for (const text of ['Вона чекає', 'هي تنتظر', 'Περιμένει', 'Čeká, ţşœ', ...Object.values(OTHER_SCRIPTS)])
    assert.equal(letters(text), text)
  assert.equal(letters('𓀀 in the lane'), '[U+13000] in the lane')
  const texts = [...Object.values(OTHER_SCRIPTS), 'Mae Cai 她在等 yn y lôn']
  const blocks = texts.flatMap((text): Document['blocks'] => [
    { kind: 'heading', level: 2, text },
    { kind: 'paragraph', text },
    { kind: 'quotation', text, attribution: text },
    { kind: 'list', items: [text] },
    { kind: 'table', caption: text, header: [text], rows: [[text]] },
    { kind: 'notice', text },
  ])
  const { missing, fonts } = await glyphsOfPdf(await pdfFile({ ...document, blocks }))
  assert.equal(missing, 0, 'empty boxes on paper')
  for (const script of ['Bengali', 'Devanagari', 'Ethiopic', 'Gujarati', 'Gurmukhi', 'Malayalam', 'Tamil', 'SC', 'HK'])
    assert.ok(
      fonts.some(font => font.includes(script)),
      `${script} in ${fonts.join(' ')}`,
    )
})

test('a text keeps the font of its style wherever that has the letter, and a mark stays with its letter', () => {
  const fontsOf = (text: string) => piecesOf(text, 'words').map(({ text: piece, font }) => [piece, font.postscriptName])
  assert.deepEqual(fontsOf('Вона чекає'), [['Вона чекає', FONTS.words.postscriptName]])
  assert.deepEqual(fontsOf('gair هي'), [
    ['gair ', FONTS.words.postscriptName],
    ['هي', FONTS.body.postscriptName],
  ])
  assert.deepEqual(
    fontsOf('a কি b').map(([piece]) => piece),
    ['a ', 'কি', ' b'],
  )
})

test('a cell that is longer than a page goes on over the next ones, to its last word, under the same header', async () => {
  const words = Array.from({ length: 1500 }, (_, at) => `gair${at}`)
  const blocks: Document['blocks'] = [
    {
      kind: 'table',
      caption: 'Camau',
      header: ['Beth', 'Pwy'],
      rows: [
        [words.join(' '), 'rhywun'],
        ['y nesaf', 'neb'],
      ],
    },
  ]
  const { text } = await contentOfPdf(await pdfFile({ ...document, blocks }))
  assert.deepEqual(
    words.filter(word => !text.includes(word)),
    [],
  )
  assert.ok(text.includes('y nesaf'))
  const pages = Number(/Tudalen \d+ o (\d+)/.exec(text)?.[1])
  assert.ok(pages > 3, `${pages} pages`)
  assert.equal(text.split('Beth').length - 1, pages, 'the header stands once on every page')
})

test('no header of a table, and no heading above it, is stranded at the foot of a page, wherever on it the table begins', async () => {
  const row = ['cam '.repeat(40), 'rhywun yma']
  for (const heading of [[], [{ kind: 'heading', level: 2, text: 'Pennawd' }]] as const)
    for (let lines = 1; lines < 45; lines += 1) {
      const blocks: Document['blocks'] = [
        ...Array.from({ length: lines }, () => ({ kind: 'list', items: ['llinell'] }) as const),
        ...heading,
        { kind: 'table', caption: 'Capsiwn', header: ['Beth', 'Pwy'], rows: [row] },
      ]
      const { text } = await contentOfPdf(await pdfFile({ ...document, blocks }))
      const page = text.split('\n').find(each => each.includes('Capsiwn')) ?? ''
      for (const words of [...heading.map(each => each.text), 'Beth', 'rhywun yma'])
        assert.ok(page.includes(words), `${words}, ${lines} lines before it`)
      assert.equal(text.split('Beth').length - 1, 1)
    }
})

test('no heading is stranded at the foot of a page without its words, nor with only the heading beneath it', async () => {
  const words = [
    { kind: 'paragraph', text: 'geiriau' },
    { kind: 'quotation', text: 'geiriau', attribution: '' },
  ] as const
  for (const beneath of words)
    for (let lines = 20; lines < 45; lines += 1) {
      const blocks: Document['blocks'] = [
        ...Array.from({ length: lines }, () => ({ kind: 'list', items: ['llinell'] }) as const),
        { kind: 'heading', level: 2, text: 'Pennawd' },
        { kind: 'heading', level: 3, text: 'Oddi tano' },
        beneath,
      ]
      const { text } = await contentOfPdf(await pdfFile({ ...document, blocks }))
      const page = text.split('\n').find(each => each.includes('Pennawd')) ?? ''
      for (const each of ['Oddi tano', 'geiriau']) assert.ok(page.includes(each), `${each}, ${lines} lines before it`)
    }
})

test('whatever people typed, both files are made', async () => {
  const hostile = ['<b>&amp;</b>', 'a\u0000b\u0007c', 'ا ل ع ر ب ي ة', '🙂'.repeat(50), 'x'.repeat(3000), '\ud800', '']
  const blocks = hostile.flatMap((text): Document['blocks'] => [
    { kind: 'paragraph', text },
    { kind: 'quotation', text, attribution: text },
    { kind: 'table', caption: text, header: [text], rows: [[text]] },
  ])
  assert.ok((await pdfFile({ ...document, blocks })).length > 1000)
  const word = textOfWord(await wordFile({ ...document, blocks }))
  assert.ok(!word.includes('\u0007'))
})

test('while a long document is made, everybody else’s pages go on', async () => {
  const blocks = Array.from({ length: 400 }, (): Document['blocks'][number] => ({
    kind: 'paragraph',
    text: 'gair '.repeat(60),
  }))
  for (const format of FILE_FORMATS) {
    let turns = 0
    const turning = setInterval(() => (turns += 1), 1)
    const made = await makeFile({ ...document, blocks }, format).finally(() => clearInterval(turning))
    assert.ok(made.length > 1000)
    // In one thread there is a turn or two, however long it takes.
    assert.ok(turns > 15, `${turns} turns while a ${format} was made`)
  }
})

test('what was made in another thread is the same file', async () => {
  const made = await contentOfPdf(await makeFile(document, 'pdf'))
  assert.equal(made.text, (await contentOfPdf(await pdfFile(document))).text)
  const withoutMoment = (text: string) => text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '')
  assert.equal(
    withoutMoment(textOfWord(await makeFile(document, 'docx'))),
    withoutMoment(textOfWord(await wordFile(document))),
  )
})
