// Seven meetings, one in each state, and for each deed two ways to try it: through the action, and as SQL past it.
import type { Work } from '../../src/access/work.ts'
import { findEntry } from '../../src/entry/store.ts'
import { makeFamilyCopy, readFamilyCopy, recordSending } from '../../src/family-copy/actions.ts'
import { listNewestCopies } from '../../src/family-copy/store/copies.ts'
import { callOffMeeting } from '../../src/meeting/actions/arranging.ts'
import { bookMeeting } from '../../src/meeting/actions/booking.ts'
import { endMeeting, writeComments, writeSafetyPlan } from '../../src/meeting/actions/ending.ts'
import {
  addFinding,
  agreeMeetingAction,
  beginMeeting,
  changeEntry,
  moveToStage,
  recordPresence,
  writeEntry,
} from '../../src/meeting/actions/holding.ts'
import { invitePerson, recordConsultation, removePerson } from '../../src/meeting/actions/inviting.ts'
import {
  approveRecord,
  correctRecord,
  decideForFamily,
  declareMaking,
  recordDebrief,
} from '../../src/meeting/actions/recording.ts'
import type { MeetingDeed, MeetingState } from '../../src/meeting/deeds.ts'
import { findFamilyCopySource, findMeeting } from '../../src/meeting/store/meeting.ts'
import { findSafetyPlan } from '../../src/meeting/store/outcome.ts'
import { copyOptionsOf } from '../../src/copy-options.ts'
import { addDays } from '../../src/lib/calendar-date.ts'
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
    const meetingId = await one(
      `insert into meeting (child_id, pathway_id, number, asked_for_on, asked_for_by, risk, due_by, chair_id, note_taker_id)
       values ($1, $2, (select coalesce(max(number), 0) + 1 from meeting where pathway_id = $2), current_date - 10, $3, 'high', current_date + 20, $3, $4) returning id`,
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
    return { meetingId, childId: child.id, invitation, chairPerson, entry: network, shared }
  })
  if (state !== 'approved') return { ...made, copy: undefined }
  const copy = await world.as('chair', work =>
    makeFamilyCopy(work, { meetingId: made.meetingId, ...copyOptionsOf('demonstration')('en') }),
  )
  if (copy.outcome !== 'made') throw new Error(copy.outcome)
  return { ...made, copy: copy.copyId }
}

type Attempt = (work: Work, at: Case) => Promise<{ readonly outcome: string } | undefined>

