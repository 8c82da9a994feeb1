// A backup of a service that runs, the loss of its folder, and the way back: commands and services as whoever runs them types them.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { clear, dataFolder, leftAfter, runCommand, startService } from './deployed.ts'

const folders: string[] = []
const folder = () => {
  const made = dataFolder()
  folders.push(made)
  return made
}
after(() => folders.forEach(clear))

test('a board is backed up while it runs, its folder is lost, and it goes on under another path with its key', async () => {
  const home = folder()
  const [lost, back, kept] = [join(home, 'coll'), join(home, 'yn ôl'), join(home, 'wrth gefn')]
  mkdirSync(lost)
  assert.equal(runCommand(lost, 'demo', 'load').code, 0)
  const service = startService(lost)
  assert.equal((await fetch(`${await service.address()}/ready`)).status, 200)
  const made = runCommand(lost, 'backup', kept)
  assert.equal(made.code, 0, made.said)
  assert.match(made.said, /holds \d+ tables with \d+ rows, as they stood at .*, and was read back/)
  assert.equal(runCommand(lost, 'backup', kept).code, 1, 'an earlier backup is never written over')
  service.process.kill('SIGTERM')
  assert.deepEqual(await leftAfter(lost, 20), [])
  const key = readFileSync(join(lost, 'secret.key'), 'utf8')
  clear(lost)
  assert.ok(!existsSync(lost))

  const restored = runCommand(back, 'restore', kept)
  assert.equal(restored.code, 0, restored.said)
  assert.match(restored.said, /\d+ rows are back[\s\S]* 3\d {2}child\n[\s\S]*are as they must be/)
  assert.equal(readFileSync(join(back, 'secret.key'), 'utf8'), key)
  const again = runCommand(back, 'restore', kept)
  assert.equal(again.code, 1)
  assert.match(again.said, /not empty/)
  const verified = runCommand(back, 'verify')
  assert.equal(verified.code, 0, verified.said)

  const next = startService(back)
  const address = await next.address()
  const page = await fetch(`${address}/sign-in`)
  assert.equal(page.status, 200)
  assert.match(await page.text(), /Non Sampl/)
  next.process.kill('SIGTERM')
  assert.deepEqual(await leftAfter(back, 20), [])
})
