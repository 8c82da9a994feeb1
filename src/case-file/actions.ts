import type { Actor } from '../access/actor.ts'
import type { Work } from '../access/work.ts'
import { reportAction } from '../agreed-action/actions.ts'
import { findAction } from '../agreed-action/store.ts'
import { completeAssessment } from '../assessment/actions.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { listLocalAuthorities } from '../board/store/agencies.ts'
import type { BankHolidays } from '../calendar/working-days.ts'
import { addImportantPerson, addOtherName, changeDetails, joinNetwork, raiseAlert } from '../child/actions.ts'
import { findChild } from '../child/store/children.ts'
import { addNote } from '../entry/actions.ts'
import { type ActorTx, actAs } from '../db/database.ts'
import { calendarDateAt } from '../lib/calendar-date.ts'
import type { CopyOptions } from '../meeting/document.ts'
import { decideEscalation, escalate } from '../panel/actions.ts'
import { confirmEnding, proposeEnding, stepUp } from '../ending/actions.ts'
import { beginReferral, saveReferral, sendReferral } from '../referral/actions/sending.ts'
import { determine, identifyChild } from '../referral/actions/deciding.ts'
import type { CaseFile, CaseFileFault } from './case-file.ts'
import { type Deed, type Loading, NOT_YET, refusal, userId } from './deed.ts'
import { meetingDeeds } from './meeting-deeds.ts'

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
  for (const [place, email] of addressesIn(file)) {
    if (users.has(email.toLowerCase())) continue
    const found = await findUser(email)
    if (found === undefined)
      faults.push({ place, expected: `the e-mail address of a member of staff of the board, not ${email}` })
    else users.set(email.toLowerCase(), found)
  }
  const authority = (await listLocalAuthorities(tx)).find(each => each.code === file.referral.answers.localAuthority)
  if (authority === undefined)
    faults.push({ place: 'referral.answers.localAuthority', expected: 'the code of a local authority of the board' })
  if (faults.length > 0 || authority === undefined) return { outcome: 'refused', faults }

  const loading: Loading = { childId: NOT_YET, users, copyOptions }
  const deeds = [...deedsOf(file, loading, authority.id)].sort(
    (one, other) => Date.parse(one.at) - Date.parse(other.at),
  )
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

function* addressesIn(value: unknown, place = ''): Generator<[string, string]> {
  if (Array.isArray(value)) for (const [at, each] of value.entries()) yield* addressesIn(each, `${place}[${at}]`)
  else if (typeof value === 'object' && value !== null)
    for (const [name, each] of Object.entries(value)) {
      const here = place === '' ? name : `${place}.${name}`
      if (
        ['by', 'user', 'chair', 'noteTaker', 'owner', 'leadPractitioner', 'debriefBy'].includes(name) &&
        typeof each === 'string'
      )
        yield [here, each]
      else yield* addressesIn(each, here)
    }
}

