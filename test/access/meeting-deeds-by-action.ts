// Each deed at a meeting as the action that does it.
import type { Work } from '../../src/access/work.ts'
import { findEntry } from '../../src/entry/store.ts'
import { makeFamilyCopy, readFamilyCopy } from '../../src/family-copy/actions.ts'
import { recordReceipt, recordSending } from '../../src/family-copy/giving.ts'
import { listNewestCopies } from '../../src/family-copy/store/copies.ts'
import { findWordsToTranslate, translateCopy } from '../../src/family-copy/translating.ts'
import { callOffMeeting } from '../../src/meeting/actions/arranging.ts'
import { bookMeeting } from '../../src/meeting/actions/booking.ts'
import { endMeeting, writeComments, writeSafetyPlan } from '../../src/meeting/actions/ending.ts'
import {
  agreeMeetingAction,
  beginMeeting,
  changeEntry,
  recordPresence,
  writeEntry,
} from '../../src/meeting/actions/holding.ts'
import { addFindings } from '../../src/meeting/actions/naming.ts'
import { answerLastTime } from '../../src/meeting/actions/last-time.ts'
import { recordReply } from '../../src/meeting/actions/replying.ts'
import { moveToStage } from '../../src/meeting/actions/stages.ts'
import { invitePerson, recordConsultation, removePerson } from '../../src/meeting/actions/inviting.ts'
import { approveRecord, correctRecord, decideForFamily, declareMaking } from '../../src/meeting/actions/recording.ts'
import { recordDebrief } from '../../src/meeting/actions/telling.ts'
import type { MeetingDeed } from '../../src/meeting/deeds.ts'
import { findFamilyCopySource, findMeeting } from '../../src/meeting/store/meeting.ts'
import { makePack, takePack } from '../../src/meeting/actions/packing.ts'
import { findSafetyPlan } from '../../src/meeting/store/outcome.ts'
import { takeCopyBack } from '../../src/copy-given/actions.ts'
import { copyOptionsOf } from '../../src/copy-options.ts'
import { addDays } from '../../src/lib/calendar-date.ts'
import type { Case } from './meeting-deeds.ts'

type Attempt = (work: Work, at: Case) => Promise<{ readonly outcome: string } | undefined>

