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

test('measurements are read nowhere unless a port is set, and no time is spent on leaving', () => {
  const unset = readSettings({ SECRET_KEY: 'k'.repeat(40) })
  assert.equal(unset.metricsPort, undefined)
  assert.equal(unset.drainSeconds, 0)
  assert.equal(readSettings({ SECRET_KEY: 'k'.repeat(40), METRICS_PORT: '9464' }).metricsPort, 9464)
  assert.throws(
    () => readSettings({ SECRET_KEY: 'k'.repeat(40), METRICS_PORT: '70000' }),
    /METRICS_PORT cannot be used/,
  )
})