function* deedsOf(file: CaseFile, loading: Loading, localAuthorityId: string): Generator<Deed> {
  let referralId = NOT_YET
  const { localAuthority: _code, ...answers } = file.referral.answers
  yield {
    ...file.referral,
    place: 'referral',
    run: async work => {
      referralId = await beginReferral(work)
      const saved = await saveReferral(work, { referralId, version: 1, answers: { ...answers, localAuthorityId } })
      return refusal(saved, 'saved') ?? refusal(await sendReferral(work, referralId), 'sent')
    },
  }
  if (file.identified !== undefined)
    yield {
      ...file.identified,
      place: 'identified',
      run: async work => {
        const result = await identifyChild(work, { referralId, existingChildId: undefined })
        if (result.outcome === 'identified') loading.childId = result.childId
        return refusal(result, 'identified')
      },
    }
  const { details, determination, ending } = file
  if (details !== undefined)
    yield {
      ...details,
      place: 'details',
      run: async work => {
        const { at: _at, by: _by, ownWordsOn, ...rest } = details
        const child = await findChild(work.tx, loading.childId)
        return refusal(
          await changeDetails(work, {
            childId: loading.childId,
            version: child?.version ?? 0,
            details: { ...rest, ownWordsOn: ownWordsOn ?? null },
          }),
          'changed',
        )
      },
    }
  for (const [at, each] of file.otherNames.entries())
    yield {
      ...each,
      place: `otherNames[${at}]`,
      run: work => addOtherName(work, loading.childId, { kind: each.kind, name: each.name }).then(() => undefined),
    }
  for (const [at, { at: when, by, ...person }] of file.people.entries())
    yield {
      at: when,
      by,
      place: `people[${at}]`,
      run: work => addImportantPerson(work, loading.childId, person).then(() => undefined),
    }
  for (const [at, each] of file.alerts.entries())
    yield {
      ...each,
      place: `alerts[${at}]`,
      run: work =>
        raiseAlert(work, { childId: loading.childId, kind: each.kind, text: each.text }).then(() => undefined),
    }
  if (determination !== undefined)
    yield {
      ...determination,
      place: 'determination',
      run: async work =>
        refusal(
          await determine(work, {
            referralId,
            outcome: determination.outcome,
            reasons: determination.reasons,
            leadPractitionerId:
              determination.leadPractitioner === undefined
                ? undefined
                : userId(loading, determination.leadPractitioner),
          }),
          'determined',
        ),
    }
  for (const [at, each] of file.network.entries())
    yield {
      ...each,
      place: `network[${at}]`,
      run: work =>
        joinNetwork(work, { childId: loading.childId, userId: userId(loading, each.user), part: each.part }).then(
          ({ outcome }) => (outcome === 'joined' || outcome === 'there-already' ? undefined : outcome),
        ),
    }
  for (const [at, { at: when, by, ...note }] of file.notes.entries())
    yield {
      at: when,
      by,
      place: `notes[${at}]`,
      run: async work =>
        refusal(await addNote(work, { ...note, childId: loading.childId, context: note.context ?? null }), 'added'),
    }
  for (const [at, { at: when, by, ...assessment }] of file.assessments.entries())
    yield {
      at: when,
      by,
      place: `assessments[${at}]`,
      run: async work =>
        refusal(await completeAssessment(work, { ...assessment, childId: loading.childId }), 'completed'),
    }
  for (const [at, each] of file.meetings.entries()) yield* meetingDeeds(each, `meetings[${at}]`, loading, reportOf)
  for (const [at, move] of file.moves.entries()) yield* moveDeeds(move, `moves[${at}]`, loading)
  for (const [at, each] of file.panel.entries()) {
    let escalationId = NOT_YET
    yield {
      ...each,
      place: `panel[${at}]`,
      run: async work => {
        const result = await escalate(work, {
          childId: loading.childId,
          reasons: each.reasons,
          askedOfPanel: each.askedOfPanel,
          urgentReason: each.urgentReason,
          audience: each.audience,
        })
        if (result.outcome === 'escalated') escalationId = result.escalationId
        return refusal(result, 'escalated')
      },
    }
    const { decision } = each
    if (decision !== undefined)
      yield {
        ...decision,
        place: `panel[${at}].decision`,
        run: async work =>
          refusal(
            await decideEscalation(work, { escalationId, decision: decision.decision, reasons: decision.reasons }),
            'decided',
          ),
      }
  }
  if (ending !== undefined) yield* endingDeeds(ending, loading)
}

function* moveDeeds(move: CaseFile['moves'][number], place: string, loading: Loading): Generator<Deed> {
  const { proposed, movedTo, reasons } = move
  if (move.direction === 'up')
    yield {
      ...move,
      place,
      run: async work => refusal(await stepUp(work, { childId: loading.childId, movedTo, reasons }), 'moved'),
    }
  else if (proposed !== undefined) {
    yield {
      ...proposed,
      place: `${place}.proposed`,
      run: async work =>
        refusal(
          await proposeEnding(work, {
            childId: loading.childId,
            kind: 'step-down',
            ending: null,
            movedTo,
            whatChanged: reasons,
            whoKeepsWatch: proposed.whoKeepsWatch,
            whatWouldBringBack: proposed.whatWouldBringBack,
          }),
          'proposed',
        ),
    }
    yield { ...move, place, run: async work => refusal(await confirmEnding(work, loading.childId), 'confirmed') }
  } else yield { ...move, place, run: () => Promise.resolve('a step down without who proposed it') }
}

function* endingDeeds(ending: NonNullable<CaseFile['ending']>, loading: Loading): Generator<Deed> {
  yield {
    ...ending.proposed,
    place: 'ending.proposed',
    run: async work =>
      refusal(
        await proposeEnding(work, {
          childId: loading.childId,
          kind: 'ending',
          ending: ending.ending,
          movedTo: null,
          whatChanged: ending.whatChanged,
          whoKeepsWatch: ending.whoKeepsWatch,
          whatWouldBringBack: ending.whatWouldBringBack,
        }),
        'proposed',
      ),
  }
  yield {
    ...ending,
    place: 'ending',
    run: async work => refusal(await confirmEnding(work, loading.childId), 'confirmed'),
  }
}

async function reportOf(
  work: Work,
  actionId: string,
  report: { outcome: 'done' | 'changed' | 'not-done' | 'not-possible'; reason: string },
): Promise<string | undefined> {
  const action = await findAction(work.tx, actionId)
  return refusal(
    await reportAction(work, {
      actionId,
      version: action?.version ?? 0,
      outcome: report.outcome,
      reason: report.reason,
    }),
    'reported',
  )
}
