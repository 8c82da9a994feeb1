import type { Work } from '../access/work.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { listLocalAuthorities } from '../board/store/agencies.ts'
import { listStaff } from '../board/store/staff.ts'
import { findChildByReference } from '../child/store/children.ts'
import { NOTE_KINDS } from '../entry/entry.ts'
import { type CaseFile, caseFile } from './case-file.ts'
import { meetingOf } from './export-meeting.ts'
import { policeOf } from './police.ts'
import { Rows } from './rows.ts'
import { listRowsOfChild, type Row } from './store.ts'

/**
 * A child's record as a case file, as far as the actor may read it. Loaded into an empty board with the same staff it gives
 * the same record.
 *
 * @returns `undefined` when there is no such child for this actor, or the record did not begin with a referral
 */
export async function exportCase(work: Work, reference: string): Promise<CaseFile | undefined> {
  const { tx } = work
  const child = await findChildByReference(tx, reference)
  if (child === undefined) return undefined
  const emails = new Map((await listStaff(tx, { withLeft: true })).map(person => [person.id, person.email]))
  const code = (await listLocalAuthorities(tx)).find(each => each.id === child.localAuthorityId)?.code ?? ''
  const rows = new Rows(await listRowsOfChild(tx, child.id), emails)
  const [referral] = rows.of('referral')
  if (referral === undefined) return undefined
  await recordAuditEvent(tx, 'record.exported', { childId: child.id })

  const { localAuthorityId: _id, ...answers } = referral['answers'] as Record<string, unknown>
  const received = identifiedOf(rows, referral)
  const [determination] = rows.of('determination')
  const details =
    child.version >= 3 ? rows.versionsOf('child', child.id).find(each => each['version'] === 3) : undefined
  const meetings = rows.of('meeting')
  const decided = rows.time(determination?.['decided_at'])
  const bookedAt = new Set(meetings.map(meeting => rows.happening('meeting-booked', meeting['id'])?.at))
  const ending = rows
    .of('pathway')
    .find(
      each =>
        each['ending'] !== null &&
        each['ending'] !== 'no-further-action' &&
        each['ending'] !== 'information-and-advice',
    )
  const proposals = rows.of('pathway_proposal').filter(each => each['confirmed'] === true)
  const proposed = (each: Row | undefined) => ({
    at: rows.time(each?.['proposed_at']),
    by: rows.email(each?.['proposed_by']),
  })
  return caseFile.parse({
    format: 'llwybr-case-file/2',
    referral: {
      at: rows.time(referral['submitted_at']),
      by: rows.email(referral['author_id']),
      answers: { ...answers, localAuthority: code },
    },
    ...(received !== undefined && { identified: received }),
    ...policeOf(rows, referral.id),
    ...(child.version >= 3 && {
      details: {
        ...(details === undefined
          ? received
          : { at: rows.time(details['changed_at']), by: rows.email(details['changed_by']) }),
        religion: child.religion,
        otherLanguage: child.otherLanguage,
        interpreterNeeded: child.interpreterNeeded,
        communicationNeeds: child.communicationNeeds,
        disabilityAndNeurodivergence: child.disabilityAndNeurodivergence,
        careStatus: child.careStatus,
        legalStatus: child.legalStatus,
        unaccompaniedAsylumSeeking: child.unaccompaniedAsylumSeeking,
        generalPractice: child.generalPractice,
        ownWords: child.ownWords,
        ...(child.ownWordsOn !== null && { ownWordsOn: child.ownWordsOn }),
        safeContact: child.safeContact,
      },
    }),
    otherNames: rows
      .of('child_name')
      .filter(each => each['name'] !== `${child.knownAs} ${child.familyName}`)
      .map(each => ({ ...received, kind: each['kind'], name: each['name'] })),
    people: rows.of('important_person').map(each => ({
      at: rows.time(each['changed_at']),
      by: rows.email(each['changed_by']),
      name: each['name'],
      relationship: each['relationship'],
      hasParentalResponsibility: each['has_parental_responsibility'],
      livesWithChild: each['lives_with_child'],
      language: each['language'],
      contact: each['contact'],
      safeToContact: each['safe_to_contact'],
      notes: each['notes'],
    })),
    alerts: rows.of('child_alert').map(each => ({
      at: rows.time(each['raised_at']),
      by: rows.email(each['raised_by']),
      kind: each['kind'],
      text: each['text'],
    })),
    ...(determination !== undefined && {
      determination: {
        at: decided,
        by: rows.email(determination['decided_by']),
        outcome: determination['outcome'],
        reasons: determination['reasons'],
        ...leadOf(rows, decided),
      },
    }),
    network: rows
      .happenings('network-joined')
      .map(each => ({
        at: rows.time(each['recorded_at']),
        by: rows.email(each['author_id']),
        user: rows.email(detail(each, 'user')),
        part: detail(each, 'part'),
      }))
      .filter(
        each =>
          !(each.at === decided && each.part === 'lead-practitioner') &&
          !(bookedAt.has(each.at) && (each.part === 'chair' || each.part === 'note-taker')),
      ),
    notes: rows
      .of('entry')
      .filter(each => (NOTE_KINDS as readonly unknown[]).includes(each['kind']) && each['subject_id'] === null)
      .map(each => ({
        at: rows.time(each['recorded_at']),
        by: rows.email(each['author_id']),
        kind: each['kind'],
        basis: each['basis'],
        audience: each['audience'],
        ...(each['context'] !== null && { context: each['context'] }),
        text: each['text'],
        saidBy: each['said_by'],
        happenedOn: each['happened_on'],
        ...(rows.with('police_clock', 'subject_id', each['id']).length > 0 && { mayBeCrime: true }),
        ...policeOf(rows, each['id']),
      })),
    assessments: rows.of('assessment').map(each => ({
      at: rows.time(each['completed_at']),
      by: rows.email(each['author_id']),
      kind: each['kind'],
      doneOn: each['done_on'],
      level: each['level'],
      reasons: each['reasons'],
      levelChangeReason: each['level_change_reason'],
      harm: each['harm'],
      harmDetails: each['harm_details'],
      childsWords: each['childs_words'],
      strengths: each['strengths'],
      biasConsidered: each['bias_considered'],
      unknowns: each['unknowns'],
      forms: rows
        .with('assessment_form', 'assessment_id', each['id'])
        .map(form => ({ form: form['form'], level: form['level'], harm: form['harm'], reasons: form['reasons'] })),
    })),
    meetings: meetings.map(meeting => meetingOf(rows, meeting)),
    moves: rows.of('pathway_move').map(each => ({
      at: rows.time(each['moved_at']),
      by: rows.email(each['moved_by']),
      direction: each['direction'],
      movedTo: each['moved_to'],
      reasons: each['reasons'],
      ...proposedStepDown(rows, each),
    })),
    panel: rows.of('panel_escalation').map(each => ({
      at: rows.time(each['escalated_at']),
      by: rows.email(each['escalated_by']),
      reasons: each['reasons'],
      askedOfPanel: each['asked_of_panel'],
      urgentReason: each['urgent_reason'],
      audience: each['audience'],
      ...(each['decided_at'] !== null && {
        decision: {
          at: rows.time(each['decided_at']),
          by: rows.email(each['decided_by']),
          decision: each['decision'],
          reasons: each['decision_reasons'],
        },
      }),
    })),
    ...(ending !== undefined && {
      ending: {
        ...rows.happening('pathway-ended', ending['id']),
        proposed: proposed(proposals.find(each => each['kind'] === 'ending' && each['pathway_id'] === ending['id'])),
        ending: ending['ending'],
        whatChanged: ending['what_changed'],
        whoKeepsWatch: ending['who_keeps_watch'],
        whatWouldBringBack: ending['what_would_bring_back'],
      },
    }),
  })
}

