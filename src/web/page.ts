import type { Actor, Language, Role } from '../access/actor.ts'
import type { Session } from '../access/store/sessions.ts'
import type { Work } from '../access/work.ts'
import type { AuditEvent } from '../audit/events.ts'
import type { BankHolidays } from '../calendar/working-days.ts'
import type { Database } from '../db/database.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { Sealer } from '../lib/sealing.ts'
import type { Answer } from './answer.ts'
import type { FormFields } from './forms.ts'
import type { Translate } from './translation.ts'

/** The named places of an address: `/children/:childId` has `childId`. */
export type Params<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? { readonly [K in Name | keyof Params<`/${Rest}`>]: string }
  : Path extends `${string}:${infer Name}`
    ? { readonly [K in Name]: string }
    : Readonly<Record<never, string>>

/** What a page knows of a visit before anyone has signed in. */
export type OpenVisit<Path extends string = string> = {
  readonly params: Params<Path>
  readonly query: Readonly<Record<string, string | undefined>>
  readonly body: FormFields
  /** The address asked for, without its query. */
  readonly path: string
  /** Where the service is, as its visitors write it: `https://…` without a path. */
  readonly origin: string
  readonly language: Language
  readonly t: Translate
  /** The words of either language: a copy may be made in another than the page's. */
  tIn(language: Language): Translate
  readonly now: Date
  readonly today: CalendarDate
  readonly holidays: BankHolidays
}

/** A visit of someone who is signed in. */
export type Visit<Path extends string = string> = OpenVisit<Path> & {
  readonly actor: Actor
  /** Names are to be shown as references: someone may be looking over a shoulder. */
  readonly publicView: boolean
  /** The session of this visit. */
  readonly sessionId: string
  /** The place to which the reader's browser is kept, as a path; empty for most. */
  readonly keptTo: string
  /** On how many pages the reader has begun something and not saved it. */
  readonly begunPages: number
  /** Whether the roles of the reader open the page at an address: what they may not do is not offered. */
  mayOpen(path: string): boolean
  /** Calls `listener` each time that something in a meeting changed, until what it answers with is called. It tells no word. */
  hear: Database['hear']
  /** Runs `deed` in one transaction as the person who is signed in. */
  act<T>(deed: (work: Work) => Promise<T>): Promise<T>
}

/** A visit to one of the few pages that are there before sign-in. */
export type DoorVisit<Path extends string = string> = OpenVisit<Path> & {
  /** Who is signed in already, if anyone. */
  readonly signedIn: Actor | undefined
  readonly database: Database
  readonly cookies: Readonly<Record<string, string | undefined>>
  /** Where the visitor comes from, for throttling only. */
  readonly remoteAddress: string
  /** Seals what a page must carry through a form without showing it, and what is kept of the second factor. */
  readonly sealer: Sealer
  readonly sessionMinutes: number
  /** The session of the visitor's token, in force or lately ended; `undefined` when there is none. */
  readonly session: Session | undefined
  /** The page that the visitor was on, when the browser says so. */
  readonly cameFrom: string | undefined
  /** A new token for a session. */
  readonly newToken: () => string
}

type Address<Path extends string> = {
  readonly method: 'get' | 'post'
  readonly path: Path
  /** What the page records; of several, at least one each time. A page that shows nothing about anybody says why it records nothing. */
  readonly audit: AuditEvent | readonly [AuditEvent, ...AuditEvent[]] | { readonly none: string }
  /** Whether a browser that is kept to one place may send it all the same. */
  readonly isForEveryPlace?: true
  /** The fields of its form that prove who somebody is: never kept, and never shown again. */
  readonly secrets?: readonly string[]
}

/**
 * One address of the service. `roles` and `audit` have no default: a page that names nobody, or leaves no trace, does not
 * compile.
 */
export type Page = Address<string> &
  (
    | { readonly roles: 'everyone'; readonly handle: (visit: DoorVisit<never>) => Promise<Answer> }
    | {
        readonly roles: 'signed-in' | readonly [Role, ...Role[]]
        readonly handle: (visit: Visit<never>) => Promise<Answer>
      }
  )

/** A page for people who are signed in: for all of them, or for those with one of the roles. */
export function page<const Path extends `/${string}`>(
  definition: Address<Path> & {
    readonly roles: 'signed-in' | readonly [Role, ...Role[]]
    readonly handle: (visit: Visit<Path>) => Promise<Answer>
  },
): Page {
  return definition as unknown as Page // eslint-disable-line @typescript-eslint/no-unnecessary-type-assertion -- tsc needs it: a visit with places is not one without
}

/** A page that is there before sign-in. */
export function doorPage<const Path extends `/${string}`>(
  definition: Address<Path> & { readonly handle: (visit: DoorVisit<Path>) => Promise<Answer> },
): Page {
  return { ...definition, roles: 'everyone' } as unknown as Page
}
