import { type Mutation, mutation } from './mutation.ts'

const ROOMS = 'migrations/0033-two-rooms.sql'
const TOLD = 'migrations/0034-what-a-meeting-says.sql'
const role = (name: string, from: string, to: string) => mutation(name, ROOMS, from, to, 'family-room-role')
const rooms = (name: string, file: string, from: string, to: string) => mutation(name, file, from, to, 'two-rooms')

/** Breakages of what keeps closed words out of the room in which the family sits. */
export const TWO_ROOMS_MUTATIONS: readonly Mutation[] = [
  role(
    'what the network read in the closed session stands before the family',
    `(audience = 'network' and stage <> 'closed-session' and not`,
    `(audience = 'network' and not`,
  ),
  role(
    'what is closed but said later stands before the family',
    `(audience = 'family' or (audience = 'network' and stage`,
    `(audience = 'family' or (stage`,
  ),
  role('what the chair took out stands before the family', ` and not stays_out_for_family(id)))`, `))`),
  role('the room reads a meeting in its closed session', `m.stage <> 'closed-session' and m.ended_at is null`, `true`),
  role(
    'a closed word can be written before the family',
    `with check (kind = 'meeting-entry' and audience = 'network' and stage`,
    `with check (kind = 'meeting-entry' and stage`,
  ),
  role(
    'the room reads who must be kept apart',
    `grant select (id, child_id, stage, chair_id,`,
    `grant select (id, child_id, keep_apart, stage, chair_id,`,
  ),
  rooms(
    'the database lets the family in beside open words',
    ROOMS,
    `  if session_user <> 'llwybr_owner' and recorder() is null and exists (`,
    `  if false and exists (`,
  ),
  rooms(
    'a session is kept by somebody else',
    ROOMS,
    `where id = wanted_session and user_id = actor() and`,
    `where id = wanted_session and`,
  ),
  rooms('a browser is let go by asking', ROOMS, ` and ended_at is null and place <> '' $$`, ` and ended_at is null $$`),
  rooms(
    'a browser that is kept goes where it likes',
    'src/web/server.ts',
    `if (page.isForEveryPlace !== true && isElsewhere(session.keptTo, open.path)) {`,
    `if (1 > 2) {`,
  ),
  rooms(
    'the back button finds the pages of before',
    'src/family-room/pages/room.ts',
    `redirectForgetting(visit.path)`,
    `redirect(visit.path)`,
  ),
  rooms(
    'closed pages open while the family sits there',
    'src/meeting/pages/opening.ts',
    `  if (stage !== null && stage !== 'closed-session') return`,
    `  if (stage !== null && stage.length < 0) return`,
  ),
  rooms(
    'a pause shows what was said',
    'src/family-room/pages/room.ts',
    `  if (sits(meeting)) return answer(meeting, found)`,
    `  if (meeting.meetingId !== '') return answer(meeting as SittingRoom, found)`,
  ),
  mutation(
    'the family’s room hears that something closed is written',
    TOLD,
    `(e.audience = 'network' and e.stage`,
    `(e.audience <> 'family' and e.stage`,
    'src/db/listening',
  ),
  mutation(
    'what is settled in a pause is heard before the family',
    TOLD,
    `(select e.stage <> 'closed-session' from entry e where e.id = new.entry_id)`,
    `true`,
    'src/db/listening',
  ),
  mutation(
    'a stream counts as a slow answer',
    'src/web/metrics.ts',
    `if (reply.raw.getHeader('content-type') === EVENT_STREAM) return done()\n`,
    `\n`,
    'src/web/streams',
  ),
  rooms(
    'the closed room is open to the whole network',
    'src/meeting/pages/opening.ts',
    `return isOfIt ? opened : undefined`,
    `return isOfIt || opened ? opened : undefined`,
  ),
  mutation(
    'one who is chosen twice is invited twice',
    'src/meeting/actions/inviting.ts',
    `      there.push({ userId: invitee.userId, name: looked.name })\n`,
    ``,
    'src/meeting/inviting',
  ),
  mutation(
    'a stream before the family tells of the closed room',
    'src/family-room/pages/lines.ts',
    `if (heard !== 'closed') say()`,
    `say()`,
    'src/web/streams',
  ),
  mutation(
    'a stream is open to whoever does not see the child',
    'src/meeting/pages/running.ts',
    `    const opened = await visit.act(work => openClosedRoom(work, meetingId, visit))
    if (opened === undefined) return notFound()
`,
    `    await visit.act(work => openClosedRoom(work, meetingId, visit))
`,
    'src/web/streams',
  ),
  mutation(
    'a lost connection is not missed',
    'src/db/listening.ts',
    `if (isAnew) for (const meetingId of listeners.keys()) tell(meetingId, 'missed')`,
    `if (isAnew && listeners.size < 0) tell('', 'missed')`,
    'src/db/listening',
  ),
]
