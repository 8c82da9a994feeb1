import { type AuditEvent, isLook } from '../audit/events.ts'
import type { Page } from './page.ts'

/**
 * What is wrong with the trace of one transaction of a page, if anything: a page that shows something has recorded a look that
 * it promises, and one that does something records no other deed than it promises.
 */
export function missingTrace(page: Page, found: boolean, recorded: ReadonlySet<AuditEvent>): string | undefined {
  if (typeof page.audit === 'object' && 'none' in page.audit) return undefined
  const promised: readonly AuditEvent[] = typeof page.audit === 'string' ? [page.audit] : page.audit
  const kept = promised.some(event => recorded.has(event))
  const owed = page.method === 'get' ? found : [...recorded].some(event => !isLook(event))
  return owed && !kept
    ? `${page.method} ${page.path} recorded nothing of what it promises: ${promised.join(', ')}`
    : undefined
}
