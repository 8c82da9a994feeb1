import type { World } from '../world.ts'

const OF_CHILD = {
  entryId: 'entry',
  assessmentId: 'assessment',
  clockId: 'clock',
  actionId: 'action',
  memberId: 'network_member',
  importantPersonId: 'important_person',
  addressId: 'child_address',
  otherId: 'other_at_risk',
  findingId: 'meeting_finding',
  referralId: 'referral',
} as const
const OF_ANYBODY = {
  alertId: 'child_alert',
  escalationId: 'panel_escalation',
  sendingId: 'record_sending',
  incidentId: 'copy_incident',
  confidenceId: 'confidence',
  guideId: 'guide',
} as const

/** One of each thing that an address can name, by the name that it has there: about a child whose meeting was approved, where it can be. */
export async function idsOfAddresses(world: World): Promise<Record<string, string>> {
  return world.as('social-worker', async ({ tx }) => {
    const meeting = await tx
      .selectFrom('meeting')
      .where('approved_at', 'is not', null)
      .select(['id', 'child_id'])
      .executeTakeFirstOrThrow()
    const ids: Record<string, string> = { childId: meeting.child_id, meetingId: meeting.id }
    for (const [name, table] of Object.entries(OF_CHILD))
      ids[name] = (
        await tx.selectFrom(table).where('child_id', '=', meeting.child_id).select('id').executeTakeFirstOrThrow()
      ).id
    const person = tx.selectFrom('meeting_person').where('meeting_id', '=', meeting.id).select('id')
    ids['personId'] = (await person.executeTakeFirstOrThrow()).id
    for (const [name, table] of Object.entries(OF_ANYBODY))
      ids[name] = (await tx.selectFrom(table).select('id').executeTakeFirstOrThrow()).id
    return ids
  })
}
