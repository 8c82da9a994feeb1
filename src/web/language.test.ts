// In which language a page comes: as chosen by its reader, not by the person before them, else as their account or browser says.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chosenBefore, languageCookie, languageOf } from './language.ts'

const ANNA = '0b9f0a52-55a6-4a3e-9c51-1f0f6b1f0a01'
const BEN = '0b9f0a52-55a6-4a3e-9c51-1f0f6b1f0a02'
const browser = (acceptLanguage: string | undefined) => languageOf({ cookie: undefined, acceptLanguage }, undefined)

test('the browser’s languages are read with their weights', () => {
  for (const welsh of [
    'cy',
    'cy-GB',
    'CY',
    'cy-GB,cy;q=0.9,en;q=0.8',
    'en;q=0.1,cy;q=1',
    'fr,cy;q=0.9,en;q=0.5',
    'en;q=0,*;q=0.5',
    'en-GB;q=0.4, cy ; q=0.6',
  ])
    assert.equal(browser(welsh), 'cy', welsh)
  for (const english of [
    'en',
    'en-GB,cy;q=0.9',
    'fr',
    'fr,de;q=0.9',
    '',
    undefined,
    '*',
    'cy;q=0',
    'cy;q=0.5,en;q=0.6',
    ';;q=',
    'cyw',
  ])
    assert.equal(browser(english), 'en', english)
})

test('a choice is its chooser’s; the next person on the machine has their own', () => {
  const chosen = languageCookie('cy', ANNA).value
  const asked = { cookie: chosen, acceptLanguage: 'en' }
  assert.equal(languageOf(asked, { userId: ANNA, language: 'en' }), 'cy')
  assert.equal(languageOf(asked, { userId: BEN, language: 'en' }), 'en')
  assert.equal(languageOf(asked, undefined), 'en', 'nor does it stay on the sign-in page')
})

test('what is chosen before signing in holds there, and becomes the choice of whoever signs in', () => {
  const { value } = languageCookie('cy', undefined)
  assert.equal(languageOf({ cookie: value, acceptLanguage: 'en' }, undefined), 'cy')
  assert.equal(chosenBefore(value), 'cy')
  assert.equal(chosenBefore(languageCookie('cy', ANNA).value), undefined)
})

test('without a choice the account’s language counts before the browser’s; a forged cookie counts for nothing', () => {
  for (const cookie of [undefined, '', 'de', 'cy~someone', `xx~${ANNA}`, 'cy en'])
    assert.equal(languageOf({ cookie, acceptLanguage: 'cy' }, { userId: ANNA, language: 'en' }), 'en', cookie)
})
