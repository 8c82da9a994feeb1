import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { NewAddress } from './child.ts'
import { findAddress, insertAddress, updateAddressEnded } from './store/addresses.ts'
import { findChild } from './store/children.ts'

/** Writes down where the child lives or stays. */
export async function addAddress(
  work: Work,
  childId: string,
  address: NewAddress,
): Promise<{ outcome: 'added'; addressId: string } | { outcome: 'not-yet' } | { outcome: 'not-found' }> {
  if ((await findChild(work.tx, childId)) === undefined) return { outcome: 'not-found' }
  if (address.fromOn !== null && address.fromOn > work.today) return { outcome: 'not-yet' }
  const by = { by: work.actor.userId, at: work.now }
  const addressId = await insertAddress(work.tx, childId, address, by)
  await recordAuditEvent(work.tx, 'child.address-added', { childId, subjectId: addressId })
  return { outcome: 'added', addressId }
}

/** Says until when an address was one of the child's, that day in; it stays among those before. */
export async function endAddress(
  work: Work,
  { addressId, untilOn }: { addressId: string; untilOn: CalendarDate },
): Promise<
  | { outcome: 'ended'; childId: string }
  | { outcome: 'not-yet' }
  | { outcome: 'before-it-began' }
  | { outcome: 'not-found' }
> {
  const address = await findAddress(work.tx, addressId)
  if (address === undefined) return { outcome: 'not-found' }
  if (untilOn > work.today) return { outcome: 'not-yet' }
  if (address.fromOn !== null && untilOn < address.fromOn) return { outcome: 'before-it-began' }
  const { childId } = address
  if (!(await updateAddressEnded(work.tx, addressId, untilOn, work.actor.userId, work.now)))
    return { outcome: 'not-found' }
  await recordAuditEvent(work.tx, 'child.address-ended', { childId, subjectId: addressId })
  return { outcome: 'ended', childId }
}
