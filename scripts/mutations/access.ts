import { type Mutation, mutation } from './mutation.ts'

const ACTING = 'migrations/0001-acting.sql'
const BOARD_AND_STAFF = 'migrations/0002-board-and-staff.sql'
const SIGNING_IN = 'migrations/0004-signing-in.sql'
const CHILDREN = 'migrations/0005-children.sql'
const HISTORY_AND_EMERGENCY = 'migrations/0006-history-and-emergency.sql'
const MEETINGS = 'migrations/0009-meetings.sql'
const CHRONOLOGY = 'migrations/0010-chronology.sql'
const MEETING_RECORD = 'migrations/0011-meeting-record.sql'
const JOBS_AND_REPORTS = 'migrations/0012-jobs-and-reports.sql'
const WHAT_GIVES_A_RIGHT = 'migrations/0013-what-gives-a-right.sql'
const TRACE = 'migrations/0018-trace.sql'
const PLANS = 'migrations/0059-functions-keep-their-plan.sql'
const NAMES_BY_WORDS = 'migrations/0060-names-near-a-reader.sql'

/** Breakages of policies, grants and rights. Each names what would be true of the board if nobody noticed. */
export const ACCESS_MUTATIONS: readonly Mutation[] = [
  mutation(
    'who acts is believed without a proof',
    ACTING,
    `  if right(told, 64) <> acting_signature(claim, secret) then return null; end if;\n`,
    ``,
  ),
  mutation(
    'a proof holds in every transaction',
    ACTING,
    `claim || '|' || pg_backend_pid() || '|' || extract(epoch from now()), 'UTF8')`,
    `claim || '|' || pg_backend_pid(), 'UTF8')`,
  ),
  mutation(
    'a proof holds on every connection',
    ACTING,
    `claim || '|' || pg_backend_pid() || '|' || extract(epoch from now()), 'UTF8')`,
    `claim, 'UTF8')`,
  ),
  mutation(
    'what happened is noted in another’s name',
    CHRONOLOGY,
    `create policy happening_in_own_name on happening as restrictive for insert to llwybr_app
  with check (author_id = (select actor()) and agency_id = (select actor_agency()));`,
    ``,
  ),
  mutation(
    'a closed happening is read by everybody',
    CHRONOLOGY,
    `call protect_entry_table('happening', 'author_id');`,
    `call protect_child_table('happening');`,
  ),
  mutation(
    'what happened is changed by the owner of the tables',
    CHRONOLOGY,
    `create trigger happening_append_only before update or delete or truncate on happening for each statement execute function refuse_change();`,
    ``,
  ),
  mutation(
    'a chronology is read past the policies of its tables',
    CHRONOLOGY,
    `create view chronology with (security_invoker = true) as`,
    `create view chronology as`,
  ),
  mutation(
    'anybody learns the reference of a child by its identifier',
    JOBS_AND_REPORTS,
    `where c.id = any (wanted) and (select actor_has_role('information-governance-officer'))`,
    `where c.id = any (wanted)`,
    'information-governance',
  ),
  mutation(
    'anybody learns by its reference that a child is there',
    JOBS_AND_REPORTS,
    `where c.reference = upper(trim(wanted_reference)) and (select actor_has_role('information-governance-officer'))`,
    `where c.reference = upper(trim(wanted_reference))`,
    'information-governance',
  ),
  mutation(
    'the audit of the board opens for leads',
    'src/information-governance/pages.ts',
    `roles: ['information-governance-officer'],`,
    `roles: ['information-governance-officer', 'exploitation-lead'],`,
    'information-governance',
  ),
  mutation('anyone acts by key', BOARD_AND_STAFF, `if not key_is_right('command', presented) then`, `if false then`),
  mutation(
    'the door needs no key',
    BOARD_AND_STAFF,
    `  if not coalesce(key_is_right('door'`,
    `  if false and not coalesce(key_is_right('door'`,
  ),
  mutation(
    'a session that has ended still acts',
    SIGNING_IN,
    `and s.ended_at is null and s.expires_at > now() and u.left_at is null;\n  if who`,
    `and u.left_at is null;\n  if who`,
  ),
  mutation(
    'a function of the owner’s finds temporary tables first',
    SIGNING_IN,
    `security definer set search_path = pg_catalog, public, pg_temp`,
    `security definer set search_path = public`,
  ),
  mutation(
    'children whom somebody may not see hide those whom they may',
    NAMES_BY_WORDS,
    `and (principals is null or (`,
    `and (true or (`,
    'src/child/name-search',
  ),
  mutation(
    'anybody says who works here, as SQL',
    PLANS,
    `create policy user_role_change on user_role for update to llwybr_app using ((select actor_has_role('administrator')));`,
    `create policy user_role_change on user_role for update to llwybr_app using (true);`,
    'test/access/board-writers',
  ),
  mutation(
    'anybody gives somebody a role, as SQL',
    PLANS,
    `create policy user_role_write on user_role for insert to llwybr_app with check ((select actor_has_role('administrator')));`,
    `create policy user_role_write on user_role for insert to llwybr_app with check (true);`,
    'test/access/board-writers',
  ),
  mutation(
    'a search by somebody who sees everybody gathers everybody',
    NAMES_BY_WORDS,
    `principals is null or (
           select true from access_grant g where g.child_id = i.child_id and g.principal_id = any (principals)
              and g.from_at <= now() and (g.until_at is null or g.until_at > now()) limit 1)`,
    `principals is null or (
           select i.child_id = any (array(select g.child_id from access_grant g where g.principal_id = any (principals))))`,
    'src/child/lists',
  ),
  mutation(
    'of many who are called alike the front door is not offered the one born that day',
    NAMES_BY_WORDS,
    `and (born is null or (`,
    `and (true or (`,
    'src/child/name-search',
  ),
  mutation(
    'everybody makes temporary tables',
    'src/db/migrate.ts',
    `revoke connect, temporary on database`,
    `revoke connect on database`,
  ),
  mutation(
    'the application has the family copy’s rights',
    'src/db/migrate.ts',
    `' with inherit false'`,
    `' with inherit true'`,
  ),
  mutation(
    'a team of leads sees without the role',
    BOARD_AND_STAFF,
    `when 'exploitation-leads' then array['exploitation-lead']`,
    `when 'exploitation-leads' then array['practitioner', 'exploitation-lead']`,
  ),
  mutation(
    'who has no role left still sees',
    BOARD_AND_STAFF,
    `select who as id where exists (select 1 from held where role not in ('administrator', 'information-governance-officer'))`,
    `select who as id`,
  ),
  mutation(
    'an administrator may hold other roles',
    BOARD_AND_STAFF,
    `  if new.ended_at is null and exists (`,
    `  if false and exists (`,
  ),
  mutation(
    'ended rights still open a table',
    CHILDREN,
    `             and g.from_at <= now() and (g.until_at is null or g.until_at > now()))', table_name, child_column);`,
    `             and g.from_at <= now())', table_name, child_column);`,
  ),
  mutation(
    'closed words for all',
    CHILDREN,
    `when 'closed' then author is not distinct from actor() or (meeting is not null and in_closed_session(meeting))`,
    `when 'closed' then true`,
  ),
  mutation(
    'police words for all',
    CHILDREN,
    `when 'police' then author is not distinct from actor() or actor_is_police()`,
    `when 'police' then true or actor_is_police()`,
  ),
  mutation(
    'any chair’s leave opens police words outside a meeting',
    CHILDREN,
    `case when meeting is null then actor_has_role('exploitation-lead')`,
    `case when meeting is null then true`,
  ),
  mutation(
    'an emergency opens a restricted child',
    HISTORY_AND_EMERGENCY,
    ` or found_child.restricted_at is not null then`,
    ` then`,
  ),
  mutation(
    'an emergency needs no day of birth',
    HISTORY_AND_EMERGENCY,
    `or found_child.born_on is distinct from born`,
    ``,
  ),
  mutation(
    'emergencies are not counted',
    HISTORY_AND_EMERGENCY,
    `interval '1 hour') > 5 then`,
    `interval '1 hour') > 500 then`,
  ),
  mutation(
    'an emergency lasts a year',
    HISTORY_AND_EMERGENCY,
    `now() + interval '3 hours'`,
    `now() + interval '1 year'`,
  ),
  mutation(
    'the front door joins any child',
    WHAT_GIVES_A_RIGHT,
    `  if not exists (select 1 from duplicate_offer o`,
    `  if false and not exists (select 1 from duplicate_offer o`,
  ),
  mutation(
    'a clock of a closed action shows to all',
    'migrations/0051-complaints.sql',
    `else audience in (''network'', ''family'') or holder_id`,
    `else true or holder_id`,
  ),
  mutation(
    'history of closed words for all',
    CHRONOLOGY,
    `may_see_child(child_id) and may_read_row(table_name, row_id)`,
    `may_see_child(child_id)`,
  ),
  mutation(
    'a closed version of open words for all',
    CHRONOLOGY,
    `and (audience is null or audience in ('network', 'family')\n       or may_read`,
    `and (true or audience in ('network', 'family')\n       or may_read`,
  ),
  mutation(
    'who was in the closed session shows to all',
    MEETINGS,
    `call protect_child_table('closed_seat', 'given_by = (select actor()) or in_closed_session(meeting_id)');`,
    `call protect_child_table('closed_seat');`,
  ),
  mutation(
    'presence in the closed session shows to all',
    MEETING_RECORD,
    `'stage <> ''closed-session'' or in_closed_session(meeting_id)'`,
    `'true'`,
  ),
  mutation(
    'covert people show in the list',
    MEETINGS,
    `call protect_child_table('meeting_person', 'in_family or not person_is_hidden(id)');`,
    `call protect_child_table('meeting_person');`,
  ),
  mutation(
    'covert people show among the rights',
    MEETINGS,
    `(reason <> 'meeting' or not person_is_hidden(source_id))`,
    `true`,
  ),
  mutation(
    'looks of covert people show',
    'migrations/0063-words-for-some-alone.sql',
    `and not looks_are_hidden(child_id, actor_id)`,
    ``,
  ),
  mutation(
    'a seat is given by anyone once the session has begun',
    MEETINGS,
    `and actor() is distinct from m.chair_id and actor() is distinct from m.note_taker_id) then\n    raise exception 'only the chair asks`,
    `and false) then\n    raise exception 'only the chair asks`,
  ),
  mutation(
    'notices of others',
    'migrations/0069-who-reads-a-copy-is-told.sql',
    `alter policy notice_own on notice using (user_id = (select actor()) and (child_id is null`,
    `alter policy notice_own on notice using ((child_id is null`,
  ),
  mutation(
    'anyone reviews an emergency',
    JOBS_AND_REPORTS,
    `  if not reviews_emergencies() then return null; end if;`,
    ``,
  ),
  mutation(
    'one reviews one’s own emergency',
    JOBS_AND_REPORTS,
    `and reviewed_at is null and user_id <> actor() returning`,
    `and reviewed_at is null returning`,
  ),
  mutation(
    'an invitation taken back still opens',
    WHAT_GIVES_A_RIGHT,
    `least(p.removed_at, m.called_off_at,`,
    `least(m.called_off_at,`,
  ),
  mutation(
    'a meeting called off still opens',
    WHAT_GIVES_A_RIGHT,
    `least(p.removed_at, m.called_off_at,`,
    `least(p.removed_at,`,
  ),
  mutation('an invitation never ends', WHAT_GIVES_A_RIGHT, `m.approved_at + interval '28 days', `, ``),
  mutation(
    'leads see for ever',
    WHAT_GIVES_A_RIGHT,
    `w.opened_on, w.ended_on + interval '29 days', w.opened_by`,
    `w.opened_on, null, w.opened_by`,
  ),
  mutation(
    'the panel sees for ever',
    WHAT_GIVES_A_RIGHT,
    `e.escalated_at, e.decided_at, e.escalated_by`,
    `e.escalated_at, null, e.escalated_by`,
  ),
  mutation(
    'leaving the network keeps the sight',
    WHAT_GIVES_A_RIGHT,
    `n.joined_at, n.left_at, n.added_by`,
    `n.joined_at, null, n.added_by`,
  ),
  mutation(
    'a restriction leaves the teams in',
    WHAT_GIVES_A_RIGHT,
    `case when s.is_team and c.restricted_at is not null then`,
    `case when false then`,
  ),
  mutation(
    'an invitation lets others in',
    WHAT_GIVES_A_RIGHT,
    `and g.reason in ('network', 'front-door', 'exploitation-leads', 'named')`,
    ``,
  ),
  mutation(
    'anyone lifts a restriction',
    WHAT_GIVES_A_RIGHT,
    `  if not may_let_in(wanted_child) or not (actor_has_role('manager') or actor_has_role('exploitation-lead')) then return false; end if;\n  update child set restricted_at = null`,
    `  update child set restricted_at = null`,
  ),
  mutation('what happened is undone', WHAT_GIVES_A_RIGHT, `if before_row -> name <> 'null'::jsonb and`, `if false and`),
  mutation(
    'sessions outlive a change of roles',
    WHAT_GIVES_A_RIGHT,
    `  update session set ended_at = now() where user_id = whose and ended_at is null;\n`,
    ``,
  ),
  mutation(
    'changes leave no trace',
    TRACE,
    `and not exists (select 1 from audit_event e where e.in_transaction = pg_current_xact_id()) then`,
    `and false then`,
  ),
  mutation(
    'audit names whom the application says',
    HISTORY_AND_EMERGENCY,
    `insert (event, child_id, subject_id, details) on audit_event`,
    `insert on audit_event`,
  ),
  mutation(
    'a second record of a restricted child is made, and nobody learns of it',
    JOBS_AND_REPORTS,
    `for each row when (new.born_on is not null) execute function tell_of_perhaps_the_same_child();`,
    `for each row when (new.born_on is null) execute function tell_of_perhaps_the_same_child();`,
    'front-door',
  ),
  mutation(
    'everybody born on one day is taken for a restricted child',
    JOBS_AND_REPORTS,
    ` and o.folded <-> m.folded < 0.6`,
    ``,
    'front-door',
  ),
  mutation(
    'whoever sees a child changes the people of their life',
    'migrations/0028-important-people-change.sql',
    `using (ended_at is null and (select actor_works()))`,
    `using (ended_at is null)`,
    'src/child/people',
  ),
  mutation(
    'somebody who was taken off the list is changed again',
    'migrations/0028-important-people-change.sql',
    `using (ended_at is null and (select actor_works()))`,
    `using ((select actor_works()))`,
    'src/child/people',
  ),
]
