import type { Work } from '../access/work.ts'
import { reportAction } from '../agreed-action/actions.ts'
import { findAction } from '../agreed-action/store.ts'
import { completeAssessment } from '../assessment/actions.ts'
import { addImportantPerson, addOtherName, changeDetails, joinNetwork, raiseAlert } from '../child/actions.ts'
import { findChild } from '../child/store/children.ts'
import { writeNote } from '../record/actions.ts'
import { recordPoliceDiscussion } from '../police/actions.ts'
import { decideEscalation, escalate } from '../panel/actions.ts'
import { confirmEnding, proposeEnding, stepUp } from '../ending/actions.ts'
import { beginReferral, saveReferral, sendReferral } from '../referral/actions/sending.ts'
import { determine, discussReferralWithPolice, identifyChild } from '../referral/actions/deciding.ts'
import type { CaseFile } from './case-file.ts'
import { type Deed, type Loading, NOT_YET, refusal, userId } from './deed.ts'
import { meetingDeeds } from './meeting-deeds.ts'

/** Everything that a case file tells, as deeds in the order of the file; whoever does them puts them in the order of time. */
export function* deedsOf(file: CaseFile, loading: Loading, localAuthorityId: string): Generator<Deed> {
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
  const { details, determination, ending, discussedWithPolice: discussed } = file
  if (discussed !== undefined)
    yield {
      ...discussed,
      place: 'discussedWithPolice',
      run: async work => refusal(await discussReferralWithPolice(work, { referralId, ...discussed }), 'recorded'),
    }
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
  for (const [at, { at: when, by, discussedWithPolice: told, ...note }] of file.notes.entries()) {
    let entryId = NOT_YET
    yield {
      at: when,
      by,
      place: `notes[${at}]`,
      run: async work => {
        const result = await writeNote(work, { ...note, childId: loading.childId, context: note.context ?? null })
        if (result.outcome === 'added') entryId = result.entryId
        return refusal(result, 'added')
      },
    }
    if (told !== undefined)
      yield {
        ...told,
        place: `notes[${at}].discussedWithPolice`,
        run: async work => {
          const { childId } = loading
          const { audience } = note
          return refusal(
            await recordPoliceDiscussion(work, { ...told, subjectId: entryId, childId, audience }),
            'recorded',
          )
        },
      }
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
