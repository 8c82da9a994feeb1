import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { childOnPathway } from '../../test/children.ts'
import { overConnection } from '../../test/database.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { changeLimit } from '../board/actions.ts'
import { changeDetails, joinNetwork } from '../child/actions.ts'
import { findChild } from '../child/store/children.ts'
import { listChronology } from '../chronology/store.ts'
import { type JobsDatabase, openJobsDatabase } from '../db/jobs.ts'
import { addDays, addYears, type CalendarDate, calendarDate, calendarDateAt } from '../lib/calendar-date.ts'
import { recordTransitionPlan } from './actions.ts'
import { startTransitionClocks } from './store.ts'

let world: World
let jobs: JobsDatabase
before(async () => {
  world = await demonstrationWorld()
  jobs = openJobsDatabase(world.jobsUrl)
  // The demonstration's own children are not what is tested here.
  await overConnection(world.ownerUrl, client =>
    client.query(`update child set born_on = '2015-01-01', version = version + 1 where born_on is not null`),
  )
})
after(async () => {
  await jobs.destroy()
  await world.close()
})

const today = calendarDateAt(new Date())
const BORN = calendarDate('2010-03-15') // 18 on 15 March 2028, the plan due on 15 September 2027

async function bornOn(childId: string, day: CalendarDate): Promise<void> {
  const changed = await world.as('social-worker', async work => {
    const version = (await findChild(work.tx, childId))?.version ?? 0
    return changeDetails(work, { childId, version, details: { bornOn: day } })
  })
  assert.equal(changed.outcome, 'changed')
}

type Clock = { due: string; limit: string; holder: string; running: boolean; stopped: string; page: string }
const clocksOf = async (childId: string) =>
  (
    await overConnection(world.ownerUrl, client =>
      client.query<Clock>(
        `select due_on::text as due, limit_due_on::text as limit, holder_id as holder, page, stopped_reason as stopped,
                met_at is null and stopped_at is null as running
           from clock where rule = 'transition' and child_id = $1 order by started_at`,
        [childId],
      ),
    )
  ).rows

const plan = (who: string, childId: string, words = 'A personal adviser from May.') =>
  world.as(who, work => recordTransitionPlan(work, { childId, words, withWhom: 'Enfys, adult services' }))

test('T39: the clock starts on the seventeenth birthday, not the day before, is due half a year on, and starts once', async () => {
  const childId = await childOnPathway(world, 'Dwyarbymtheg')
  await bornOn(childId, BORN)
  assert.equal(await startTransitionClocks(jobs, calendarDate('2027-03-14')), 0)
  assert.deepEqual(await clocksOf(childId), [])
  assert.equal(await startTransitionClocks(jobs, calendarDate('2027-03-15')), 1)
  assert.equal(await startTransitionClocks(jobs, calendarDate('2027-03-16')), 0)
  const lead = await world.actor('social-worker')
  assert.deepEqual(await clocksOf(childId), [
    {
      due: '2027-09-15',
      limit: '2027-09-15',
      holder: lead.userId,
      page: `/children/${childId}/transition`,
      stopped: '',
      running: true,
    },
  ])
})

test('a plan ends the clock and stands in the chronology for the network; nobody outside keeps one', async () => {
  const childId = await childOnPathway(world, 'Cynllun')
  await bornOn(childId, BORN)
  await startTransitionClocks(jobs, calendarDate('2027-03-15'))
  for (const who of ['youth-justice', 'teacher', 'panel', 'governance', 'administrator'])
    assert.equal((await plan(who, childId)).outcome, 'not-found', who)
  assert.equal((await plan('social-worker', childId, ' ')).outcome, 'words-needed')
  assert.deepEqual(
    (await clocksOf(childId)).map(each => each.running),
    [true],
  )
  assert.equal((await plan('social-worker', childId)).outcome, 'recorded')
  assert.deepEqual(
    (await clocksOf(childId)).map(each => each.running),
    [false],
  )
  assert.equal(
    await startTransitionClocks(jobs, calendarDate('2027-04-15')),
    0,
    'a plan that is there is not asked for again',
  )
  const told = await world.as('social-worker', ({ tx }) => listChronology(tx, childId, { kind: 'transition-plan' }))
  assert.deepEqual(
    told.map(line => [line.text, line.saidBy, line.audience]),
    [['A personal adviser from May.', 'Enfys, adult services', 'network']],
  )
})

