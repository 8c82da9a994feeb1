import type { HappeningKind } from '../chronology/chronology.ts'
import type { EntryKind } from '../entry/entry.ts'
import type { Row } from './store.ts'

/** The rows of one child, asked for in the ways a case file needs them. */
export class Rows {
  readonly #tables: Readonly<Record<string, readonly Row[]>>
  readonly #emails: ReadonlyMap<string, string>

  constructor(tables: Readonly<Record<string, readonly Row[]>>, emails: ReadonlyMap<string, string>) {
    this.#tables = tables
    this.#emails = emails
  }

  /** Every row of a table, oldest first. */
  of(table: string): readonly Row[] {
    return this.#tables[table] ?? []
  }

  /** The rows of a table that belong to something. */
  with(table: string, column: string, id: unknown): readonly Row[] {
    return this.of(table).filter(row => row[column] === id)
  }

  /** The entries of one kind. */
  entries(kind: EntryKind): readonly Row[] {
    return this.with('entry', 'kind', kind)
  }

  /** The happenings of one kind. */
  happenings(kind: HappeningKind): readonly Row[] {
    return this.with('happening', 'kind', kind)
  }

  /** When, and by whom, something was written into the chronology as having happened; the last time, when several. */
  happening(kind: HappeningKind, subjectId: unknown): { readonly at: string; readonly by: string } | undefined {
    const noted = this.happenings(kind).findLast(each => each['subject_id'] === subjectId)
    const at = this.time(noted?.['recorded_at'])
    const by = this.email(noted?.['author_id'])
    return at === undefined || by === undefined ? undefined : { at, by }
  }

  /** The earlier versions of a row, oldest first, as the columns it had. */
  versionsOf(table: string, id: unknown): readonly Row[] {
    return this.of('history')
      .filter(each => each['table_name'] === table && each['row_id'] === id)
      .map(each => each['content'] as Row)
      .sort((one, other) => Number(one['version']) - Number(other['version']))
  }

  /** The address of a member of staff. */
  email(userId: unknown): string | undefined {
    return typeof userId === 'string' ? this.#emails.get(userId) : undefined
  }

  /** An instant as a case file writes it. */
  time(instant: unknown): string | undefined {
    return typeof instant === 'string' ? new Date(instant).toISOString() : undefined
  }
}
