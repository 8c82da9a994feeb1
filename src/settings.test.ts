import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSettings, SettingsError } from './settings.ts'

const set = (proxy: string) =>
  readSettings({ SECRET_KEY: 'a-key-of-more-than-thirty-two-characters', TRUST_PROXY: proxy })

test('forwarded addresses are believed from named proxies only, and a mere "true" names none', () => {
  assert.equal(set('').trustProxy, false)
  assert.equal(set('false').trustProxy, false)
  for (const named of ['127.0.0.1', '10.0.0.0/8', '127.0.0.1, ::1', 'fd00::/8'])
    assert.equal(set(named).trustProxy, named)
  for (const wrong of ['true', '1', 'everyone', '127.0.0.1,true']) assert.throws(() => set(wrong), SettingsError, wrong)
})
