import { WORKING_ROLES } from '../../access/actor.ts'
import { namesOf } from '../../board/store/staff.ts'
import { BASES } from '../../entry/entry.ts'
import { languageChoices } from '../../entry/present.ts'
import { listMeetingEntries } from '../../entry/store.ts'
import { foreignTo } from '../../lib/written-language.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import { type FieldErrors, type FormFields, items } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { deedsOpen } from '../actions/asking.ts'
import { RECORD_CONTEXTS, WRITTEN_FOR } from '../meeting.ts'
import { runsMeeting, undecided } from '../rules.ts'
import { findConsultation } from '../store/consultation.ts'
import { listPeople, listPresence } from '../store/people.ts'
import { listFamilyDecisions } from '../store/record.ts'
import { familyRoomOf, openClosedRoom } from './closed-room.ts'
import { promptsOf } from '../present.ts'
import { lineWords, meetingName } from './wording.ts'

/** The closed room as it runs: as it is, or again with what was typed and what needs another look. */
export async function runAnswer(
  visit: Visit<'/meetings/:meetingId/run'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async work => {
    const { tx, actor } = work
    const opened = await openClosedRoom(work, visit.params.meetingId)
    if (opened === undefined || opened === 'with-family') return opened
    const { meeting, reference } = opened
    if (meeting.stage === null) return 'not-running' as const
    const [people, presence, written, decisions, consultation, may] = await Promise.all([
      listPeople(tx, meeting.id),
      listPresence(tx, meeting.id),
      listMeetingEntries(tx, meeting.id),
      listFamilyDecisions(tx, meeting.id),
      findConsultation(tx, meeting.id),
      deedsOpen(work, meeting),
    ])
    const entries = written.filter(entry => entry.kind === 'meeting-entry')
    const names = await namesOf(
      tx,
      entries.map(entry => entry.authorId),
    )
    const here = people.filter(person =>
      presence.some(each => each.personId === person.id && each.stage === 'closed-session'),
    )
    return {
      meeting,
      may,
      runs: runsMeeting(actor.userId, meeting),
      chairs: actor.userId === meeting.chairId,
      caption: `${meetingName(meeting, t)} · ${reference}`,
      reference,
      prompts: promptsOf(t, 'closed-session'),
      consultation,
      here: here.map(person => person.name),
      names: people.filter(person => person.inClosed).map(person => person.name),
      openCount: undecided(entries, decisions).length,
      entries: entries.map(entry => ({
        ...lineWords(entry, names, t),
        foreign: foreignTo(language, entry.writtenIn),
        mayChange: entry.audience !== 'family' && (may['change-entry'] === true || entry.agencyId === actor.agencyId),
      })),
      contexts: items(t, 'entry.context', ['individual', ...RECORD_CONTEXTS]),
      languages: languageChoices(language),
      bases: items(t, 'entry.basis', BASES),
      audiences: items(t, 'entry.audience', WRITTEN_FOR),
    }
  })
  if (model === undefined) return notFound()
  if (model === 'with-family') return redirect(familyRoomOf(visit.params.meetingId))
  if (model === 'not-running') return redirect(`/meetings/${visit.params.meetingId}`)
  const title = t('meeting.run.title', { reference: model.reference })
  return showForm('meeting/views/run.njk', title, model, { audience: 'closed', ...values }, errors)
}

const runPage = page({
  method: 'get',
  path: '/meetings/:meetingId/run',
  roles: WORKING_ROLES,
  audit: 'meeting.record-seen',
  handle: visit => runAnswer(visit),
})

export const runningPages: readonly Page[] = [runPage]
