import { type Mutation, mutation } from './mutation.ts'

const CHANGE = 'migrations/0009-what-may-change.sql'
const DECIDING = 'src/referral/actions/deciding.ts'
const SENDING = 'src/referral/actions/sending.ts'
const ASSESS = 'src/assessment/actions.ts'
const BOOKING = 'src/meeting/actions/booking.ts'
const ARRANGE = 'src/meeting/actions/arranging.ts'
const referral = (name: string, file: string, from: string, to: string) =>
  mutation(name, file, from, to, 'src/referral')
const assess = (name: string, file: string, from: string, to: string) =>
  mutation(name, file, from, to, 'src/assessment')
const arrange = (name: string, file: string, from: string, to: string) => mutation(name, file, from, to, 'src/meeting/')
const action = (name: string, file: string, from: string, to: string) =>
  mutation(name, file, from, to, 'src/agreed-action')
const file = (name: string, path: string, from: string, to: string) => mutation(name, path, from, to, 'case-file')
const rule = (name: string, path: string, from: string, to: string, tests: string) =>
  mutation(name, path, from, to, tests)

/** Breakages of the pathway's own rules and actions. */
export const RULE_MUTATIONS: readonly Mutation[] = [
  referral(
    'a second referral ends the pathway',
    'src/referral/rules.ts',
    `return childIsKnown ? KNOWN_CHILD_OUTCOMES : OUTCOMES`,
    `return [...KNOWN_CHILD_OUTCOMES, ...OUTCOMES]`,
  ),
  referral(
    'the database takes any outcome about a known child',
    CHANGE,
    `  if new.outcome <> 'strategy-discussion'\n     and child_is_known(r.id) <>`,
    `  if false\n     and child_is_known(r.id) <>`,
  ),
  referral(
    'the lead is not told',
    DECIDING,
    `if (known) await tellTheLead(work, referral, childId, decision.outcome)`,
    `if (known) await Promise.resolve()`,
  ),
  referral(
    'the chair is not told of an earlier meeting',
    DECIDING,
    `['lead-practitioner', 'chair'] : ['lead-practitioner']`,
    `['chair'] : ['chair']`,
  ),
  referral(
    'any team decides on a referral',
    DECIDING,
    `return work.actor.teamIds.includes(referral.receivingTeamId) && hasAnyRole`,
    `return hasAnyRole`,
  ),
  referral(
    'a lead without the role',
    DECIDING,
    `lead === undefined || !(await hasRole(tx, lead, 'practitioner'))`,
    `lead === undefined`,
  ),
  referral(
    'a first decision with others waiting ends the pathway',
    DECIDING,
    `  if (others.some(each => each.id !== referral.id && each.decidedAt === null)) return\n`,
    ``,
  ),
  referral(
    'a waiting referral does not open the pathway again',
    DECIDING,
    `  await openPathway(work, childId)\n  await joinNetwork`,
    `  await joinNetwork`,
  ),
  referral('the 42 days count from the decision', DECIDING, `    startedAt: referral.submittedAt ?? work.now,\n`, ``),
  referral(
    'information and advice is no further action',
    DECIDING,
    `decision.outcome === 'information-and-advice' ? 'information-and-advice' : 'no-further-action'`,
    `'no-further-action'`,
  ),
  referral(
    'an ending stops the clocks of a referral that waits',
    'src/clock/actions.ts',
    `if (clock.referralId === null && rules.includes(clock.rule))`,
    `if (rules.includes(clock.rule))`,
  ),
  referral(
    'the referrer’s words become the front door’s',
    DECIDING,
    `const referrer = { userId: referral.authorId, agencyId: referral.agencyId }`,
    `const referrer = work.actor`,
  ),
  referral(
    'anyone writes in a referrer’s name',
    CHANGE,
    `and r.author_id = e.author_id and r.agency_id = e.agency_id and e.text in`,
    `and (true or e.text = '') and 'x' not in`,
  ),
  referral('a referrer’s words are edited', 'src/entry/rules.ts', `return line.subjectId === null && `, `return `),
  referral(
    'a referrer’s words are edited, as SQL',
    CHANGE,
    `    elsif old.kind <> 'answer' and old.subject_id is not null then`,
    `    elsif false then`,
  ),
  referral(
    'a child’s words are said by whoever heard them',
    DECIDING,
    `saidBy: answers.knownAs === '' ? answers.givenName : answers.knownAs,`,
    `saidBy: answers.childsWordsTo,`,
  ),
  referral(
    '25:99 is a time',
    'src/lib/calendar-date.ts',
    `if (hours > 23 || Number(minutes ?? '0') > 59) return undefined`,
    ``,
  ),
  referral(
    'a call tomorrow',
    'src/referral/rules.ts',
    `else if (answers.phonedOn > today) call('phonedOn', 'not-yet')`,
    `else if (false as boolean) call('phonedOn', 'not-yet')`,
  ),
  referral('a call later today', 'src/referral/rules.ts', `instantInWales(answers.phonedOn, time) > now`, `false`),
  referral('a call with no day', 'src/referral/rules.ts', `call('phonedOn', 'call-needs-a-day')`, `void 0`),
  referral(
    'born tomorrow',
    'src/child/rules.ts',
    `if (typed.bornOn !== null && typed.bornOn > today)`,
    `if (false as boolean)`,
  ),
  referral('a slip of the year of birth', 'src/child/rules.ts', `yearsOn(typed.bornOn, today) > OLDEST_YEARS`, `false`),
  referral('an age in words', 'src/child/rules.ts', `!/^\\d{1,2}$/.test(age) || `, ``),
  referral(
    'the check digit is not checked',
    'src/child/rules.ts',
    `return check !== 10 && check === Number(number[9])`,
    `return true`,
  ),
  referral('wrong answers are sent', SENDING, `  if (wrong.length > 0) return { outcome: 'wrong', wrong }\n`, ``),
  referral(
    'an estimated age of 19 is a child',
    SENDING,
    `isChildOn({ bornOn, estimatedAge, estimatedAgeOn`,
    `isChildOn({ bornOn, estimatedAge: null, estimatedAgeOn`,
  ),
  referral(
    'a referral is chased on its first day',
    SENDING,
    `if (clock !== undefined && work.today <= clock.dueOn)`,
    `if (false as boolean)`,
  ),
  referral('a referral is chased on the last day', SENDING, `work.today <= clock.dueOn`, `work.today < clock.dueOn`),
  referral(
    'whether parents know is not asked',
    'src/referral/rules.ts',
    `  if (answers.parentsKnow === '') missing.push({ field: 'parentsKnow', step: 'family' })\n`,
    ``,
  ),
  referral(
    'why nobody was told is not asked',
    'src/referral/rules.ts',
    `(answers.parentsKnow === 'no' || answers.childKnows === 'no') && `,
    `false && `,
  ),
  referral(
    'an estimate is made anew at every save',
    'src/child/actions.ts',
    `: details.estimatedAge === child.estimatedAge`,
    `: (false as boolean)`,
  ),
  referral(
    'wrong details are saved',
    'src/child/actions.ts',
    `  if (faults.length > 0) return { outcome: 'wrong', faults }\n`,
    ``,
  ),

  assess(
    'a screening stands for an assessment',
    'src/assessment/rules.ts',
    `isScreening(each.kind) === isScreening(kind)`,
    `true`,
  ),
  assess(
    'a screening meets the assessment’s clock',
    ASSESS,
    `if (assessment.kind !== 'screening') {`,
    `if (assessment.kind.length > 0) {`,
  ),
  assess(
    'a backdated assessment counts today',
    'src/assessment/rules.ts',
    `return current?.doneOn == null || doneOn >= current.doneOn`,
    `return true`,
  ),
  assess(
    'an assessment of the same day does not count',
    'src/assessment/rules.ts',
    `doneOn >= current.doneOn`,
    `doneOn > current.doneOn`,
  ),
  assess(
    'the call for a meeting starts again each time',
    ASSESS,
    `['ask-for-meeting', 'first-meeting', 'review-meeting'].includes(each.rule)`,
    `['first-meeting'].includes(each.rule)`,
  ),
  assess(
    'medium calls for no meeting',
    'src/assessment/rules.ts',
    `    case 'medium':\n    case 'high':\n      return true`,
    `    case 'medium':\n      return false\n    case 'high':\n      return true`,
  ),
  assess(
    'a changed level needs no reason',
    'src/assessment/rules.ts',
    `return before !== null && before !== now`,
    `return false`,
  ),
  assess(
    'assessed before birth',
    ASSESS,
    `  if (child.bornOn !== null && assessment.doneOn < child.bornOn) return { outcome: 'before-birth' }\n`,
    ``,
  ),
  assess('assessed tomorrow', ASSESS, `  if (assessment.doneOn > work.today) return { outcome: 'not-yet-done' }\n`, ``),
  assess('whoever reads assesses', ASSESS, ` || !hasAnyRole(actor, ASSESSORS)`, ``),
  assess(
    'a practitioner decides against the meeting',
    ASSESS,
    `|| !hasAnyRole(work.actor, ['manager', 'exploitation-lead'])`,
    ``,
  ),
  assess(
    'a practitioner decides against the meeting, as SQL',
    CHANGE,
    `create policy no_meeting_by_manager on no_meeting_decision as restrictive for insert to llwybr_app\n  with check (`,
    `create policy no_meeting_by_manager on no_meeting_decision as restrictive for insert to llwybr_app\n  with check (true or `,
  ),
  assess(
    'a meeting is asked for at another level without a word',
    ARRANGE,
    `(differs || !protocolCallsForMeeting(risk)) &&`,
    `!protocolCallsForMeeting(risk) &&`,
  ),
  assess('at low risk no reason', ARRANGE, `(differs || !protocolCallsForMeeting(risk)) &&`, `false &&`),
  assess(
    'called off and asked for again, the days begin anew',
    ARRANGE,
    `...(firstAskedOn < work.today && { startedAt: instantInWales(firstAskedOn, '12:00') }),`,
    ``,
  ),
  assess(
    'two meetings at once',
    ARRANGE,
    `  if (running !== undefined) return { outcome: 'one-is-running', meetingId: running.id }\n`,
    ``,
  ),
  assess(
    'clocks stay with who no longer leads',
    CHANGE,
    `create trigger network_member_lead_holds after insert or update of left_at on network_member`,
    `create trigger network_member_lead_holds after update of user_id on network_member`,
  ),
  assess(
    'clocks stay with who has left',
    CHANGE,
    `create trigger app_user_work_passed_on after update of left_at on app_user`,
    `create trigger app_user_work_passed_on after update of email on app_user`,
  ),

  arrange(
    'a review in five weeks',
    'src/meeting/rules.ts',
    `: addDays(heldOn, limit.value)`,
    `: addDays(heldOn, limit.value + 7)`,
  ),
  arrange(
    'the consultation’s edge is a minute off',
    'src/meeting/rules.ts',
    `return consultedAt.getTime() <= consultationDueAt`,
    `return consultedAt.getTime() < consultationDueAt`,
  ),
  arrange(
    'the board’s own hours are not counted',
    'src/meeting/rules.ts',
    `bookedFor.getTime() - hours * 3_600_000`,
    `bookedFor.getTime() - 24 * 3_600_000`,
  ),
  arrange(
    'a day past the limit is not explained',
    'src/meeting/rules.ts',
    `if (on > dueBy) return 'past-the-limit'`,
    ``,
  ),
  arrange('the limit’s own day is late', 'src/meeting/rules.ts', `if (on > dueBy)`, `if (on >= dueBy)`),
  arrange(
    'bank holidays are working days',
    'src/meeting/rules.ts',
    `return isWorkingDay(on, holidays) ? undefined : 'not-a-working-day'`,
    `return undefined`,
  ),
  arrange(
    'a decision about earlier words counts',
    'src/meeting/rules.ts',
    `each.entryId === entry.id && each.wordsVersion === entry.wordsVersion`,
    `each.entryId === entry.id`,
  ),
  arrange(
    'approved with entries undecided',
    'src/meeting/rules.ts',
    `return undecidedEntries > 0 && !restStaysOut ? 'undecided' : undefined`,
    `return undefined`,
  ),
  arrange(
    'approved with nobody’s declaration',
    'src/meeting/rules.ts',
    `if (declarations === 0) return 'not-declared'`,
    ``,
  ),
  arrange(
    'an early beginning goes unnoticed',
    'src/meeting/rules.ts',
    `return calendarDateAt(now) < calendarDateAt(bookedFor)`,
    `return false`,
  ),
  arrange(
    'a screening is the latest assessment',
    'src/meeting/rules.ts',
    `done(['assessment', 'section-47'])`,
    `done(['screening', 'assessment', 'section-47'])`,
  ),

  action(
    'an action is reported on twice',
    'src/agreed-action/actions.ts',
    `action.outcome === null ? 'open' : 'reported'`,
    `'open'`,
  ),
  action(
    'whoever reads reports on an action',
    'src/agreed-action/actions.ts',
    `...(hasAnyRole(actor, WORKING_ROLES) ? (['network'] as const) : []),`,
    `'network' as const,`,
  ),
  action(
    'whoever reads reports on an action, as SQL',
    CHANGE,
    `case when actor_works() and may_see_child(old.child_id) then 'network' end`,
    `'network'`,
  ),
  action(
    'chairs are not told',
    'src/agreed-action/actions.ts',
    `if (member.part === 'chair')`,
    `if (member.part === 'referrer')`,
  ),
  action(
    'the chair is told only of what was not done',
    'src/agreed-action/rules.ts',
    `return outcome !== 'done'`,
    `return outcome === 'not-done'`,
  ),
  action(
    'a practitioner re-plans',
    'src/clock/actions.ts',
    ` || !hasAnyRole(work.actor, ['manager', 'chair', 'exploitation-lead']))`,
    `)`,
  ),
  action(
    'a practitioner re-plans, as SQL',
    CHANGE,
    `create policy clock_replan_authorised on clock_replan as restrictive for insert to llwybr_app\n  with check (`,
    `create policy clock_replan_authorised on clock_replan as restrictive for insert to llwybr_app\n  with check (true or `,
  ),
  action(
    're-planned into the past',
    'src/clock/actions.ts',
    `  if (toDueOn < work.today) return { outcome: 'in-the-past' }\n`,
    ``,
  ),
  action(
    're-planned without a reason',
    'src/clock/actions.ts',
    `  if (reason.trim() === '') return { outcome: 'reason-needed' }\n  if (toDueOn`,
    `  if (toDueOn`,
  ),
  action(
    'a note about tomorrow',
    'src/entry/actions.ts',
    `  if (note.happenedOn > work.today) return { outcome: 'not-yet-happened' }\n`,
    ``,
  ),
  action(
    'a panel member writes notes',
    'src/entry/actions.ts',
    `  if (!hasAnyRole(work.actor, WRITING_ROLES)) return { outcome: 'not-found' }\n  if (note.text`,
    `  if (note.text`,
  ),
  action(
    'a panel member writes notes, as SQL',
    CHANGE,
    `  with check (kind = 'meeting-entry' or (select actor_works()) or`,
    `  with check (true or (select actor_works()) or`,
  ),
  action('anyone decides for the panel', 'src/panel/actions.ts', `state, sits ? ['panel'] : [])`, `state, ['panel'])`),
  action(
    'anyone decides for the panel, as SQL',
    CHANGE,
    `case when old.team_id = any (my_principals()) and actor_has_role('panel-member') then 'panel' end`,
    `'panel'`,
  ),
  action(
    'a sitting in the past',
    'src/panel/actions.ts',
    `  if (sitsOn < work.today) return { outcome: 'in-the-past' }\n`,
    ``,
  ),

  file(
    'a case file is loaded over a refusal',
    'src/case-file/actions.ts',
    `    if (refused !== undefined)\n      return {`,
    `    if (refused === 'never')\n      return {`,
  ),
  file(
    'a case file in the future is loaded',
    'src/case-file/actions.ts',
    `    if (now.getTime() > Date.now())`,
    `    if (now.getTime() > Date.now() + 1e15)`,
  ),
  file(
    'somebody is invited twice',
    'src/meeting/actions/inviting.ts',
    `    return { outcome: 'invited-already' }`,
    `    await Promise.resolve()`,
  ),
  file(
    'a child is present in the closed session',
    'src/meeting/actions/holding.ts',
    `    return { outcome: 'family-in-closed' }\n  await replacePresence`,
    `    await Promise.resolve()\n  await replacePresence`,
  ),
  file(
    'a review before the meeting',
    'src/meeting/actions/ending.ts',
    `    return { outcome: 'review-before-meeting' }`,
    `    await Promise.resolve()`,
  ),
  file(
    'an action due before the meeting',
    'src/meeting/actions/holding.ts',
    `    return { outcome: 'day-before-meeting' }`,
    `    await Promise.resolve()`,
  ),
  file(
    'a chair without the role',
    BOOKING,
    `  if (!(await hasRole(tx, booking.chairId, 'chair'))) return { outcome: 'not-a-chair' }\n`,
    ``,
  ),
  file(
    'one person chairs and takes notes',
    BOOKING,
    `  if (booking.noteTakerId === booking.chairId) return { outcome: 'note-taker-is-chair' }\n`,
    ``,
  ),
  file(
    'booked for a Sunday without a word',
    BOOKING,
    `  if (toExplain !== undefined && booking.bookingReason.trim() === '') return { outcome: toExplain }\n`,
    ``,
  ),
  file('broken text is loaded', 'src/case-file/words.ts', `text.isWellFormed() && !text.includes('\\0')`, `true`),
  file(
    'a day before the bank holidays are known',
    'src/case-file/words.ts',
    `Date.parse(text) >= Date.parse(FIRST_INSTANT)`,
    `true`,
  ),
  file(
    'a case file invents acceptances',
    'src/case-file/meeting-deeds.ts',
    `if (personIds.length < each.people.length) return 'a person who was not invited'\n        return refusal(\n          await acceptStatement`,
    `return refusal(\n          await acceptStatement`,
  ),

  rule(
    'no limit is the board’s own',
    'src/clock/store/clocks.ts',
    `return row === undefined ? kind.limit :`,
    `return row !== undefined ? kind.limit :`,
    'src/clock',
  ),
  rule(
    'a stopped clock is late',
    'src/clock/rules.ts',
    `  if (clock.stoppedAt !== null) return { state: 'stopped', daysLate: 0 }\n`,
    ``,
    'src/clock',
  ),
  rule('the due day is late', 'src/clock/rules.ts', `daysLate > 0 : end`, `daysLate >= 0 : end`, 'src/clock'),
  rule(
    'the next day is day 0',
    'src/calendar/working-days.ts',
    `  let day = start\n  for (let counted = 0; counted < count;) {`,
    `  let day = addDays(start, 1)\n  for (let counted = 0; counted < count;) {`,
    'src/calendar',
  ),
  rule(
    'Saturdays are worked',
    'src/calendar/working-days.ts',
    `return !isWeekend(day) && !holidays.days.has(day)`,
    `return !holidays.days.has(day)`,
    'src/calendar',
  ),
  rule(
    'steps go backwards',
    'src/pathway/rules.ts',
    `PATHWAY_STEPS.indexOf(to) > PATHWAY_STEPS.indexOf(from)`,
    `PATHWAY_STEPS.indexOf(to) !== PATHWAY_STEPS.indexOf(from)`,
    'src/pathway',
  ),
  rule(
    'stepped down without a watch',
    'src/pathway/rules.ts',
    `['no-further-action', 'information-and-advice', 'moved', 'turned-18']`,
    `['no-further-action', 'information-and-advice', 'moved', 'turned-18', 'stepped-down']`,
    'src/pathway',
  ),
]
