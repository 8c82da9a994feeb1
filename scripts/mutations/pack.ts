import { type Mutation, mutation } from './mutation.ts'

const MIGRATION = 'migrations/0043-the-pack.sql'
const pack = (name: string, file: string, from: string, to: string) =>
  mutation(name, file, from, to, 'src/meeting/pack')
const deed = (name: string, file: string, from: string, to: string) => mutation(name, file, from, to, 'meeting-deeds')

/** Breakages of who gathers the papers of a meeting, whose name a copy has, and when there is one. */
export const PACK_MUTATIONS: readonly Mutation[] = [
  deed(
    'whoever works with the child gathers the papers',
    'src/meeting/deeds.ts',
    `'make-pack': { booked: RUNNERS,`,
    `'make-pack': { booked: [...RUNNERS, 'network'],`,
  ),
  deed(
    'papers are gathered by anybody, as SQL',
    MIGRATION,
    `\n     or not may_in_meeting('make-pack', new.meeting_id)`,
    ``,
  ),
  deed('a copy is taken at any time, as SQL', MIGRATION, ` or not may_in_meeting('take-pack', new.meeting_id)`, ``),
  deed(
    'a copy is taken while the family sits there',
    MIGRATION,
    `'booked in-closed-session held', `,
    `'booked in-closed-session in-open-session held', `,
  ),
  pack(
    'a copy is taken in another’s name, as SQL',
    MIGRATION,
    `new.made_by <> actor() or not may_in_meeting('take-pack', new.meeting_id)`,
    `not may_in_meeting('take-pack', new.meeting_id)`,
  ),
  pack(
    'there is a copy before the papers were gathered',
    'src/meeting/actions/packing.ts',
    `if ((await findPack(work.tx, meetingId)) === undefined) return { outcome: 'not-made' }`,
    ``,
  ),
  pack(
    'there is a copy before the papers were gathered, as SQL',
    MIGRATION,
    `\n     or not exists (select 1 from meeting_pack p where p.meeting_id = new.meeting_id and p.child_id = new.child_id)`,
    ``,
  ),
  pack(
    'nobody is told',
    'src/meeting/actions/packing.ts',
    `for (const userId of invited)`,
    `for (const userId of [] as string[])`,
  ),
  pack(
    'a copy has nobody’s name',
    'src/meeting/pack.ts',
    `classification: t('meeting.pack.classification', { name: actor.name })`,
    `classification: t('meeting.pack.title')`,
  ),
  pack(
    'the judgement is not in the papers',
    'src/meeting/pack.ts',
    `judgement === undefined ? [] : judgementBlocks`,
    `judgement !== undefined ? [] : judgementBlocks`,
  ),
  pack(
    'a copy is kept as one of the full record',
    'src/meeting/actions/packing.ts',
    `copy: 'pack', childId`,
    `copy: 'full', childId`,
  ),
  pack(
    'the papers are told of when nobody can have them',
    'migrations/0069-who-reads-a-copy-is-told.sql',
    `\n  and (kind <> 'pack-made' or pack_can_be_had(subject_id))`,
    ``,
  ),
  mutation(
    'a copy tells who is there for the closed session alone',
    'migrations/0045-who-is-asked-stays-unknown.sql',
    `copy <> 'pack' or not looks_are_hidden(child_id, made_by)`,
    `true`,
    'test/access/audience',
  ),
]
