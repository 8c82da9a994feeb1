import type { ActorTx } from '../db/database.ts'
import { inAlphabet } from '../lib/alphabet.ts'
import { type LocalAuthority, type StaffMember, titleIn } from './board.ts'
import { listAgencies } from './store/agencies.ts'
import { listStaff } from './store/staff.ts'

/** Something to choose from a list: what is sent, and what is read. */
export type Choice = { readonly value: string; readonly text: string }

/** Those who work for the board, or some of them, to be chosen from: name, job and agency, in the order of the reader's alphabet. */
export async function staffChoices(
  tx: ActorTx,
  language: 'en' | 'cy',
  isOffered: (person: StaffMember) => boolean = () => true,
): Promise<readonly Choice[]> {
  const [ofBoard, staff] = await Promise.all([listAgencies(tx), listStaff(tx)])
  const agencies = new Map(ofBoard.map(agency => [agency.id, agency.name[language]]))
  return inAlphabet(language, staff.filter(isOffered), person => person.name).map(person => ({
    value: person.id,
    text: `${person.name} – ${[titleIn(language, person.jobTitle), agencies.get(person.agencyId) ?? ''].filter(part => part !== '').join(', ')}`,
  }))
}

/** The agencies of the board to be chosen from, in the order of the reader's alphabet. */
export async function agencyChoices(tx: ActorTx, language: 'en' | 'cy'): Promise<readonly Choice[]> {
  const agencies = (await listAgencies(tx)).map(agency => ({ value: agency.id, text: agency.name[language] }))
  return inAlphabet(language, agencies, agency => agency.text)
}

/** The board's local authorities to be chosen from, in the order of the reader's alphabet. */
export function authorityChoices(language: 'en' | 'cy', authorities: readonly LocalAuthority[]): readonly Choice[] {
  return inAlphabet(
    language,
    authorities.map(each => ({ value: each.id, text: each.name[language] })),
    each => each.text,
  )
}
