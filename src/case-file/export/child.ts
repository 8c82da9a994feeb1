import { COLUMN_OF } from '../../child/store/children.ts'
import { PERSON_COLUMNS } from '../../child/store/people.ts'
import { CONFIDENCE_COLUMNS } from '../../confidence/store.ts'
import { OTHER_COLUMNS } from '../../others-at-risk/store.ts'
import { NOTE_KINDS } from '../../entry/entry.ts'
import type { Row } from '../store/rows.ts'
import { translationsOf } from './meeting-words.ts'
import { policeOf } from './police.ts'
import { inLanguage } from './language.ts'
import type { Rows } from './rows.ts'

/** Who the child is, who is around them, and what was noted, as a case file writes it. */
export function childOf(rows: Rows): Record<string, unknown> {
  return {
    details: detailsOf(rows),
    otherNames: otherNamesOf(rows),
    people: rows.of('important_person').map(each => personOf(rows, each)),
    othersAtRisk: rows.of('other_at_risk').map(each => otherOf(rows, each)),
    confidences: rows.of('confidence').map(each => confidenceOf(rows, each)),
    addresses: rows.of('child_address').flatMap(each => addressOf(rows, each)),
    alerts: rows.of('child_alert').map(each => ({
      ...rows.deed(each, 'raised'),
      kind: each['kind'],
      text: each['text'],
      ...(each['ended_at'] == null ? {} : { ended: { ...rows.deed(each, 'ended'), reason: each['ended_reason'] } }),
    })),
    ...networkOf(rows),
    restrictions: restrictionsOf(rows),
    notes: rows
      .of('entry')
      .filter(each => (NOTE_KINDS as readonly unknown[]).includes(each['kind']) && each['subject_id'] === null)
      .map(each => noteOf(rows, each)),
  }
}

// Each version of the child's row that changed a detail after the record was opened, with what it changed and nothing else.
function detailsOf(rows: Rows): Record<string, unknown>[] {
  const [child] = rows.of('child')
  if (child === undefined) return []
  const versions = [...rows.versionsOf('child', child['id']), child].filter(each => Number(each['version']) >= 2)
  return versions.slice(1).flatMap((version, at) => {
    const before = versions[at] ?? version
    const changed = Object.entries(COLUMN_OF).filter(
      ([name, column]) =>
        name !== 'estimatedAgeOn' && name !== 'overEighteenReason' && version[column] !== before[column],
    )
    if (changed.length === 0) return []
    const told = changed.map(([name, column]): [string, unknown] =>
      name === 'localAuthorityId' ? ['localAuthority', rows.authority(version[column])] : [name, version[column]],
    )
    return [{ ...rows.deed(version, 'changed'), ...Object.fromEntries(told) }]
  })
}

// One that came with the referral is there by the referral's own deed: it is named for its end alone.
function addressOf(rows: Rows, address: Row): Record<string, unknown>[] {
  const cameWithReferral = address['added_at'] === null
  if (cameWithReferral && address['ended_at'] === null) return []
  const referral = rows.of('referral').find(each => (each['answers'] as Row)['address'] === address['lines'])
  return [
    {
      ...(cameWithReferral && referral !== undefined ? rows.deed(referral, 'identified') : rows.deed(address, 'added')),
      kind: address['kind'],
      lines: address['lines'],
      postcode: address['postcode'],
      fromOn: address['from_on'],
      cameWithReferral,
      ...(address['ended_at'] !== null && { ended: { ...rows.deed(address, 'ended'), untilOn: address['until_on'] } }),
    },
  ]
}

// As they were first written down, then what each later version changed, and how it ended.
function personOf(rows: Rows, person: Row): Record<string, unknown> {
  const versions = rows.everyVersion('important_person', person)
  const [first = person] = versions
  const told = (version: Row, before?: Row) =>
    Object.fromEntries(
      Object.entries(PERSON_COLUMNS)
        .filter(([, column]) => before === undefined || version[column] !== before[column])
        .map(([name, column]) => [name, version[column]]),
    )
  return {
    ...rows.deed(first, 'changed'),
    ...told(first),
    changes: versions.slice(1).flatMap((version, at) => {
      const changed = told(version, versions[at])
      return version['ended_at'] !== null || Object.keys(changed).length === 0
        ? []
        : [{ ...rows.deed(version, 'changed'), ...changed }]
    }),
    ...(person['ended_at'] !== null && {
      ended: {
        at: rows.time(person['ended_at']),
        by: rows.email(person['changed_by']),
        reason: person['ended_reason'],
      },
    }),
  }
}