test('the clock goes to whoever leads next', async () => {
  const childId = await childOnPathway(world, 'Olynydd')
  await bornOn(childId, BORN)
  await startTransitionClocks(jobs, calendarDate('2027-03-15'))
  const next = await world.actor('youth-worker')
  const joined = await world.as('social-worker', work =>
    joinNetwork(work, { childId, userId: next.userId, part: 'lead-practitioner' }),
  )
  assert.equal(joined.outcome, 'joined')
  assert.deepEqual(
    (await clocksOf(childId)).map(each => each.holder),
    [next.userId],
  )
})

test('a corrected day of birth moves the clock; from the eighteenth birthday, and off the pathway, none starts', async () => {
  const childId = await childOnPathway(world, 'Cywiriad')
  await bornOn(childId, BORN)
  await startTransitionClocks(jobs, calendarDate('2027-03-15'))
  await bornOn(childId, calendarDate('2010-02-01'))
  assert.equal(await startTransitionClocks(jobs, calendarDate('2027-03-16')), 1)
  assert.deepEqual(
    (await clocksOf(childId)).map(each => [each.due, each.stopped]),
    [
      ['2027-09-15', 'day-of-birth-changed'],
      ['2027-08-01', ''],
    ],
  )
  const adult = await childOnPathway(world, 'Oedolyn')
  await bornOn(adult, BORN)
  assert.equal(await startTransitionClocks(jobs, calendarDate('2028-03-15')), 0)
  assert.equal(await startTransitionClocks(jobs, calendarDate('2028-03-14')), 1, 'the day before, due at once')
  assert.deepEqual(
    (await clocksOf(adult)).map(each => [each.due, each.limit]),
    [['2028-03-14', '2027-09-15']],
  )
  const gone = await childOnPathway(world, 'Diwedd')
  await bornOn(gone, BORN)
  await overConnection(world.ownerUrl, client =>
    client.query(
      `update pathway set ended_on = current_date, ending = 'other', version = version + 1 where child_id = $1`,
      [gone],
    ),
  )
  assert.equal(await startTransitionClocks(jobs, calendarDate('2027-03-20')), 0)
  assert.equal((await plan('social-worker', gone)).outcome, 'not-on-the-pathway')
})

test('the board’s own number of months is counted, and what started leaves its trace', async () => {
  const childId = await childOnPathway(world, 'Rhif')
  await bornOn(childId, addYears(addDays(today, 1), -17))
  const changed = await world.as('administrator', work =>
    changeLimit(work, { rule: 'transition', value: 9, effectiveFrom: today, source: 'The board, today' }),
  )
  assert.equal(changed.outcome, 'changed')
  assert.equal(await startTransitionClocks(jobs, today), 1)
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query<{ limit_value: number; limit_source: string; traced: boolean }>(
      `select limit_value, limit_source,
              exists (select 1 from audit_event e where e.event = 'transition.day-came' and e.child_id = k.child_id and e.actor_id is null) as traced
         from clock k where rule = 'transition' and child_id = $1`,
      [childId],
    ),
  )
  assert.deepEqual(rows, [{ limit_value: 9, limit_source: 'The board, today', traced: true }])
  await assert.rejects(
    overConnection(world.appUrl, client => client.query(`select start_transition_clocks(current_date, 6, 'x')`)),
    /permission denied/,
  )
})

test('two processes that come up at once start each clock once, and both come up', async () => {
  const started = await overConnection(world.ownerUrl, async client => {
    await client.query(`update child set born_on = $1, version = version + 1 where born_on is not null`, [BORN])
    // Neither writes before both have begun.
    await client.query('begin; lock table clock in share mode')
    const both = Promise.all([1, 2].map(() => startTransitionClocks(jobs, calendarDate('2027-03-20'))))
    const waiting = async () =>
      (await client.query(`select 1 from pg_locks where not granted and pid <> pg_backend_pid()`)).rowCount
    for (let tries = 0; (await waiting()) !== 2 && tries < 200; tries += 1)
      await new Promise(resolve => setTimeout(resolve, 25))
    assert.equal(await waiting(), 2)
    await client.query('commit')
    return both
  })
  assert.ok(Math.max(...started) > 5, String(started))
  assert.equal(Math.min(...started), 0, 'the second finds what the first started')
})