/** Each deed through its action, with all that it needs but the right. */
export const BY_ACTION: Readonly<Record<MeetingDeed, Attempt | undefined>> = {
  book: async (work, { meetingId }) =>
    bookMeeting(work, {
      meetingId,
      version: (await findMeeting(work.tx, meetingId))?.version ?? 0,
      chairId: (await findMeeting(work.tx, meetingId))?.chairId ?? '',
      noteTakerId: null,
      bookedFor: new Date(work.now.getTime() + 5 * 86_400_000),
      bookingReason: 'everyone can come',
      place: 'elsewhere',
      language: 'en',
      interpreter: '',
      accessNeeds: '',
      keepApart: '',
      acceptedIncomplete: '',
    }),
  'call-off': (work, { meetingId }) => callOffMeeting(work, { meetingId, reason: 'nobody can come' }),
  invite: (work, { meetingId }) =>
    invitePerson(work, {
      meetingId,
      userId: null,
      name: 'Enfys',
      part: 'parent-or-carer',
      inClosed: false,
      inFamily: true,
    }),
  'take-back-invitation': (work, { invitation }) => removePerson(work, invitation),
  reply: (work, { invitation }) => recordReply(work, { personId: invitation, reply: 'coming', words: '' }),
  'make-pack': (work, { meetingId }) => makePack(work, meetingId),
  'take-pack': (work, { meetingId }) =>
    takePack(work, { meetingId, language: 'cy', format: 'pdf', sha256: '0'.repeat(64) }),
  'record-consultation': (work, { meetingId }) =>
    recordConsultation(work, {
      meetingId,
      consultation: {
        consultedAt: null,
        withWhom: '',
        childWantsToSay: '',
        familyWantsToSay: '',
        fears: '',
        privateWord: '',
        complaintExplained: 'no',
        advocacy: 'not-offered',
        languageOffered: 'not-asked',
        lateOrRefusedReason: 'they refused',
      },
    }),
  begin: (work, { meetingId }) => beginMeeting(work, { meetingId, earlyReason: 'everyone is here' }),
  'move-to-stage': (work, { meetingId }) =>
    moveToStage(work, { meetingId, stage: 'family-session', openStaysOut: 'safety' }),
  'record-presence': (work, { meetingId, chairPerson }) =>
    recordPresence(work, { meetingId, stage: 'family-session', personIds: [chairPerson], were: [] }),
  'write-entry': (work, { meetingId }) =>
    writeEntry(work, {
      meetingId,
      stage: 'family-session',
      context: null,
      basis: 'fact',
      audience: 'network',
      text: 'new words',
      saidBy: 'the teacher',
    }),
  'change-entry': async (work, { entry }) =>
    changeEntry(work, {
      entryId: entry,
      version: (await findEntry(work.tx, entry))?.version ?? 0,
      text: 'other words',
      audience: undefined,
    }),
  'add-finding': (work, { meetingId }) =>
    addFindings(work, { meetingId, pickedIds: [], added: { kind: 'location', text: 'the lane' } }),
  'answer-last-time': (work, { meetingId, leftOver }) =>
    answerLastTime(work, {
      meetingId,
      actionId: leftOver,
      version: 1,
      report: undefined,
      answer: 'accepted',
      words: '',
    }),
  'agree-action': (work, { meetingId }) =>
    agreeMeetingAction(work, { ...action(work, meetingId), audience: 'network' }),
  'agree-family-action': (work, { meetingId }) =>
    agreeMeetingAction(work, { ...action(work, meetingId), audience: 'family' }),
  'write-plan': async (work, { meetingId }) =>
    writeSafetyPlan(work, {
      meetingId,
      version: (await findSafetyPlan(work.tx, meetingId))?.version ?? 0,
      plan: { childsGoals: 'sleep', worries: '', whatHelps: '', whoToCall: '', ifMissing: '' },
    }),
  'write-comments': async (work, { meetingId }) =>
    writeComments(work, {
      meetingId,
      version: (await findMeeting(work.tx, meetingId))?.version ?? 0,
      comments: { chairSummary: '', familySummary: 'in short', childComments: '', familyComments: '' },
    }),
  'declare-making': (work, { meetingId }) => declareMaking(work, { meetingId, how: 'typed' }),
  end: (work, { meetingId }) =>
    endMeeting(work, {
      meetingId,
      familyPresent: 'child-and-family',
      reviewSooner: undefined,
      debriefBy: undefined,
      how: 'typed',
    }),
  // Planned by the meeting's ending; as SQL it is tried by itself.
  'plan-debrief': undefined,
  'decide-for-family': (work, { entry }) => decideForFamily(work, { ...decision(entry), decision: 'share' }),
  'take-back-from-family': (work, { shared }) =>
    decideForFamily(work, { ...decision(shared), decision: 'withhold', omission: 'safety' }),
  approve: async (work, { meetingId }) =>
    approveRecord(work, {
      meetingId,
      source: (await findFamilyCopySource(work.tx, meetingId)) ?? '',
      restStaysOut: true,
      toldOmissions: [],
      quotedWordsCame: '',
    }),
  correct: (work, { meetingId }) => correctRecord(work, { meetingId, text: 'it was a Tuesday', audience: 'network' }),
  'translate-copy': async (work, { meetingId }) => {
    const [first] = await findWordsToTranslate(work, meetingId, 'cy')
    return translateCopy(work, {
      ...{ meetingId, language: 'cy', translatedBy: 'A translator' },
      source: (await findFamilyCopySource(work.tx, meetingId)) ?? '',
      texts: first === undefined ? {} : { [first.key]: 'Zq yn Gymraeg' },
    })
  },
  'make-family-copy': (work, { meetingId }) =>
    makeFamilyCopy(work, { meetingId, ...copyOptionsOf('demonstration')('cy') }),
  'read-family-copy': async (work, { meetingId, copy }) => {
    if (copy !== undefined) return readFamilyCopy(work, copy)
    // In the other states there is none to read.
    return (await listNewestCopies(work.tx, meetingId)).length === 0 ? undefined : { outcome: 'there is a copy' }
  },
  'send-copy': (work, { meetingId }) =>
    recordSending(work, {
      meetingId,
      copy: 'full',
      reader: null,
      language: 'en',
      sentTo: 'the network',
      how: 'secure-e-mail',
    }),
  // In the other states nothing was given.
  'record-receipt': async (work, { sending }) =>
    sending === undefined
      ? undefined
      : recordReceipt(work, { sendingId: sending, receivedOn: work.today, words: 'by telephone' }),
  'take-copy-back': async (work, { sending }) =>
    sending === undefined
      ? undefined
      : takeCopyBack(work, {
          sendingId: sending,
          reason: 'wrong-person',
          foundOn: work.today,
          whatHappened: 'to the wrong school',
          safety: 'nobody there knows the child',
        }),
  'record-debrief': (work, { meetingId }) => recordDebrief(work, { meetingId, telling: TOLD_BY_TELEPHONE }),
}

/** How a family is told in these tests. */
export const TOLD_BY_TELEPHONE = {
  toldOn: undefined,
  told: 'family',
  language: 'cy',
  languageWords: '',
  whatWasSaid: 'what was agreed',
  whatTheySaid: '',
} as const

const action = (work: Work, meetingId: string) => ({
  meetingId,
  context: 'individual' as const,
  what: 'meet weekly',
  who: 'the youth worker',
  ownerId: null,
  agencyId: null,
  dueOn: addDays(work.today, 7),
})

const decision = (entryId: string) => ({
  entryId,
  wordsVersion: 1,
  omission: undefined,
  reason: '',
  rewording: '',
})
