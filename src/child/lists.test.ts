// The lists of somebody who sees very many children: a page of them, and no more work than a page is.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { demonstrationWorld, type World } from '../../test/world.ts'
import type { Work } from '../access/work.ts'
import { calendarDate } from '../lib/calendar-date.ts'
import { listChildrenBornOn, listMyChildren, searchChildrenByName } from './store/search.ts'

let world: World
let owner: pg.Client

before(async () => {
  world = await demonstrationWorld()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
})
after(async () => {
  await owner.end()
  await world.close()
})

const BORN = calendarDate('2011-03-14')

// Children whom the exploitation leads see; ten of them by two rights, as a lead of the board who also works with some.
async function makeChildren(count: number): Promise<void> {
  await owner.query(
    `with made as (
       insert into child (given_name, family_name, local_authority_id, born_on)
       select 'Benfachgen ' || n, 'Dychmygol', (select id from local_authority limit 1), date '2008-01-01' + (n % 2000)
         from generate_series(1, $1) n returning id, given_name, family_name),
     named as (insert into child_name_index (child_id, folded) select id, fold_name(given_name || ' ' || family_name) from made),
     leads as (insert into access_grant (child_id, principal_id, reason, source_id, from_at)
       select id, (select id from team where kind = 'exploitation-leads'), 'exploitation-leads', id, now() from made)
     insert into access_grant (child_id, principal_id, reason, source_id, from_at)
     select made.id, (select id from app_user where email like 'lead@%'), 'named', made.id, now() - interval '1 hour'
       from made limit 10`,
    [count],
  )
  await owner.query('analyze child, access_grant, child_name_index')
}

// How many rows of children and of rights the database touched for one question.
async function rowsRead(work: Work, question: () => Promise<unknown>): Promise<number> {
  const count = async () => {
    const { rows } = await sql<{ read: string }>`
      select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)) as read from pg_stat_xact_user_tables
       where relname in ('child', 'access_grant')`.execute(work.tx)
    return Number(rows[0]?.read)
  }
  const earlier = await count()
  await question()
  return (await count()) - earlier
}

test('a page of everybody’s children, and a search for a name, read as much among four thousand as among four hundred', async () => {
  const page = () =>
    world.as('lead', work =>
      rowsRead(work, () => listMyChildren(work.tx, [work.actor.userId, ...work.actor.teamIds], { most: 50 })),
    )
  const born = () => world.as('lead', work => rowsRead(work, () => listChildrenBornOn(work.tx, BORN)))
  // Nobody is called that; many have a name near it.
  const named = () =>
    world.as('lead', work => rowsRead(work, () => searchChildrenByName(work.tx, ['Benfachgan Dychmygal'])))
  await makeChildren(400)
  const few = { page: await page(), born: await born(), named: await named() }
  await makeChildren(3600)
  const many = { page: await page(), born: await born(), named: await named() }
  assert.ok(few.page >= 50, `${few.page} rows`)
  assert.ok(many.page < few.page * 1.5, `${few.page} rows among 400, ${many.page} among 4,000`)
  assert.ok(many.born < few.born + 20, `${few.born} rows among 400, ${many.born} among 4,000`)
  assert.ok(many.named < few.named * 1.5, `${few.named} rows among 400, ${many.named} among 4,000`)
})

test('page after page holds every child whom somebody sees, each once', async () => {
  const { read, seen } = await world.as('lead', async ({ tx, actor }) => {
    const read: string[] = []
    let after: string | undefined
    do {
      const page = await listMyChildren(tx, [actor.userId, ...actor.teamIds], { after, most: 50 })
      assert.ok(page.children.length > 0 && page.children.length <= 50)
      read.push(...page.children.map(child => child.id))
      after = page.next
    } while (after !== undefined && read.length < 10_000)
    const { rows } = await sql<{ id: string }>`select id from child`.execute(tx)
    return { read, seen: rows.map(row => row.id) }
  })
  assert.equal(new Set(read).size, read.length)
  assert.deepEqual(read.toSorted(), seen.toSorted())
})

test('a right that has ended, or has not begun, puts nobody on the list, and a place that is no more begins anew', async () => {
  const team = `(select id from team where kind = 'exploitation-leads')`
  await owner.query(
    `update access_grant set until_at = now() - interval '1 minute' where child_id = (select id from child where given_name = 'Benfachgen 301' limit 1)`,
  )
  await owner.query(
    `update access_grant set from_at = now() + interval '1 day' where principal_id = ${team} and child_id = (select id from child where given_name = 'Benfachgen 302' limit 1)`,
  )
  await world.as('lead', async ({ tx, actor }) => {
    const principals = [actor.userId, ...actor.teamIds]
    const { children } = await listMyChildren(tx, principals, { most: 10_000 })
    assert.equal(children.filter(child => child.givenName === 'Benfachgen 301').length, 1)
    assert.equal(children.filter(child => child.givenName === 'Benfachgen 302').length, 1)
    const first = await listMyChildren(tx, principals, { most: 5 })
    const lost = await listMyChildren(tx, principals, { after: '00000000-0000-4000-8000-000000000000', most: 5 })
    assert.deepEqual(lost.children, first.children)
  })
})
