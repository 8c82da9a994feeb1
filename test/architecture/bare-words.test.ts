import assert from 'node:assert/strict'
import { test } from 'node:test'
import ts from 'typescript'
import { catalogue } from '../../src/catalogue.ts'
import { productSources, type Source, sourcesOf } from './sources.ts'

const BOTH_LANGUAGES = new Set(['Llwybr'])

// Two words or more that a person could read: not a list of classes, an address, a path or a key.
function isProse(text: string): boolean {
  const words = text
    .trim()
    .split(/\s+/)
    .filter(word => /\p{L}{2}/u.test(word))
  return (
    words.length > 1 &&
    words.some(word => /^[\p{L}’',.!?:;“”()]+$/u.test(word)) &&
    !/^[a-z]+:|^\/|^M[\d ]/.test(text.trim())
  )
}

// Prose in the code of a page. What only a developer reads may stand there: the reason for recording nothing, an error thrown.
function proseInCode({ file, text }: Source): string[] {
  const found: string[] = []
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node)) return
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'none') return
    const words =
      ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)
        ? node.text
        : ''
    if (isProse(words)) found.push(`${file}: "${words}"`)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

// Words in the places of a template that a person sees or hears but that are not between tags.
function proseInTemplate({ file, text }: Source): string[] {
  const code = text.replace(/\{#[\s\S]*?#\}/g, '').replace(/<script[\s\S]*?<\/script>/g, '')
  const found: string[] = []
  for (const [expression] of code.matchAll(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g)) {
    for (const [, , words = ''] of expression.matchAll(/(["'])((?:(?!\1)[^\\]|\\.)*)\1/g))
      if (isProse(words) || (/^[A-Z][a-z]+/.test(words) && !BOTH_LANGUAGES.has(words))) found.push(words)
    for (const [, , , words = ''] of expression.matchAll(
      /\b(text|html|label|legend|hint|caption|title)\s*:\s*(["'])([^"']*)\2/g,
    ))
      if (/[A-Z\s]/.test(words)) found.push(words)
  }
  const tags = code.replace(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g, '')
  for (const [, , words = ''] of tags.matchAll(
    /\s(alt|title|placeholder|label|aria-label|aria-description|aria-roledescription|content)="([^"]*)"/g,
  ))
    if (/\p{L}/u.test(words) && !/^(?:width=device-width|same-origin)/.test(words)) found.push(words)
  return found.map(words => `${file}: "${words}"`)
}

test('no page, no document and no e-mail holds a sentence of its own: each comes from the catalogues', () => {
  const pages = productSources().filter(({ file }) => /\/(?:pages|present|document|jobs)(?:\.ts$|\/)/.test(file))
  assert.ok(pages.length > 10, 'no pages were read')
  assert.deepEqual(pages.flatMap(proseInCode), [], 'give it a key in messages.en.ts and messages.cy.ts')
})

test('no attribute and no macro of a template is given a word of its own', () => {
  const templates = sourcesOf('src/**/views/*.njk')
  assert.ok(templates.length > 40, 'no templates were read')
  assert.deepEqual(templates.flatMap(proseInTemplate), [], 'use t("…")')
})

test('a plural has every form that its language tells apart', () => {
  for (const [language, words] of Object.entries(catalogue)) {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
    for (const key of Object.keys(words))
      if (key.endsWith('_other'))
        for (const form of forms)
          assert.ok(words[key.replace(/other$/, form)], `${language}: ${key.replace(/other$/, form)}`)
  }
})

test('a sentence in a page, a macro, an attribute or a heading is found', () => {
  const page = "import { a } from './the file.ts'\nthrow new RangeError('this is for us')\n"
  assert.deepEqual(
    proseInCode({
      file: 'a',
      text: `${page}show(t('meeting.first'), 'govuk-grid-column-full llwybr-quiet', '/children/1')`,
    }),
    [],
  )
  assert.deepEqual(proseInCode({ file: 'a', text: "page({ audit: { none: 'it shows nothing about anybody' } })" }), [])
  assert.equal(proseInCode({ file: 'a', text: "show({ title: 'Ask for a meeting' })" }).length, 1)
  assert.equal(proseInCode({ file: 'a', text: 'const late = `${days} days late`' }).length, 1)
  assert.deepEqual(
    proseInTemplate({
      file: 'a',
      text: '{{ button(t("meeting.book"), { classes: "govuk-button--secondary x-y" }) }}<img alt="{{ who }}">',
    }),
    [],
  )
  for (const text of [
    '{{ button("Save") }}',
    '{{ x({ text: "Ask now" }) }}',
    '{% set title = "The record" %}',
    '<nav aria-label="Menu"></nav>',
    '{{ t("a.b") if c else "not yet" }}',
  ])
    assert.notDeepEqual(proseInTemplate({ file: 'a', text }), [], text)
})
