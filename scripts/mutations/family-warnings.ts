import { type Mutation, mutation } from './mutation.ts'

const MIGRATION = 'migrations/0057-what-the-family-may-be-told.sql'
const ALERTS = 'src/child/alert-actions.ts'
const WARNING = 'src/exploitation/warning.ts'
const warned = (name: string, file: string, from: string, to: string) => mutation(name, file, from, to, 'warning')

/** Breakages of what must be known before a family is told anything. */
export const FAMILY_WARNING_MUTATIONS: readonly Mutation[] = [
  warned(
    'a warning ends with nothing agreed',
    ALERTS,
    `if (isAboutFamily(kind) && reason.trim() === '') return`,
    `if (false) return`,
  ),
  warned(
    'a warning ends with nothing agreed, as SQL',
    MIGRATION,
    `or ended_at is null or trim(ended_reason) <> '')`,
    `or true)`,
  ),
  warned(
    'what was agreed is worded again, as SQL',
    MIGRATION,
    `using (ended_at is null) with check`,
    `using (true) with check`,
  ),
  warned('the same warning stands twice', WARNING, `if (!isInForce && `, `if (`),
  warned(
    'what was agreed is asked again at each assessment',
    WARNING,
    `(ofKind.length === 0 || isNew.includes(kind))`,
    `true`,
  ),
  warned('a new form raises nothing', WARNING, `(ofKind.length === 0 || isNew.includes(kind))`, `ofKind.length === 0`),
  warned(
    'a referral raises nothing',
    'src/referral/actions/deciding.ts',
    `  await warnOfFamily(work, childId, { forms, known`,
    `  if (childId === '') await warnOfFamily(work, childId, { forms, known`,
  ),
  warned(
    'an assessment raises nothing',
    'src/assessment/actions.ts',
    `  await warnOfFamily(work, childId, {`,
    `  if (childId === '') await warnOfFamily(work, childId, {`,
  ),
  warned('nobody inviting is warned', 'src/meeting/views/invite.njk', `{{ beforeTheFamily(warnings) }}`, ``),
  warned('nobody consulting is warned', 'src/meeting/views/consultation.njk', `{{ beforeTheFamily(warnings) }}`, ``),
  warned('nobody telling is warned', 'src/meeting/views/debrief.njk', `{{ beforeTheFamily(warnings) }}`, ``),
  warned('nobody giving a copy is warned', 'src/family-copy/views/copies.njk', `{{ beforeTheFamily(warnings) }}`, ``),
  warned(
    'what was agreed is shown nowhere',
    'src/exploitation/present.ts',
    `if (agreed?.endedAt == null) return []`,
    `if (agreed !== undefined) return []`,
  ),
]
