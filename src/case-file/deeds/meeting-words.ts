import { answerReport, reportAction } from '../../agreed-action/actions.ts'
import { findAction } from '../../agreed-action/store.ts'
import { namesOf } from '../../board/store/staff.ts'
import { findEntry, listMeetingEntries } from '../../entry/store.ts'
import { agreeMeetingAction, changeEntry, writeEntry } from '../../meeting/actions/holding.ts'
import { decideForFamily, keepActionFromFamily } from '../../meeting/actions/recording.ts'
import type { CaseMeeting } from '../case-file.ts'
import { translationDeeds } from './translation.ts'
import { type Deed, type HeldMeeting, type Loading, NOT_YET, refusal, userId } from './deed.ts'

/** What was said at a meeting, its later words, and what the chair decided about the family. */
export function* entryDeeds(entry: CaseMeeting['entries'][number], place: string, held: HeldMeeting): Generator<Deed> {
  let entryId = NOT_YET
  yield {
    ...entry,
    place,
    run: async work => {
      const { stage, context, basis, audience, text, saidBy, writtenIn, wordsMade } = entry
      const { meetingId } = held
      const result = await writeEntry(work, {
        meetingId,
        stage,
        context: context ?? null,
        basis,
        audience,
        text,
        saidBy,
        writtenIn,
        wordsMade,
      })
      if (result.outcome === 'written') entryId = result.entryId
      return refusal(result, 'written')
    },
  }
  for (const [nth, { text, audience, wordsMade, ...change }] of entry.changes.entries())
    yield {
      ...change,
      place: `${place}.changes[${nth}]`,
      run: async work => {
        const version = (await findEntry(work.tx, entryId))?.version ?? 0
        return refusal(await changeEntry(work, { entryId, version, text, audience, wordsMade }), 'changed')
      },
    }
  for (const [nth, { at, by, omission, rewordingTranslations, ...decision }] of entry.decisions.entries()) {
    yield {
      at,
      by,
      place: `${place}.decisions[${nth}]`,
      run: async work => {
        const there = await findEntry(work.tx, entryId)
        if (there === undefined) return 'an entry that the chair may not read'
        const { wordsVersion } = there
        return refusal(await decideForFamily(work, { ...decision, entryId, wordsVersion, omission }), 'decided')
      },
    }
    yield* translationDeeds(
      rewordingTranslations,
      `${place}.decisions[${nth}].rewordingTranslations`,
      async ({ tx }) => (await listMeetingEntries(tx, held.meetingId)).findLast(each => each.rewords === entryId)?.id,
    )
  }
  yield* translationDeeds(entry.translations, `${place}.translations`, () => entryId)
}

/** An action that a meeting agreed, whether the family is to hold it, and what came of it. */
export function* actionDeeds(
  action: CaseMeeting['actions'][number],
  place: string,
  held: HeldMeeting,
  loading: Loading,
): Generator<Deed> {
  const { at, by, owner, keptFromFamily, report, answer, ...agreed } = action
  let actionId = NOT_YET
  yield {
    at,
    by,
    place,
    run: async work => {
      const ownerId = owner === undefined ? null : userId(loading, owner)
      const agencyId = ownerId === null ? null : ((await namesOf(work.tx, [ownerId])).get(ownerId)?.agencyId ?? null)
      const result = await agreeMeetingAction(work, { ...agreed, meetingId: held.meetingId, ownerId, agencyId })
      if (result.outcome === 'agreed') {
        actionId = result.actionId
        loading.actions.set(place, actionId)
      }
      return refusal(result, 'agreed')
    },
  }
  if (keptFromFamily !== undefined)
    yield {
      ...keptFromFamily,
      place: `${place}.keptFromFamily`,
      run: async work => refusal(await keepActionFromFamily(work, { meetingId: held.meetingId, actionId }), 'kept'),
    }
  if (report !== undefined)
    yield {
      ...report,
      place: `${place}.report`,
      run: async work => {
        const version = (await findAction(work.tx, actionId))?.version ?? 0
        const { outcome, reason, writtenIn } = report
        return refusal(await reportAction(work, { actionId, version, outcome, reason, writtenIn }), 'reported')
      },
    }
  if (answer !== undefined)
    yield {
      ...answer,
      place: `${place}.answer`,
      run: async work => {
        const { answer: what, words, writtenIn } = answer
        return refusal(await answerReport(work, { actionId, answer: what, words, writtenIn }), 'answered')
      },
    }
}
