// Random people do random deeds, and after each of them everybody sees no more than the model says. `WALK_DEEDS=2000` for the
// long walk; the short one is part of every run. `WALK_SEED` walks the same way again.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import type { Role } from '../../src/access/actor.ts'
import { startSession } from '../../src/access/store/sessions.ts'
import { makeApp } from '../../src/app.ts'
import { setRoles, setTeams } from '../../src/board/actions.ts'
import { joinNetwork, leaveNetwork, liftRestriction, restrictRecord } from '../../src/child/actions.ts'
import { addNote } from '../../src/entry/actions.ts'
import { deploymentKey } from '../../src/db/roles.ts'
import { openInEmergency } from '../../src/emergency/actions.ts'
import { callOffMeeting } from '../../src/meeting/actions/arranging.ts'
import { invitePerson, removePerson } from '../../src/meeting/actions/inviting.ts'
import { changeEntry, writeEntry } from '../../src/meeting/actions/holding.ts'
import { decideEscalation, escalate } from '../../src/panel/actions.ts'
import { confirmEnding, proposeEnding, reopenPathway } from '../../src/ending/actions.ts'
import { newToken, SESSION_COOKIE, tokenHash } from '../../src/web/session-token.ts'
import { overConnection, TEST_KEY } from '../database.ts'
import { demonstrationWorld, type World } from '../world.ts'
import { type Child, mayLetIn, mayRead, mayTakeBack, type Model, modelOf, type Person, sees, works } from './model.ts'

const DEEDS = Number(process.env['WALK_DEEDS'] ?? 40)
const SEED = Number(process.env['WALK_SEED'] ?? 20261125)

let world: World
let app: FastifyInstance
let model: Model
const tokens = new Map<string, string>()

before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({
    database: world.database,
    secretKey: TEST_KEY,
    publicUrl: undefined,
    rateLimitPerMinute: 10_000_000,
  })
  model = await overConnection(world.ownerUrl, modelOf)
})
after(async () => {
  await app.close()
  await world.close()
})

const KINDS = [
  ...['join', 'leave', 'invite', 'take-back', 'call-off', 'note', 'closed-entry', 'change-audience', 'emergency'],
  ...['escalate', 'decide', 'restrict', 'lift', 'roles', 'teams', 'end-pathway', 'open-pathway'],
] as const

const deeds = fc.record({
  kind: fc.constantFrom(...KINDS),
  actor: fc.nat(),
  child: fc.nat(),
  other: fc.nat(),
  which: fc.nat(),
})
type Deed = typeof deeds extends fc.Arbitrary<infer T> ? T : never

const pick = <T>(from: readonly T[], at: number): T | undefined =>
  from.length === 0 ? undefined : from[at % from.length]

