import { type Mutation, mutation } from './mutation.ts'

const MIGRATION = 'migrations/0051-complaints.sql'
const ACTIONS = 'src/complaint/actions.ts'
const complaint = (name: string, file: string, from: string, to: string) => mutation(name, file, from, to, 'complaint')

/** Breakages of who writes a complaint down, deals with it, reads of it and answers it. */
export const COMPLAINT_MUTATIONS: readonly Mutation[] = [
  complaint(
    'whom a complaint is about deals with it',
    ACTIONS,
    `if (handlerId === complaint.aboutId)`,
    `if (actor.userId === 'x')`,
  ),
  complaint(
    'whom a complaint is about deals with it, as SQL',
    MIGRATION,
    `  constraint complaint_by_somebody_else check (about_id is distinct from handler_id),\n`,
    ``,
  ),
  complaint('anybody deals with a complaint', ACTIONS, `!seeing.has(handlerId) || `, ``),
  complaint(
    'anybody deals with a complaint, as SQL',
    MIGRATION,
    `       or not exists (select 1 from who_sees_child(new.child_id) u where u = new.handler_id)\n`,
    ``,
  ),
  complaint(
    'a complaint tells of who is there for a closed session alone',
    ACTIONS,
    ` || (await listThereForClosedAlone(tx, childId)).has(handlerId)`,
    ``,
  ),
  complaint(
    'a complaint tells of who is there for a closed session alone, as SQL',
    MIGRATION,
    `       or is_there_for_closed_alone(new.child_id, new.handler_id)\n`,
    ``,
  ),
  complaint(
    'a lead reads a complaint about their own work',
    MIGRATION,
    ` and about_id is distinct from (select actor()))');`,
    `)');`,
  ),
  complaint(
    'the network sees when a complaint is to be answered',
    MIGRATION,
    `case when rule = ''complaint'' then may_read_row(''complaint'', subject_id)`,
    `case when rule = ''complaint'' then true`,
  ),
  complaint(
    'the events tell of a complaint',
    'migrations/0063-words-for-some-alone.sql',
    `\n      and (event not like 'complaint.%' or subject_id is null or may_read_row('complaint', subject_id))`,
    ``,
  ),
  complaint('a complaint ends with the pathway', 'src/clock/actions.ts', `rule !== 'complaint' && `, ``),
  complaint('a complaint is answered on a day to come', ACTIONS, `if (on > today)`, `if (on > '9999')`),
  complaint(
    'a complaint is answered before it was made',
    ACTIONS,
    `if (on < complaint.receivedOn)`,
    `if (on < '0001')`,
  ),
  complaint(
    'whoever wrote a complaint down is not told',
    ACTIONS,
    `recordedBy !== actor.userId && `,
    `recordedBy === actor.userId && `,
  ),
  complaint('anybody answers for somebody else, as SQL', MIGRATION, `new.answered_by is distinct from actor() or `, ``),
  complaint(
    'an answered complaint is answered again, as SQL',
    MIGRATION,
    `case when old.answered_as is null then 'open' else 'answered' end`,
    `'open'`,
  ),
  complaint(
    'the network reads complaints',
    MIGRATION,
    `call protect_child_table('complaint', 'recorded_by = (select actor()) or`,
    `call protect_child_table('complaint', 'true or`,
  ),
  complaint(
    'anybody on the network answers a complaint, as SQL',
    MIGRATION,
    `case when old.handler_id = actor() then 'handler' end`,
    `'handler'`,
  ),
]
