// One child with every kind of reader around them, and who of them may read what: written by hand.
import assert from 'node:assert/strict'
import type pg from 'pg'
import { joinNetwork, leaveNetwork } from '../../src/child/actions.ts'
import { listNetwork } from '../../src/child/store/network.ts'
import { openInEmergency } from '../../src/emergency/actions.ts'
import { overConnection } from '../database.ts'
import { demonstrationWorld, type World } from '../world.ts'

/** A demonstration board with a child and a meeting that has begun. */
export type WorldOfReaders = { readonly world: World; readonly childId: string; readonly meetingId: string }

/**
 * A meeting that has begun, with: its chair; the lead practitioner, who is in the closed session; `youth-worker` in the network
 * but not in the closed session; a police officer in the network who has no seat; the exploitation lead through the team; a
 * teacher who opened the record in an emergency; a nurse whose work with the child has ended.
 */
export async function worldOfReaders(): Promise<WorldOfReaders> {
  const world = await demonstrationWorld()
  const asOwner = <T>(work: (client: pg.Client) => Promise<T>) => overConnection(world.ownerUrl, work)
  const social = await world.actor('social-worker')
  const { rows } = await asOwner(client =>
    client.query<{ id: string; child_id: string }>(
      `select m.id, m.child_id from meeting m join network_member n on n.child_id = m.child_id and n.left_at is null
        where m.ended_at is not null and m.approved_at is null and n.user_id = $1 and n.part = 'lead-practitioner' order by m.id limit 1`,
      [social.userId],
    ),
  )
  assert.ok(rows[0])
  const { id: meetingId, child_id: childId } = rows[0]
  const join = async (name: string) => {
    const { userId } = await world.actor(name)
    const { outcome } = await world.as('social-worker', work =>
      joinNetwork(work, { childId, userId, part: 'practitioner' }),
    )
    assert.ok(outcome === 'joined' || outcome === 'there-already', outcome)
  }
  await join('youth-worker')
  await join('police-2')
  await join('nurse')
  await asOwner(client =>
    client.query(
      `delete from closed_seat where meeting_id = $1 and person_id in (
    select p.id from meeting_person p join app_user u on u.id = p.user_id where u.email ~ '^(police|police-2|youth-worker|nurse|teacher)@')`,
      [meetingId],
    ),
  )
  await world.as('social-worker', async work => {
    const nurse = await world.actor('nurse')
    const member = (await listNetwork(work.tx, childId)).find(each => each.userId === nurse.userId)
    assert.ok(member)
    await leaveNetwork(work, { memberId: member.id, reason: 'x' })
  })
  const urgent = await asOwner(client =>
    client.query<{ reference: string; born_on: string }>('select reference, born_on::text from child where id = $1', [
      childId,
    ]),
  )
  const opened = await world.as('teacher', work =>
    openInEmergency(work, {
      reference: urgent.rows[0]?.reference ?? '',
      bornOn: urgent.rows[0]?.born_on as never,
      reason: 'the child is at the school gate',
    }),
  )
  assert.equal(opened.outcome, 'opened')
  return { world, childId, meetingId }
}

/** The readers, each by the short name of their account. */
export const READERS = {
  outsider: 'youth-justice',
  network: 'youth-worker',
  'closed session': 'social-worker',
  chair: 'chair',
  police: 'police-2',
  lead: 'lead',
  'information governance': 'governance',
  administrator: 'administrator',
  emergency: 'teacher',
  ended: 'nurse',
} as const
export type Reader = keyof typeof READERS

/** Who reads words of a meeting for each audience; family words are read by whoever sees the child. */
export const OF_A_MEETING: Readonly<Record<string, readonly Reader[]>> = {
  network: ['network', 'closed session', 'chair', 'police', 'lead', 'emergency'],
  closed: ['closed session', 'chair', 'lead'],
  police: ['chair', 'police'],
  family: ['network', 'closed session', 'chair', 'police', 'lead', 'emergency'],
}

/** Who reads words outside a meeting; their author always does. */
export const OUTSIDE_ONE: Readonly<Record<string, readonly Reader[]>> = {
  network: ['network', 'closed session', 'chair', 'police', 'lead', 'emergency'],
  closed: [],
  police: ['police', 'lead'],
}

/** Each table with words: how a row for an audience is written, by somebody who is none of the readers. */
export const TABLES: readonly {
  readonly table: string
  readonly insert: string
  readonly meeting: boolean
  readonly audiences: readonly string[]
}[] = [
  {
    table: 'entry',
    meeting: true,
    audiences: ['network', 'closed', 'police', 'family'],
    insert: `insert into entry (id, child_id, meeting_id, stage, kind, basis, audience, written_for, text, happened_on, author_id, agency_id)
             select $1, $2, $3, 'closed-session', 'meeting-entry', 'fact', $4, 'network', $6, current_date, u.id, u.agency_id from app_user u where u.id = $5`,
  },
  {
    table: 'happening',
    meeting: true,
    audiences: ['network', 'closed', 'police'],
    insert: `insert into happening (id, child_id, meeting_id, kind, audience, text, happened_on, author_id, agency_id)
             select $1, $2, $3, 'action-reported', $4, $6, current_date, u.id, u.agency_id from app_user u where u.id = $5`,
  },
  {
    table: 'action',
    meeting: true,
    audiences: ['network', 'closed', 'police', 'family'],
    insert: `insert into action (id, child_id, meeting_id, context, what, who, due_on, audience, agreed_by)
             values ($1, $2, $3, 'home', $6, 'x', current_date, $4, $5)`,
  },
  {
    table: 'meeting_correction',
    meeting: true,
    audiences: ['network', 'closed', 'police', 'family'],
    insert: `insert into meeting_correction (id, child_id, meeting_id, number, text, audience, made_by)
             values ($1, $2, $3, floor(random() * 1000000)::int, $6, $4, $5)`,
  },
  {
    table: 'meeting_finding',
    meeting: true,
    audiences: ['closed', 'police'],
    insert: `insert into meeting_finding (id, child_id, meeting_id, kind, text, audience, recorded_by)
             values ($1, $2, $3, 'theme', $6, $4, $5)`,
  },
  {
    table: 'meeting_summary',
    meeting: true,
    audiences: ['closed'],
    insert: `insert into meeting_summary (id, child_id, meeting_id, text, audience, author_id) values ($1, $2, $3, $6, $4, $5)
             on conflict (meeting_id) do update set id = excluded.id, text = excluded.text, author_id = excluded.author_id, version = meeting_summary.version + 1`,
  },
  {
    table: 'panel_escalation',
    meeting: true,
    audiences: ['network', 'closed', 'police'],
    insert: `insert into panel_escalation (id, child_id, meeting_id, reasons, audience, escalated_by, team_id)
             select $1, $2, $3, $6, $4, $5, t.id from team t where t.kind = 'strategic-panel'`,
  },
  {
    table: 'clock',
    meeting: true,
    audiences: ['network', 'closed', 'police', 'family'],
    insert: `insert into clock (id, child_id, meeting_id, rule, subject_id, started_at, started_on, limit_value, limit_unit, limit_source, due_on, first_due_on, limit_due_on, audience, holder_id)
             values ($1, $2, $3, 'action', $1, now(), current_date, 1, 'agreed', $6, current_date, current_date, current_date, $4, $5)`,
  },
]
