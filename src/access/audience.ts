/**
 * For whom words are, whatever they hang on. The database's `may_read` is the rule; these are its words.
 *
 * - `network`: whoever sees the child.
 * - `closed`: those of the meeting's closed session.
 * - `police`: police officers; in a meeting its chair too, outside one the board's exploitation leads.
 * - `family`: the network, and it may go to the family.
 *
 * Their author reads them in any case.
 *
 * @protocol Appendix One, Stage One; Appendix One, Disclosure and redaction
 */
export const AUDIENCES = ['network', 'closed', 'police', 'family'] as const
export type Audience = (typeof AUDIENCES)[number]
