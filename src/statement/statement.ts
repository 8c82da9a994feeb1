/** What is read out at a meeting and accepted. @protocol Appendix One, Confidentiality statement; Appendix One, Ban on AI */
export const STATEMENTS = ['confidentiality', 'closed-session', 'family-session', 'no-ai'] as const
export type Statement = (typeof STATEMENTS)[number]

/** The statements that are read out to those of a session, in their order. @protocol Appendix One, Confidentiality statement */
export const STATEMENTS_OF = {
  closed: ['closed-session', 'confidentiality', 'no-ai'],
  family: ['family-session', 'confidentiality', 'no-ai'],
} as const satisfies Record<string, readonly [Statement, ...Statement[]]>
/** The part of a meeting at whose beginning statements are read out. */
export type MeetingSession = keyof typeof STATEMENTS_OF

/** The words of a statement, in both languages. */
export type StatementWords = { readonly en: string; readonly cy: string }

/** The words that a board chose for a statement at a time; `undefined` where it went back to those that Llwybr comes with. */
export type ChosenWords = {
  readonly statement: Statement
  readonly number: number
  readonly words: StatementWords | undefined
  readonly setAt: Date
  readonly setBy: string
}
