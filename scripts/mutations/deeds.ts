import { type Mutation, mutation } from './mutation.ts'

const FAMILY_COPY = 'migrations/0014-family-copy.sql'
const MAY_CHANGE_AT_A_MEETING = 'migrations/0015-what-may-change-at-a-meeting.sql'
const MAY_CHANGE_OF_WORDS_AND_WORK = 'migrations/0016-what-may-change-of-words-and-work.sql'
const MAY_CHANGE_OF_A_PATHWAY = 'migrations/0017-what-may-change-of-a-pathway.sql'
const DEEDS = 'src/meeting/deeds.ts'
const COPIES = 'src/family-copy/actions.ts'
const meeting = (name: string, file: string, from: string, to: string) =>
  mutation(name, file, from, to, 'meeting-deeds')
const pathway = (name: string, file: string, from: string, to: string) =>
  mutation(name, file, from, to, 'pathway-deeds')
const copy = (name: string, file: string, from: string, to: string) => mutation(name, file, from, to, 'family-copy')

/** Breakages of what may still change: the tables of deeds, their triggers, the words a decision is about, the frozen copy. */
export const DEED_MUTATIONS: readonly Mutation[] = [
  meeting(
    'a called-off meeting begins',
    DEEDS,
    `begin: { booked: RUNNERS },`,
    `begin: { booked: RUNNERS, 'called-off': RUNNERS },`,
  ),
  meeting('the note-taker approves', DEEDS, `approve: { held: ['chair'] },`, `approve: { held: RUNNERS },`),
  meeting(
    'a running meeting is approved',
    DEEDS,
    `approve: { held: ['chair'] },`,
    `approve: { held: ['chair'], 'in-open-session': ['chair'] },`,
  ),
  meeting(
    'the note-taker decides for the family',
    DEEDS,
    `'decide-for-family': running(['chair']),`,
    `'decide-for-family': running(RUNNERS),`,
  ),
  meeting(
    'anyone in the network writes into the closed session',
    DEEDS,
    `'write-entry': { 'in-closed-session': CLOSED,`,
    `'write-entry': { 'in-closed-session': [...CLOSED, 'network'],`,
  ),
  meeting(
    'an approved record takes entries',
    DEEDS,
    `held: RUNNERS },\n  'change-entry'`,
    `held: RUNNERS, approved: RUNNERS },\n  'change-entry'`,
  ),
  meeting(
    'a plan is written in the closed session',
    DEEDS,
    `'write-plan': afterClosed,`,
    `'write-plan': running(RUNNERS),`,
  ),
  meeting(
    'an action for the family is agreed in the closed session',
    DEEDS,
    `'agree-family-action': afterClosed,`,
    `'agree-family-action': running(RUNNERS),`,
  ),
  meeting(
    'a meeting ends in the closed session',
    DEEDS,
    `end: { 'in-open-session': RUNNERS },`,
    `end: { 'in-open-session': RUNNERS, 'in-closed-session': RUNNERS },`,
  ),
  meeting(
    'the network takes back invitations',
    DEEDS,
    `booked: [...RUNNERS, 'inviter'],`,
    `booked: [...RUNNERS, 'inviter', 'network'],`,
  ),
  meeting(
    'the chair reads as the second person',
    'src/meeting/actions/asking.ts',
    `closed && meeting.chairId !== userId`,
    `closed`,
  ),
  meeting(
    'somebody outside the closed session reads as the second person',
    DEEDS,
    `'read-family-copy': { approved: ['second-reader'] },`,
    `'read-family-copy': { approved: ['second-reader', 'network'] },`,
  ),
  meeting(
    'the family copy is made by the network',
    DEEDS,
    `'make-family-copy': { approved: RUNNERS },`,
    `'make-family-copy': { approved: [...RUNNERS, 'network'] },`,
  ),
  meeting(
    'the copy is made before approval',
    DEEDS,
    `'make-family-copy': { approved: RUNNERS },`,
    `'make-family-copy': { approved: RUNNERS, held: RUNNERS },`,
  ),
  meeting(
    'whoever reads only counts as the network',
    'src/meeting/actions/asking.ts',
    `...(working ? (['network'] as const) : []),`,
    `'network' as const,`,
  ),
  meeting(
    'a refusal tells an outsider where a meeting stands',
    'src/access/deeds.ts',
    `? 'not-now' : 'not-found'`,
    `? 'not-now' : 'not-now'`,
  ),
  meeting(
    'the database has no table of deeds',
    MAY_CHANGE_AT_A_MEETING,
    `  return m.id is not null and may_do('meeting', deed, meeting_state(m), meeting_parts(m) || also);`,
    `  return m.id is not null;`,
  ),
  meeting(
    'the database lets the note-taker approve',
    MAY_CHANGE_AT_A_MEETING,
    `('approve',               'held',                                                            'chair')`,
    `('approve',               'held',                                                            'chair note-taker')`,
  ),
  meeting(
    'the database does not know a held meeting',
    MAY_CHANGE_AT_A_MEETING,
    `    when m.ended_at is not null then 'held'\n`,
    ``,
  ),
  meeting(
    'the database takes the closed session for the open one',
    MAY_CHANGE_AT_A_MEETING,
    `    when m.stage = 'closed-session' then 'in-closed-session'\n`,
    ``,
  ),
  meeting(
    'the database takes everybody for the network',
    MAY_CHANGE_AT_A_MEETING,
    `case when may_see_child(m.child_id) and (actor_has_role('practitioner')`,
    `case when true or (actor_has_role('practitioner')`,
  ),
  meeting(
    'the database lets the chair be the second reader',
    MAY_CHANGE_AT_A_MEETING,
    `case when in_closed_session(m.id) and m.chair_id is distinct from actor() then 'second-reader' end`,
    `case when in_closed_session(m.id) then 'second-reader' end`,
  ),
  meeting(
    'presence is free in the database',
    MAY_CHANGE_AT_A_MEETING,
    `create trigger meeting_presence_by_deed before insert or delete on meeting_presence for each row execute function keep_to_meeting_deed('record-presence');\n`,
    ``,
  ),
  meeting(
    'the plan is free in the database',
    MAY_CHANGE_AT_A_MEETING,
    `create trigger safety_plan_by_deed before insert or update on safety_plan for each row execute function keep_to_meeting_deed('write-plan');\n`,
    ``,
  ),
  meeting(
    'findings are free in the database',
    MAY_CHANGE_AT_A_MEETING,
    `create trigger meeting_finding_by_deed before insert or update on meeting_finding for each row execute function keep_to_meeting_deed('add-finding');\n`,
    ``,
  ),
  meeting(
    'consultations are free in the database',
    MAY_CHANGE_AT_A_MEETING,
    `create trigger meeting_consultation_by_deed before insert or update on meeting_consultation for each row execute function keep_to_meeting_deed('record-consultation');\n`,
    ``,
  ),
  meeting(
    'invitations are free in the database',
    MAY_CHANGE_AT_A_MEETING,
    `create trigger meeting_person_by_deed before insert on meeting_person for each row execute function keep_to_meeting_deed('invite');\n`,
    ``,
  ),
  meeting(
    'taking back is free in the database',
    MAY_CHANGE_AT_A_MEETING,
    `create trigger meeting_person_taken_back_by_deed before update on meeting_person for each row execute function keep_to_meeting_deed('take-back-invitation');\n`,
    ``,
  ),
  meeting(
    'actions are free in the database',
    MAY_CHANGE_AT_A_MEETING,
    `create trigger action_by_deed before insert on action for each row execute function keep_to_meeting_deed('agree-action');\n`,
    ``,
  ),
  meeting(
    'an action for the family is any action in the database',
    MAY_CHANGE_AT_A_MEETING,
    `        if r ->> 'audience' = 'family' then deed := 'agree-family-action'; end if;`,
    `        null;`,
  ),
  meeting(
    'declarations are free in the database',
    MAY_CHANGE_AT_A_MEETING,
    `create trigger record_declaration_by_deed before insert on record_declaration for each row execute function keep_to_meeting_deed('declare-making');\n`,
    ``,
  ),
  meeting(
    'decisions are free in the database',
    MAY_CHANGE_AT_A_MEETING,
    `create trigger family_decision_by_deed before insert on family_decision for each row execute function keep_to_meeting_deed('decide-for-family');\n`,
    ``,
  ),
  meeting(
    'corrections are free in the database',
    MAY_CHANGE_AT_A_MEETING,
    `create trigger meeting_correction_by_deed before insert on meeting_correction for each row execute function keep_to_meeting_deed('correct');\n`,
    ``,
  ),
  meeting(
    'sendings are free in the database',
    MAY_CHANGE_AT_A_MEETING,
    `create trigger record_sending_by_deed before insert on record_sending for each row execute function keep_to_meeting_deed('send-copy');\n`,
    ``,
  ),
  meeting(
    'copies are made freely in the database',
    MAY_CHANGE_AT_A_MEETING,
    `create trigger family_copy_by_deed before insert on family_copy for each row execute function keep_to_meeting_deed('make-family-copy');\n`,
    ``,
  ),
  meeting(
    'copies are read freely in the database',
    MAY_CHANGE_AT_A_MEETING,
    `create trigger family_copy_reading_by_deed before insert on family_copy_reading for each row execute function keep_to_meeting_deed('read-family-copy');\n`,
    ``,
  ),
  meeting(
    'debriefs are free in the database',
    MAY_CHANGE_AT_A_MEETING,
    `create trigger debrief_done_by_deed before update on debrief for each row execute function keep_to_meeting_deed('record-debrief');\n`,
    ``,
  ),
  meeting(
    'the meeting’s own row is free in the database',
    MAY_CHANGE_AT_A_MEETING,
    `create trigger meeting_within_deeds before update on meeting for each row execute function keep_to_meeting_deeds();\n`,
    ``,
  ),
  meeting(
    'comments are written into an approved record, past the actions',
    MAY_CHANGE_AT_A_MEETING,
    `    then deeds := deeds || 'write-comments'::text; end if;`,
    `    then null; end if;`,
  ),
  meeting(
    'entries are written by anyone, past the actions',
    MAY_CHANGE_OF_WORDS_AND_WORK,
    `    elsif new.kind = 'meeting-entry' and not may_in_meeting('write-entry', new.meeting_id) then\n      perform refuse_deed('write-entry', 'meeting');\n`,
    ``,
  ),
  meeting(
    'entries are changed by anyone, past the actions',
    MAY_CHANGE_OF_WORDS_AND_WORK,
    `      if not may_in_meeting('change-entry', old.meeting_id, own) then perform refuse_deed('change-entry', 'meeting'); end if;`,
    `      null;`,
  ),

  copy(
    'new words keep the decision about the old ones',
    MAY_CHANGE_OF_WORDS_AND_WORK,
    `    update family_decision set replaced_at = now() where entry_id = old.id and replaced_at is null;\n    if old.audience = 'family' then new.audience := coalesce(nullif(old.written_for, 'family'), 'closed'); end if;`,
    `    null;`,
  ),
  copy(
    'new words stay with the family',
    MAY_CHANGE_OF_WORDS_AND_WORK,
    `    if old.audience = 'family' then new.audience := coalesce(nullif(old.written_for, 'family'), 'closed'); end if;\n`,
    ``,
  ),
  copy(
    'versions of words are not counted',
    MAY_CHANGE_OF_WORDS_AND_WORK,
    `    new.words_version := old.words_version + 1;\n`,
    ``,
  ),
  copy(
    'a decision is about whatever stands',
    'src/meeting/actions/recording.ts',
    `if (entry.wordsVersion !== decision.wordsVersion)`,
    `if (false as boolean)`,
  ),
  copy(
    'a record is approved as nobody read it',
    'src/meeting/actions/recording.ts',
    `if (source !== (await findFamilyCopySource(tx, meetingId)))`,
    `if (false as boolean)`,
  ),
  copy(
    'the plan is not of what the copy is made from',
    FAMILY_COPY,
    `        (select jsonb_build_array(s.childs_goals, s.worries, s.what_helps, s.who_to_call, s.if_missing) from safety_plan s where s.meeting_id = m.id),`,
    `        null,`,
  ),
  copy(
    'a family’s correction leaves the copy as it was',
    FAMILY_COPY,
    `           from meeting_correction k where k.meeting_id = m.id and k.audience = 'family')`,
    `           from meeting_correction k where false)`,
  ),
  copy(
    'what is taken back leaves the copy as it was',
    FAMILY_COPY,
    `           from entry e where e.meeting_id = m.id and e.kind = 'meeting-entry' and e.audience = 'family'),`,
    `           from entry e where e.meeting_id = m.id and e.kind = 'meeting-entry'),`,
  ),
  copy(
    'a copy that is out of date still opens',
    FAMILY_COPY,
    `and f.source = family_copy_source(f.meeting_id)\n         and not exists (select 1 from family_copy n`,
    `and true\n         and not exists (select 1 from family_copy n`,
  ),
  copy(
    'a file opens before the reading',
    'src/family-copy/rules.ts',
    `return copy.readBy !== null && copy.readBy !== copy.chairId ? 'may-leave' : 'made'`,
    `return 'may-leave'`,
  ),
  copy(
    'an older copy opens beside a newer one',
    'src/family-copy/rules.ts',
    `if (!copy.isNewest || copy.source !== copy.sourceNow)`,
    `if (copy.source !== copy.sourceNow)`,
  ),
  copy(
    'a copy that is out of date is read',
    COPIES,
    `  if (copy.state === 'out-of-date') return { outcome: 'out-of-date', meetingId }\n`,
    ``,
  ),
  copy(
    'the family’s copy is given unread',
    COPIES,
    `each => each.language === sending.language && each.state === 'may-leave',`,
    `each => each.language === sending.language,`,
  ),
  copy(
    'an action taken out stays in the copy',
    'src/meeting/actions/recording.ts',
    `updateActionAudience(work.tx, action, 'network',`,
    `updateActionAudience(work.tx, action, 'family',`,
  ),
  copy(
    'shared closed words are lost when they are withheld',
    'src/meeting/actions/recording.ts',
    `const audience: Audience = staysOut ?`,
    `const audience: Audience = !staysOut ?`,
  ),

  pathway(
    'the proposer confirms',
    MAY_CHANGE_OF_A_PATHWAY,
    `case when p.proposed_by <> actor() and may_see_child(w.child_id)`,
    `case when p.proposed_by is not null and may_see_child(w.child_id)`,
  ),
  pathway(
    'the proposer confirms on a page',
    'src/ending/actions.ts',
    `manages && proposal !== undefined && proposal.proposedBy !== work.actor.userId`,
    `manages && proposal !== undefined`,
  ),
  pathway(
    'a practitioner confirms',
    'src/ending/deeds.ts',
    `confirm: { proposed: ['second'] },`,
    `confirm: { proposed: ['second', 'network'] },`,
  ),
  pathway(
    'anyone opens a pathway again',
    'src/ending/deeds.ts',
    `reopen: { ended: ['manager'] },`,
    `reopen: { ended: ['network'] },`,
  ),
  pathway(
    'a pathway ends without a proposal, as SQL',
    MAY_CHANGE_OF_A_PATHWAY,
    `      raise exception 'an ending is proposed by one and confirmed by another' using errcode = '42501';`,
    `      null;`,
  ),
  pathway(
    'a pathway is opened again by anyone, as SQL',
    MAY_CHANGE_OF_A_PATHWAY,
    `      perform refuse_deed('reopen', 'pathway');`,
    `      null;`,
  ),
  pathway(
    'a step down is written by one person, as SQL',
    MAY_CHANGE_OF_A_PATHWAY,
    `create trigger pathway_proposal_by_deed before insert or update on pathway_proposal for each row execute function keep_pathway_deeds();\n`,
    ``,
  ),
  pathway(
    'a step up is written by anyone, as SQL',
    MAY_CHANGE_OF_A_PATHWAY,
    `create trigger pathway_move_by_deed before insert on pathway_move for each row execute function keep_pathway_deeds();\n`,
    ``,
  ),
  pathway(
    'an ending because the risk is lower needs no judgement',
    'src/ending/rules.ts',
    `return 'judgement-needed'`,
    `return undefined`,
  ),
  pathway(
    'a child judged high is let go',
    'src/ending/rules.ts',
    `return judgement.level === 'high' ? 'judged-high' : undefined`,
    `return undefined`,
  ),
  pathway(
    'a judgement is current for ever',
    'src/ending/rules.ts',
    `addDays(judgement.doneOn, facts.reassessDays) < facts.today`,
    `false`,
  ),
  pathway(
    'a judgement is out of date on its last day',
    'src/ending/rules.ts',
    `addDays(judgement.doneOn, facts.reassessDays) < facts.today`,
    `addDays(judgement.doneOn, facts.reassessDays) <= facts.today`,
  ),
  pathway(
    'turned 18 at fourteen',
    'src/ending/rules.ts',
    `return facts.isChild ? 'still-a-child' : undefined`,
    `return undefined`,
  ),
  pathway(
    'who keeps watch is not asked',
    'src/ending/actions.ts',
    `if (missing.length > 0) return { outcome: 'words-needed', missing }`,
    ``,
  ),
  pathway(
    'an ending goes over a running meeting',
    'src/meeting/actions/arranging.ts',
    `if (open.some(each => each.beganAt !== null)) return false`,
    ``,
  ),
  pathway(
    'an ending leaves the meeting booked',
    'src/ending/actions.ts',
    `proposal.kind === 'ending' && !(await callOffForEnding(work, childId, proposal.whatChanged))`,
    `false as boolean`,
  ),
  pathway(
    'an ending leaves clocks running',
    'src/pathway/actions.ts',
    `  await stopClocksOfChild(work, ending.childId, 'pathway-ended')\n`,
    ``,
  ),
  pathway(
    'opened again with no reason',
    'src/ending/actions.ts',
    `  if (reason.trim() === '') return { outcome: 'reason-needed' }\n  if (!(await hasRole`,
    `  if (!(await hasRole`,
  ),
  pathway(
    'opened again with nothing due',
    'src/ending/actions.ts',
    `    kind: REFERRAL_CLOCKS.assessment,\n    subjectId: pathwayId,`,
    `    kind: REFERRAL_CLOCKS.acknowledgement,\n    subjectId: pathwayId,`,
  ),
  pathway(
    'opened again it forgets what was promised',
    'src/ending/actions.ts',
    `if (reopening.actionIds.includes(action.id))`,
    `if (false as boolean)`,
  ),
  pathway(
    'a step up goes down',
    'src/ending/actions.ts',
    `  if (!(STEPPED_UP_TO as readonly SteppedTo[]).includes(movedTo)) return { outcome: 'not-up' }\n`,
    ``,
  ),
]