/** Each deed through its action, with all that it needs but the right. */
export const BY_ACTION: Readonly<Record<MeetingDeed, Attempt | undefined>> = {
  book: async (work, { meetingId }) =>
    bookMeeting(work, {
      meetingId,
      version: (await findMeeting(work.tx, meetingId))?.version ?? 0,
      chairId: (await findMeeting(work.tx, meetingId))?.chairId ?? '',
      noteTakerId: null,
      bookedFor: new Date(work.now.getTime() + 5 * 86_400_000),
      bookingReason: 'everyone can come',
      place: 'elsewhere',
      language: 'en',
      interpreter: '',
      accessNeeds: '',
      keepApart: '',
      acceptedIncomplete: '',
    }),
  'call-off': (work, { meetingId }) => callOffMeeting(work, { meetingId, reason: 'nobody can come' }),
  invite: (work, { meetingId }) =>
    invitePerson(work, {
      meetingId,
      userId: null,
      name: 'Enfys',
      part: 'parent-or-carer',
      inClosed: false,
      inFamily: true,
    }),
  'take-back-invitation': (work, { invitation }) => removePerson(work, invitation),
  'record-consultation': (work, { meetingId }) =>
    recordConsultation(work, {
      meetingId,
      consultation: {
        consultedAt: null,
        withWhom: '',
        childWantsToSay: '',
        familyWantsToSay: '',
        fears: '',
        privateWord: '',
        complaintExplained: 'no',
        advocacy: 'not-offered',
        languageOffered: 'not-asked',
        lateOrRefusedReason: 'they refused',
      },
    }),
  begin: (work, { meetingId }) => beginMeeting(work, { meetingId, earlyReason: 'everyone is here' }),
  'move-to-stage': (work, { meetingId }) => moveToStage(work, { meetingId, stage: 'family-session', knowingly: true }),
  'record-presence': (work, { meetingId, chairPerson }) =>
    recordPresence(work, { meetingId, stage: 'family-session', personIds: [chairPerson] }),
  'write-entry': (work, { meetingId }) =>
    writeEntry(work, {
      meetingId,
      stage: 'family-session',
      context: null,
      basis: 'fact',
      audience: 'network',
      text: 'new words',
      saidBy: 'the teacher',
    }),
  'change-entry': async (work, { entry }) =>
    changeEntry(work, {
      entryId: entry,
      version: (await findEntry(work.tx, entry))?.version ?? 0,
      text: 'other words',
      audience: undefined,
    }),
  'add-finding': (work, { meetingId }) => addFinding(work, { meetingId, kind: 'location', text: 'the lane' }),
  'agree-action': (work, { meetingId }) =>
    agreeMeetingAction(work, { ...action(work, meetingId), audience: 'network' }),
  'agree-family-action': (work, { meetingId }) =>
    agreeMeetingAction(work, { ...action(work, meetingId), audience: 'family' }),
  'write-plan': async (work, { meetingId }) =>
    writeSafetyPlan(work, {
      meetingId,
      version: (await findSafetyPlan(work.tx, meetingId))?.version ?? 0,
      plan: { childsGoals: 'sleep', worries: '', whatHelps: '', whoToCall: '', ifMissing: '' },
    }),
  'write-comments': async (work, { meetingId }) =>
    writeComments(work, {
      meetingId,
      version: (await findMeeting(work.tx, meetingId))?.version ?? 0,
      comments: { chairSummary: '', familySummary: 'in short', childComments: '', familyComments: '' },
    }),
  'declare-making': (work, { meetingId }) => declareMaking(work, { meetingId, how: 'typed' }),
  end: (work, { meetingId }) =>
    endMeeting(work, {
      meetingId,
      familyPresent: 'child-and-family',
      reviewSooner: undefined,
      debriefBy: undefined,
      how: 'typed',
    }),
  // Planned by the meeting's ending; as SQL it is tried by itself.
  'plan-debrief': undefined,
  'decide-for-family': (work, { entry }) => decideForFamily(work, { ...decision(entry), decision: 'share' }),
  'take-back-from-family': (work, { shared }) =>
    decideForFamily(work, { ...decision(shared), decision: 'withhold', omission: 'safety' }),
  approve: async (work, { meetingId }) =>
    approveRecord(work, {
      meetingId,
      source: (await findFamilyCopySource(work.tx, meetingId)) ?? '',
      restStaysOut: true,
    }),
  correct: (work, { meetingId }) => correctRecord(work, { meetingId, text: 'it was a Tuesday', audience: 'network' }),
  'make-family-copy': (work, { meetingId }) =>
    makeFamilyCopy(work, { meetingId, ...copyOptionsOf('demonstration')('cy') }),
  'read-family-copy': async (work, { meetingId, copy }) => {
    if (copy !== undefined) return readFamilyCopy(work, copy)
    // In the other states there is none to read.
    return (await listNewestCopies(work.tx, meetingId)).length === 0 ? undefined : { outcome: 'there is a copy' }
  },
  'send-copy': (work, { meetingId }) =>
    recordSending(work, { meetingId, copy: 'full', language: 'en', sentTo: 'the network', how: 'secure-e-mail' }),
  'record-debrief': (work, { meetingId }) => recordDebrief(work, { meetingId, whatWasSaid: 'what was agreed' }),
}

const action = (work: Work, meetingId: string) => ({
  meetingId,
  context: 'individual' as const,
  what: 'meet weekly',
  who: 'the youth worker',
  ownerId: null,
  agencyId: null,
  dueOn: addDays(work.today, 7),
})
const decision = (entryId: string) => ({
  entryId,
  wordsVersion: 1,
  omission: undefined,
  reason: '',
  rewording: '',
})

