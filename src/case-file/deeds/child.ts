import {
  addImportantPerson,
  addOtherName,
  changeDetails,
  changeImportantPerson,
  endImportantPerson,
  joinNetwork,
  leaveNetwork,
  liftRestriction,
  restrictRecord,
} from '../../child/actions.ts'
import { endAlert, raiseAlert } from '../../child/alert-actions.ts'
import type { ChildDetails } from '../../child/child.ts'
import { addAddress, endAddress } from '../../child/address-actions.ts'
import { listAddresses } from '../../child/store/addresses.ts'
import { listAlerts } from '../../child/store/alerts.ts'
import { findChild } from '../../child/store/children.ts'
import { changeConfidence, writeConfidence } from '../../confidence/actions.ts'
import { findConfidence } from '../../confidence/store.ts'
import { changeOtherAtRisk, writeOtherAtRisk } from '../../others-at-risk/actions.ts'
import { findOtherAtRisk } from '../../others-at-risk/store.ts'
import { findImportantPerson } from '../../child/store/people.ts'
import { listNetwork } from '../../child/store/network.ts'
import { changeNote } from '../../entry/actions.ts'
import { findEntry } from '../../entry/store.ts'
import { recordPoliceDiscussion } from '../../police/actions.ts'
import { writeNote } from '../../record/actions.ts'
import type { CaseFile } from '../case-file.ts'
import { translationDeeds } from './translation.ts'
import { type Deed, type Loading, NOT_YET, refusal, refusedUnless, userId } from './deed.ts'

/** Who the child is, who is around them, and what was noted. */
export function* childDeeds(file: CaseFile, loading: Loading): Generator<Deed> {
  for (const [nth, { at, by, localAuthority, ...told }] of file.details.entries())
    yield {
      at,
      by,
      place: `details[${nth}]`,
      run: async work => {
        const child = await findChild(work.tx, loading.childId)
        const localAuthorityId = loading.authorities.get(localAuthority ?? '')
        const named = Object.entries({ ...told, localAuthorityId }).filter(([, value]) => value !== undefined)
        const details = Object.fromEntries(named) as Partial<ChildDetails>
        const change = { childId: loading.childId, version: child?.version ?? 0, details }
        return refusal(await changeDetails(work, change), 'changed')
      },
    }
  for (const [nth, each] of file.otherNames.entries())
    yield {
      ...each,
      place: `otherNames[${nth}]`,
      run: work => addOtherName(work, loading.childId, { kind: each.kind, name: each.name }).then(() => undefined),
    }
  for (const [nth, each] of file.people.entries()) yield* personDeeds(each, `people[${nth}]`, loading)
  for (const [nth, each] of file.othersAtRisk.entries()) yield* otherDeeds(each, `othersAtRisk[${nth}]`, loading)
  for (const [nth, each] of file.confidences.entries()) yield* confidenceDeeds(each, `confidences[${nth}]`, loading)
  for (const [nth, each] of file.addresses.entries()) yield* addressDeeds(each, `addresses[${nth}]`, loading)
  for (const [nth, each] of file.alerts.entries()) yield* alertDeeds(each, `alerts[${nth}]`, loading)
  yield* networkDeeds(file, loading)
  for (const [nth, { lifted, ...restriction }] of file.restrictions.entries()) {
    const { reason } = restriction
    yield {
      ...restriction,
      place: `restrictions[${nth}]`,
      run: async work => refusal(await restrictRecord(work, { childId: loading.childId, reason }), 'restricted'),
    }
    if (lifted !== undefined)
      yield {
        ...lifted,
        place: `restrictions[${nth}].lifted`,
        run: async work =>
          refusal(await liftRestriction(work, { childId: loading.childId, reason: lifted.reason }), 'lifted'),
      }
  }
  for (const [nth, each] of file.notes.entries()) yield* noteDeeds(each, `notes[${nth}]`, loading)
}

function* personDeeds(whole: CaseFile['people'][number], place: string, loading: Loading): Generator<Deed> {
  const { at, by, changes, ended, ...person } = whole
  let id = NOT_YET
  yield {
    at,
    by,
    place,
    run: async work => {
      id = await addImportantPerson(work, loading.childId, person)
      return undefined
    },
  }
  for (const [nth, { at: changedAt, by: changedBy, ...told }] of changes.entries())
    yield {
      at: changedAt,
      by: changedBy,
      place: `${place}.changes[${nth}]`,
      run: async work => {
        const before = await findImportantPerson(work.tx, id)
        if (before === undefined) return refusedUnless(false)
        const named = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined))
        const { version } = before
        return refusal(await changeImportantPerson(work, { id, version, person: { ...before, ...named } }), 'done')
      },
    }
  if (ended !== undefined)
    yield {
      ...ended,
      place: `${place}.ended`,
      run: async work => {
        const version = (await findImportantPerson(work.tx, id))?.version ?? 0
        return refusal(await endImportantPerson(work, { id, version, reason: ended.reason }), 'done')
      },
    }
}

