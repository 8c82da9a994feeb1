import type { Work } from '../../access/work.ts'
import { askForMeeting, callOffMeeting } from '../../meeting/actions/arranging.ts'
import { bookMeeting } from '../../meeting/actions/booking.ts'
import { invitePerson, recordConsultation } from '../../meeting/actions/inviting.ts'
import { acceptStatement, beginMeeting, recordPresence } from '../../meeting/actions/holding.ts'
import { addFindings } from '../../meeting/actions/naming.ts'
import { answerLastTime } from '../../meeting/actions/last-time.ts'
import { makePack } from '../../meeting/actions/packing.ts'
import { recordReply } from '../../meeting/actions/replying.ts'
import { moveToStage } from '../../meeting/actions/stages.ts'
import { endMeeting, writeComments, writeSafetyPlan } from '../../meeting/actions/ending.ts'
import { findMeeting } from '../../meeting/store/meeting.ts'
import { findSafetyPlan } from '../../meeting/store/outcome.ts'
import { listPeople } from '../../meeting/store/people.ts'
import type { CaseMeeting } from '../case-file.ts'
import { type Deed, type HeldMeeting, type Loading, NOT_YET, refusal, userId } from './deed.ts'
import { actionDeeds, entryDeeds } from './meeting-words.ts'
import { meetingRecordDeeds } from './meeting-record.ts'

/** The deeds of one meeting of a case file: asked for, booked, held, recorded. */
export function* meetingDeeds(meeting: CaseMeeting, place: string, loading: Loading): Generator<Deed> {
  const held: HeldMeeting = { meetingId: NOT_YET }
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
      if (result.outcome === 'asked-for') {
        held.meetingId = result.meetingId
        loading.meetings.set(place, result.meetingId)
      }
      return refusal(result, 'asked-for')
    },
  }
  const { calledOff, began, ended } = meeting
  for (const [nth, booking] of meeting.bookings.entries())
    yield {
      ...booking,
      place: here(`bookings[${nth}]`),
      run: async work => {
        const { at: _at, by: _by, chair, noteTaker, bookedFor, ...rest } = booking
        const version = (await findMeeting(work.tx, held.meetingId))?.version ?? 0
        return refusal(
          await bookMeeting(work, {
            ...rest,
            meetingId: held.meetingId,
            version,
            chairId: userId(loading, chair),
            noteTakerId: noteTaker === undefined ? null : userId(loading, noteTaker),
            bookedFor: new Date(bookedFor),
          }),
          'booked',
        )
      },
    }
  if (calledOff !== undefined)
    yield {
      ...calledOff,
      place: here('calledOff'),
      run: async work =>
        refusal(await callOffMeeting(work, { meetingId: held.meetingId, reason: calledOff.reason }), 'called-off'),
    }
  for (const [nth, each] of meeting.people.entries()) yield* personDeeds(each, here(`people[${nth}]`), held, loading)
  for (const [nth, consultation] of meeting.consultations.entries())
    yield {
      ...consultation,
      place: here(`consultations[${nth}]`),
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
  for (const [nth, pack] of (meeting.packs ?? []).entries())
    yield {
      ...pack,
      place: here(`packs[${nth}]`),
      run: async work => refusal(await makePack(work, held.meetingId), 'made'),
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
                await moveToStage(work, { meetingId: held.meetingId, stage: each.stage, openStaysOut: 'as-it-was' }),
                'moved',
              )
        if (moved !== undefined) return moved
        const personIds = await personIdsOf(work, held.meetingId, each.people, loading)
        if (personIds.length < each.people.length) return 'a person who was not invited'
        return refusal(
          await recordPresence(work, { meetingId: held.meetingId, stage: each.stage, personIds, were: [] }),
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
          await acceptStatement(work, {
            meetingId: held.meetingId,
            statement: each.statement,
            words: each.words,
            personIds,
          }),
          'accepted',
        )
      },
    }
  for (const [nth, each] of meeting.entries.entries()) yield* entryDeeds(each, here(`entries[${nth}]`), held)
  for (const [at, each] of meeting.findings.entries())
    yield {
      ...each,
      place: here(`findings[${at}]`),
      run: async work =>
        refusal(
          await addFindings(work, {
            meetingId: held.meetingId,
            pickedIds: [],
            added: { kind: each.kind, text: each.text },
          }),
          'added',
        ),
    }
  for (const [nth, each] of meeting.actions.entries()) yield* actionDeeds(each, here(`actions[${nth}]`), held, loading)
  for (const [nth, { action, answer, words, writtenIn, ...each }] of (meeting.lastTime ?? []).entries())
    yield {
      ...each,
      place: here(`lastTime[${nth}]`),
      run: async work => {
        const actionId = loading.actions.get(action)
        if (actionId === undefined) return 'an action that is not at the place that it names'
        const { meetingId } = held
        const said = { meetingId, actionId, version: 0, report: undefined, answer, words, writtenIn }
        return refusal(await answerLastTime(work, said), 'answered')
      },
    }
  for (const [nth, { at, by, writtenIn, childsGoalsIn = writtenIn, ...plan }] of meeting.plans.entries())
    yield {
      at,
      by,
      place: here(`plans[${nth}]`),
      run: async work => {
        const version = (await findSafetyPlan(work.tx, held.meetingId))?.version ?? 0
        const { meetingId } = held
        return refusal(
          await writeSafetyPlan(work, { meetingId, plan, languages: { childsGoalsIn, writtenIn }, version }),
          'written',
        )
      },
    }
  for (const [nth, { at, by, languages, ...comments }] of meeting.comments.entries())
    yield {
      at,
      by,
      place: here(`comments[${nth}]`),
      run: async work => {
        const version = (await findMeeting(work.tx, held.meetingId))?.version ?? 0
        const { meetingId } = held
        return refusal(await writeComments(work, { meetingId, version, comments, languages }), 'written')
      },
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

function* personDeeds(
  { replies = [], user, name, part, inClosed, inFamily, ...invited }: CaseMeeting['people'][number],
  place: string,
  held: HeldMeeting,
  loading: Loading,
): Generator<Deed> {
  let personId = NOT_YET
  yield {
    ...invited,
    place,
    run: async work => {
      const { meetingId } = held
      const account = user === undefined ? null : userId(loading, user)
      const result = await invitePerson(work, { meetingId, userId: account, name, part, inClosed, inFamily })
      if (result.outcome === 'invited') personId = result.personId
      return refusal(result, 'invited')
    },
  }
  for (const [nth, { reply, words, ...given }] of replies.entries())
    yield {
      ...given,
      place: `${place}.replies[${nth}]`,
      run: async work => refusal(await recordReply(work, { personId, reply, words }), 'replied'),
    }
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
