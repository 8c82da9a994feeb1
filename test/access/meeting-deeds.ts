// Seven meetings, one in each state, with something for each deed to be done with.
import { makeFamilyCopy } from '../../src/family-copy/actions.ts'
import { recordSending } from '../../src/family-copy/giving.ts'
import type { MeetingState } from '../../src/meeting/deeds.ts'
import { copyOptionsOf } from '../../src/copy-options.ts'
import { overConnection } from '../database.ts'
import type { World } from '../world.ts'

export const WHO = ['chair', 'note-taker', 'closed', 'network', 'reader', 'outsider'] as const

export type Who = (typeof WHO)[number]

/** Which member of the demonstration's staff stands for whom. The reader sees the child with a role that changes nothing. */
export const STAFF: Readonly<Record<Who, string>> = {
  chair: 'chair',
  'note-taker': 'note-taker',
  closed: 'youth-worker',
  network: 'teacher',
  reader: 'panel',
  outsider: 'youth-justice',
}

/** A meeting in a state, with something for each deed to be done with. */
export type Case = {
  readonly meetingId: string
  readonly childId: string
  readonly invitation: string
  readonly chairPerson: string
  readonly entry: string
  readonly shared: string
  readonly copy: string | undefined
  /** A full record that was given, once the record is approved. */
  readonly sending: string | undefined
  /** An action of the meeting before it that was not carried out. */
  readonly leftOver: string
}

const COLUMNS: Readonly<Record<MeetingState, string>> = {
  'asked-for': '',
  booked: "booked_for = now() + interval '3 days'",
  'in-closed-session':
    "booked_for = now() - interval '1 hour', began_at = now() - interval '1 hour', stage = 'closed-session'",
  'in-open-session':
    "booked_for = now() - interval '1 hour', began_at = now() - interval '1 hour', stage = 'safety-planning'",
  held: "booked_for = now() - interval '1 day', began_at = now() - interval '1 day', ended_at = now() - interval '1 day', held_on = current_date - 1",
  approved:
    "booked_for = now() - interval '1 day', began_at = now() - interval '1 day', ended_at = now() - interval '1 day', held_on = current_date - 1, approved_at = now()",
  'called-off': "booked_for = now() + interval '3 days', called_off_at = now()",
}

