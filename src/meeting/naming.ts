import type { Work } from '../access/work.ts'
import type { CalendarDate } from '../lib/calendar-date.ts'
import type { Finding, Meeting } from './meeting.ts'
import { meetingsBefore, runsMeeting } from './rules.ts'
import { listFindings } from './store/findings.ts'
import { listMeetings } from './store/meeting.ts'

/** A victim, an offender, a location or a theme that meetings before named, with the days of those meetings, the latest first. */
export type NamedBefore = Finding & { readonly on: readonly CalendarDate[] }

/** Whether two meetings named the same: it is of one kind and in the same words, whatever their case and spacing. */
export function isTheSame(one: Pick<Finding, 'kind' | 'text'>, other: Pick<Finding, 'kind' | 'text'>): boolean {
  return one.kind === other.kind && folded(one.text) === folded(other.text)
}

const folded = (text: string): string => text.normalize('NFC').trim().replace(/\s+/gu, ' ').toLocaleLowerCase('cy')

/**
 * What earlier meetings named, each once, as it was named last.
 *
 * @param meetings the meetings before, the latest first
 * @param findings what any of them named, in any order; what other meetings named is left aside
 * @protocol Appendix Two, Victims, offenders, locations, themes
 */
export function namedBefore(
  meetings: readonly Pick<Meeting, 'id' | 'heldOn'>[],
  findings: readonly Finding[],
): readonly NamedBefore[] {
  const named: NamedBefore[] = []
  for (const { id, heldOn } of meetings)
    for (const finding of findings.filter(each => each.meetingId === id)) {
      const at = named.findIndex(each => isTheSame(each, finding))
      const known = named[at]
      const on = [...(known?.on ?? []), ...(heldOn === null || known?.on.includes(heldOn) === true ? [] : [heldOn])]
      if (known === undefined) named.push({ ...finding, on })
      else named[at] = { ...known, on }
    }
  return named
}

/** What a meeting named, and what meetings before it on the same pathway did, as far as the actor may know of either. */
export type Naming = {
  readonly here: readonly (Finding & { readonly mayTakeOut: boolean })[]
  readonly before: readonly NamedBefore[]
}

/** Reads the victims, offenders, locations and themes of a meeting, and those that meetings before it named. @protocol Appendix Two, Victims, offenders, locations, themes */
export async function readNaming({ tx, actor }: Work, meeting: Meeting): Promise<Naming> {
  const earlier = meeting.number === 1 ? [] : meetingsBefore(meeting, await listMeetings(tx, meeting.childId))
  const findings = await listFindings(tx, [meeting.id, ...earlier.map(each => each.id)])
  return {
    here: findings
      .filter(each => each.meetingId === meeting.id)
      .map(({ recordedBy, ...finding }) => ({
        ...finding,
        mayTakeOut: recordedBy === actor.userId || runsMeeting(actor.userId, meeting),
      })),
    before: namedBefore(earlier, findings),
  }
}
