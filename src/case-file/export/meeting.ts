import type { Row } from '../store/rows.ts'
import { actionOf, commentsOf, entryOf, planOf } from './meeting-words.ts'
import { inLanguage } from './language.ts'
import type { Rows } from './rows.ts'

/** One meeting of a child as a case file writes it. */
export function meetingOf(rows: Rows, meeting: Row): Record<string, unknown> {
  const id = meeting['id']
  const asked = rows.happening('meeting-asked-for', id)
  const held = rows.happening('meeting-held', id)
  const chair = rows.email(meeting['chair_id'])
  const of = (table: string) => rows.with(table, 'meeting_id', id)
  const [debrief] = of('debrief')
  const approved = rows.happening('record-approved', id)
  const told = rows.happening('family-debriefed', id)
  const people = of('meeting_person')
  const seats = of('closed_seat')
  return {
    askedFor: { ...asked, risk: meeting['risk'], reason: meeting['reason'] },
    bookings: rows
      .happenings('meeting-booked')
      .filter(each => each['subject_id'] === id)
      .map(each => bookingOf(rows, each, meeting)),
    ...calledOffOf(rows, meeting),
    // Chair and note-taker come with the booking.
    people: people
      .filter(person => person['part'] !== 'chair' && person['part'] !== 'note-taker')
      .map(person => ({
        ...rows.deed(person, 'invited'),
        ...(person['user_id'] !== null && { user: rows.email(person['user_id']) }),
        name: person['user_id'] === null ? person['name'] : '',
        part: person['part'],
        inClosed: seats.some(seat => seat['person_id'] === person['id']),
        inFamily: person['in_family'],
        ...repliesOf(rows, person),
      })),
    consultations: of('meeting_consultation')
      .flatMap(each => rows.everyVersion('meeting_consultation', each))
      .map((each, nth) => consultationOf(rows, each, nth)),
    ...(of('meeting_pack').length > 0 && { packs: of('meeting_pack').map(each => rows.deed(each, 'made')) }),
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
      ...rows.deed(each, 'recorded'),
      kind: each['kind'],
      text: each['text'],
    })),
    actions: of('action').map(each => actionOf(rows, each)),
    ...lastTimeOf(rows, id),
    plans: of('safety_plan')
      .flatMap(each => rows.everyVersion('safety_plan', each))
      .map(each => planOf(rows, each)),
    comments: commentsOf(rows, meeting),
    ...(held !== undefined && {
      ended: {
        ...held,
        familyPresent: meeting['family_present'],
        ...(meeting['next_review_by'] !== null && { reviewBy: meeting['next_review_by'] }),
        ...(debrief !== undefined && { debriefBy: rows.email(debrief['by_whom']) }),
        how: of('record_declaration').find(each => rows.email(each['made_by']) === held.by)?.['how'] ?? 'typed',
      },
    }),
    ...(approved !== undefined && {
      approved: {
        ...approved,
        restStaysOut: meeting['rest_stays_out'],
        toldOmissions: meeting['told_omissions'],
        quotedWordsCame: rows.with('quotation_origin', 'meeting_id', id)[0]?.['words'] ?? '',
      },
    }),
    copyTranslations: of('copy_translation').map(each => ({
      ...rows.deed(each, 'written'),
      ofWords: each['of_words'],
      language: each['language'],
      text: each['text'],
      translatedBy: each['translated_by'],
    })),
    familyCopies: of('family_copy').map(each => {
      const [reading] = rows.with('family_copy_reading', 'copy_id', each['id'])
      const [sentBack] = rows.with('family_copy_return', 'copy_id', each['id'])
      return {
        ...rows.deed(each, 'made'),
        language: each['language'],
        ...(reading !== undefined && {
          read: { ...rows.deed(reading, 'read') },
        }),
        ...(sentBack !== undefined && {
          sentBack: { ...rows.deed(sentBack, 'returned'), reason: sentBack['reason'] },
        }),
      }
    }),
    sendings: of('record_sending').map(each => sendingOf(rows, each)),
    corrections: of('meeting_correction').map(each => ({
      ...rows.deed(each, 'made'),
      text: each['text'],
      audience: each['audience'],
      ...inLanguage(each['written_in']),
    })),
    ...attemptsOf(of('debrief_attempt'), rows),
    ...(told !== undefined && debrief !== undefined && { debriefed: { ...told, ...tellingOf(debrief) } }),
  }
}

const attemptsOf = (attempts: readonly Row[], rows: Rows): Record<string, unknown> =>
  attempts.length === 0
    ? {}
    : {
        debriefAttempts: attempts.map(each => ({
          ...rows.deed(each, 'recorded'),
          triedOn: each['tried_on'],
          cameOf: each['came_of'],
          words: each['words'],
        })),
      }

function sendingOf(rows: Rows, sending: Row): Record<string, unknown> {
  const [receipt] = rows.with('sending_receipt', 'sending_id', sending['id'])
  const [incident] = rows.with('copy_incident', 'sending_id', sending['id'])
  return {
    ...rows.deed(sending, 'sent'),
    copy: sending['copy'],
    ...(sending['reader'] !== null && { reader: sending['reader'] }),
    language: sending['language'],
    sentTo: sending['sent_to'],
    how: sending['how'],
    ...(receipt !== undefined && {
      received: { ...rows.deed(receipt, 'recorded'), receivedOn: receipt['received_on'], words: receipt['words'] },
    }),
    ...(incident !== undefined && { takenBack: takenBackOf(rows, incident) }),
  }
}

