import { type RawBuilder, sql } from 'kysely'

/**
 * What `=` compares an identifier with to ask whether it is one of these; none is one of no identifiers. One value however many there
 * are, so that a statement keeps its name, and its plan (decision 0029).
 */
export function anyOf(ids: Iterable<string>): RawBuilder<string> {
  return sql<string>`any(${[...new Set(ids)]}::uuid[])`
}
