// What the full record tells of a child's history, and that an approved record stays as it was.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { asOwner } from '../../test/access/sight.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { copyOptionsOf } from '../copy-options.ts'
import { ACTION_CONTEXTS } from '../agreed-action/agreed-action.ts'
import { wordsOf } from '../documents/document.ts'
import { fullRecord } from './document.ts'

let world: World
before(async () => {
  world = await demonstrationWorld()
})
after(() => world.close())

const approved = () =>
  asOwner(world, async client => {
    const { rows } = await client.query<{ id: string; child_id: string; pathway_id: string; who: string }>(
      `select m.id, m.child_id, m.pathway_id, split_part(u.email, '@', 1) as who from meeting m join app_user u on u.id = m.chair_id
        where m.approved_at is not null and exists (select 1 from referral r where r.child_id = m.child_id and r.submitted_at is not null)
          and not exists (select 1 from pathway p where p.child_id = m.child_id and p.id <> m.pathway_id) order by m.held_on limit 1`,
    )
    assert.ok(rows[0])
    return rows[0]
  })
const record = async ({ id, who }: { id: string; who: string }) =>
  (await world.as(who, work => fullRecord(work, id, copyOptionsOf('live')('en'))))?.blocks ?? []

test('it says since when the child is known, who referred, what was before, and nothing of what came after the approval', async () => {
  const meeting = await approved()
  const blocks = await record(meeting)
  const heading = blocks.findIndex(block => block.kind === 'heading' && block.text === 'History and family background')
  assert.ok(heading > 0)
  const [since, referrals] = blocks.slice(heading + 1, heading + 3)
  assert.ok(since?.kind === 'paragraph' && /^Known since \d/.test(since.text.replace(/\w+day /, '')))
  assert.ok(referrals?.kind === 'list' && /^Referral by .+, .*\d{4}$/.test(referrals.items[0] ?? ''))
  const after = JSON.stringify(blocks)
  // A referral and a pathway of afterwards.
  await asOwner(world, async client => {
    await client.query(
      `insert into referral (author_id, agency_id, child_id, answers, local_authority_id, receiving_team_id, began_at, submitted_at, decided_at, outcome)
       select author_id, agency_id, child_id, answers, local_authority_id, receiving_team_id, began_at, submitted_at, now(), outcome
         from referral where child_id = $1 and decided_at is not null limit 1`,
      [meeting.child_id],
    )
    await client.query(
      `insert into pathway (child_id, opened_by, opened_on, step, ended_on, ending) select child_id, opened_by, current_date, step, current_date, 'moved' from pathway where id = $1`,
      [meeting.pathway_id],
    )
  })
  assert.equal(JSON.stringify(await record(meeting)), after)
  // One of before is told, with how it ended.
  await asOwner(world, client =>
    client.query(
      `insert into pathway (child_id, opened_by, opened_on, step, ended_on, ending) select child_id, opened_by, date '2020-03-02', step, date '2020-06-05', 'moved' from pathway where id = $1`,
      [meeting.pathway_id],
    ),
  )
  const earlier = JSON.stringify(await record(meeting))
  assert.match(earlier, /Known since (\w+ )?2 March 2020/)
  assert.match(earlier, /On the pathway before, from (\w+ )?2 March 2020 to (\w+ )?5 June 2020/)
})

test('the actions stand by context, every one of them; the next review and whether the family was there on top', async () => {
  const meeting = await approved()
  await asOwner(world, async client => {
    for (const context of ACTION_CONTEXTS.toReversed())
      await client.query(
        `insert into action (child_id, meeting_id, context, what, who, due_on, agreed_by, audience)
         select child_id, id, $2, $3, 'x', current_date, chair_id, 'network' from meeting where id = $1`,
        [meeting.id, context, `Zq ${context}`],
      )
  })
  const blocks = await record(meeting)
  const table = blocks.find(block => block.kind === 'table' && block.caption === 'Agreed actions')
  assert.ok(table?.kind === 'table')
  assert.deepEqual(
    table.rows.flatMap(row =>
      wordsOf(row[1] ?? '').flatMap(({ text }) => (text.startsWith('Zq ') ? [text.slice(3)] : [])),
    ),
    ACTION_CONTEXTS,
  )
  const about = blocks.find(block => block.kind === 'table')
  assert.ok(about?.kind === 'table' && about.rows.some(row => row[0] === 'Next review, at the latest' && row[1] !== ''))
})
