// The role of the room in which the family sits: what it can read and write, asked of the database itself.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type pg from 'pg'
import { beginAs, overConnection } from '../database.ts'
import { demonstrationWorld, type World } from '../world.ts'
import { BEFORE, meetingWithWords } from './meeting-lines.ts'

let world: World
before(async () => (world = await demonstrationWorld()))
after(() => world.close())

const inRoom = async <T>(work: (client: pg.Client) => Promise<T>, who = 'chair') => {
  const { userId } = await world.actor(who)
  return overConnection(world.appUrl, async client => {
    await beginAs(client, userId)
    await client.query('set local role llwybr_family_room')
    return work(client)
  })
}

test('the room’s role reads what was said before the family or decided for it, of a meeting that sits with it, and nothing else', async () => {
  const { meetingId } = await meetingWithWords(world, 'in-open-session')
  const closed = await meetingWithWords(world, 'in-closed-session')
  for (const who of ['chair', 'note-taker', 'youth-worker'])
    await inRoom(async client => {
      const { rows } = await client.query<{ text: string; meeting_id: string }>('select text, meeting_id from entry')
      assert.deepEqual(
        rows
          .filter(row => row.meeting_id === meetingId)
          .map(row => row.text)
          .sort(),
        [...BEFORE].sort(),
        who,
      )
      assert.ok(
        rows.every(row => row.meeting_id !== closed.meetingId),
        'nothing of a meeting in its closed session',
      )
      const { rows: sitting } = await client.query<{ id: string }>(
        `select distinct m.id from entry e join meeting m on m.id = e.meeting_id where m.stage is null or m.stage = 'closed-session'`,
      )
      assert.deepEqual(sitting, [], 'nor of one that is over')
    }, who)
  await inRoom(async client => assert.equal((await client.query('select 1 from entry')).rowCount, 0), 'youth-justice')
})

test('the room’s role is refused every other table, and the columns that are not for a family', async () => {
  const { rows: tables } = await overConnection(world.ownerUrl, client =>
    client.query<{ name: string }>(
      `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')`,
    ),
  )
  assert.ok(tables.length > 60)
  const readable: string[] = []
  for (const { name } of tables)
    await inRoom(async client => {
      const found = await client.query<{ may: boolean }>(
        `select has_any_column_privilege('llwybr_family_room', $1::regclass, 'select') as may`,
        [name],
      )
      if (found.rows[0]?.may === true) readable.push(name)
    })
  assert.deepEqual(readable.sort(), [
    'action',
    'agency',
    'app_user',
    'board_statement',
    'child',
    'entry',
    'meeting',
    'meeting_person',
    'meeting_presence',
    'safety_plan',
    'statement_acceptance',
    'statement_wording',
  ])
  for (const refused of [
    'select reason, risk from meeting',
    'select keep_apart from meeting',
    'select family_name, born_on from child',
    'select reference from child',
    'select in_family from meeting_person',
    'select email from app_user',
    'select written_for from entry',
  ])
    await inRoom(client => assert.rejects(client.query(refused), /permission denied/, refused))
})

test('the room’s role writes what is said before the family, and can write nothing closed, decided or in another’s name', async () => {
  const { meetingId, childId } = await meetingWithWords(world, 'in-open-session')
  const closed = await meetingWithWords(world, 'in-closed-session')
  const { userId, agencyId } = await world.actor('chair')
  const teacher = await world.actor('teacher')
  const line = {
    child_id: childId,
    kind: 'meeting-entry',
    basis: 'fact',
    audience: 'network',
    written_for: 'network',
    text: 'Said here.',
    happened_on: '2026-11-27',
    meeting_id: meetingId,
    stage: 'safety-planning',
    said_by: 'Robin',
    author_id: userId,
    agency_id: agencyId,
  }
  const insert = (client: pg.Client, values: Record<string, unknown>) =>
    client.query(
      `insert into entry (${Object.keys(values).join(', ')}) values (${Object.keys(values)
        .map((_, at) => `$${at + 1}`)
        .join(', ')}) returning id`,
      Object.values(values),
    )
  await inRoom(async client => assert.equal((await insert(client, line)).rowCount, 1))
  for (const wrong of [
    { audience: 'closed' },
    { audience: 'police' },
    { audience: 'family' },
    { stage: 'closed-session' },
    { kind: 'note', stage: null, meeting_id: null },
    { author_id: teacher.userId },
    { meeting_id: closed.meetingId, child_id: closed.childId },
  ])
    await inRoom(client =>
      assert.rejects(
        insert(client, { ...line, ...wrong }),
        /row-level security|only the chair|one's own name/,
        JSON.stringify(wrong),
      ),
    )
  for (const refused of [
    `update entry set text = 'x' where meeting_id = '${meetingId}'`,
    `delete from entry where meeting_id = '${meetingId}'`,
    `update meeting set stage = 'closed-session' where id = '${meetingId}'`,
  ])
    await inRoom(client => assert.rejects(client.query(refused), /permission denied/, refused))
})
