import type { Work } from '../access/work.ts'
import { namesOf } from '../board/store/staff.ts'
import { findEntry } from '../entry/store.ts'
import { askForMeeting } from '../meeting/actions/arranging.ts'
import { bookMeeting } from '../meeting/actions/booking.ts'
import { invitePerson, recordConsultation } from '../meeting/actions/inviting.ts'
import {
  acceptStatement,
  addFinding,
  agreeMeetingAction,
  beginMeeting,
  moveToStage,
  recordPresence,
  writeEntry,
} from '../meeting/actions/holding.ts'
import { endMeeting, writeComments, writeSafetyPlan } from '../meeting/actions/ending.ts'
import { decideForFamily } from '../meeting/actions/recording.ts'
import { findMeeting } from '../meeting/store/meeting.ts'
import { listPeople } from '../meeting/store/people.ts'
import type { CaseMeeting } from './case-file.ts'
import { type Deed, type Loading, NOT_YET, refusal, userId } from './deed.ts'
import { meetingRecordDeeds } from './meeting-record-deeds.ts'

type ReportAction = (
  work: Work,
  actionId: string,
  report: { outcome: 'done' | 'changed' | 'not-done' | 'not-possible'; reason: string },
) => Promise<string | undefined>

/** The deeds of one meeting of a case file: asked for, booked, held, recorded. */
export function* meetingDeeds(
  meeting: CaseMeeting,
  place: string,
  loading: Loading,
  report: ReportAction,
): Generator<Deed> {
  const held = { meetingId: NOT_YET }
  const here = (part: string) => `${place}.${part}`
  yield {
    ...meeting.askedFor,
    place: here('askedFor'),
    run: async work => {
      const result = await askForMeeting(work, {
        childId: loading.childId,
        risk: meeting.askedFor.risk,
        reason: meeting.askedFor.reason,
      })
      if (result.outcome === 'asked-for') held.meetingId = result.meetingId
      return refusal(result, 'asked-for')
    },
  }
  const { booking, consultation, began, plan, comments, ended } = meeting
  if (booking !== undefined)
    yield {
      ...booking,
      place: here('booking'),
      run: async work => {
        const { at: _at, by: _by, chair, noteTaker, bookedFor, ...rest } = booking
        const version = (await findMeeting(work.tx, held.meetingId))?.version ?? 0
        const noteTakerId = noteTaker === undefined ? null : userId(loading, noteTaker)
        return refusal(
          await bookMeeting(work, {
            ...rest,
            meetingId: held.meetingId,
            version,
            chairId: userId(loading, chair),
            noteTakerId,
            bookedFor: new Date(bookedFor),
          }),
          'booked',
        )
      },
    }
  for (const [at, each] of meeting.people.entries())
    yield {
      ...each,
      place: here(`people[${at}]`),
      run: async work =>
        refusal(
          await invitePerson(work, {
            meetingId: held.meetingId,
            userId: each.user === undefined ? null : userId(loading, each.user),
            name: each.name,
            part: each.part,
            inClosed: each.inClosed,
            inFamily: each.inFamily,
          }),
          'invited',
        ),
    }
  if (consultation !== undefined)
    yield {
      ...consultation,
      place: here('consultation'),
      run: async work => {
        const { at: _at, by: _by, consultedAt, ...rest } = consultation
        return refusal(
          await recordConsultation(work, {
            meetingId: held.meetingId,
            consultation: { ...rest, consultedAt: consultedAt === undefined ? null : new Date(consultedAt) },
          }),
          'recorded',
        )
      },
    }
  if (began !== undefined)
    yield {
      ...began,
      place: here('began'),
      run: async work =>
        refusal(await beginMeeting(work, { meetingId: held.meetingId, earlyReason: began.earlyReason }), 'began'),
    }
  for (const [at, each] of meeting.presence.entries())
    yield {
      ...each,
      place: here(`presence[${at}]`),
      run: async work => {
        const moved =
          each.stage === 'closed-session'
            ? undefined
            : refusal(
                await moveToStage(work, { meetingId: held.meetingId, stage: each.stage, knowingly: true }),
                'moved',
              )
        if (moved !== undefined) return moved
        const personIds = await personIdsOf(work, held.meetingId, each.people, loading)
        if (personIds.length < each.people.length) return 'a person who was not invited'
        return refusal(
          await recordPresence(work, { meetingId: held.meetingId, stage: each.stage, personIds }),
          'recorded',
        )
      },
    }
  for (const [at, each] of meeting.statements.entries())
    yield {
      ...each,
      place: here(`statements[${at}]`),
      run: async work => {
        const personIds = await personIdsOf(work, held.meetingId, each.people, loading)
        if (personIds.length < each.people.length) return 'a person who was not invited'
        return refusal(
          await acceptStatement(work, { meetingId: held.meetingId, statement: each.statement, personIds }),
          'accepted',
        )
      },
    }
  for (const [at, each] of meeting.entries.entries()) {
    let entryId = NOT_YET
    yield {
      ...each,
      place: here(`entries[${at}]`),
      run: async work => {
        const result = await writeEntry(work, {
          meetingId: held.meetingId,
          stage: each.stage,
          context: each.context ?? null,
          basis: each.basis,
          audience: each.audience,
          text: each.text,
          saidBy: each.saidBy,
        })
        if (result.outcome === 'written') entryId = result.entryId
        return refusal(result, 'written')
      },
    }
    const { decision } = each
    if (decision !== undefined && booking !== undefined)
      yield {
        at: decision.at,
        by: booking.chair,
        place: here(`entries[${at}].decision`),
        run: async work => {
          const entry = await findEntry(work.tx, entryId)
          if (entry === undefined) return 'an entry that the chair may not read'
          return refusal(
            await decideForFamily(work, {
              entryId,
              wordsVersion: entry.wordsVersion,
              decision: decision.decision,
              omission: decision.omission,
              reason: decision.reason,
              rewording: decision.rewording,
            }),
            'decided',
          )
        },
      }
  }
  for (const [at, each] of meeting.findings.entries())
    yield {
      ...each,
      place: here(`findings[${at}]`),
      run: async work =>
        refusal(await addFinding(work, { meetingId: held.meetingId, kind: each.kind, text: each.text }), 'added'),
    }
  for (const [at, each] of meeting.actions.entries()) {
    let actionId = NOT_YET
    yield {
      ...each,
      place: here(`actions[${at}]`),
      run: async work => {
        const ownerId = each.owner === undefined ? null : userId(loading, each.owner)
        const agencyId = ownerId === null ? null : ((await namesOf(work.tx, [ownerId])).get(ownerId)?.agencyId ?? null)
        const result = await agreeMeetingAction(work, {
          meetingId: held.meetingId,
          context: each.context,
          what: each.what,
          who: each.who,
          ownerId,
          agencyId,
          dueOn: each.dueOn,
          audience: each.audience,
        })
        if (result.outcome === 'agreed') actionId = result.actionId
        return refusal(result, 'agreed')
      },
    }
    const reported = each.report
    if (reported !== undefined)
      yield { ...reported, place: here(`actions[${at}].report`), run: work => report(work, actionId, reported) }
  }
  if (plan !== undefined) {
    const { at, by, ...words } = plan
    yield {
      at,
      by,
      place: here('plan'),
      run: async work =>
        refusal(await writeSafetyPlan(work, { meetingId: held.meetingId, plan: words, version: 0 }), 'written'),
    }
  }
  if (comments !== undefined) {
    const { at, by, ...words } = comments
    yield {
      at,
      by,
      place: here('comments'),
      run: async work =>
        refusal(
          await writeComments(work, {
            meetingId: held.meetingId,
            version: (await findMeeting(work.tx, held.meetingId))?.version ?? 0,
            comments: words,
          }),
          'written',
        ),
    }
  }
  if (ended !== undefined)
    yield {
      ...ended,
      place: here('ended'),
      run: async work =>
        refusal(
          await endMeeting(work, {
            meetingId: held.meetingId,
            familyPresent: ended.familyPresent,
            reviewSooner: ended.reviewBy,
            debriefBy: ended.debriefBy === undefined ? undefined : userId(loading, ended.debriefBy),
            how: ended.how,
          }),
          'ended',
        ),
    }
  yield* meetingRecordDeeds(meeting, place, loading, held)
}

async function personIdsOf(
  work: Work,
  meetingId: string,
  named: readonly string[],
  loading: Loading,
): Promise<readonly string[]> {
  const people = await listPeople(work.tx, meetingId)
  return named.flatMap(name => {
    const user = loading.users.get(name.toLowerCase())
    const found = people.find(person => (user === undefined ? person.name === name : person.userId === user.userId))
    return found === undefined ? [] : [found.id]
  })
}