/** Does a deed. The model follows only what was done, and says whether it may have been. */
async function act(deed: Deed): Promise<Child | undefined> {
  const people = [...model.people.values()]
  // Half of the time somebody who sees the child, so that something comes of it.
  const child = pick([...model.children.values()], deed.child)
  const insiders = child === undefined ? [] : people.filter(person => sees(model, person, child))
  const actor = pick(deed.which % 2 === 0 && insiders.length > 0 ? insiders : people, deed.actor)
  const other = pick(people, deed.other)
  if (actor === undefined || other === undefined || child === undefined) return undefined
  const name = actor.email.split('@')[0] ?? ''
  const may = (allowed: boolean) => assert.ok(allowed, `${deed.kind} was done by ${name}, who may not`)
  const meeting = pick(child.meetings, deed.which)
  switch (deed.kind) {
    case 'join': {
      const done = await world.as(name, work =>
        joinNetwork(work, { childId: child.id, userId: other.id, part: 'practitioner' }),
      )
      if (done.outcome !== 'joined') return child
      may(mayLetIn(model, actor, child))
      child.network.push({
        id: await newest('network_member', child.id),
        userId: other.id,
        part: 'practitioner',
        left: false,
      })
      return child
    }
    case 'leave': {
      const member = pick(
        child.network.filter(each => !each.left),
        deed.other,
      )
      if (member === undefined) return child
      const done = await world.as(name, work => leaveNetwork(work, { memberId: member.id, reason: 'x' }))
      if (done === undefined) return child
      may(sees(model, actor, child))
      member.left = true
      return child
    }
    case 'invite': {
      if (meeting === undefined) return child
      const closed = deed.which % 3 !== 0
      const family = deed.which % 3 !== 2
      const done = await world
        .as(name, work =>
          invitePerson(work, {
            meetingId: meeting.id,
            userId: other.id,
            name: '',
            part: 'practitioner',
            inClosed: closed,
            inFamily: family,
          }),
        )
        .catch(refused)
      if (done?.outcome !== 'invited') return child
      may(mayLetIn(model, actor, child) || [meeting.chairId, meeting.noteTakerId].includes(actor.id))
      meeting.invitations.push({
        id: done.personId,
        userId: other.id,
        invitedBy: actor.id,
        part: 'practitioner',
        closed,
        family,
        takenBack: false,
      })
      return child
    }
    case 'take-back': {
      const invitation = pick(meeting?.invitations.filter(each => !each.takenBack) ?? [], deed.other)
      if (invitation === undefined) return child
      const done = await world.as(name, work => removePerson(work, invitation.id))
      if (done.outcome !== 'taken-back') return child
      may(meeting !== undefined && mayTakeBack(model, actor, child, meeting, invitation))
      invitation.takenBack = true
      return child
    }
    case 'call-off': {
      if (meeting === undefined) return child
      const done = await world.as(name, work => callOffMeeting(work, { meetingId: meeting.id, reason: 'x' }))
      if (done.outcome !== 'called-off') return child
      may(sees(model, actor, child) && works(actor) && !meeting.begun)
      meeting.calledOff = true
      return child
    }
    case 'note': {
      const audience = deed.which % 3 === 0 ? 'police' : 'network'
      const done = await world
        .as(name, work =>
          addNote(work, {
            childId: child.id,
            kind: 'note',
            basis: 'fact',
            audience,
            context: null,
            text: `CANARY of ${name}`,
            saidBy: '',
            happenedOn: work.today,
          }),
        )
        .catch(refused)
      if (done?.outcome !== 'added') return child
      may(sees(model, actor, child))
      model.entries.set(done.entryId, {
        id: done.entryId,
        childId: child.id,
        meetingId: null,
        authorId: actor.id,
        audience,
      })
      return child
    }
    case 'closed-entry': {
      if (meeting === undefined) return child
      const audience = pick(['closed', 'network', 'police'] as const, deed.other) ?? 'closed'
      const done = await world
        .as(name, work =>
          writeEntry(work, {
            meetingId: meeting.id,
            stage: 'closed-session',
            context: null,
            basis: 'fact',
            audience,
            text: `CANARY of ${name}`,
            saidBy: 'the teacher',
          }),
        )
        .catch(refused)
      if (done?.outcome !== 'written') return child
      may(sees(model, actor, child) && works(actor) && meeting.begun && !meeting.approved && !meeting.calledOff)
      model.entries.set(done.entryId, {
        id: done.entryId,
        childId: child.id,
        meetingId: meeting.id,
        authorId: actor.id,
        audience,
      })
      return child
    }
    case 'change-audience': {
      const entry = pick(
        [...model.entries.values()].filter(each => each.childId === child.id && each.meetingId === meeting?.id),
        deed.other,
      )
      if (entry?.meetingId == null) return child
      const audience = pick(['closed', 'network', 'police'] as const, deed.which) ?? 'closed'
      const version = await overConnection(world.ownerUrl, async client => {
        const { rows } = await client.query<{ version: number }>('select version from entry where id = $1', [entry.id])
        return rows[0]?.version ?? 0
      })
      const done = await world
        .as(name, work => changeEntry(work, { entryId: entry.id, version, text: 'CANARY changed', audience }))
        .catch(refused)
      if (done?.outcome !== 'changed') return child
      may(mayRead(model, actor, entry))
      // New words are no longer the family's: they go back to those they were written for.
      entry.audience = entry.audience === 'family' ? await writtenFor(entry.id) : audience
      return child
    }
    case 'emergency': {
      const done = await world.as(name, work =>
        openInEmergency(work, {
          reference: child.reference,
          bornOn: (deed.which % 4 === 0 ? '2001-01-01' : child.bornOn) as never,
          reason: 'the child is at the door',
        }),
      )
      if (done.outcome !== 'opened') return child
      may(child.restrictedBy === null && (actor.roles.has('practitioner') || actor.roles.has('manager')))
      child.emergencies.add(actor.id)
      return child
    }
    case 'escalate': {
      const done = await world.as(name, work =>
        escalate(work, { childId: child.id, reasons: 'x', askedOfPanel: '', urgentReason: '', audience: 'network' }),
      )
      if (done.outcome !== 'escalated') return child
      may(mayLetIn(model, actor, child) && child.restrictedBy === null)
      child.panelItems.set(done.escalationId, true)
      await readEntries(child)
      return child
    }
    case 'decide': {
      const item = pick(
        [...child.panelItems].filter(([, open]) => open).map(([id]) => id),
        deed.other,
      )
      if (item === undefined) return child
      const done = await world.as(name, work =>
        decideEscalation(work, { escalationId: item, decision: 'advice-given', reasons: 'x' }),
      )
      if (done.outcome !== 'decided') return child
      may(sees(model, actor, child))
      child.panelItems.set(item, false)
      await readEntries(child)
      return child
    }
    case 'restrict': {
      if (deed.other % 4 !== 0) return child
      const done = await world.as(name, work => restrictRecord(work, { childId: child.id, reason: 'x' }))
      if (done.outcome !== 'restricted') return child
      may(mayLetIn(model, actor, child))
      child.restrictedBy = actor.id
      await readEntries(child)
      return child
    }
    case 'lift': {
      const done = await world.as(name, work => liftRestriction(work, { childId: child.id, reason: 'x' }))
      if (done.outcome !== 'lifted') return child
      may(mayLetIn(model, actor, child))
      child.restrictedBy = null
      await readEntries(child)
      return child
    }
    case 'roles': {
      if (deed.which % 3 !== 0) return child
      const roles = ['practitioner', 'manager', 'chair', 'panel-member', 'exploitation-lead'].filter(
        (_, at) => (deed.other >> at) % 2 === 1,
      ) as Role[]
      const before = [...other.roles] as Role[]
      const administrator = before.includes('administrator')
      const done = await world.as('administrator', work =>
        setRoles(work, other.id, before, administrator ? before : roles),
      )
      assert.equal(done.outcome, 'set')
      if (!administrator) other.roles = new Set(roles)
      return child
    }
    case 'teams': {
      if (deed.which % 3 !== 0) return child
      const chosen = [...model.teams.keys()].filter((_, at) => (deed.other >> at) % 3 === 1)
      await world.as('administrator', work => setTeams(work, other.id, chosen))
      other.teams = new Set(chosen)
      return child
    }
    case 'end-pathway': {
      // Proposed by one, confirmed by another.
      const proposed = await world
        .as(name, work =>
          proposeEnding(work, {
            childId: child.id,
            kind: 'ending',
            ending: 'moved',
            movedTo: null,
            whatChanged: 'x',
            whoKeepsWatch: 'x',
            whatWouldBringBack: 'x',
          }),
        )
        .catch(refused)
      if (proposed?.outcome === 'proposed') may(sees(model, actor, child) && works(actor))
      const second = other.email.split('@')[0] ?? ''
      const done = await world.as(second, work => confirmEnding(work, child.id)).catch(refused)
      if (done?.outcome !== 'confirmed') {
        await readEntries(child)
        return child
      }
      assert.ok(
        sees(model, other, child) && (other.roles.has('manager') || other.roles.has('exploitation-lead')),
        second,
      )
      child.pathwayOpen = false
      for (const each of child.meetings) if (!each.begun) each.calledOff = true
      await readEntries(child)
      return child
    }
    case 'open-pathway': {
      const lead = [...model.people.values()].find(person => person.email.startsWith('social-worker@'))
      const done = await world
        .as(name, work =>
          reopenPathway(work, { childId: child.id, reason: 'x', leadPractitionerId: lead?.id ?? '', actionIds: [] }),
        )
        .catch(refused)
      if (done?.outcome !== 'reopened' || lead === undefined) return child
      may(sees(model, actor, child) && (actor.roles.has('manager') || actor.roles.has('exploitation-lead')))
      child.pathwayOpen = true
      child.leadsSee = true
      await readNetwork(child)
      await readEntries(child)
      return child
    }
  }
}

