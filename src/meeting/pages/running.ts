import { WORKING_ROLES } from '../../access/actor.ts'
import type { Work } from '../../access/work.ts'
import { namesOf } from '../../board/store/staff.ts'
import { BASES } from '../../entry/entry.ts'
import { languageChoices } from '../../entry/present.ts'
import { listMeetingEntries } from '../../entry/store.ts'
import { foreignTo } from '../../lib/written-language.ts'
import { type Answer, notFound, show, showForm, stream } from '../../web/answer.ts'
import { type FieldErrors, type FormFields, items } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { deedsOpen } from '../actions/asking.ts'
import { readLastTime } from '../last-time.ts'
import { unheardAt } from '../../statement/rules.ts'
import { type Meeting, RECORD_CONTEXTS, WRITTEN_FOR } from '../meeting.ts'
import { runsMeeting, undecided } from '../rules.ts'
import { findConsultation } from '../store/consultation.ts'
import { listPeople, listPresence } from '../store/people.ts'
import { listAcceptances, listFamilyDecisions } from '../store/record.ts'
import { answerWithClosedWords, openClosedRoom } from './opening.ts'
import { promptsOf, speakerNeededFor, wishesOf } from '../present.ts'
import { lineWords, meetingName } from './wording.ts'

/** What was written into a meeting so far, as far as the reader may read it, and how much of it is still to be decided. */
async function closedLines(work: Work, meeting: Meeting, { t, language }: Visit) {
  const [written, decisions, may] = await Promise.all([
    listMeetingEntries(work.tx, meeting.id),
    listFamilyDecisions(work.tx, meeting.id),
    deedsOpen(work, meeting),
  ])
  const entries = written.filter(entry => entry.kind === 'meeting-entry')
  const names = await namesOf(
    work.tx,
    entries.map(entry => entry.authorId),
  )
  return {
    openCount: undecided(entries, decisions).length,
    entries: entries.map(entry => ({
      ...lineWords(entry, names, t, meeting),
      foreign: foreignTo(language, entry.writtenIn),
      mayChange:
        entry.audience !== 'family' && (may['change-entry'] === true || entry.agencyId === work.actor.agencyId),
    })),
  }
}

/** The closed room as it runs: as it is, or again with what was typed and what needs another look. */
export async function runAnswer(
  visit: Visit<'/meetings/:meetingId/run'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  return answerWithClosedWords(
    visit,
    work => openClosedRoom(work, visit.params.meetingId, visit),
    async (work, { meeting, reference, frame }) => {
      const { tx, actor } = work
      if (meeting.stage === null) return { goTo: `/meetings/${meeting.id}` }
      const [people, presence, acceptances, lines, consultation, may, lastTime] = await Promise.all([
        listPeople(tx, meeting.id),
        listPresence(tx, meeting.id),
        listAcceptances(tx, meeting.id),
        closedLines(work, meeting, visit),
        findConsultation(tx, meeting.id),
        deedsOpen(work, meeting),
        readLastTime(work, meeting),
      ])
      const here = people.filter(person =>
        presence.some(each => each.personId === person.id && each.stage === 'closed-session'),
      )
      return {
        liveIn: frame.liveIn,
        meeting,
        may,
        runs: runsMeeting(actor.userId, meeting),
        chairs: actor.userId === meeting.chairId,
        caption: `${meetingName(meeting, t)} · ${reference}`,
        reference,
        prompts: promptsOf(t, 'closed-session'),
        speakerNeededFor: speakerNeededFor(actor.userId, meeting),
        consultation: consultation && {
          ...consultation,
          wishes: wishesOf(consultation, { t, language }),
          foreign: foreignTo(language, consultation.writtenIn),
        },
        isReview: lastTime.last !== undefined,
        leftOver: lastTime.listed.filter(each => each.isToAnswer).length,
        here: here.map(person => person.name),
        unheard: unheardAt('closed-session', here, acceptances).map(person => person.name),
        ...lines,
        contexts: items(t, 'entry.context', ['individual', ...RECORD_CONTEXTS]),
        languages: languageChoices(language),
        bases: items(t, 'entry.basis', BASES),
        audiences: items(t, 'entry.audience', WRITTEN_FOR),
      }
    },
    model =>
      showForm(
        'meeting/views/run.njk',
        t('meeting.run.title', { reference: model.reference }),
        model,
        { audience: 'closed', ...values },
        errors,
      ),
  )
}

const runPage = page({
  method: 'get',
  path: '/meetings/:meetingId/run',
  roles: WORKING_ROLES,
  audit: 'meeting.record-seen',
  handle: visit => runAnswer(visit),
})

// The lines alone: what the page of the closed room asks for when it hears that something changed.
const saidPage = page({
  method: 'get',
  path: '/meetings/:meetingId/run/said',
  roles: WORKING_ROLES,
  audit: 'meeting.record-seen',
  handle: visit =>
    answerWithClosedWords(
      visit,
      work => openClosedRoom(work, visit.params.meetingId, visit),
      async (work, { meeting }) =>
        meeting.stage === null ? { goTo: `/meetings/${meeting.id}` } : closedLines(work, meeting, visit),
      model => show('meeting/views/said.njk', visit.t('meeting.entries'), model),
    ),
})

// Tells whoever has the closed room open that something in it changed, and nothing of what.
const changesPage = page({
  method: 'get',
  path: '/meetings/:meetingId/changes',
  roles: WORKING_ROLES,
  audit: 'meeting.record-seen',
  async handle(visit) {
    const { meetingId } = visit.params
    const opened = await visit.act(work => openClosedRoom(work, meetingId, visit))
    if (opened === undefined) return notFound()
    return stream(say => visit.hear(meetingId, say))
  },
})

export const runningPages: readonly Page[] = [runPage, saidPage, changesPage]
