import { type Mutation, mutation } from './mutation.ts'

const ACTIONS = 'src/meeting/actions/naming.ts'
const NAMING = 'src/meeting/naming.ts'
const finding = (name: string, file: string, from: string, to: string) =>
  mutation(name, file, from, to, 'src/meeting/naming')

/** Breakages of who picks what an earlier meeting named, and who takes out what was named by mistake. */
export const FINDING_MUTATIONS: readonly Mutation[] = [
  finding(
    'anybody of the closed session takes out what another named',
    NAMING,
    `recordedBy === actor.userId || runsMeeting(actor.userId, meeting)`,
    `recordedBy !== ''`,
  ),
  finding(
    'anybody of the closed session takes out what another named, as SQL',
    'migrations/0053-a-finding-is-taken-out.sql',
    `using (recorded_by = actor() or runs_meeting(meeting_id))`,
    `using (true)`,
  ),
  finding(
    'what was not named before is picked without a word',
    ACTIONS,
    `picked.length < new Set`,
    `picked.length > new Set`,
  ),
  finding(
    'what is named here is named again',
    ACTIONS,
    `if (isNamed.some(each => isTheSame(each, { kind, text }))) continue`,
    ``,
  ),
  finding(
    'what the police alone may read becomes everybody’s of the closed session',
    ACTIONS,
    `const wanted = [...picked, `,
    `const wanted = [...picked.map(each => ({ ...each, audience: 'closed' as const })), `,
  ),
  finding(
    'what was taken out is offered and printed',
    'src/meeting/store/findings.ts',
    `    .where('removed_at', 'is', null)\n    .orderBy('recorded_at')`,
    `    .orderBy('recorded_at')`,
  ),
  finding('a victim and a place of one name are one', NAMING, `one.kind === other.kind && `, ``),
]