// What the database itself refuses is refused; anything else is a fault.
function refused(error: Error & { code?: string }): undefined {
  assert.equal(error.code, '42501', error.message)
  return undefined
}

async function newest(table: string, childId: string): Promise<string> {
  return overConnection(world.ownerUrl, async client => {
    const { rows } = await client.query<{ id: string }>(
      `select id from ${table} where child_id = $1 order by joined_at desc limit 1`,
      [childId],
    )
    await readEntries(model.children.get(childId))
    return rows[0]?.id ?? ''
  })
}

// What the system itself noted of a deed: its audience is the network's unless the deed says otherwise.
async function readNetwork(child: Child): Promise<void> {
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query<{ id: string; userId: string; part: string; left: boolean }>(
      `select id, user_id as "userId", part, left_at is not null as left from network_member where child_id = $1`,
      [child.id],
    ),
  )
  child.network.splice(0, child.network.length, ...rows)
}

async function writtenFor(entryId: string): Promise<string> {
  return overConnection(world.ownerUrl, async client => {
    const { rows } = await client.query<{ written_for: string; audience: string }>(
      'select written_for, audience from entry where id = $1',
      [entryId],
    )
    assert.notEqual(rows[0]?.audience, 'family')
    return rows[0]?.written_for ?? ''
  })
}

