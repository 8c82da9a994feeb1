import { type Mutation, mutation } from './mutation.ts'

const guide = (name: string, file: string, from: string, to: string) => mutation(name, file, from, to, 'src/guide')
const SQL = 'migrations/0064-guides-at-hand.sql'

/** Guides at hand. */
export const GUIDE_MUTATIONS: readonly Mutation[] = [
  guide(
    'anybody adds a guide',
    SQL,
    `with check ((select actor_has_role('administrator')) and changed_by = (select actor()));`,
    `with check (changed_by = (select actor()));`,
  ),
  guide(
    'anybody changes a guide',
    SQL,
    `using ((select actor_has_role('administrator'))) with check`,
    `using (true) with check`,
  ),
  guide(
    'a guide is changed in another’s name',
    SQL,
    `with check (changed_by = (select actor()));\ngrant`,
    `with check (true);\ngrant`,
  ),
  guide(
    'a guide leads anywhere at all',
    SQL,
    `constraint guide_addresses_lead_outside check (`,
    `constraint guide_addresses_lead_outside check (true or `,
  ),
  guide('earlier addresses of a guide are not kept', SQL, `call keep_every_version('guide');`, ``),
  guide('an address of any shape is taken', 'src/guide/rules.ts', `OUTSIDE.test(address)`, `true`),
  guide('an address by number is taken', 'src/guide/rules.ts', `/[a-z]$/.test(new URL(address).hostname)`, `true`),
  guide(
    'what was opened before is right of another address',
    'src/guide/actions.ts',
    `: isWhereItWas ? current`,
    `: true ? current`,
  ),
  guide('what was taken away is at hand', 'src/guide/pages.ts', `.filter(each => !each.takenAway)`, ``),
  guide(
    'a guide stands at every step',
    'src/guide/pages.ts',
    `.filter(each => each.steps.includes(step))`,
    `.filter(() => true)`,
  ),
]