/** Each deed as SQL, past the actions. It is done when a row was written and nothing was refused. */
export const BY_SQL: Readonly<Record<MeetingDeed, (at: Case) => readonly [string, readonly unknown[]]>> = {
  book: at => [`update meeting set version = version + 1, place = 'elsewhere' where id = $1`, [at.meetingId]],
  'call-off': at => [
    `update meeting set version = version + 1, called_off_at = now(), called_off_reason = 'x' where id = $1`,
    [at.meetingId],
  ],
  invite: at => [
    `insert into meeting_person (meeting_id, child_id, name, part, invited_by) values ($1, $2, 'Enfys', 'child', actor())`,
    [at.meetingId, at.childId],
  ],
  'take-back-invitation': at => [`update meeting_person set removed_at = now() where id = $1`, [at.invitation]],
  'record-consultation': at => [
    `update meeting_consultation set version = version + 1, fears = 'x' where meeting_id = $1`,
    [at.meetingId],
  ],
  begin: at => [
    `update meeting set version = version + 1, began_at = now(), stage = 'closed-session', began_early_reason = 'x' where id = $1`,
    [at.meetingId],
  ],
  'move-to-stage': at => [
    `update meeting set version = version + 1, stage = 'family-debrief' where id = $1`,
    [at.meetingId],
  ],
  'record-presence': at => [
    `insert into meeting_presence (meeting_id, child_id, person_id, stage) values ($1, $2, $3, 'family-debrief')`,
    [at.meetingId, at.childId, at.chairPerson],
  ],
  'write-entry': at => [
    `insert into entry (child_id, kind, basis, audience, text, said_by, happened_on, meeting_id, stage, author_id, agency_id)
     values ($2, 'meeting-entry', 'fact', 'network', 'x', 'x', current_date, $1, 'family-session', actor(), actor_agency())`,
    [at.meetingId, at.childId],
  ],
  'change-entry': at => [`update entry set text = 'x', version = version + 1 where id = $1`, [at.entry]],
  'add-finding': at => [
    `insert into meeting_finding (meeting_id, child_id, kind, text, recorded_by) values ($1, $2, 'theme', 'x', actor())`,
    [at.meetingId, at.childId],
  ],
  'agree-action': at => agreed(at, 'network'),
  'agree-family-action': at => agreed(at, 'family'),
  'write-plan': at => [
    `insert into safety_plan (meeting_id, child_id, worries) values ($1, $2, 'x')`,
    [at.meetingId, at.childId],
  ],
  'write-comments': at => [
    `update meeting set version = version + 1, family_summary = 'x' where id = $1`,
    [at.meetingId],
  ],
  'declare-making': at => [
    `insert into record_declaration (meeting_id, child_id, made_by, how) values ($1, $2, actor(), 'typed')`,
    [at.meetingId, at.childId],
  ],
  end: at => [
    `update meeting set version = version + 1, stage = null, ended_at = now(), held_on = current_date, family_present = 'child' where id = $1`,
    [at.meetingId],
  ],
  'plan-debrief': at => [
    `insert into debrief (meeting_id, child_id, by_whom, due_on) values ($1, $2, actor(), current_date)`,
    [at.meetingId, at.childId],
  ],
  'decide-for-family': at => [
    `insert into family_decision (entry_id, words_version, meeting_id, child_id, decision, decided_by) values ($3, 1, $1, $2, 'share', actor())`,
    [at.meetingId, at.childId, at.entry],
  ],
  'take-back-from-family': at => [
    `insert into family_decision (entry_id, words_version, meeting_id, child_id, decision, omission, decided_by)
     values ($3, 1, $1, $2, 'withhold', 'safety', actor())`,
    [at.meetingId, at.childId, at.shared],
  ],
  approve: at => [
    `update meeting set version = version + 1, approved_at = now(), approved_by = actor(), rest_stays_out = true, approved_source = family_copy_source(id) where id = $1`,
    [at.meetingId],
  ],
  correct: at => [
    `insert into meeting_correction (meeting_id, child_id, number, text, audience, made_by) values ($1, $2, 1, 'x', 'network', actor())`,
    [at.meetingId, at.childId],
  ],
  'make-family-copy': at => [
    `insert into family_copy (meeting_id, child_id, language, source, content) values ($1, $2, 'cy', family_copy_source($1), '{}')`,
    [at.meetingId, at.childId],
  ],
  'read-family-copy': at => [
    `insert into family_copy_reading (copy_id, meeting_id, child_id) values ($3, $1, $2)`,
    [at.meetingId, at.childId, at.copy ?? '00000000-0000-4000-8000-000000000000'],
  ],
  'send-copy': at => [
    `insert into record_sending (meeting_id, child_id, copy, language, sent_to, how) values ($1, $2, 'full', 'en', 'x', 'post')`,
    [at.meetingId, at.childId],
  ],
  'record-debrief': at => [
    `update debrief set version = version + 1, done_at = now() where meeting_id = $1`,
    [at.meetingId],
  ],
}

const agreed = (at: Case, audience: string): readonly [string, readonly unknown[]] => [
  `insert into action (child_id, meeting_id, context, what, who, due_on, audience, agreed_by)
   values ($2, $1, 'home', 'x', 'x', current_date, $3, actor())`,
  [at.meetingId, at.childId, audience],
]