function* otherDeeds(whole: CaseFile['othersAtRisk'][number], place: string, loading: Loading): Generator<Deed> {
  const { at, by, changes, ...words } = whole
  let id = NOT_YET
  yield {
    at,
    by,
    place,
    run: async work => {
      const result = await writeOtherAtRisk(work, { childId: loading.childId, ...words })
      if (result.outcome === 'written') id = result.id
      return refusal(result, 'written')
    },
  }
  for (const [nth, { at: changedAt, by: changedBy, ...told }] of changes.entries())
    yield {
      at: changedAt,
      by: changedBy,
      place: `${place}.changes[${nth}]`,
      run: async work => {
        const version = (await findOtherAtRisk(work.tx, id))?.version ?? 0
        return refusal(await changeOtherAtRisk(work, { id, version, words: told }), 'changed')
      },
    }
}

function* confidenceDeeds(whole: CaseFile['confidences'][number], place: string, loading: Loading): Generator<Deed> {
  const { at, by, changes, ...told } = whole
  const wordsOf = <Told extends { readers: readonly string[] }>({ readers, ...words }: Told) => ({
    ...words,
    others: readers.map(each => userId(loading, each)),
  })
  let id = NOT_YET
  yield {
    at,
    by,
    place,
    run: async work => {
      const result = await writeConfidence(work, { childId: loading.childId, ...wordsOf(told) })
      if (result.outcome === 'written') id = result.id
      return refusal(result, 'written')
    },
  }
  for (const [nth, { at: changedAt, by: changedBy, ...later }] of changes.entries())
    yield {
      at: changedAt,
      by: changedBy,
      place: `${place}.changes[${nth}]`,
      run: async work => {
        const version = (await findConfidence(work.tx, id))?.version ?? 0
        return refusal(await changeConfidence(work, { id, version, words: wordsOf(later) }), 'changed')
      },
    }
}

function* addressDeeds(whole: CaseFile['addresses'][number], place: string, loading: Loading): Generator<Deed> {
  const { at, by, ended, cameWithReferral, ...address } = whole
  let addressId = NOT_YET
  yield {
    at,
    by,
    place,
    run: async work => {
      if (cameWithReferral) {
        const there = (await listAddresses(work.tx, loading.childId)).find(each => each.lines === address.lines)
        addressId = there?.id ?? NOT_YET
        return refusedUnless(there !== undefined)
      }
      const result = await addAddress(work, loading.childId, address)
      if (result.outcome === 'added') addressId = result.addressId
      return refusal(result, 'added')
    },
  }
  if (ended !== undefined)
    yield {
      ...ended,
      place: `${place}.ended`,
      run: async work => refusal(await endAddress(work, { addressId, untilOn: ended.untilOn }), 'ended'),
    }
}

function* alertDeeds(alert: CaseFile['alerts'][number], place: string, loading: Loading): Generator<Deed> {
  const { kind, text, ended } = alert
  yield {
    ...alert,
    place,
    run: work => raiseAlert(work, { childId: loading.childId, kind, text }).then(() => undefined),
  }
  if (ended !== undefined)
    yield {
      ...ended,
      place: `${place}.ended`,
      run: async work => {
        const raised = (await listAlerts(work.tx, loading.childId)).find(
          each => each.kind === kind && each.text === text,
        )
        if (raised === undefined) return refusedUnless(false)
        return refusal(await endAlert(work, { alertId: raised.id, reason: ended.reason }), 'ended')
      },
    }
}

function* networkDeeds(file: CaseFile, loading: Loading): Generator<Deed> {
  for (const [nth, each] of file.network.entries())
    yield {
      ...each,
      place: `network[${nth}]`,
      run: async work => {
        const member = { childId: loading.childId, userId: userId(loading, each.user), part: each.part }
        const result = await joinNetwork(work, member)
        return result.outcome === 'there-already' ? undefined : refusal(result, 'joined')
      },
    }
  for (const [nth, each] of file.leftNetwork.entries())
    yield {
      ...each,
      place: `leftNetwork[${nth}]`,
      run: async work => {
        const member = (await listNetwork(work.tx, loading.childId)).find(
          one => one.userId === userId(loading, each.user) && one.part === each.part,
        )
        const done =
          member !== undefined && (await leaveNetwork(work, { memberId: member.id, reason: each.reason })) !== undefined
        return refusedUnless(done)
      },
    }
}

function* noteDeeds(whole: CaseFile['notes'][number], place: string, loading: Loading): Generator<Deed> {
  const { at, by, discussedWithPolice: told, changes, translations, ...note } = whole
  let entryId = NOT_YET
  yield {
    at,
    by,
    place,
    run: async work => {
      const result = await writeNote(work, { ...note, childId: loading.childId, context: note.context ?? null })
      if (result.outcome === 'added') entryId = result.entryId
      return refusal(result, 'added')
    },
  }
  if (told !== undefined)
    yield {
      ...told,
      place: `${place}.discussedWithPolice`,
      run: async work => {
        const about = { subjectId: entryId, childId: loading.childId, audience: note.audience }
        return refusal(await recordPoliceDiscussion(work, { ...told, ...about }), 'recorded')
      },
    }
  for (const [nth, change] of changes.entries())
    yield {
      ...change,
      place: `${place}.changes[${nth}]`,
      run: async work => {
        const version = (await findEntry(work.tx, entryId))?.version ?? 0
        const { text, happenedOn, childSeen } = change
        return refusal(await changeNote(work, { entryId, version, text, happenedOn, childSeen }), 'changed')
      },
    }
  yield* translationDeeds(translations, `${place}.translations`, () => entryId)
}
