import { type Mutation, mutation } from './mutation.ts'

const DEEDS = 'src/referral/deeds.ts'
const MAY_CHANGE_OF_A_REFERRAL = 'migrations/0019-what-may-change-of-a-referral.sql'

const referral = (name: string, file: string, from: string, to: string) =>
  mutation(name, file, from, to, 'referral-deeds')

/** Breakages of who may do what with a referral, in which state. */
export const REFERRAL_DEED_MUTATIONS: readonly Mutation[] = [
  referral(
    'any team decides on a referral',
    DEEDS,
    `teamId !== null && actor.teamIds.includes(teamId) && hasAnyRole`,
    `teamId !== null && hasAnyRole`,
  ),
  referral(
    'whoever is of the team decides on a referral',
    DEEDS,
    `actor.teamIds.includes(teamId) && hasAnyRole(actor, ['practitioner', 'manager'])`,
    `actor.teamIds.includes(teamId) && !hasAnyRole(actor, ['manager'])`,
  ),
  referral('a referral is written on after it was sent', DEEDS, `write: { draft`, `write: { sent: ['author'], draft`),
  referral('a referral is decided with no child', DEEDS, `determine: { identified`, `determine: { sent`),
  referral(
    'any team takes a referral further, as SQL',
    MAY_CHANGE_OF_A_REFERRAL,
    `when r.receiving_team_id = any (my_principals()) and (actor_has_role('practitioner') or actor_has_role('manager'))`,
    `when (actor_has_role('practitioner') or actor_has_role('manager'))`,
  ),
  referral(
    'a sent referral is written on, as SQL',
    'migrations/0026-what-a-referrer-is-told.sql',
    `  if new.answers is distinct from old.answers then deeds := deeds || 'write'::text; end if;\n`,
    ``,
  ),
  referral(
    'a referral is acknowledged by its author, as SQL',
    'migrations/0026-what-a-referrer-is-told.sql',
    `    then deeds := deeds || 'acknowledge'::text; end if;`,
    `    then null; end if;`,
  ),
  referral(
    'a referral is asked about again after it was acknowledged, as SQL',
    'migrations/0026-what-a-referrer-is-told.sql',
    `  if 'chase' = any (deeds) and old.acknowledged_at is not null then perform refuse_deed('chase', 'referral'); end if;\n`,
    ``,
  ),
  referral(
    'a referral goes to another authority than it names, as SQL',
    'migrations/0026-what-a-referrer-is-told.sql',
    `t.kind = 'front-door' and t.local_authority_id = new.local_authority_id`,
    `t.kind = 'front-door'`,
  ),
  referral(
    'a discussion with the police is written by another team, as SQL',
    MAY_CHANGE_OF_A_REFERRAL,
    `       and may_do('referral', 'discuss-with-police', referral_state(r), referral_parts(r))) then`,
    `       ) then`,
  ),
  mutation(
    'the other authority reads a referral for ever',
    'migrations/0007-referral.sql',
    `(decided is null or decided > now() - interval '28 days')`,
    `true`,
    'other-authority',
  ),
  mutation(
    'the other authority reads of a restricted child',
    'migrations/0007-referral.sql',
    `       and not exists (select 1 from child c where c.id = whose and c.restricted_at is not null)\n`,
    ``,
    'other-authority',
  ),
  mutation(
    'what the other authority said is read by whoever referred',
    MAY_CHANGE_OF_A_REFERRAL,
    `case when r.child_id is null then r.receiving_team_id = any (my_principals()) else may_see_child(r.child_id) end`,
    `r.author_id = actor() or case when r.child_id is null then r.receiving_team_id = any (my_principals()) else may_see_child(r.child_id) end`,
    'other-authority',
  ),
  mutation(
    'the other authority loses sight of what it is asked',
    'src/clock/store/clocks.ts',
    `    .where('rule', 'not in', [...staying])\n`,
    ``,
    'other-authority',
  ),
  mutation(
    'the other authority is asked, and nobody outside the board',
    'src/referral/actions/sending.ts',
    `  if (answers.otherAuthority === 'yes')\n    await startClock`,
    `  if (otherTeam !== undefined)\n    await startClock`,
    'other-authority',
  ),
]
