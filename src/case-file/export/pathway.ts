import { CONCERN_STEPS } from '../../decision-concern/decision-concern.ts'
import type { Row } from '../store/rows.ts'
import { inLanguage } from './language.ts'
import type { Rows } from './rows.ts'

/** What was judged, decided, moved and re-planned on the pathway, as a case file writes it. */
export function pathwayOf(rows: Rows): Record<string, unknown> {
  return {
    assessments: rows.of('assessment').map(each => assessmentOf(rows, each)),
    stepsUp: rows.with('pathway_move', 'direction', 'up').map(each => ({
      ...rows.deed(each, 'moved'),
      movedTo: each['moved_to'],
      reasons: each['reasons'],
    })),
    proposals: rows.of('pathway_proposal').map(each => proposalOf(rows, each)),
    reopenings: rows.reopenings().map(each => reopeningOf(rows, each)),
    panel: rows.of('panel_escalation').map(each => ({
      ...rows.deed(each, 'escalated'),
      reasons: each['reasons'],
      ...inLanguage(each['written_in']),
      askedOfPanel: each['asked_of_panel'],
      urgentReason: each['urgent_reason'],
      audience: each['audience'],
      ...(each['decided_at'] !== null && {
        decision: {
          ...rows.deed(each, 'decided'),
          decision: each['decision'],
          reasons: each['decision_reasons'],
          ...inLanguage(each['decision_written_in']),
        },
      }),
    })),
    ...someOf(
      'dataSheets',
      rows.of('data_sheet').map(each => ({ ...rows.deed(each, 'saved'), answers: each['answers'] })),
    ),
    ...someOf(
      'decisionConcerns',
      rows.of('decision_concern').map(each => concernOf(rows, each)),
    ),
    ...someOf(
      'complaints',
      rows.of('complaint').map(each => complaintOf(rows, each)),
    ),
    transitionPlans: rows.entries('transition-plan').map(each => ({
      ...rows.written(each),
      words: each['text'],
      withWhom: each['said_by'],
    })),
    replanned: rows.of('clock_replan').map(each => ({
      at: rows.time(each['at']),
      by: rows.email(each['authorised_by']),
      clock: clockOf(rows, each['clock_id']),
      toDueOn: each['to_due_on'],
      reason: each['reason'],
    })),
    lateness: rows.of('late_reason').map(each => ({
      at: rows.time(each['at']),
      by: rows.email(each['given_by']),
      clock: clockOf(rows, each['clock_id']),
      reason: each['reason'],
    })),
  }
}

// A record without any has no such key, as files of before have none.
function someOf(name: string, found: readonly Row[]): Record<string, unknown> {
  return found.length === 0 ? {} : { [name]: found }
}

function complaintOf(rows: Rows, complaint: Row): Row {
  return {
    ...rows.deed(complaint, 'recorded'),
    madeBy: complaint['made_by'],
    receivedOn: complaint['received_on'],
    words: complaint['words'],
    wanted: complaint['wanted'],
    language: complaint['language'],
    ...meetingPlace(rows, complaint['meeting_id']),
    ...(complaint['about_id'] !== null && { about: rows.email(complaint['about_id']) }),
    handler: rows.email(complaint['handler_id']),
    ...(complaint['answered_at'] !== null && {
      answered: {
        ...rows.deed(complaint, 'answered'),
        as: complaint['answered_as'],
        on: complaint['answered_on'],
        words: complaint['answer_words'],
      },
    }),
  }
}

const meetingPlace = (rows: Rows, meetingId: unknown): Row =>
  meetingId === null ? {} : { meeting: `meetings[${rows.of('meeting').findIndex(each => each['id'] === meetingId)}]` }

