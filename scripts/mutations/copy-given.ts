import { type Mutation, mutation } from './mutation.ts'

const MIGRATION = 'migrations/0055-a-copy-that-went-wrong.sql'
const ACTIONS = 'src/copy-given/actions.ts'
const given = (name: string, file: string, from: string, to: string) => mutation(name, file, from, to, 'copy-given')

const NOT_TOLD = 'migrations/0056-a-family-that-could-not-be-told.sql'
const TELLING = 'src/meeting/actions/telling.ts'
const telling = (name: string, file: string, from: string, to: string) => mutation(name, file, from, to, 'debrief')

/** Breakages of the times that a family could not be told. */
export const NOT_TOLD_MUTATIONS: readonly Mutation[] = [
  telling('a family that was not reached is told', TELLING, `if (attempt.cameOf === 'declined') await`, `await`),
  telling(
    'who did not want it is owed it for ever',
    TELLING,
    `if (attempt.cameOf === 'declined') await`,
    `if (false) await`,
  ),
  telling(
    'an attempt after they were told',
    TELLING,
    `  if (debrief.doneAt !== null) return { outcome: 'told-already' }\n  if (attempt.words`,
    `  if (attempt.words`,
  ),
  telling('an attempt on a day to come', TELLING, `if (attempt.triedOn > today) return`, `if (false) return`),
  telling(
    'an attempt on a day to come, as SQL',
    NOT_TOLD,
    `     or new.tried_on > (now() at time zone 'Europe/London')::date\n`,
    ``,
  ),
  telling(
    'an attempt before the meeting, as SQL',
    NOT_TOLD,
    `     or new.tried_on < (select m.held_on from meeting m where m.id = new.meeting_id)\n`,
    ``,
  ),
  telling(
    'the full record leaves the attempts out',
    'src/meeting/document.ts',
    `...attemptRows(attempts, names, options).map(`,
    `...attemptRows([], names, options).map(`,
  ),
]

/** Breakages of what became of a copy that was given: its receipt, its taking back, and what information governance decides. */
export const COPY_GIVEN_MUTATIONS: readonly Mutation[] = [
  given(
    'a copy arrives twice',
    'src/family-copy/giving.ts',
    `if (sending.receipt !== undefined) return`,
    `if (false) return`,
  ),
  given(
    'a copy arrives before it was given',
    'src/family-copy/giving.ts',
    `if (receivedOn < calendarDateAt(sending.sentAt)) return`,
    `if (false) return`,
  ),
  given('a full record goes as the child’s copy', MIGRATION, ` and copy = 'family'));`, `));`),
  given(
    'it is not kept in whose wording a copy was given',
    'src/family-copy/store/sendings.ts',
    `reader: sending.reader,`,
    `reader: null,`,
  ),
  given('a copy is taken back twice', ACTIONS, `if (sending.isTakenBack) return`, `if (false) return`),
  given(
    'the chair is not told of a copy that was taken back',
    ACTIONS,
    `kind: 'copy-taken-back', childId, subjectId`,
    `kind: 'pack-made', childId, subjectId`,
  ),
  given(
    'whoever sees the child reads why a copy was taken back',
    MIGRATION,
    `'recorded_by = (select actor()) or (select actor_has_role(''exploitation-lead'')) or in_closed_session(meeting_id)'`,
    `'true'`,
  ),
  given(
    'whoever sees the child reads whether a copy came back',
    MIGRATION,
    `call protect_child_table('copy_incident_return', 'may_read_row(''copy_incident'', incident_id)');`,
    `call protect_child_table('copy_incident_return');`,
  ),
  given(
    'a day before the copy was given, as SQL',
    MIGRATION,
    `told < (s.sent_at at time zone 'Europe/London')::date or `,
    ``,
  ),
  given('a day to come, as SQL', MIGRATION, ` or told > (now() at time zone 'Europe/London')::date`, ``),
  given('a full record is taken back for its words, as SQL', MIGRATION, `r ->> 'reason' = 'wrong-words'`, `false`),
  given(
    'a full record is taken back for its words',
    ACTIONS,
    `incident.reason === 'wrong-words' && sending.copy === 'full'`,
    `false`,
  ),
  given('a decision is written by anybody', MIGRATION, `revoke insert on copy_incident_decision from llwybr_app;`, ``),
  given(
    'words that have changed still hold a copy back',
    MIGRATION,
    `and f.source = wanted_source and may_see_child`,
    `and may_see_child`,
  ),
  given('a file with wrong words opens', MIGRATION, `         and not has_wrong_words(f.meeting_id, f.source)\n`, ``),
  given(
    'a copy with wrong words is made again, as SQL',
    MIGRATION,
    `create trigger family_copy_without_wrong_words before insert on family_copy for each row execute function refuse_wrong_words();\n`,
    ``,
  ),
  given('a copy with wrong words is given', 'src/family-copy/rules.ts', `if (copy.hasWrongWords)`, `if (false)`),
  given(
    'a lead decides for information governance',
    MIGRATION,
    `if not actor_has_role('information-governance-officer') then return null; end if;`,
    ``,
  ),
  given(
    'anybody lists the copies that were taken back',
    MIGRATION,
    `     where (select actor_has_role('information-governance-officer'))\n`,
    ``,
  ),
  given(
    'a decision on a day to come, as SQL',
    MIGRATION,
    ` or wanted_on > (now() at time zone 'Europe/London')::date`,
    ``,
  ),
  given('a decision before it was found out, as SQL', MIGRATION, ` or wanted_on < i.found_on`, ``),
  given(
    'whoever took a copy back is not told of the decision',
    MIGRATION,
    `values (i.recorded_by, 'copy-incident-decided'`,
    `values (i.recorded_by, 'account-changed'`,
  ),
]
