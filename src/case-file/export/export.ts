import type { Work } from '../../access/work.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { listLocalAuthorities } from '../../board/store/agencies.ts'
import { listStaff } from '../../board/store/staff.ts'
import { findChildByReference } from '../../child/store/children.ts'
import { type CaseFile, caseFile } from '../case-file.ts'
import { listRowsOfChild } from '../store/rows.ts'
import { childOf } from './child.ts'
import { meetingOf } from './meeting.ts'
import { pathwayOf } from './pathway.ts'
import { referralOf } from './referral.ts'
import { Rows } from './rows.ts'

/**
 * A child's record as a case file, as far as the actor may read it: people's words with their earlier versions, decisions with
 * those that took their place. Loaded into an empty board with the same staff it gives the same record.
 *
 * Not in it: who left the board and with it every network, invitations that were taken back, findings that were removed, and
 * what the jobs sent.
 *
 * @returns `undefined` when there is no such child for this actor, or the record did not begin with a referral
 */
export async function exportCase(work: Work, reference: string): Promise<CaseFile | undefined> {
  const { tx } = work
  const child = await findChildByReference(tx, reference)
  if (child === undefined) return undefined
  const emails = new Map((await listStaff(tx, { withLeft: true })).map(person => [person.id, person.email]))
  const authorities = new Map((await listLocalAuthorities(tx)).map(each => [each.id, each.code]))
  const rows = new Rows(await listRowsOfChild(tx, child.id), emails, authorities)
  const [first, ...further] = rows.of('referral')
  if (first === undefined) return undefined
  await recordAuditEvent(tx, 'record.exported', { childId: child.id })
  return caseFile.parse({
    format: 'llwybr-case-file/3',
    ...referralOf(rows, first),
    furtherReferrals: further.map(referral => referralOf(rows, referral)),
    ...childOf(rows),
    meetings: rows.of('meeting').map(meeting => meetingOf(rows, meeting)),
    ...pathwayOf(rows),
  })
}