function concernOf(rows: Rows, concern: Row): Row {
  const order = (step: Row) => CONCERN_STEPS.findIndex(each => each === step['step'])
  const [first, ...further] = rows
    .with('decision_concern_step', 'concern_id', concern['id'])
    .toSorted((one, other) => order(one) - order(other))
    .map(step => ({ ...rows.deed(step, 'asked'), ...stepOf(rows, step) }))
  const { asked, answered } = first ?? {}
  return {
    ...rows.deed(concern, 'raised'),
    decision: concern['decision'],
    why: concern['why'],
    wanted: concern['wanted'],
    ...meetingPlace(rows, concern['meeting_id']),
    audience: concern['audience'],
    asked,
    ...(answered !== undefined && { answered }),
    further,
    ...(concern['ended_at'] !== null && {
      ended: { ...rows.deed(concern, 'ended'), as: concern['ended_as'], words: concern['ended_words'] },
    }),
  }
}

function stepOf(rows: Rows, step: Row): { asked: string | undefined; answered?: Row } {
  const asked = rows.email(step['asked_id'])
  if (step['answered_at'] === null) return { asked }
  const told = { at: rows.time(step['answered_at']), by: asked, answer: step['answer'], words: step['words'] }
  return { asked, answered: told }
}

function clockOf(rows: Rows, id: unknown): Record<string, unknown> {
  const clock = rows.with('clock', 'id', id)[0]
  return {
    rule: clock?.['rule'],
    startedAt: rows.time(clock?.['started_at']),
    firstDueOn: clock?.['first_due_on'],
  }
}

function assessmentOf(rows: Rows, assessment: Row): Record<string, unknown> {
  const [against] = rows.with('no_meeting_decision', 'assessment_id', assessment['id'])
  return {
    at: rows.time(assessment['completed_at']),
    by: rows.email(assessment['author_id']),
    kind: assessment['kind'],
    ...(assessment['occasion'] !== '' && { occasion: assessment['occasion'] }),
    doneOn: assessment['done_on'],
    level: assessment['level'],
    reasons: assessment['reasons'],
    levelChangeReason: assessment['level_change_reason'],
    harm: assessment['harm'],
    harmDetails: assessment['harm_details'],
    childsWords: assessment['childs_words'],
    strengths: assessment['strengths'],
    biasConsidered: assessment['bias_considered'],
    unknowns: assessment['unknowns'],
    ...inLanguage(assessment['written_in']),
    forms: rows
      .with('assessment_form', 'assessment_id', assessment['id'])
      .map(form => ({ form: form['form'], level: form['level'], harm: form['harm'], reasons: form['reasons'] })),
    ...(against !== undefined && {
      noMeeting: {
        ...rows.deed(against, 'decided'),
        reason: against['reason'],
      },
    }),
  }
}

function proposalOf(rows: Rows, proposal: Row): Record<string, unknown> {
  const answered = { ...rows.deed(proposal, 'decided') }
  return {
    ...rows.deed(proposal, 'proposed'),
    kind: proposal['kind'],
    ...(proposal['ending'] !== null && { ending: proposal['ending'] }),
    ...(proposal['moved_to'] !== null && { movedTo: proposal['moved_to'] }),
    whatChanged: proposal['what_changed'],
    whoKeepsWatch: proposal['who_keeps_watch'],
    whatWouldBringBack: proposal['what_would_bring_back'],
    ...(proposal['confirmed'] === true && { confirmed: answered }),
    ...(proposal['confirmed'] === false && { declined: { ...answered, reason: proposal['decision_reason'] } }),
  }
}

function reopeningOf(rows: Rows, reopened: Row): Record<string, unknown> {
  const at = rows.time(reopened['recorded_at'])
  const goneOnWith = rows.clocks('action').filter(each => rows.time(each['started_at']) === at)
  return {
    at,
    by: rows.email(reopened['author_id']),
    reason: reopened['text'],
    leadPractitioner: rows.leadAfter(reopened['recorded_at']),
    actions: goneOnWith.flatMap(each => rows.placeOfAction(each['subject_id']) ?? []),
  }
}
