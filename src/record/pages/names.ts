import type { Work } from '../../access/work.ts'
import { listAgencies } from '../../board/store/agencies.ts'
import { namesOf } from '../../board/store/staff.ts'
import type { Line } from '../../chronology/chronology.ts'
import { translationsFor } from '../../translation/present.ts'
import type { Visit } from '../../web/page.ts'
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

/** The names of everybody, and every agency, that lines of a chronology name, and what was translated of the lines. */
export async function namesIn(
  work: Work,
  entries: readonly Line[],
  reader: Pick<Visit, 't' | 'language'>,
): Promise<Names> {
  const [people, agencies, translations] = await Promise.all([
    namesOf(work.tx, usersIn(entries)),
    agencyNames(work, reader.language),
    translationsFor(work.tx, entries, reader),
  ])
  return { people, agencies, translations }
}
