import type { Work } from '../../access/work.ts'
import { listAgencies } from '../../board/store/agencies.ts'
import { namesOf } from '../../board/store/staff.ts'
import type { Line } from '../../chronology/chronology.ts'
import type { Names } from '../present.ts'

/** Everybody whom lines of a chronology name: their authors, and those they are about. */
export function usersIn(entries: readonly Line[]): readonly string[] {
  return entries.flatMap(entry => [
    entry.authorId,
    ...(typeof entry.details['user'] === 'string' ? [entry.details['user']] : []),
  ])
}

/** The names of the board’s agencies in one language, by their identifiers. */
export async function agencyNames({ tx }: Work, language: 'en' | 'cy'): Promise<ReadonlyMap<string, string>> {
  return new Map((await listAgencies(tx)).map(agency => [agency.id, agency.name[language]]))
}

/** The names of everybody, and every agency, that lines of a chronology name. */
export async function namesIn(work: Work, entries: readonly Line[], language: 'en' | 'cy'): Promise<Names> {
  return { people: await namesOf(work.tx, usersIn(entries)), agencies: await agencyNames(work, language) }
}
