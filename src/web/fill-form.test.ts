import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fillForm } from './fill-form.ts'

const PAGE = `<main><form method="post" action="/other"><input type="hidden" name="_csrf" value="t"><input id="o" name="said" value=""></form>
<form id="page-form" method="post" action="/here" novalidate>
<input type="hidden" name="_csrf" value="t"><input type="hidden" name="version" value="7">
<input class="govuk-input" id="said" name="said" type="text" value="the page’s own">
<textarea id="text" name="text" rows="5">as it was &amp; is</textarea>
<input type="radio" name="kind" value="visit" checked><input type="radio" name="kind" value="call">
<input type="checkbox" name="who" value="a" checked><input type="checkbox" name="who" value="b">
<select name="team"><option value="">Choose</option><option value="1" selected>One</option><option value="2">Two</option></select>
<input name="date-day" value=""><input name="line" value=""><input name="line" value=""><input type="password" name="password">
</form></main>`
const AS_SHOWN = {
  ...{ version: '7', said: 'the page’s own', text: 'as it was & is', kind: 'visit', who: 'a', team: '1' },
  ...{ 'date-day': '', line: ['', ''] },
}

test('every kind of field is filled in with what was typed, and the rest of the page stays as it is', () => {
  const typed = {
    ...{
      version: '6',
      said: 'she said: "no" <b>',
      text: '\nFirst\n\n</textarea> last',
      kind: 'call',
      who: ['b'],
      team: '2',
    },
    ...{ 'date-day': '31', line: ['one', 'two'] },
  }
  const { html, differs, unplaced } = fillForm(PAGE, '', typed)
  assert.ok(differs)
  assert.deepEqual(unplaced, [])
  assert.match(html, /name="version" value="6"/, 'the version on which it was typed')
  assert.match(html, /name="said" type="text" value="she said: &#34;no&#34; &#60;b&#62;"/)
  assert.match(html, /rows="5">\n\nFirst\n\n&#60;\/textarea&#62; last<\/textarea>/)
  assert.match(html, /value="visit" ><input checked="checked" type="radio" name="kind" value="call">/)
  assert.match(html, /value="a" ><input checked="checked" type="checkbox" name="who" value="b">/)
  assert.match(html, /<option value="1" >One<\/option><option selected="selected" value="2">/)
  assert.match(html, /name="date-day" value="31"><input name="line" value="one"><input name="line" value="two">/)
  assert.match(html, /id="o" name="said" value=""/, 'another form with a field of the same name')
  assert.match(html, /name="_csrf" value="t"/)
  assert.equal(html.length - PAGE.length > 0, true)
})

test('what says no more than the page itself does not differ, and an older version alone is nobody’s word', () => {
  assert.deepEqual(fillForm(PAGE, '', AS_SHOWN), {
    html: PAGE,
    differs: false,
    unplaced: [],
    isOfAnotherMoment: false,
  })
  assert.equal(fillForm(PAGE, '', { ...AS_SHOWN, version: '5' }).differs, false)
  assert.equal(fillForm(PAGE, '', { ...AS_SHOWN, who: [] }).differs, true, 'a box that was unticked')
})

test('words for which there is no place are told, and choices are not', () => {
  const { unplaced } = fillForm(PAGE, '', {
    ...AS_SHOWN,
    elsewhere: 'nobody may lose this',
    stage: 'closed',
    line: ['a', 'b', 'a third line'],
  })
  assert.deepEqual(unplaced, ['a third line', 'nobody may lose this'])
})

test('what was begun in a form that is gone, or at another stage, is not filled in and none of its words are told', () => {
  const elsewhere = { html: PAGE, differs: true, unplaced: [], isOfAnotherMoment: true }
  assert.deepEqual(fillForm(PAGE, '/gone', { text: 'the form is gone' }), elsewhere)
  const staged = PAGE.replace(
    '<input type="hidden" name="version"',
    '<input type="hidden" name="stage" value="family" data-moment>$&',
  )
  const closed = { ...AS_SHOWN, stage: 'closed', text: 'closed words' }
  assert.deepEqual(fillForm(staged, '', closed), { ...elsewhere, html: staged })
  assert.match(fillForm(staged, '', { ...closed, stage: 'family' }).html, /closed words/)
})

test('whatever is typed is in its field as it was typed, and nowhere else', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (said, text) => {
      const plain = (typed: string) => typed.replaceAll(/[\0\r\uD800-\uDFFF]/gu, '')
      const typed = { ...AS_SHOWN, said: plain(said).replaceAll('\n', ' '), text: plain(text) }
      const { html } = fillForm(PAGE, '', typed)
      // What the filled page would send says the same: nothing of it differs any more.
      assert.deepEqual(fillForm(html, '', typed), { html, differs: false, unplaced: [], isOfAnotherMoment: false })
      assert.equal(html.split('<form').length, PAGE.split('<form').length)
    }),
    { numRuns: 500 },
  )
})

test('what is folded away around a filled field opens; around one that says what it said it stays closed', () => {
  const page = (text: string, open = '') =>
    `<form id="page-form"><details class="a"${open}><summary>A</summary><textarea name="a">${text}</textarea></details><details class="b"><textarea name="b"></textarea></details></form>`
  const filled = (text: string) => fillForm(page(text), '', { a: 'typed', b: '' }).html
  assert.match(filled(''), /<details open="" class="a">/)
  assert.doesNotMatch(filled('typed'), /open/)
  assert.equal(filled('').match(/ open=""/g)?.length, 1)
  assert.equal(fillForm(page('', ' open'), '', { a: 'typed' }).html.match(/ open/g)?.length, 1)
})
