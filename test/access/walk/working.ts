// What people do in their work on a pathway: words, meetings, panel, ending.
import assert from 'node:assert/strict'
import { confirmEnding, proposeEnding, reopenPathway } from '../../../src/ending/actions.ts'
import { addNote } from '../../../src/entry/actions.ts'
import { callOffMeeting } from '../../../src/meeting/actions/arranging.ts'
import { changeEntry, writeEntry } from '../../../src/meeting/actions/holding.ts'
import { decideEscalation, escalate as escalateTo } from '../../../src/panel/actions.ts'
import { overConnection } from '../../database.ts'
import { mayLetIn, mayRead, sees, works } from '../model.ts'
import { type Moment, pick, readEntries, readNetwork, refused, writtenFor } from './scene.ts'

export async function callOff({ world, model, actor, child, meeting, name, may }: Moment): Promise<void> {
  if (meeting === undefined) return
  const done = await world.as(name, work => callOffMeeting(work, { meetingId: meeting.id, reason: 'x' }))
  if (done.outcome !== 'called-off') return
  may(sees(model, actor, child) && works(actor) && !meeting.begun)
  meeting.calledOff = true
}

export async function note({ world, model, actor, child, deed, name, may }: Moment): Promise<void> {
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
  if (done?.outcome !== 'added') return
  may(sees(model, actor, child))
  model.entries.set(done.entryId, {
    id: done.entryId,
    childId: child.id,
    meetingId: null,
    authorId: actor.id,
    audience,
  })
}

export async function closedEntry({ world, model, actor, child, meeting, deed, name, may }: Moment): Promise<void> {
  if (meeting === undefined) return
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
  if (done?.outcome !== 'written') return
  may(sees(model, actor, child) && works(actor) && meeting.begun && !meeting.approved && !meeting.calledOff)
  model.entries.set(done.entryId, {
    id: done.entryId,
    childId: child.id,
    meetingId: meeting.id,
    authorId: actor.id,
    audience,
  })
}

export async function changeAudience({ world, model, actor, child, meeting, deed, name, may }: Moment): Promise<void> {
  const entry = pick(
    [...model.entries.values()].filter(each => each.childId === child.id && each.meetingId === meeting?.id),
    deed.other,
  )
  if (entry?.meetingId == null) return
  const audience = pick(['closed', 'network', 'police'] as const, deed.which) ?? 'closed'
  const version = await overConnection(world.ownerUrl, async client => {
    const { rows } = await client.query<{ version: number }>('select version from entry where id = $1', [entry.id])
    return rows[0]?.version ?? 0
  })
  const done = await world
    .as(name, work => changeEntry(work, { entryId: entry.id, version, text: 'CANARY changed', audience }))
    .catch(refused)
  if (done?.outcome !== 'changed') return
  may(mayRead(model, actor, entry))
  // New words are no longer the family's: they go back to those they were written for.
  entry.audience = entry.audience === 'family' ? await writtenFor(world, entry.id) : audience
}

export async function escalate({ world, model, actor, child, name, may }: Moment): Promise<void> {
  const done = await world.as(name, work =>
    escalateTo(work, { childId: child.id, reasons: 'x', askedOfPanel: '', urgentReason: '', audience: 'network' }),
  )
  if (done.outcome !== 'escalated') return
  may(mayLetIn(model, actor, child) && child.restrictedBy === null)
  child.panelItems.set(done.escalationId, true)
  await readEntries(world, model, child)
}

export async function decide({ world, model, actor, child, deed, name, may }: Moment): Promise<void> {
  const item = pick(
    [...child.panelItems].filter(([, open]) => open).map(([id]) => id),
    deed.other,
  )
  if (item === undefined) return
  const done = await world.as(name, work =>
    decideEscalation(work, { escalationId: item, decision: 'advice-given', reasons: 'x' }),
  )
  if (done.outcome !== 'decided') return
  may(sees(model, actor, child))
  child.panelItems.set(item, false)
  await readEntries(world, model, child)
}

export async function endPathway({ world, model, actor, other, child, name, may }: Moment): Promise<void> {
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
    await readEntries(world, model, child)
    return
  }
  assert.ok(sees(model, other, child) && (other.roles.has('manager') || other.roles.has('exploitation-lead')), second)
  child.pathwayOpen = false
  for (const each of child.meetings) if (!each.begun) each.calledOff = true
  await readEntries(world, model, child)
}

export async function openPathway({ world, model, actor, child, name, may }: Moment): Promise<void> {
  const lead = [...model.people.values()].find(person => person.email.startsWith('social-worker@'))
  const done = await world
    .as(name, work =>
      reopenPathway(work, { childId: child.id, reason: 'x', leadPractitionerId: lead?.id ?? '', actionIds: [] }),
    )
    .catch(refused)
  if (done?.outcome !== 'reopened' || lead === undefined) return
  may(sees(model, actor, child) && (actor.roles.has('manager') || actor.roles.has('exploitation-lead')))
  child.pathwayOpen = true
  child.leadsSee = true
  await readNetwork(world, child)
  await readEntries(world, model, child)
}
