import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import type { Guide, GuideWords } from './guide.ts'
import { leadsOutside } from './rules.ts'
import { findGuide, insertGuide, updateGuide } from './store.ts'

/** A guide as an administrator writes it; `isOpened` when they opened both addresses today and found them right. */
export type TypedGuide = Omit<GuideWords, 'openedOn'> & { readonly isOpened: boolean }

type Refused = { outcome: 'leads-nowhere'; languages: readonly ('en' | 'cy')[] } | { outcome: 'not-found' }

/** Adds a guide to those at hand. @protocol §4; decision 0070 */
export async function addGuide(work: Work, typed: TypedGuide): Promise<{ outcome: 'added'; id: string } | Refused> {
  const { tx, actor, now, today } = work
  const refused = refusalOf(work, typed)
  if (refused !== undefined) return refused
  const { isOpened, ...guide } = typed
  const id = await insertGuide(tx, { ...guide, openedOn: isOpened ? today : null }, actor.userId, now)
  await recordAuditEvent(tx, 'board.guide-added', { subjectId: id })
  return { outcome: 'added', id }
}

/** Changes a guide, takes it away or brings it back. The day on which it was opened is of the addresses that were opened. */
export async function changeGuide(
  work: Work,
  { id, version, typed }: { readonly id: string; readonly version: number; readonly typed: TypedGuide },
): Promise<{ outcome: 'changed' } | { outcome: 'changed-since-you-read'; current: Guide } | Refused> {
  const { tx, actor, now, today } = work
  const refused = refusalOf(work, typed)
  if (refused !== undefined) return refused
  const current = await findGuide(tx, id)
  if (current === undefined) return { outcome: 'not-found' }
  const { isOpened, ...guide } = typed
  const isWhereItWas = guide.address.en === current.address.en && guide.address.cy === current.address.cy
  const openedOn = isOpened ? today : isWhereItWas ? current.openedOn : null
  if (!(await updateGuide(tx, { id, version }, { ...guide, openedOn }, actor.userId, now)))
    return { outcome: 'changed-since-you-read', current: (await findGuide(tx, id)) ?? current }
  await recordAuditEvent(tx, 'board.guide-changed', { subjectId: id })
  return { outcome: 'changed' }
}

function refusalOf({ actor }: Work, { address }: TypedGuide): Refused | undefined {
  if (!actor.roles.includes('administrator')) return { outcome: 'not-found' }
  const languages = (['en', 'cy'] as const).filter(each => !leadsOutside(address[each]))
  return languages.length === 0 ? undefined : { outcome: 'leads-nowhere', languages }
}
