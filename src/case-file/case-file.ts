import { z } from 'zod'
import { childParts } from './shape/child.ts'
import { meeting } from './shape/meeting.ts'
import { pathwayParts } from './shape/pathway.ts'
import { furtherReferral, referralParts } from './shape/referral.ts'

/**
 * A case file: one child's pathway as deeds, each with its instant and who did it. It goes through the same actions as the
 * pages, in the order of the instants; deeds of one instant in the order of the file.
 */
export const caseFile = z.strictObject({
  format: z.literal('llwybr-case-file/3'),
  ...referralParts,
  furtherReferrals: z.array(furtherReferral).default([]),
  ...childParts,
  meetings: z.array(meeting).default([]),
  ...pathwayParts,
})

export type CaseFile = z.infer<typeof caseFile>

export type CaseMeeting = CaseFile['meetings'][number]

/** One thing that is wrong with a case file: where, and what was expected. */
export type CaseFileFault = { readonly place: string; readonly expected: string }

/** Reads a case file, or says every error with its place. */
export function readCaseFile(
  content: unknown,
): { readonly ok: true; readonly file: CaseFile } | { readonly ok: false; readonly faults: readonly CaseFileFault[] } {
  const read = caseFile.safeParse(content)
  if (read.success) return { ok: true, file: read.data }
  return {
    ok: false,
    faults: read.error.issues.map(issue => ({
      place: placeOf(issue.path),
      expected: inWords(issue.message),
    })),
  }
}

// zod's own words, as what goes on after "expected".
function inWords(message: string): string {
  if (message === 'Invalid input') return 'one of the values that the format names'
  return message
    .replace(/^Invalid input: expected /, '')
    .replace(/^Invalid option: expected /, '')
    .replace(/^Invalid email address$/, 'the e-mail address of a member of staff of the board')
    .replace(/^Invalid ISO datetime$/, 'an instant with its offset, such as 2026-11-03T09:30:00Z')
    .replace(/^Invalid ISO date$/, 'a day, such as 2026-11-03')
    .replace(/^Unrecognized keys?: (.*)$/, 'nothing by the name of $1')
}

/** A place in the file as a reader finds it: `meetings[0].entries[2].audience`. */
export function placeOf(path: readonly PropertyKey[]): string {
  return (
    path
      .map((part, at) => (typeof part === 'number' ? `[${part}]` : at === 0 ? String(part) : `.${String(part)}`))
      .join('') || 'the whole file'
  )
}
