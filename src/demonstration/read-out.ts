import { type MeetingSession, STATEMENTS_OF } from '../statement/statement.ts'

/** What is read out at a session, heard and accepted by those named, as a case file says it. */
export const readOutTo = (people: readonly string[], session: MeetingSession, at: string, by: string) =>
  STATEMENTS_OF[session].map(statement => ({ at, by, statement, people }))
