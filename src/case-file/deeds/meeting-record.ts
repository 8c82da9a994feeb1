import { makeFamilyCopy, readFamilyCopy, sendFamilyCopyBack } from '../../family-copy/actions.ts'
import { findWordsToTranslate, translateCopy } from '../../family-copy/translating.ts'
import { approveRecord, correctRecord } from '../../meeting/actions/recording.ts'
import { recordDebrief, recordDebriefAttempt } from '../../meeting/actions/telling.ts'
import { findFamilyCopySource } from '../../meeting/store/meeting.ts'
import type { CaseMeeting } from '../case-file.ts'
import { sendingDeeds } from './sending.ts'
import { type Deed, type HeldMeeting, type Loading, NOT_YET, refusal } from './deed.ts'

/** The deeds after a meeting was held: its record approved, the family's copies made and read, sent, corrected; the family told. */
export function* meetingRecordDeeds(
  meeting: CaseMeeting,
  place: string,
  loading: Loading,
  held: HeldMeeting,
): Generator<Deed> {
  const here = (part: string) => `${place}.${part}`
  const { approved, debriefed } = meeting
  if (approved !== undefined)
    yield {
      ...approved,
      place: here('approved'),
      run: async work => {
        const source = (await findFamilyCopySource(work.tx, held.meetingId)) ?? ''
        return refusal(await approveRecord(work, { ...approved, meetingId: held.meetingId, source }), 'approved')
      },
    }
  yield* copyTranslationDeeds(meeting, place, held)
  for (const [at, each] of meeting.familyCopies.entries()) {
    let copyId = NOT_YET
    yield {
      ...each,
      place: here(`familyCopies[${at}]`),
      run: async work => {
        const result = await makeFamilyCopy(work, { meetingId: held.meetingId, ...loading.copyOptions(each.language) })
        if (result.outcome === 'made') copyId = result.copyId
        return refusal(result, 'made')
      },
    }
    const { read, sentBack } = each
    if (read !== undefined)
      yield {
        ...read,
        place: here(`familyCopies[${at}].read`),
        run: async work => refusal(await readFamilyCopy(work, copyId), 'read'),
      }
    if (sentBack !== undefined)
      yield {
        ...sentBack,
        place: here(`familyCopies[${at}].sentBack`),
        run: async work => refusal(await sendFamilyCopyBack(work, { copyId, reason: sentBack.reason }), 'sent-back'),
      }
  }
  for (const [at, each] of meeting.sendings.entries()) yield* sendingDeeds(each, here(`sendings[${at}]`), held)
  for (const [at, each] of meeting.corrections.entries())
    yield {
      ...each,
      place: here(`corrections[${at}]`),
      run: async work => refusal(await correctRecord(work, { ...each, meetingId: held.meetingId }), 'corrected'),
    }
  for (const [at, each] of (meeting.debriefAttempts ?? []).entries())
    yield {
      ...each,
      place: here(`debriefAttempts[${at}]`),
      run: async work => refusal(await recordDebriefAttempt(work, { ...each, meetingId: held.meetingId }), 'recorded'),
    }
  if (debriefed !== undefined)
    yield {
      ...debriefed,
      place: here('debriefed'),
      run: async work =>
        refusal(
          await recordDebrief(work, {
            meetingId: held.meetingId,
            telling: {
              toldOn: debriefed.toldOn,
              told: debriefed.told,
              language: debriefed.language,
              languageWords: debriefed.languageWords ?? '',
              whatWasSaid: debriefed.whatWasSaid,
              whatTheySaid: debriefed.whatTheySaid ?? '',
              writtenIn: debriefed.writtenIn,
              theySaidIn: debriefed.theySaidIn,
            },
          }),
          'recorded',
        ),
    }
}

function* copyTranslationDeeds(meeting: CaseMeeting, place: string, held: HeldMeeting): Generator<Deed> {
  for (const [at, { by, at: writtenAt, ofWords, ...each }] of meeting.copyTranslations.entries())
    yield {
      at: writtenAt,
      by,
      place: `${place}.copyTranslations[${at}]`,
      run: async work => {
        const { meetingId } = held
        const source = (await findFamilyCopySource(work.tx, meetingId)) ?? ''
        const words = await findWordsToTranslate(work, meetingId, each.language)
        const key = words.find(one => one.words === ofWords)?.key
        if (key === undefined) return 'words that the family’s copy does not have in another language'
        const { language, text, translatedBy } = each
        const translation = { meetingId, language, source, texts: { [key]: text }, translatedBy }
        return refusal(await translateCopy(work, translation), 'translated')
      },
    }
}
