import assert from 'node:assert/strict'
import { test } from 'node:test'
import { homeFinder, matcherOf, openerOf } from './paths.ts'

const get = (path: string) => ({ method: 'get' as const, path })

test('an address is a page’s when every part is the page’s own or one of its names', () => {
  const isPage = matcherOf([
    get('/'),
    get('/children'),
    get('/children/new/names'),
    get('/children/:childId'),
    get('/children/:childId/people/:personId'),
  ])
  for (const path of ['/', '/children', '/children/7', '/children/new', '/children/7/people/8', '/children/new/names'])
    assert.ok(isPage(path), path)
  // A fixed part leads nowhere further; the named one beside it does.
  assert.ok(isPage('/children/new/people/8'))
  for (const path of [
    '',
    '/children/',
    '/child',
    '/children/7/people',
    '/children//people/8',
    '/children/7/names',
    '/children/7/people/8/9',
  ])
    assert.ok(!isPage(path), path)
})

test('a page opens to its roles alone, and one that is only sent to is not opened', () => {
  const isOpen = openerOf([
    { ...get('/'), roles: 'anyone' as never },
    { ...get('/staff'), roles: ['administrator'] },
    { method: 'post', path: '/staff/new', roles: ['administrator'] },
  ])
  assert.ok(isOpen('/', []))
  assert.ok(isOpen('/staff', ['practitioner', 'administrator']))
  assert.ok(!isOpen('/staff', ['practitioner']))
  assert.ok(!isOpen('/staff/new', ['administrator']))
  assert.ok(!isOpen('/nowhere', ['administrator']))
})

test('the home of an address is the nearest page above it that can be read', () => {
  const homeOf = homeFinder([
    get('/'),
    get('/children/:childId'),
    { method: 'post', path: '/children/:childId/alerts/:alertId' },
  ])
  assert.equal(homeOf('/children/7/alerts/8'), '/children/7')
  assert.equal(homeOf('/children/7'), '/children/7')
  assert.equal(homeOf('/elsewhere/7'), '/')
})