function takenBackOf(rows: Rows, incident: Row): Record<string, unknown> {
  const [cameBack] = rows.with('copy_incident_return', 'incident_id', incident['id'])
  const [decision] = rows.with('copy_incident_decision', 'incident_id', incident['id'])
  return {
    ...rows.deed(incident, 'recorded'),
    reason: incident['reason'],
    foundOn: incident['found_on'],
    whatHappened: incident['what_happened'],
    safety: incident['safety'],
    ...(cameBack !== undefined && {
      cameBack: {
        ...rows.deed(cameBack, 'recorded'),
        as: cameBack['came_back'],
        on: cameBack['known_on'],
        words: cameBack['words'],
      },
    }),
    ...(decision !== undefined && {
      decided: {
        ...rows.deed(decision, 'decided'),
        as: decision['decided_as'],
        on: decision['decided_on'],
        words: decision['words'],
      },
    }),
  }
}

/** What nobody was asked yet, as in records of before, is not there. */
const tellingOf = (debrief: Row): Record<string, unknown> => ({
  whatWasSaid: debrief['what_was_said'],
  ...(debrief['told_on'] !== null && { toldOn: debrief['told_on'] }),
  ...(debrief['told'] !== '' && { told: debrief['told'] }),
  ...(debrief['language'] !== '' && { language: debrief['language'] }),
  ...(debrief['language_words'] !== '' && { languageWords: debrief['language_words'] }),
  ...(debrief['what_they_said'] !== '' && { whatTheySaid: debrief['what_they_said'] }),
  ...inLanguage(debrief['written_in']),
  ...inLanguage(debrief['they_said_in'], 'theySaidIn'),
})

function repliesOf(rows: Rows, person: Row): Record<string, unknown> {
  const replies = rows.with('meeting_reply', 'person_id', person['id'])
  return replies.length === 0
    ? {}
    : { replies: replies.map(each => ({ ...rows.deed(each, 'given'), reply: each['reply'], words: each['words'] })) }
}

function lastTimeOf(rows: Rows, meetingId: unknown): Record<string, unknown> {
  const answers = rows.with('action_answer', 'at_meeting_id', meetingId)
  if (answers.length === 0) return {}
  return {
    lastTime: answers.map(each => ({
      ...rows.deed(each, 'answered'),
      action: rows.placeOfAction(each['action_id']),
      answer: each['answer'],
      words: each['words'],
      ...inLanguage(each['written_in']),
    })),
  }
}

// The columns of a meeting as they stood after one booking.
function bookingOf(rows: Rows, booked: Row, meeting: Row): Record<string, unknown> {
  const then =
    rows.everyVersion('meeting', meeting).find(each => each['changed_at'] === booked['recorded_at']) ?? meeting
  return {
    ...rows.written(booked),
    chair: rows.email(then['chair_id']),
    ...(then['note_taker_id'] !== null && { noteTaker: rows.email(then['note_taker_id']) }),
    bookedFor: rows.time(then['booked_for']),
    bookingReason: then['booking_reason'],
    place: then['place'],
    language: then['language'],
    interpreter: then['interpreter'],
    accessNeeds: then['access_needs'],
    keepApart: then['keep_apart'],
    acceptedIncomplete: then['accepted_incomplete'],
  }
}

// Called off by somebody; the end of a pathway calls meetings off by itself.
function calledOffOf(rows: Rows, meeting: Row): Record<string, unknown> {
  const at = rows.time(meeting['called_off_at'])
  const byAnEnding = rows.happenings('pathway-ended').some(each => rows.time(each['recorded_at']) === at)
  return at === undefined || byAnEnding
    ? {}
    : { calledOff: { ...rows.happening('meeting-called-off', meeting['id']), reason: meeting['called_off_reason'] } }
}

function consultationOf(rows: Rows, consultation: Row, nth: number): Record<string, unknown> {
  return {
    at: rows.time(consultation[nth === 0 ? 'recorded_at' : 'changed_at']),
    by: rows.email(consultation[nth === 0 ? 'recorded_by' : 'changed_by']),
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
    ...inLanguage(consultation['child_wants_in'], 'childWantsIn'),
    ...inLanguage(consultation['family_wants_in'], 'familyWantsIn'),
    ...inLanguage(consultation['written_in']),
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

// In the order of the schema, which is not the database's.
function wordsOf(words: unknown): { en: unknown; cy: unknown } | undefined {
  return typeof words === 'object' && words !== null && 'en' in words && 'cy' in words
    ? { en: words.en, cy: words.cy }
    : undefined
}

function statementsOf(rows: Rows, acceptances: readonly Row[], people: readonly Row[]): Record<string, unknown>[] {
  const groups = Map.groupBy(
    acceptances,
    each =>
      `${String(each['accepted_at'])}|${String(each['statement'])}|${String(each['recorded_by'])}|${String(each['wording_id'])}`,
  )
  return [...groups.values()].map(group => ({
    at: rows.time(group[0]?.['accepted_at']),
    by: rows.email(group[0]?.['recorded_by']),
    statement: group[0]?.['statement'],
    people: namedIn(rows, group, people),
    words: wordsOf(group[0]?.['words']),
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
