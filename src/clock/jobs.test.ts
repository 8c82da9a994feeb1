import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { catalogue } from '../catalogue.ts'
import { mailer } from '../jobs/mail.ts'
import { startJobs } from '../jobs/schedule.ts'
import { calendarDateAt } from '../lib/calendar-date.ts'
import { translators } from '../web/translation.ts'
import { remindOfClocks } from './jobs.ts'
import { openRemindersDatabase } from './store/reminders.ts'

let world: World
before(async () => {
  world = await demonstrationWorld()
})
after(() => world.close())

test('whoever holds a late clock gets one e-mail, in their language, with nothing in it about a child', async () => {
  const mails: { to: string; text: string }[] = []
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      let text = ''
      stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
      stream.on('end', () => {
        mails.push({ to: session.envelope.rcptTo.map(each => each.address).join(), text })
        done()
      })
    },
  })
  await new Promise<void>(ready => smtp.listen(0, '127.0.0.1', ready))
  const { port } = smtp.server.address() as AddressInfo
  const database = openRemindersDatabase(world.jobsUrl)
  const parts = {
    database,
    translate: translators(catalogue),
    sendMail: mailer(`smtp://127.0.0.1:${port}`, 'llwybr@example.org'),
    address: 'https://llwybr.example',
  }
  const told = await remindOfClocks(parts, calendarDateAt(new Date()))
  assert.ok(told > 10)
  assert.equal(mails.length, told)
  assert.equal(await remindOfClocks(parts, calendarDateAt(new Date())), 0, 'nobody is told twice')
  const children = await world.as('lead', ({ tx }) =>
    tx.selectFrom('child').select(['given_name', 'family_name', 'reference']).execute(),
  )
  assert.ok(children.length > 10)
  for (const mail of mails)
    for (const child of children)
      for (const word of [child.family_name, child.reference]) assert.ok(!mail.text.includes(word))
  assert.ok(mails.some(mail => mail.to === 'social-worker@demonstration.example' && /rhywbeth/.test(mail.text)))
  assert.ok(mails.some(mail => mail.to === 'social-worker-2@demonstration.example' && /something/.test(mail.text)))
  await database.destroy()
  await new Promise<void>(closed => smtp.close(closed))
})

test('the queue starts under the jobs’ role, which sees no child', async () => {
  const jobs = await startJobs(world.jobsUrl)
  await jobs.every('nothing', '0 4 * * *', () => Promise.resolve())
  await jobs.stop()
  const database = openRemindersDatabase(world.jobsUrl)
  await assert.rejects(database.selectFrom('child').select('id').execute(), /permission denied/)
  await assert.rejects(database.selectFrom('entry').select('id').execute(), /permission denied/)
  await database.destroy()
})
