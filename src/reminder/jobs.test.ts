import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { overConnection } from '../../test/database.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { catalogue } from '../catalogue.ts'
import { type JobsDatabase, openJobsDatabase } from '../db/jobs.ts'
import { mailer, type SendMail } from '../jobs/mail.ts'
import { startJobs } from '../jobs/schedule.ts'
import { calendarDateAt } from '../lib/calendar-date.ts'
import { translators } from '../web/translation.ts'
import { tryLettersAgain } from './actions.ts'
import { collectReminders, sendLetters } from './jobs.ts'
import { nextTryAfter } from './rules.ts'
import { listUndelivered } from './store.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const today = calendarDateAt(new Date())
const BAD = 'social-worker@demonstration.example'

let world: World
let database: JobsDatabase
before(async () => {
  world = await demonstrationWorld()
  database = openJobsDatabase(world.jobsUrl)
})
after(async () => {
  await database.destroy()
  await world.close()
})

const asOwner = (query: string, values: unknown[] = []) =>
  overConnection(world.ownerUrl, client => client.query<Record<string, unknown>>(query, values))
const round = (sendMail: SendMail, now: Date) =>
  sendLetters({ database, translate: translators(catalogue), sendMail, address: 'https://llwybr.example' }, now)
/** Forgets who was told of what. */
const anew = () => asOwner('truncate reminder')

test('each who holds something late or soon due gets one e-mail that sums it up, in their language, with nothing about a child', async () => {
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
  const send = mailer(`smtp://127.0.0.1:${port}`, 'llwybr@example.org')
  const reminders = await collectReminders(database, today)
  assert.equal(await collectReminders(database, today), 0, 'nobody is told twice of one thing')
  const { sent, failed } = await round(send, new Date())
  assert.equal(failed, 0)
  assert.ok(reminders > sent && sent > 5, 'several things, one e-mail')
  assert.equal(mails.length, sent)
  assert.equal(new Set(mails.map(mail => mail.to)).size, sent)
  assert.deepEqual(await round(send, new Date(Date.now() + DAY)), { sent: 0, failed: 0 })
  const { rows } = await asOwner('select given_name, family_name, reference from child')
  assert.ok(rows.length > 10)
  for (const mail of mails)
    for (const child of rows)
      for (const word of [child['family_name'], child['reference']]) assert.ok(!mail.text.includes(String(word)))
  assert.ok(mails.some(mail => mail.to === BAD && /Mewngofnodwch/.test(mail.text)))
  assert.ok(mails.some(mail => mail.to === 'social-worker-2@demonstration.example' && /Sign in/.test(mail.text)))
  await new Promise<void>(closed => smtp.close(closed))
})

test('one bad address harms nobody else; it is tried again after growing waits, given up, and the administrator lets it be tried again', async () => {
  await anew()
  await collectReminders(database, today)
  let now = new Date(Date.now() + MINUTE)
  const told: string[] = []
  const send: SendMail = ({ to }) => {
    if (to === BAD) return Promise.reject(new Error('550 no such mailbox'))
    told.push(to)
    return Promise.resolve()
  }
  const first = await round(send, now)
  assert.equal(first.failed, 1)
  assert.ok(first.sent > 5 && told.length === first.sent)
  for (const wait of [10 * MINUTE, HOUR, 4 * HOUR, DAY, 2 * DAY]) {
    assert.deepEqual(await round(send, new Date(now.getTime() + wait - 1000)), { sent: 0, failed: 0 })
    now = new Date(now.getTime() + wait)
    assert.deepEqual(await round(send, now), { sent: 0, failed: 1 })
  }
  assert.deepEqual(await round(send, new Date(now.getTime() + 30 * DAY)), { sent: 0, failed: 0 }, 'given up')
  const { userId } = await world.actor('social-worker')
  const undelivered = await world.as('administrator', ({ tx }) => listUndelivered(tx))
  assert.deepEqual(
    undelivered.map(each => each.userId),
    [userId],
  )
  for (const who of ['social-worker', 'lead', 'governance']) {
    assert.deepEqual(await world.as(who, ({ tx }) => listUndelivered(tx)), [], who)
    assert.equal((await world.as(who, work => tryLettersAgain(work, userId))).outcome, 'not-found', who)
  }
  assert.equal((await world.as('administrator', work => tryLettersAgain(work, userId))).outcome, 'tried-again')
  assert.equal((await world.as('administrator', work => tryLettersAgain(work, userId))).outcome, 'not-found')
  const delivered = await round(() => Promise.resolve(), new Date(now.getTime() + MINUTE))
  assert.deepEqual(delivered, { sent: 1, failed: 0 })
})

test('what was done meanwhile, and who has left, is told no more; two processes at once tell it once', async () => {
  await anew()
  await collectReminders(database, today)
  const { rows } = await asOwner(`select count(distinct user_id)::int as people from reminder`)
  const { userId } = await world.actor('social-worker')
  await asOwner(
    `update clock set met_at = now(), version = version + 1 where met_at is null and stopped_at is null
       and id in (select clock_id from reminder where user_id = $1)`,
    [userId],
  )
  const others = await asOwner(
    `select count(distinct r.user_id)::int as people from reminder r join clock c on c.id = r.clock_id where c.met_at is null`,
  )
  assert.ok(Number(others.rows[0]?.['people']) < Number(rows[0]?.['people']))
  const told: string[] = []
  const send: SendMail = ({ to }) => {
    told.push(to)
    return Promise.resolve()
  }
  const now = new Date(Date.now() + MINUTE)
  await Promise.all([round(send, now), round(send, now)])
  assert.equal(told.length, Number(others.rows[0]?.['people']))
  assert.equal(new Set(told).size, told.length)
  assert.ok(!told.includes(BAD))
})

test('a round that is killed before a letter left is made up for half an hour later', async () => {
  await anew()
  await collectReminders(database, today)
  const now = new Date(Date.now() + MINUTE)
  const never = round(() => new Promise(() => undefined), now)
  await new Promise(soon => setTimeout(soon, 300))
  assert.deepEqual(await round(() => Promise.resolve(), new Date(now.getTime() + 29 * MINUTE)), { sent: 0, failed: 0 })
  const later = await round(() => Promise.resolve(), new Date(now.getTime() + 31 * MINUTE))
  assert.ok(later.sent > 3)
  void never
})

test('the waits grow from ten minutes to two days, and end', () => {
  const now = new Date('2026-11-26T08:00:00Z')
  const waits = [1, 2, 3, 4, 5].map(tries => ((nextTryAfter(tries, now)?.getTime() ?? 0) - now.getTime()) / MINUTE)
  assert.deepEqual(waits, [10, 60, 240, 1440, 2880])
  assert.equal(nextTryAfter(6, now), undefined)
})

test('the queue starts under the jobs’ role, which sees no child', async () => {
  const jobs = await startJobs(world.jobsUrl)
  await jobs.every('nothing', '0 4 * * *', () => Promise.resolve())
  await jobs.stop()
  await assert.rejects(database.selectFrom('child').select('id').execute(), /permission denied/)
  await assert.rejects(database.selectFrom('entry').select('id').execute(), /permission denied/)
})