// As somebody was first written down, then each later version, whole.
function otherOf(rows: Rows, other: Row): Record<string, unknown> {
  const told = (version: Row) => ({
    ...rows.deed(version, 'changed'),
    ...Object.fromEntries(Object.entries(OTHER_COLUMNS).map(([name, column]) => [name, version[column]])),
  })
  const [first = other, ...later] = rows.everyVersion('other_at_risk', other)
  return { ...told(first), changes: later.map(told) }
}

// As whoever makes the file first read it, then each later version, whole. Who changed it reads it in any case.
function confidenceOf(rows: Rows, confidence: Row): Record<string, unknown> {
  const told = (version: Row) => {
    const { withdrawn, ...words } = Object.fromEntries(
      Object.entries(CONFIDENCE_COLUMNS).map(([name, column]) => [name, version[column]]),
    )
    const others = (version['readers'] as string[]).filter(id => id !== version['changed_by'])
    return { ...rows.deed(version, 'changed'), ...words, readers: others.map(id => rows.email(id)), withdrawn }
  }
  const [first = confidence, ...later] = rows.everyVersion('confidence', confidence)
  const { withdrawn: _, ...began } = told(first)
  return { ...began, changes: later.map(told) }
}

// The name by which the child is known came with the referral; the others have no time of their own.
function otherNamesOf(rows: Rows): Record<string, unknown>[] {
  const [child] = rows.of('child')
  const [referral] = rows.of('referral')
  const opened = child === undefined ? undefined : (rows.versionsOf('child', child['id'])[1] ?? child)
  const at = rows.time(referral?.['identified_at'])
  const by = rows.email(referral?.['identified_by'])
  return rows
    .of('child_name')
    .filter(each => each['name'] !== `${String(opened?.['known_as'])} ${String(opened?.['family_name'])}`)
    .map(each => ({ at, by, kind: each['kind'], name: each['name'] }))
}

function networkOf(rows: Rows): { network: unknown[]; leftNetwork: unknown[] } {
  const withDecisions = new Set(
    [
      ...rows.of('determination').map(each => each['decided_at']),
      ...rows.reopenings().map(each => each['recorded_at']),
    ].map(instant => rows.time(instant)),
  )
  const withBookings = new Set(rows.happenings('meeting-booked').map(each => rows.time(each['recorded_at'])))
  return {
    network: rows
      .joined()
      .filter(
        each =>
          !(withDecisions.has(each.at) && each.part === 'lead-practitioner') &&
          !(withBookings.has(each.at) && (each.part === 'chair' || each.part === 'note-taker')),
      ),
    leftNetwork: rows
      .happenings('network-left')
      .filter(each => !withBookings.has(rows.time(each['recorded_at'])))
      .map(each => {
        const user = (each['details'] as Row)['user']
        const member = rows
          .with('network_member', 'user_id', user)
          .find(one => rows.time(one['left_at']) === rows.time(each['recorded_at']))
        return {
          ...rows.written(each),
          user: rows.email(user),
          part: member?.['part'] ?? 'practitioner',
          reason: each['text'],
        }
      }),
  }
}

function restrictionsOf(rows: Rows): Record<string, unknown>[] {
  const told = (each: Row) => ({
    ...rows.written(each),
    reason: each['text'],
  })
  const lifted = rows.happenings('restriction-lifted')
  return rows.happenings('restricted').map((each, at) => {
    const end = lifted[at]
    return { ...told(each), ...(end !== undefined && { lifted: told(end) }) }
  })
}

// Versions of before it was asked say nothing.
const seenIn = (version: Row) => version['child_seen'] ?? ''

function noteOf(rows: Rows, note: Row): Record<string, unknown> {
  const versions = rows.everyVersion('entry', note)
  const [first = note] = versions
  return {
    ...rows.written(note),
    kind: note['kind'],
    basis: note['basis'],
    audience: note['audience'],
    ...(note['context'] !== null && { context: note['context'] }),
    text: first['text'],
    saidBy: note['said_by'],
    happenedOn: first['happened_on'],
    ...(rows.clocks('police-discussion').some(each => each['subject_id'] === note['id']) && { mayBeCrime: true }),
    ...inLanguage(note['written_in']),
    ...(seenIn(first) !== '' && { childSeen: seenIn(first) }),
    ...policeOf(rows, note['id']),
    changes: versions.slice(1).map((each, nth) => {
      const before = versions[nth] ?? first
      return {
        at: rows.time(each['changed_at']),
        by: rows.email(each['changed_by'] ?? note['author_id']),
        text: each['text'],
        ...(each['happened_on'] !== before['happened_on'] && { happenedOn: each['happened_on'] }),
        ...(seenIn(each) !== seenIn(before) && { childSeen: seenIn(each) }),
      }
    }),
    translations: translationsOf(rows, note),
  }
}