/** Makes one meeting of a child in a state, past the application. */
export async function meetingIn(world: World, state: MeetingState): Promise<Case> {
  const id = async (who: string) => (await world.actor(who)).userId
  const made = await overConnection(world.ownerUrl, async client => {
    const one = async (query: string, values: readonly unknown[]): Promise<string> => {
      const { rows } = await client.query<{ id: string }>(query, [...values])
      if (rows[0] === undefined) throw new Error(`nothing from ${query}`)
      return rows[0].id
    }
    const { rows: children } = await client.query<{ id: string; pathway: string }>(
      `select c.id, w.id as pathway from child c join pathway w on w.child_id = c.id and w.ended_on is null
        where not exists (select 1 from meeting m where m.child_id = c.id and (m.ended_at is null and m.called_off_at is null))
          and not exists (select 1 from access_grant g join app_user u on u.id = g.principal_id
                           where g.child_id = c.id and u.email like 'youth-justice@%') order by c.reference limit 1`,
    )
    const [child] = children
    if (child === undefined) throw new Error('no child is left')
    const before = await one(
      `insert into meeting (child_id, pathway_id, number, asked_for_on, asked_for_by, risk, due_by, chair_id, booked_for, began_at, ended_at, held_on, approved_at)
       values ($1, $2, (select coalesce(max(number), 0) + 1 from meeting where pathway_id = $2), current_date - 40, $3, 'high', current_date - 20, $3,
               now() - interval '30 days', now() - interval '30 days', now() - interval '30 days', current_date - 30, now() - interval '29 days') returning id`,
      [child.id, child.pathway, await id('chair')],
    )
    const leftOver = await one(
      `insert into action (child_id, meeting_id, context, what, who, due_on, agreed_by, audience, outcome, outcome_reason, outcome_at, outcome_by)
       values ($1, $2, 'school', 'Open the art room.', 'The school', current_date - 20, $3, 'network', 'not-done', 'No room.', now() - interval '15 days', $3) returning id`,
      [child.id, before, await id('chair')],
    )
    const meetingId = await one(
      `insert into meeting (child_id, pathway_id, number, asked_for_on, asked_for_by, risk, due_by, chair_id, note_taker_id, family_summary, family_summary_in)
       values ($1, $2, (select coalesce(max(number), 0) + 1 from meeting where pathway_id = $2), current_date - 10, $3, 'high', current_date + 20, $3, $4,
               'We talked.', 'en') returning id`,
      [child.id, child.pathway, await id('chair'), await id('note-taker')],
    )
    for (const [who, part] of [
      ['chair', 'chair'],
      ['note-taker', 'note-taker'],
      ['youth-worker', 'practitioner'],
      ['teacher', 'practitioner'],
      ['panel', 'practitioner'],
    ] as const)
      await client.query(
        `insert into network_member (child_id, user_id, part) values ($1, $2, $3) on conflict do nothing`,
        [child.id, await id(who), part],
      )
    const person = async (who: string, part: string, seat: boolean) => {
      const personId = await one(
        `insert into meeting_person (meeting_id, child_id, user_id, name, part, invited_by) values ($1, $2, $3, $4, $5, $6) returning id`,
        [meetingId, child.id, await id(who), who, part, await id('lead')],
      )
      if (seat)
        await client.query(
          `insert into closed_seat (person_id, meeting_id, child_id, given_by) values ($1, $2, $3, $4)`,
          [personId, meetingId, child.id, await id('lead')],
        )
      return personId
    }
    const chairPerson = await person('chair', 'chair', true)
    await person('note-taker', 'note-taker', true)
    await person('youth-worker', 'practitioner', true)
    await client.query(`insert into meeting_pack (meeting_id, child_id, made_by) values ($1, $2, $3)`, [
      meetingId,
      child.id,
      await id('chair'),
    ])
    const invitation = await person('nurse', 'practitioner', false)
    await client.query(
      `insert into meeting_presence (meeting_id, child_id, person_id, stage) values ($1, $2, $3, 'closed-session')`,
      [meetingId, child.id, chairPerson],
    )
    await client.query(
      `insert into meeting_consultation (meeting_id, child_id, late_or_refused_reason, recorded_by) values ($1, $2, 'refused', $3)`,
      [meetingId, child.id, await id('chair')],
    )
    const entry = (audience: string) =>
      one(
        `insert into entry (child_id, kind, basis, audience, text, happened_on, meeting_id, stage, author_id, agency_id)
         select $1, 'meeting-entry', 'fact', $2, 'words', current_date, $3, 'family-session', u.id, u.agency_id
           from app_user u where u.email = 'nurse@demonstration.example' returning id`,
        [child.id, audience, meetingId],
      )
    const network = await entry('network')
    const shared = await entry('network')
    await client.query(`update entry set audience = 'family', version = version + 1 where id = $1`, [shared])
    await client.query(
      `insert into record_declaration (meeting_id, child_id, made_by, how) values ($1, $2, $3, 'typed')`,
      [meetingId, child.id, await id('lead')],
    )
    await client.query(
      `insert into debrief (meeting_id, child_id, by_whom, due_on) values ($1, $2, $3, current_date)`,
      [meetingId, child.id, await id('lead')],
    )
    if (COLUMNS[state] !== '')
      await client.query(`update meeting set ${COLUMNS[state]}, version = version + 1 where id = $1`, [meetingId])
    return { meetingId, childId: child.id, invitation, chairPerson, entry: network, shared, leftOver }
  })
  if (state !== 'approved') return { ...made, copy: undefined, sending: undefined }
  const copy = await world.as('chair', work =>
    makeFamilyCopy(work, { meetingId: made.meetingId, ...copyOptionsOf('demonstration')('en') }),
  )
  if (copy.outcome !== 'made') throw new Error(copy.outcome)
  const given = await world.as('chair', work =>
    recordSending(work, {
      meetingId: made.meetingId,
      copy: 'full',
      reader: null,
      language: 'en',
      sentTo: 'the network',
      how: 'secure-e-mail',
    }),
  )
  if (given.outcome !== 'sent') throw new Error(given.outcome)
  return { ...made, copy: copy.copyId, sending: given.sendingId }
}
