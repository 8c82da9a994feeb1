// A meeting with a line of each kind: where it was said, for whom, and what the chair decided.
import type pg from 'pg'
import type { World } from '../world.ts'
import { type Case, meetingIn } from './meeting-deeds.ts'
import { asOwner, one } from './sight.ts'

/** Each line by what it says about itself, and whether it may stand before the family. */
export const LINES = [
  { text: 'zqclosedzq', stage: 'closed-session', audience: 'closed', before: false },
  { text: 'zqpolicezq', stage: 'closed-session', audience: 'police', before: false },
  { text: 'zqnetworkzq', stage: 'closed-session', audience: 'network', before: false },
  { text: 'zqsharedzq', stage: 'closed-session', audience: 'family', before: true },
  { text: 'zqsaidzq', stage: 'family-session', audience: 'network', before: true },
  { text: 'zqlaterclosedzq', stage: 'family-session', audience: 'closed', before: false },
  { text: 'zqlaterpolicezq', stage: 'safety-planning', audience: 'police', before: false },
  { text: 'zqwithheldzq', stage: 'family-session', audience: 'network', before: false, withheld: true },
] as const

async function write(world: World, client: pg.Client, { meetingId, childId }: Case) {
  const by = (await world.actor('note-taker')).userId
  await client.query('delete from family_decision where meeting_id = $1', [meetingId])
  await client.query('delete from entry where meeting_id = $1', [meetingId])
  for (const line of LINES) {
    const id = await one(
      client,
      `insert into entry (child_id, kind, basis, audience, written_for, text, happened_on, meeting_id, stage, said_by, author_id, agency_id)
       select $1, 'meeting-entry', 'fact', $2, $2, $3, current_date, $4, $5, 'Robin', u.id, u.agency_id from app_user u where u.id = $6 returning id`,
      [childId, line.audience, line.text, meetingId, line.stage, by],
    )
    const decision = 'withheld' in line ? 'withhold' : line.audience === 'family' ? 'share' : undefined
    if (decision !== undefined)
      await client.query(
        `insert into family_decision (entry_id, meeting_id, child_id, words_version, decision, omission, decided_by)
         select $1, $2, $3, 1, $4, case $4 when 'withhold' then 'third-party' end, chair_id from meeting where id = $2`,
        [id, meetingId, childId, decision],
      )
  }
}

/** A meeting in a state, with these lines alone. */
export async function meetingWithWords(world: World, state: 'in-closed-session' | 'in-open-session'): Promise<Case> {
  const at = await meetingIn(world, state)
  await asOwner(world, client => write(world, client, at))
  return at
}

/** What a family may read of them while it sits in the meeting. */
export const BEFORE: readonly string[] = LINES.filter(line => line.before).map(line => line.text)

/** What it never reads. */
export const NEVER: readonly string[] = LINES.filter(line => !line.before).map(line => line.text)
