import type { Rows } from './rows.ts'
import type { Row } from './store.ts'

/** One meeting of a child as a case file writes it. */
export function meetingOf(rows: Rows, meeting: Row): Record<string, unknown> {
  const id = meeting['id']
  const asked = rows.happening('meeting-asked-for', id)
  const booked = rows.happening('meeting-booked', id)
  const held = rows.happening('meeting-held', id)
  const chair = rows.email(meeting['chair_id'])
  const of = (table: string) => rows.with(table, 'meeting_id', id)
  const [consultation] = of('meeting_consultation')
  const [plan] = of('safety_plan')
  const [debrief] = of('debrief')
  const approved = rows.happening('record-approved', id)
  const told = rows.happening('family-debriefed', id)
  const comments = firstWithComments(rows, meeting)
  const people = of('meeting_person')
  const seats = of('closed_seat')
  return {
    askedFor: { ...asked, risk: meeting['risk'], reason: meeting['reason'] },
    ...(booked !== undefined && {
      booking: {
        ...booked,
        chair,
        ...(meeting['note_taker_id'] !== null && { noteTaker: rows.email(meeting['note_taker_id']) }),
        bookedFor: rows.time(meeting['booked_for']),
        bookingReason: meeting['booking_reason'],
        place: meeting['place'],
        language: meeting['language'],
        interpreter: meeting['interpreter'],
        accessNeeds: meeting['access_needs'],
        keepApart: meeting['keep_apart'],
        acceptedIncomplete: meeting['accepted_incomplete'],
      },
    }),
    // Chair and note-taker come with the booking.
    people: people
      .filter(person => person['part'] !== 'chair' && person['part'] !== 'note-taker')
      .map(person => ({
        at: rows.time(person['invited_at']),
        by: booked?.by ?? asked?.by,
        ...(person['user_id'] !== null && { user: rows.email(person['user_id']) }),
        name: person['user_id'] === null ? person['name'] : '',
        part: person['part'],
        inClosed: seats.some(seat => seat['person_id'] === person['id']),
        inFamily: person['in_family'],
      })),
    ...(consultation !== undefined && {
      consultation: {
        at: rows.time(consultation['recorded_at']),
        by: rows.email(consultation['recorded_by']),
        ...(consultation['consulted_at'] !== null && { consultedAt: rows.time(consultation['consulted_at']) }),
        withWhom: consultation['with_whom'],
        childWantsToSay: consultation['child_wants_to_say'],
        familyWantsToSay: consultation['family_wants_to_say'],
        fears: consultation['fears'],
        privateWord: consultation['private_word'],
        complaintExplained: consultation['complaint_explained'],
        advocacy: consultation['advocacy'],
        languageOffered: consultation['language_offered'],
        lateOrRefusedReason: consultation['late_or_refused_reason'],
      },
    }),
    ...(meeting['began_at'] !== null && {
      began: { at: rows.time(meeting['began_at']), by: chair, earlyReason: meeting['began_early_reason'] },
    }),
    presence: presenceOf(rows, of('meeting_presence'), people, chair),
    statements: statementsOf(rows, of('statement_acceptance'), people),
    entries: rows
      .entries('meeting-entry')
      .filter(entry => entry['meeting_id'] === id && entry['rewords'] === null)
      .map(entry => entryOf(rows, entry)),
    findings: of('meeting_finding').map(each => ({
      at: rows.time(each['recorded_at']),
      by: rows.email(each['recorded_by']),
      kind: each['kind'],
      text: each['text'],
    })),
    actions: of('action').map(each => ({
      at: rows.time(each['agreed_at']),
      by: rows.email(each['agreed_by']),
      context: each['context'],
      what: each['what'],
      who: each['who'],
      ...(each['owner_id'] !== null && { owner: rows.email(each['owner_id']) }),
      dueOn: each['due_on'],
      audience: each['audience'],
      ...(each['outcome'] !== null && {
        report: {
          at: rows.time(each['outcome_at']),
          by: rows.email(each['outcome_by']),
          outcome: each['outcome'],
          reason: each['outcome_reason'],
        },
      }),
    })),
    ...(plan !== undefined && {
      plan: {
        at: rows.time(plan['changed_at']),
        by: rows.email(plan['changed_by']),
        childsGoals: plan['childs_goals'],
        worries: plan['worries'],
        whatHelps: plan['what_helps'],
        whoToCall: plan['who_to_call'],
        ifMissing: plan['if_missing'],
      },
    }),
    ...(comments !== undefined && {
      comments: {
        at: rows.time(comments['changed_at']),
        by: rows.email(comments['changed_by']),
        chairSummary: of('meeting_summary')[0]?.['text'] ?? '',
        familySummary: meeting['family_summary'],
        childComments: meeting['child_comments'],
        familyComments: meeting['family_comments'],
      },
    }),
    ...(held !== undefined && {
      ended: {
        ...held,
        familyPresent: meeting['family_present'],
        ...(meeting['next_review_by'] !== null && { reviewBy: meeting['next_review_by'] }),
        ...(debrief !== undefined && { debriefBy: rows.email(debrief['by_whom']) }),
        how: of('record_declaration').find(each => rows.email(each['made_by']) === held.by)?.['how'] ?? 'typed',
      },
    }),
    ...(approved !== undefined && { approved: { ...approved, restStaysOut: meeting['rest_stays_out'] } }),
    familyCopies: of('family_copy').map(each => {
      const [reading] = rows.with('family_copy_reading', 'copy_id', each['id'])
      return {
        at: rows.time(each['made_at']),
        by: rows.email(each['made_by']),
        language: each['language'],
        ...(reading !== undefined && {
          read: { at: rows.time(reading['read_at']), by: rows.email(reading['read_by']) },
        }),
      }
    }),
    sendings: of('record_sending').map(each => ({
      at: rows.time(each['sent_at']),
      by: rows.email(each['sent_by']),
      copy: each['copy'],
      language: each['language'],
      sentTo: each['sent_to'],
      how: each['how'],
    })),
    corrections: of('meeting_correction').map(each => ({
      at: rows.time(each['made_at']),
      by: rows.email(each['made_by']),
      text: each['text'],
      audience: each['audience'],
    })),
    ...(told !== undefined &&
      debrief !== undefined && { debriefed: { ...told, whatWasSaid: debrief['what_was_said'] } }),
  }
}

