import { type Mutation, mutation } from './mutation.ts'

const AT_ONCE = 'src/referral/actions/at-once.ts'
const atOnce = (name: string, file: string, from: string, to: string) => mutation(name, file, from, to, 'src/referral')
const record = (name: string, file: string, from: string, to: string) => mutation(name, file, from, to, 'src/record')

/** Breakages of the pages that people live in: deciding at once, the record, the lists, leaving. */
export const LIVED_IN_MUTATIONS: readonly Mutation[] = [
  atOnce(
    'a decision about a child on the pathway is taken unseen',
    AT_ONCE,
    `const isOnPathway = existingId !== undefined &&`,
    `const isOnPathway = false &&`,
  ),
  atOnce(
    'what is missing leaves half of the decision',
    AT_ONCE,
    `if (wrong !== undefined) return { outcome: wrong }`,
    ``,
  ),
  atOnce(
    'what another identified is decided as somebody else',
    AT_ONCE,
    `if (referral.childId !== null && referral.childId !== existingId) return { outcome: 'identified-otherwise' }`,
    ``,
  ),
  atOnce(
    'the discussion with the police is lost',
    AT_ONCE,
    `decided.outcome === 'determined' && police !== undefined`,
    `false`,
  ),
  atOnce(
    'where a possible same child stands is told to any front door',
    'migrations/0025-where-a-possible-same-child-stands.sql',
    `held referral := held_by_my_front_door(wanted_referral);`,
    `held referral := (select r from referral r where r.id = wanted_referral);`,
  ),
  atOnce(
    'a restricted child is offered with their standing',
    'migrations/0025-where-a-possible-same-child-stands.sql',
    ` and c.restricted_at is null`,
    ``,
  ),
  atOnce(
    'the referrer writes what they are told',
    'migrations/0026-what-a-referrer-is-told.sql',
    `(new.decided_at, new.outcome, new.told_referrer) is distinct from (old.decided_at, old.outcome, old.told_referrer)`,
    `(new.decided_at, new.outcome) is distinct from (old.decided_at, old.outcome)`,
  ),
  atOnce(
    'a draft goes on at its first page',
    'src/referral/referral.ts',
    `return STEPS.find(step => fieldsOf(step).every(`,
    `return STEPS.find(step => fieldsOf(step).some(`,
  ),
  record(
    'quotes of everybody are the child’s',
    'src/record/pages/record.ts',
    `{ basis: 'childs-own-words', most: QUOTES_SHOWN + 1 }`,
    `{ most: QUOTES_SHOWN + 1 }`,
  ),
  record(
    'the next act is anybody’s',
    'src/record/pages/record.ts',
    `each.href !== '' && (each.holderId === actor.userId || actor.teamIds.includes(each.holderId))`,
    `each.href !== ''`,
  ),
  record('what a role may not do is offered', 'src/record/pages/acts.ts', `if (!mayOpen(`, `if (false && !mayOpen(`),
  record(
    'a meeting is offered on an ended pathway',
    'src/record/pages/acts.ts',
    `return stands.pathway === 'open'`,
    `return true`,
  ),
  record(
    'where a child lives is shown while names are hidden',
    'src/record/pages/about.ts',
    `facts: publicView ? [] : facts`,
    `facts: facts`,
  ),
  record(
    'names stand in texts while names are hidden',
    'src/record/pages/about.ts',
    `if (!publicView) return []`,
    `if (publicView || !publicView) return []`,
  ),
  record(
    'since one looked is everything',
    'src/record/pages/chronology.ts',
    `since: Number.isNaN(since.getTime()) ? undefined : since,`,
    `since: undefined,`,
  ),
  record(
    'a printed chronology stops at a hundred',
    'src/record/pages/chronology.ts',
    `const LINES_ON_PAPER = 20_000`,
    `const LINES_ON_PAPER = 100`,
  ),
  record('a judgement reaches over the next', 'src/record/over-time.ts', `judgements[at + 1]?.on ?? today`, `today`),
  mutation(
    'pathways that nobody holds stand last',
    'src/open-pathways/open-pathways.ts',
    `return next === null ? ''`,
    `return next === null ? '~'`,
    'src/open-pathways',
  ),
  mutation(
    'the list of pathways shows names while they are hidden',
    'src/open-pathways/pages.ts',
    `publicView ? each.reference : each.childName`,
    `each.childName`,
    'src/open-pathways',
  ),
  mutation(
    'the panel’s list shows reasons while names are hidden',
    'src/panel/pages.ts',
    `reasons: visit.publicView ? '' : each.reasons`,
    `reasons: each.reasons`,
    'src/panel',
  ),
  mutation(
    'what somebody holds is told to anybody',
    'migrations/0027-what-somebody-who-leaves-held.sql',
    `if not actor_has_role('administrator') then return; end if;`,
    ``,
    'src/administration',
  ),
  mutation(
    'a chosen language stays for the next person',
    'src/web/language.ts',
    `(userId === undefined || userId === reader?.userId)`,
    `true`,
    'web/language',
  ),
  mutation(
    'a day keeps its capital within a Welsh sentence',
    'src/web/translation.ts',
    `day.replace(/^Dydd /, 'dydd ')`,
    `day`,
    'welsh-glue',
  ),
  mutation(
    'what was typed stays folded away',
    'src/web/fill-form.ts',
    `if (made.length > 0) for (const each of closedAround(control)) closed.add(each)`,
    ``,
    'web/fill-form',
  ),
  mutation(
    'an assessment that was begun is not offered',
    'src/account/pages/drafts.ts',
    `const isKept = await keepForm(visit, path, false)`,
    `const isKept = true`,
    'src/assessment',
  ),
  mutation(
    'nobody is told that the family must not hear of it',
    'src/exploitation/exploitation.ts',
    `...(has(NOT_FOR_THE_FAMILY) ? (['do-not-tell'] as const) : []),`,
    ``,
    'src/exploitation',
  ),
  mutation(
    'whoever says who knows is not told what the family must not hear',
    'src/referral/pages/writing.ts',
    `['family', 'knows']`,
    `['family']`,
    'src/exploitation',
  ),
  mutation(
    'a child made to commit crime is no victim to whoever decides',
    'src/referral/pages/referral.ts',
    `victim: victimWords(answers.forms, t),`,
    `victim: '',`,
    'src/exploitation',
  ),
]