const detail = (entry: Readonly<Record<string, unknown>>, name: string) =>
  (entry['details'] as Record<string, unknown>)[name]

function leadOf(rows: Rows, decided: string | undefined): { leadPractitioner?: string | undefined } {
  const joined = rows
    .happenings('network-joined')
    .find(each => rows.time(each['recorded_at']) === decided && detail(each, 'part') === 'lead-practitioner')
  return joined === undefined ? {} : { leadPractitioner: rows.email(detail(joined, 'user')) }
}

// When, and by whom, it was said who the child of a referral is.
function identifiedOf(rows: Rows, referral: Row): { readonly at: string; readonly by: string } | undefined {
  const at = rows.time(referral['identified_at'])
  const by = rows.email(referral['identified_by'])
  return at === undefined || by === undefined ? undefined : { at, by }
}

// Who proposed a step down, with the words that belong to it.
function proposedStepDown(rows: Rows, move: Row): Record<string, unknown> {
  const proposal = rows
    .of('pathway_proposal')
    .find(each => each['kind'] === 'step-down' && rows.time(each['decided_at']) === rows.time(move['moved_at']))
  return proposal === undefined
    ? {}
    : {
        proposed: {
          at: rows.time(proposal['proposed_at']),
          by: rows.email(proposal['proposed_by']),
          whoKeepsWatch: proposal['who_keeps_watch'],
          whatWouldBringBack: proposal['what_would_bring_back'],
        },
      }
}
