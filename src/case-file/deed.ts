import type { CopyOptions } from '../meeting/document.ts'
import type { Actor } from '../access/actor.ts'
import type { Work } from '../access/work.ts'

/** Stands for what a deed refers to before it is there: no row has it, so a deed out of its order is refused as not found. */
export const NOT_YET = '00000000-0000-4000-8000-000000000000'

/** One deed of a case file: when, by whom, where it stands in the file, and what it does. It answers an outcome that is not "done" as a text. */
export type Deed = {
  readonly at: string
  readonly by: string
  readonly place: string
  readonly run: (work: Work) => Promise<string | undefined>
}

/** What the deeds of one file know of each other while it is loaded. */
export type Loading = {
  childId: string
  readonly users: ReadonlyMap<string, Actor>
  readonly copyOptions: (language: 'en' | 'cy') => CopyOptions
}

/** The identifier of the member of staff with this address; the addresses were checked before. */
export function userId(loading: Loading, email: string): string {
  const found = loading.users.get(email.toLowerCase())
  if (found === undefined) throw new Error('an address that was not checked')
  return found.userId
}

/** What an outcome says when it is not the one that was meant. */
export function refusal(result: { readonly outcome: string }, meant: string): string | undefined {
  return result.outcome === meant ? undefined : result.outcome
}