async function readEntries(child: Child | undefined): Promise<void> {
  if (child === undefined) return
  const { rows } = await overConnection(world.ownerUrl, client =>
    client.query<{ id: string; meeting_id: string | null; author_id: string; audience: string }>(
      'select id, meeting_id, author_id, audience from chronology where child_id = $1',
      [child.id],
    ),
  )
  for (const row of rows)
    if (!model.entries.has(row.id)) {
      assert.equal(row.audience, 'network')
      model.entries.set(row.id, {
        id: row.id,
        childId: child.id,
        meetingId: row.meeting_id,
        authorId: row.author_id,
        audience: 'network',
      })
    }
}

/** Asks the database what everybody sees, one after another, past the application. */
async function compareBySql(client: pg.Client, touched: Child, says: string): Promise<void> {
  await client.query('begin')
  for (const person of model.people.values()) {
    await client.query('select act_by_key($1, $2)', [deploymentKey('command', TEST_KEY), person.id])
    const { rows } = await client.query<{ children: string[] | null; entries: string[] | null }>(
      `select (select array_agg(id) from child) as children, (select array_agg(id) from chronology where child_id = $1) as entries`,
      [touched.id],
    )
    const mine = [...model.children.values()].filter(child => sees(model, person, child)).map(child => child.id)
    assert.deepEqual([...(rows[0]?.children ?? [])].sort(), mine.sort(), `${says}: the children of ${person.email}`)
    for (const id of rows[0]?.entries ?? []) {
      const entry = model.entries.get(id)
      // An entry the model has not met is one that the system noted for the network.
      assert.ok(
        entry === undefined || mayRead(model, person, entry),
        `${says}: ${person.email} reads an entry for ${entry?.audience ?? ''}`,
      )
    }
  }
  await client.query('rollback')
}

async function sessionOf(person: Person): Promise<string> {
  const known = tokens.get(person.id)
  if (known !== undefined) return known
  const token = newToken(TEST_KEY)
  await world.database.asNobody(tx => startSession(tx, person.id, tokenHash(token), new Date(Date.now() + 3_600_000)))
  tokens.set(person.id, token)
  return token
}

/** Opens the list of children and the touched child's record as someone. */
async function compareByPage(person: Person, touched: Child, says: string): Promise<void> {
  const get = async (url: string) => {
    const first = await app.inject({ method: 'GET', url, cookies: { [SESSION_COOKIE]: await sessionOf(person) } })
    if (first.statusCode !== 303) return first
    tokens.delete(person.id) // a change of roles or teams ended it
    return app.inject({ method: 'GET', url, cookies: { [SESSION_COOKIE]: await sessionOf(person) } })
  }
  const list = await get('/children')
  for (const child of model.children.values())
    if (!sees(model, person, child))
      assert.ok(!list.body.includes(child.reference), `${says}: ${child.reference} is in the list of ${person.email}`)
  const record = await get(`/children/${touched.id}`)
  assert.equal(record.statusCode, sees(model, person, touched) ? 200 : 404, `${says}: the record for ${person.email}`)
}

test(`after each of ${DEEDS} random deeds everybody sees what the model says, and no more`, async () => {
  const client = new pg.Client({ connectionString: world.appUrl })
  await client.connect()
  try {
    const walk = fc.sample(deeds, { numRuns: DEEDS, seed: SEED })
    for (const [at, deed] of walk.entries()) {
      const says = `seed ${SEED}, deed ${at} (${deed.kind})`
      const touched = await act(deed).catch((error: unknown) => {
        throw new Error(`${says}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
      })
      if (touched === undefined) continue
      await compareBySql(client, touched, says)
      const people = [...model.people.values()]
      const looking = at % 25 === 24 ? people : people.filter((_, nth) => nth === at % people.length)
      for (const person of looking) await compareByPage(person, touched, says)
    }
  } finally {
    await client.end()
  }
})
