import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
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

test('files and folders are named in kebab-case, and for what they hold', () => {
  const forbidden = /(^|\/)(utils?|helpers?|common|shared|misc|manager|service|base|types|index)(\/|\.ts$)/
  for (const file of globSync('{src,test,scripts,bench}/**/*.{ts,njk}')) {
    assert.match(file, /^[a-z0-9/.-]+$/, file)
    assert.doesNotMatch(file, forbidden, file)
  }
})

test('only a slice’s own store writes its tables', () => {
  const owners: Record<string, string> = {
    child: 'child',
    child_name: 'child',
    child_address: 'child',
    important_person: 'child',
    child_alert: 'child',
    network_member: 'child',
    last_look: 'child',
    access_grant: 'access',
    audit_event: 'audit',
    entry: 'chronology',
    referral: 'referral',
    determination: 'referral',
    pathway: 'pathway',
    pathway_move: 'pathway',
    clock: 'pathway',
    clock_replan: 'pathway',
    late_reason: 'pathway',
    reminder: 'pathway',
    assessment: 'assessment',
    assessment_form: 'assessment',
    no_meeting_decision: 'assessment',
    meeting: 'meeting',
    meeting_person: 'meeting',
    family_decision: 'meeting',
    action: 'agreed-action',
    notice: 'agreed-action',
    panel_escalation: 'panel',
    panel_sitting: 'panel',
    session: 'web',
    parked_form: 'web',
  }
  for (const file of globSync('src/**/*.ts', { exclude: name => name.endsWith('.test.ts') }))
    for (const [, table = ''] of readFileSync(file, 'utf8').matchAll(
      /(?:insertInto|updateTable|deleteFrom)\('(\w+)'\)/g,
    )) {
      assert.match(file, /\/store(\.ts|\/)/, `${file} writes ${table}: only a store writes`)
      const owner = owners[table]
      if (owner !== undefined)
        assert.ok(file.startsWith(`src/${owner}/`), `${file} writes ${table}, which belongs to ${owner}`)
    }
})