function entryOf(rows: Rows, entry: Row): Record<string, unknown> {
  const [decision] = rows.with('family_decision', 'entry_id', entry['id'])
  const rewording = rows.entries('meeting-entry').find(each => each['rewords'] === entry['id'])
  return {
    at: rows.time(entry['recorded_at']),
    by: rows.email(entry['author_id']),
    stage: entry['stage'],
    ...(entry['context'] !== null && { context: entry['context'] }),
    basis: entry['basis'],
    audience: entry['written_for'],
    text: entry['text'],
    saidBy: entry['said_by'],
    ...(decision !== undefined && {
      decision: {
        at: rows.time(decision['decided_at']),
        decision: rewording === undefined ? decision['decision'] : 'share',
        ...(decision['omission'] !== null && { omission: decision['omission'] }),
        reason: decision['reason'],
        rewording: rewording?.['text'] ?? '',
      },
    }),
  }
}

// Those recorded in one go stand together, by the addresses of staff and the names of others.
function presenceOf(
  rows: Rows,
  presence: readonly Row[],
  people: readonly Row[],
  chair: string | undefined,
): Record<string, unknown>[] {
  const groups = Map.groupBy(presence, each => `${String(each['recorded_at'])}|${String(each['stage'])}`)
  return [...groups.values()].map(group => ({
    at: rows.time(group[0]?.['recorded_at']),
    by: chair,
    stage: group[0]?.['stage'],
    people: namedIn(rows, group, people),
  }))
}

function statementsOf(rows: Rows, acceptances: readonly Row[], people: readonly Row[]): Record<string, unknown>[] {
  const groups = Map.groupBy(
    acceptances,
    each => `${String(each['accepted_at'])}|${String(each['statement'])}|${String(each['recorded_by'])}`,
  )
  return [...groups.values()].map(group => ({
    at: rows.time(group[0]?.['accepted_at']),
    by: rows.email(group[0]?.['recorded_by']),
    statement: group[0]?.['statement'],
    people: namedIn(rows, group, people),
  }))
}

// People of a meeting as a case file names them: by their address, or by name when they have no account.
function namedIn(rows: Rows, group: readonly Row[], people: readonly Row[]): unknown[] {
  return group
    .map(each => {
      const person = people.find(one => one['id'] === each['person_id'])
      return person?.['user_id'] == null ? person?.['name'] : rows.email(person['user_id'])
    })
    .sort()
}

// Who first wrote the summary and the comments, and when: the first version of the meeting that has any.
function firstWithComments(rows: Rows, meeting: Row): Row | undefined {
  const hasComments = (row: Row) =>
    ['family_summary', 'child_comments', 'family_comments'].some(column => row[column] !== '')
  return [...rows.versionsOf('meeting', meeting['id']), meeting].find(hasComments)
}
