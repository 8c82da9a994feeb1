import { sql } from 'kysely'
import type { ActorTx } from '../../db/database.ts'
import { type CalendarDate, calendarDate } from '../../lib/calendar-date.ts'
import type { Copy, CopyLanguage, CopyReader, Sending, SendingWay } from '../family-copy.ts'

/** Keeps to whom a copy went, how, and by whom. */
export async function insertSending(
  tx: ActorTx,
  sending: Omit<Sending, 'id' | 'sentBy' | 'sentAt' | 'receipt' | 'isTakenBack'> & { by: string; at: Date },
): Promise<string> {
  const row = await tx
    .insertInto('record_sending')
    .values({
      meeting_id: sending.meetingId,
      child_id: sending.childId,
      copy: sending.copy,
      reader: sending.reader,
      family_copy_id: sending.familyCopyId,
      language: sending.language,
      sent_to: sending.sentTo,
      how: sending.how,
      sent_by: sending.by,
      sent_at: sending.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Keeps that a copy arrived, on which day, and who said so; answers false, and keeps nothing, when somebody did so first. */
export async function insertReceipt(
  tx: ActorTx,
  sending: Pick<Sending, 'id' | 'meetingId' | 'childId'>,
  receipt: { receivedOn: CalendarDate; words: string; by: string; at: Date },
): Promise<boolean> {
  const result = await tx
    .insertInto('sending_receipt')
    .values({
      sending_id: sending.id,
      meeting_id: sending.meetingId,
      child_id: sending.childId,
      received_on: receipt.receivedOn,
      words: receipt.words,
      recorded_by: receipt.by,
      recorded_at: receipt.at,
    })
    .onConflict(conflict => conflict.column('sending_id').doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

const sendings = (tx: ActorTx) =>
  tx
    .selectFrom('record_sending')
    .leftJoin('sending_receipt', 'sending_receipt.sending_id', 'record_sending.id')
    .selectAll('record_sending')
    .select(['sending_receipt.received_on', 'sending_receipt.words', 'sending_receipt.recorded_by'])
    .select(sql<boolean>`is_taken_back(record_sending.id)`.as('is_taken_back'))

type Row = Awaited<ReturnType<ReturnType<typeof sendings>['executeTakeFirstOrThrow']>>

const sendingOf = (row: Row): Sending => ({
  id: row.id,
  meetingId: row.meeting_id,
  childId: row.child_id,
  copy: row.copy as Copy,
  reader: row.reader as CopyReader | null,
  familyCopyId: row.family_copy_id,
  language: row.language as CopyLanguage,
  sentTo: row.sent_to,
  how: row.how as SendingWay,
  sentBy: row.sent_by,
  sentAt: row.sent_at,
  receipt:
    row.received_on === null || row.words === null || row.recorded_by === null
      ? undefined
      : { receivedOn: calendarDate(row.received_on), words: row.words, recordedBy: row.recorded_by },
  isTakenBack: row.is_taken_back,
})

/** Where copies went, oldest first. */
export async function listSendings(tx: ActorTx, meetingId: string): Promise<readonly Sending[]> {
  const rows = await sendings(tx).where('record_sending.meeting_id', '=', meetingId).orderBy('sent_at').execute()
  return rows.map(sendingOf)
}

/** A copy that was given; `undefined` when there is none that the actor may see. */
export async function findSending(tx: ActorTx, id: string): Promise<Sending | undefined> {
  const row = await sendings(tx).where('record_sending.id', '=', id).executeTakeFirst()
  return row && sendingOf(row)
}
