import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pages } from '../../src/pages.ts'

test('every page says who may open it and what it records, under a plain address', () => {
  assert.ok(pages.length > 80)
  for (const page of pages) {
    const address = `${page.method} ${page.path}`
    if (typeof page.roles !== 'string') assert.ok(page.roles.length > 0, address)
    if (typeof page.audit === 'object' && 'none' in page.audit)
      assert.ok(page.audit.none.length > 20, `${address}: give the reason why it leaves no trace`)
    assert.match(page.path, /^(\/|(\/([a-z0-9-]+|:[a-zA-Z]+))+)$/, address)
  }
})

test('no two pages share an address', () => {
  const addresses = pages.map(page => `${page.method} ${page.path}`)
  assert.equal(new Set(addresses).size, addresses.length)
})
