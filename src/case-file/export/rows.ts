import type { ClockRule } from '../../clock/clock.ts'
import type { HappeningKind } from '../../chronology/chronology.ts'
import type { EntryKind } from '../../entry/entry.ts'
import type { Row } from '../store/rows.ts'

/** The rows of one child, asked for in the ways a case file needs them. */
export class Rows {
  readonly #tables: Readonly<Record<string, readonly Row[]>>
  readonly #emails: ReadonlyMap<string, string>
  readonly #authorities: ReadonlyMap<string, string>

  constructor(
    tables: Readonly<Record<string, readonly Row[]>>,
    emails: ReadonlyMap<string, string>,
    authorities: ReadonlyMap<string, string>,
  ) {
    this.#tables = tables
    this.#emails = emails
    this.#authorities = authorities
  }

  /** Every row of a table, oldest first. */
  of(table: string): readonly Row[] {
    return this.#tables[table] ?? []
  }

  /** The rows of a table that belong to something. */
  with(table: string, column: string, id: unknown): readonly Row[] {
    return this.of(table).filter(row => row[column] === id)
  }

  /** Where an agreed action stands in the file; `undefined` for one that the reader may not know of. */
  placeOfAction(actionId: unknown): string | undefined {
    for (const [at, meeting] of this.of('meeting').entries()) {
      const nth = this.with('action', 'meeting_id', meeting['id']).findIndex(each => each['id'] === actionId)
      if (nth >= 0) return `meetings[${at}].actions[${nth}]`
    }
    return undefined
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

  /** The clocks that measure by one rule. */
  clocks(rule: ClockRule): readonly Row[] {
    return this.with('clock', 'rule', rule)
  }

  /** Who came into the network, as it was noted, oldest first. */
  joined(): readonly { at: string | undefined; by: string | undefined; user: string | undefined; part: unknown }[] {
    return this.happenings('network-joined').map(each => {
      const details = each['details'] as Row
      return {
        at: this.time(each['recorded_at']),
        by: this.email(each['author_id']),
        user: this.email(details['user']),
        part: details['part'],
      }
    })
  }

  /** Who led the child's network just after an instant. */
  leadAfter(instant: unknown): string | undefined {
    const at = this.time(instant) ?? ''
    const lead = this.with('network_member', 'part', 'lead-practitioner').findLast(each => {
      const left = this.time(each['left_at'])
      return (this.time(each['joined_at']) ?? '') <= at && (left === undefined || left > at)
    })
    return this.email(lead?.['user_id'])
  }

  /** When the pathway was opened again by somebody, and not by a referral that was identified or decided. */
  reopenings(): readonly Row[] {
    const byReferral = new Set([
      ...this.of('referral').map(each => each['identified_at']),
      ...this.of('determination').map(each => each['decided_at']),
    ])
    return this.happenings('pathway-reopened').filter(each => !byReferral.has(each['recorded_at']))
  }

  /** When something was done to a row, and by whom: `agreed_at` and `agreed_by` of `agreed`. */
  deed(row: Row, verb: string): { readonly at: string | undefined; readonly by: string | undefined } {
    return { at: this.time(row[`${verb}_at`]), by: this.email(row[`${verb}_by`]) }
  }

  /** When an entry or a happening was written, and by whom. */
  written(line: Row): { readonly at: string | undefined; readonly by: string | undefined } {
    return { at: this.time(line['recorded_at']), by: this.email(line['author_id']) }
  }

  /** A deed under its name, when it was done. */
  done(name: string, at: unknown, by: unknown): Readonly<Record<string, unknown>> {
    return at == null ? {} : { [name]: { at: this.time(at), by: this.email(by) } }
  }

  /** Every version of a row, oldest first, as the columns it had; today's last. */
  everyVersion(table: string, row: Row): readonly Row[] {
    return [...this.versionsOf(table, row['id']), row]
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

  /** The code of a local authority. */
  authority(id: unknown): string | undefined {
    return typeof id === 'string' ? this.#authorities.get(id) : undefined
  }

  /** An instant as a case file writes it. */
  time(instant: unknown): string | undefined {
    return typeof instant === 'string' ? new Date(instant).toISOString() : undefined
  }
}
