import type { Actor } from '../access/actor.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { listLocalAuthorities } from '../board/store/agencies.ts'
import type { BankHolidays } from '../calendar/working-days.ts'
import { findChild } from '../child/store/children.ts'
import { type ActorTx, actAs } from '../db/database.ts'
import { calendarDateAt } from '../lib/calendar-date.ts'
import type { CopyOptions } from '../meeting/document.ts'
import type { CaseFile, CaseFileFault } from './case-file.ts'
import { type Loading, NOT_YET } from './deeds/deed.ts'
import { deedsOf } from './deeds/deeds.ts'

export type LoadResult =
  | { readonly outcome: 'loaded'; readonly reference: string; readonly childId: string }
  | { readonly outcome: 'refused'; readonly faults: readonly CaseFileFault[] }

/** What a case file is loaded with: the board's bank holidays, its staff, and the words in which copies are made. */
export type Surroundings = {
  readonly holidays: BankHolidays
  /** Of the file, so that the same file is noticed when it comes again. */
  readonly sha256?: string
  readonly findUser: (email: string) => Promise<Actor | undefined>
  readonly copyOptions: (language: 'en' | 'cy') => CopyOptions
}

/**
 * Loads a case file in the transaction of whoever loads it: each deed in the name and at the time that the file gives, under
 * the access rules of whom it names. When one is refused, the caller rolls everything back.
 *
 * @throws when something is wrong that is not the file's; nothing of it stays then either
 */
export async function loadCase(
  tx: ActorTx,
  loader: Actor,
  file: CaseFile,
  { holidays, sha256, findUser, copyOptions }: Surroundings,
): Promise<LoadResult> {
  const users = new Map<string, Actor>()
  const faults: CaseFileFault[] = []
  for (const [place, email] of textsIn(file, ADDRESSES)) {
    if (users.has(email.toLowerCase())) continue
    const found = await findUser(email)
    if (found === undefined)
      faults.push({ place, expected: `the e-mail address of a member of staff of the board, not ${email}` })
    else users.set(email.toLowerCase(), found)
  }
  const authorities = new Map((await listLocalAuthorities(tx)).map(each => [each.code, each.id]))
  for (const [place, code] of textsIn(file, ['localAuthority']))
    if (!authorities.has(code)) faults.push({ place, expected: 'the code of a local authority of the board' })
  if (faults.length > 0) return { outcome: 'refused', faults }

  const loading: Loading = {
    childId: NOT_YET,
    authorities,
    actions: new Map(),
    meetings: new Map(),
    users,
    copyOptions,
  }
  const deeds = [...deedsOf(file, loading)].sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
  for (const deed of deeds) {
    const actor = users.get(deed.by.toLowerCase()) ?? loader
    const now = new Date(deed.at)
    if (now.getTime() > Date.now())
      return { outcome: 'refused', faults: [{ place: deed.place, expected: 'an instant that has passed' }] }
    await actAs(tx, actor.userId)
    const refused = await deed.run({ tx, actor, now, today: calendarDateAt(now), holidays }).catch(refusalOfError)
    if (refused !== undefined)
      return {
        outcome: 'refused',
        faults: [{ place: deed.place, expected: `a deed that can be done then: ${refused}` }],
      }
  }
  const last = users.get(file.identified?.by.toLowerCase() ?? file.referral.by.toLowerCase())
  if (last !== undefined) await actAs(tx, last.userId)
  const child = loading.childId === NOT_YET ? undefined : await findChild(tx, loading.childId)
  await actAs(tx, loader.userId)
  await recordAuditEvent(tx, 'record.loaded', {
    ...(loading.childId !== NOT_YET && { childId: loading.childId }),
    ...(sha256 !== undefined && { details: { sha256 } }),
  })
  return { outcome: 'loaded', reference: child?.reference ?? '', childId: loading.childId }
}

// What the database refuses, what it cannot keep, and a day beyond the bank holidays that are known; any other error is a fault.
function refusalOfError(error: Error & { code?: string }): string {
  if (error instanceof RangeError) return error.message
  if (error.code === '42501') return 'whoever does it may not'
  if (/^(22|23)...$/.test(error.code ?? '')) return 'it cannot be kept as it is written'
  throw error
}

const ADDRESSES = [
  'asked',
  'by',
  'user',
  'chair',
  'noteTaker',
  'owner',
  'leadPractitioner',
  'debriefBy',
  'about',
  'handler',
  'readers',
]

// The texts of a file that stand under any of the names, alone or in a list, each with its place.
function* textsIn(
  value: unknown,
  names: readonly string[],
  place = '',
  isNamed = false,
): Generator<[place: string, text: string]> {
  if (typeof value === 'string') {
    if (isNamed) yield [place, value]
  } else if (Array.isArray(value))
    for (const [at, each] of value.entries()) yield* textsIn(each, names, `${place}[${at}]`, isNamed)
  else if (typeof value === 'object' && value !== null)
    for (const [name, each] of Object.entries(value))
      yield* textsIn(each, names, place === '' ? name : `${place}.${name}`, names.includes(name))
}
