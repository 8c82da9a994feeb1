import { type Mutation, mutation } from './mutation.ts'

const MIGRATION = 'migrations/0042-concern-about-a-decision.sql'
const TAKEN_OVER = 'migrations/0046-concern-names-nobody-hidden.sql'
const ACTIONS = 'src/decision-concern/actions.ts'
const concern = (name: string, file: string, from: string, to: string) =>
  mutation(name, file, from, to, 'decision-concern')

/** Breakages of who raises a concern about a decision, is asked, goes on with it and ends it, and who reads it. */
export const CONCERN_MUTATIONS: readonly Mutation[] = [
  concern('anybody at all is asked', ACTIONS, ` || !seeing.has(askedId)`, ``),
  concern(
    'anybody at all is asked, as SQL',
    MIGRATION,
    `     or not exists (select 1 from who_sees_child(c.child_id) u where u = new.asked_id)\n`,
    ``,
  ),
  concern('one asks oneself', ACTIONS, `askedId === raisedBy || `, ``),
  concern('one asks oneself, as SQL', MIGRATION, ` or new.asked_id = c.raised_by`, ``),
  concern(
    'a closed concern is raised by who is not of the closed session, as SQL',
    MIGRATION,
    ` or (new.audience = 'closed' and not in_closed_session(new.meeting_id))`,
    ` or (new.audience = 'closed' and not may_see_child(new.child_id))`,
  ),
  concern('a closed concern is for everybody', MIGRATION, `audience = ''network'' or may_read`, `true or may_read`),
  concern('whoever is asked cannot read a closed one', MIGRATION, ` or asked_about(id)`, ``),
  concern('it is raised in another’s name', MIGRATION, `if new.raised_by <> actor() or`, `if`),
  concern(
    'it is raised in another agency’s name',
    MIGRATION,
    `new.agency_id is distinct from actor_agency() or new.ended_as`,
    `new.ended_as`,
  ),
  concern('the whole agency of the raiser ends it', ACTIONS, `    !seeing.has(concern.raisedBy) &&\n`, ``),
  concern(
    'the whole agency of the raiser ends it, as SQL',
    TAKEN_OVER,
    `\n             and not exists (select 1 from who_sees_child(c.child_id) u where u = c.raised_by)`,
    ``,
  ),
  concern(
    'whoever was asked takes it over',
    ACTIONS,
    ` &&\n    concern.steps.every(step => step.askedId !== actor.userId)`,
    ``,
  ),
  concern(
    'whoever was asked takes it over, as SQL',
    TAKEN_OVER,
    `\n             and not exists (select 1 from decision_concern_step a where a.concern_id = c.id and a.asked_id = actor())`,
    ``,
  ),
  concern(
    'an open one tells of who is hidden',
    ACTIONS,
    `audience === 'network' && (await`,
    `audience !== audience && (await`,
  ),
  concern(
    'an open one tells of who is hidden, as SQL',
    TAKEN_OVER,
    `c.audience = 'network')`,
    `c.audience = 'nobody')`,
  ),
  concern('anybody is told who is there alone', TAKEN_OVER, ` and not person_is_hidden(p.id))`, `)`),
  concern(
    'a step is left out, as SQL',
    MIGRATION,
    `     or new.step is distinct from steps[coalesce(array_position(steps, s.step), 0) + 1]\n`,
    ``,
  ),
  concern(
    'it ends without an answer',
    'src/decision-concern/rules.ts',
    `if (last?.answeredAt == null) return ['withdrawn']`,
    ``,
  ),
  concern(
    'it ends without an answer, as SQL',
    MIGRATION,
    `     or (s.answered_at is null and new.ended_as <> 'withdrawn')\n`,
    ``,
  ),
  concern(
    'no agreement is kept while there are steps left, as SQL',
    MIGRATION,
    `     or (new.ended_as = 'not-agreed' and s.step <> 'senior-manager')`,
    ``,
  ),
  concern(
    'it ends with the pathway',
    'src/clock/actions.ts',
    `CLOCK_RULES.filter(rule => rule !== 'complaint' && !rule.startsWith('concern-'))`,
    `CLOCK_RULES`,
  ),
  concern('the answer tells nobody', ACTIONS, `'concern-answered', [concern.raisedBy]`, `'concern-answered', []`),
  concern(
    'the clock of a step that was passed over runs on',
    ACTIONS,
    `if (step.answeredAt === null) await stopClock(work, \`concern-\${step.step}\`, concern.id, 'taken-further')`,
    ``,
  ),
  concern(
    'what was done with a closed concern is told to everybody',
    'migrations/0063-words-for-some-alone.sql',
    `\n      and (event not like 'decision-concern.%' or subject_id is null or may_read_row('decision_concern', subject_id))`,
    ``,
  ),
  concern(
    'anybody is told who sees a child',
    'migrations/0045-who-is-asked-stays-unknown.sql',
    ` and may_see_child(wanted)`,
    ``,
  ),
  mutation(
    'whoever is there for the closed session alone is offered to everybody',
    'migrations/0045-who-is-asked-stays-unknown.sql',
    `g.reason <> 'meeting' or not person_is_hidden(g.source_id)`,
    `true`,
    'test/access/audience',
  ),
]
