import type { CopyOptions } from '../../meeting/document.ts'
import type { Actor } from '../../access/actor.ts'
import type { Work } from '../../access/work.ts'

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
  /** The local authorities of the board by their codes. */
  readonly authorities: ReadonlyMap<string, string>
  /** The agreed actions so far by their places in the file. */
  readonly actions: Map<string, string>
  /** The meetings so far by their places in the file. */
  readonly meetings: Map<string, string>
  readonly users: ReadonlyMap<string, Actor>
  readonly copyOptions: (language: 'en' | 'cy') => CopyOptions
}

/** The meeting that its deeds are about, once it was asked for. */
export type HeldMeeting = { meetingId: string }

/** The identifier of the member of staff with this address; the addresses were checked before. */
export function userId(loading: Loading, email: string): string {
  const found = loading.users.get(email.toLowerCase())
  if (found === undefined) throw new Error('an address that was not checked')
  return found.userId
}

/** What an outcome says, when it is not the one that was meant. */
export function refusal(
  result: { readonly outcome: string; readonly [detail: string]: unknown },
  meant: string,
): string | undefined {
  if (result.outcome === meant) return undefined
  const said = REFUSALS[result.outcome] ?? result.outcome
  const missing = [result['missing'], result['wrong'], result['faults']].find(Array.isArray) as unknown[] | undefined
  const fields = (missing ?? []).map(each => (typeof each === 'string' ? each : (each as { field: string }).field))
  const state = typeof result['state'] === 'string' ? ` (it is ${result['state']})` : ''
  return `${said}${state}${fields.length === 0 ? '' : `: ${fields.join(', ')}`}`
}

/** What is said of a deed that was not done, where its action says no more than that. */
export const refusedUnless = (done: boolean) => (done ? undefined : REFUSALS['not-found'])

// For whoever wrote the file: why the same deed on a page would have been refused.
const REFUSALS: Readonly<Record<string, string>> = {
  'not-found': 'whoever does it may not, or what it is about is not there',
  'not-now': 'it cannot be done as things stand then',
  'words-needed': 'words are missing',
  'owed-no-more': 'no discussion with the police is owed about it, or it is recorded already',
  incomplete: 'answers or papers are missing',
  wrong: 'an answer cannot be',
  'over-eighteen': 'the child is 18 or more, and no reason is given',
  'reasons-needed': 'the reasons are missing',
  'reason-needed': 'the reason is missing',
  'change-reason-needed': 'the level changes, and no reason is given',
  'lead-needed': 'a lead practitioner who practises is missing',
  'not-for-this-child': 'this is not decided about a child who is, or is not yet, on the pathway',
  'not-yet-done': 'the day is still to come',
  'not-yet-happened': 'the day is still to come',
  'not-yet': 'the instant is still to come',
  'before-it-began': 'the last day is before the first',
  'before-birth': 'the day is before the child was born',
  'in-the-past': 'the meeting is booked for an instant that has passed',
  'past-the-limit': 'the meeting is past its limit, and no bookingReason is given',
  'not-a-working-day': 'the meeting is on a weekend or bank holiday, and no bookingReason is given',
  'not-a-chair': 'the chair does not have the role of a chair',
  'not-a-note-taker': 'the note-taker does not have that role',
  'note-taker-is-chair': 'chair and note-taker are one person',
  'consultation-needed': 'there was no consultation, and no reason why not',
  'family-in-closed': 'somebody of the family, or not asked to it, is in the closed session',
  'invited-already': 'the same person is invited twice',
  'review-before-meeting': 'the review is not after the meeting',
  'day-before-meeting': 'the action is due before the meeting',
  'owner-does-not-see-the-child': 'the owner of the action does not see the child',
  'nobody-present': 'nobody was recorded as present',
  'cannot-be-asked': 'whoever is asked does not see the child, or raised it',
  'one-is-running': 'another meeting about the child is asked for or running',
  'not-on-the-pathway': 'the child is not on the pathway then',
  'not-read': 'no second person had read the copy in that language',
  undecided: 'entries are undecided, and restStaysOut is not given',
  'not-declared': 'nobody declared how the record was made',
  'omission-needed': 'the reason for leaving it out has no category',
  'judgement-needed': 'there is no current judgement',
  'judged-high': 'the child is judged to be at high risk',
  'no-panel': 'the board has no panel',
  'too-early': 'it was not late yet',
  'still-a-child': 'the child is not 18 then',
}
