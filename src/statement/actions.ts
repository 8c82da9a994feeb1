import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { inForce } from './rules.ts'
import type { Statement, StatementWords } from './statement.ts'
import { insertChosenWords, keepWording, listChosenWords } from './store.ts'

/**
 * Chooses the board's own words for a statement, or goes back to those that Llwybr comes with. What was heard before stays as it was heard.
 *
 * @param seen the number of the choice that was in force when the administrator read it, 0 for none
 * @protocol Appendix One, Confidentiality statement; decision 0057
 */
export async function chooseWords(
  work: Work,
  { statement, words, seen }: { statement: Statement; words: StatementWords | undefined; seen: number },
): Promise<{ outcome: 'chosen' } | { outcome: 'changed-since-you-read' } | { outcome: 'not-found' }> {
  const { tx, actor, now } = work
  if (!actor.roles.includes('administrator')) return { outcome: 'not-found' }
  const number = inForce(await listChosenWords(tx), statement)?.number ?? 0
  if (number !== seen) return { outcome: 'changed-since-you-read' }
  const wordingId = words === undefined ? null : await keepWording(tx, statement, words)
  await insertChosenWords(tx, { statement, wordingId, number: number + 1, by: actor.userId, at: now })
  await recordAuditEvent(tx, 'board.statement-chosen', { details: { name: statement, number: number + 1 } })
  return { outcome: 'chosen' }
}
