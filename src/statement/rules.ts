import type { Stage } from '../entry/entry.ts'
import { type ChosenWords, type MeetingSession, STATEMENTS_OF, type Statement } from './statement.ts'

/** The choice in force for a statement: the last that was made. @protocol Appendix One, Confidentiality statement; decision 0057 */
export function inForce(choices: readonly ChosenWords[], statement: Statement): ChosenWords | undefined {
  const [newest] = choices
    .filter(each => each.statement === statement)
    .toSorted((one, other) => other.number - one.number)
  return newest
}

/** The session whose statements are read out at a stage. @protocol Appendix One, Confidentiality statement; decision 0057 */
export const sessionOf = (stage: Stage): MeetingSession => (stage === 'closed-session' ? 'closed' : 'family')

/**
 * Whether somebody who was there at these stages has heard and accepted what is read out at each of them. Who was there at none has
 * nothing to hear.
 *
 * @protocol Appendix One, Confidentiality statement; decision 0057
 */
export function hasHeard(stages: readonly Stage[], accepted: readonly Statement[]): boolean {
  return stages.every(stage => STATEMENTS_OF[sessionOf(stage)].every(each => accepted.includes(each)))
}

/** Who has not heard what is read out at a stage, of those who can be there. @protocol Appendix One, Confidentiality statement; decision 0057 */
export const unheardAt = <Person extends { readonly id: string }>(
  stage: Stage,
  people: readonly Person[],
  acceptances: readonly Accepted[],
): readonly Person[] => people.filter(({ id }) => !hasHeard([stage], acceptedBy(id, acceptances)))

type Accepted = { readonly personId: string; readonly statement: Statement }

const acceptedBy = (id: string, acceptances: readonly Accepted[]) =>
  acceptances.filter(each => each.personId === id).map(each => each.statement)

/**
 * Who was there and has not heard and accepted what is read out at a stage at which they were, late-comers among them.
 *
 * @protocol Appendix One, Confidentiality statement; decision 0057
 */
export function notHeard<Person extends { readonly id: string }>(
  people: readonly Person[],
  presence: readonly { readonly personId: string; readonly stage: Stage }[],
  acceptances: readonly Accepted[],
): readonly Person[] {
  return people.filter(({ id }) => {
    const stages = presence.filter(each => each.personId === id).map(each => each.stage)
    return !hasHeard(stages, acceptedBy(id, acceptances))
  })
}
