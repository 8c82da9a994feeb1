import { type Mutation, mutation } from './mutation.ts'

/** Breakages of the family's copy for its two readers, and of the file that opens with a passphrase. */
export const FAMILY_COPY_MUTATIONS: readonly Mutation[] = [
  mutation(
    'the child’s copy speaks about the child',
    'src/family-copy/actions.ts',
    `familyRecord(work, meetingId, options, 'child')`,
    `familyRecord(work, meetingId, options, 'family')`,
    'family-copy/readers',
  ),
  mutation(
    'the child’s copy tells nobody of an advocate',
    'src/family-copy/document.ts',
    `if (reader === 'child') blocks.push`,
    `if (reader !== 'child') blocks.push`,
    'family-copy/readers',
  ),
  mutation(
    'what is agreed is in no order of places',
    'src/family-copy/document.ts',
    `CONTEXTS.flatMap(context => actions.filter(action => action.context === context))`,
    `CONTEXTS.slice(0, 1).flatMap(() => actions.toReversed())`,
    'family-copy/readers',
  ),
  mutation(
    'the second person reads the family’s wording alone',
    'src/family-copy/pages/reading.ts',
    `blocksForChild: content.child?.blocks ?? [],`,
    `blocksForChild: [],`,
    'family-copy/readers',
  ),
  mutation(
    'a copy that may not leave is locked and goes',
    'src/family-copy/actions.ts',
    `if (copy.state !== 'may-leave' || content === undefined) return { outcome: 'may-not-leave' }`,
    `if (content === undefined) return { outcome: 'may-not-leave' }`,
    'family-copy/locking',
  ),
  mutation(
    'a copy that may not leave is locked and goes, as SQL',
    'migrations/0052-a-locked-copy.sql',
    `family_copy_may_leave(copy_id) and `,
    ``,
    'family-copy/locking',
  ),
  mutation(
    'a passphrase that somebody made up locks a copy',
    'src/family-copy/actions.ts',
    `if (!isPassphrase(passphrase)) return`,
    `if (passphrase === '') return`,
    'family-copy/locking',
  ),
  mutation(
    'a locked copy is not locked',
    'src/documents/making-thread.ts',
    `await pdfFile(document, passphrase)`,
    `await pdfFile(document)`,
    'family-copy/locking',
  ),
  mutation(
    'a locked copy is not known again',
    'migrations/0052-a-locked-copy.sql',
    `    union all select l.copy_id from family_copy_locked l where l.sha256 = wanted) known`,
    `) known`,
    'family-copy/locking',
  ),
]
