import { WORKING_ROLES } from './access/actor.ts'
import { guideAdministrationPages } from './administration/pages/guides.ts'
import { guidePages } from './guide/pages.ts'
import { statementPages } from './administration/pages/statements.ts'
import { draftPages } from './account/pages/drafts.ts'
import { sessionPages } from './account/pages/session.ts'
import { signInPages } from './account/pages/sign-in.ts'
import { welcomePages } from './account/pages/welcome.ts'
import { additionPages } from './administration/pages/additions.ts'
import { numberPages } from './administration/pages/numbers.ts'
import { peoplePages } from './administration/pages/people.ts'
import { placePages } from './administration/pages/places.ts'
import { staffMemberPages } from './administration/pages/staff-member.ts'
import { staffDetailsPages } from './administration/pages/staff-details.ts'
import { teamPages } from './administration/pages/team.ts'
import { addressPages } from './child/pages/addresses.ts'
import { alertPages } from './child/pages/alerts.ts'
import { importantPeoplePages } from './child/pages/people.ts'
import { detailsPages } from './child/pages/details.ts'
import { networkPages } from './child/pages/network.ts'
import { restrictionPages } from './child/pages/restriction.ts'
import { searchPages } from './child/pages/search.ts'
import { emergencyPages } from './emergency/pages.ts'
import { informationGovernancePages } from './information-governance/pages.ts'
import { noticePages } from './notice/pages.ts'
import { clockPages } from './clock/pages.ts'
import { myWorkPages } from './my-work/pages.ts'
import { openPathwaysPages } from './open-pathways/pages.ts'
import { proposalPages } from './ending/pages/proposal.ts'
import { standingPages } from './ending/pages/standing.ts'
import { entryPages } from './record/pages/entry.ts'
import { entryChangePages } from './record/pages/entry-changes.ts'
import { newEntryPages } from './record/pages/new-entry.ts'
import { accessPages } from './record/pages/access.ts'
import { asOnDayPages } from './record/pages/as-on-day.ts'
import { chronologyPages } from './record/pages/chronology.ts'
import { overTimePages } from './record/pages/over-time.ts'
import { recordPages } from './record/pages/record.ts'
import { setUpPages } from './set-up/pages.ts'
import { agreedActionPages } from './agreed-action/pages/action.ts'
import { actionListPages } from './agreed-action/pages/list.ts'
import { dataSheetPages } from './data-sheet/pages.ts'
import { confidencePages } from './confidence/pages.ts'
import { translationPages } from './translation/pages.ts'
import { othersAtRiskPages } from './others-at-risk/pages.ts'
import { complaintPages } from './complaint/pages/complaint.ts'
import { copyGivenPages } from './copy-given/pages/given.ts'
import { copyGovernancePages } from './copy-given/pages/governance.ts'
import { copyIncidentPages } from './copy-given/pages/incident.ts'
import { concernPages } from './decision-concern/pages/concern.ts'
import { raisingPages } from './decision-concern/pages/raising.ts'
import { assessmentPages } from './assessment/pages.ts'
import { exploitationPages } from './exploitation/pages.ts'
import { beginPages } from './meeting/pages/begin.ts'
import { closedRoomPages } from './meeting/pages/closed-room.ts'
import { findingPages } from './meeting/pages/findings.ts'
import { lastTimePages } from './meeting/pages/last-time.ts'
import { keyPages } from './meeting/pages/key.ts'
import { bookingPages } from './meeting/pages/booking.ts'
import { consultationPages } from './meeting/pages/consultation.ts'
import { debriefPages } from './meeting/pages/debrief.ts'
import { debriefAttemptPages } from './meeting/pages/debrief-attempt.ts'
import { familyDecisionPages } from './meeting/pages/family-decisions.ts'
import { invitationPages } from './meeting/pages/invitation.ts'
import { meetingPages } from './meeting/pages/meeting.ts'
import { meetingRecordPages } from './meeting/pages/record.ts'
import { contributionPages } from './meeting/pages/contribution.ts'
import { packPages } from './meeting/pages/pack.ts'
import { replyPages } from './meeting/pages/reply.ts'
import { requestPages } from './meeting/pages/request.ts'
import { runningEntryPages } from './meeting/pages/running-entries.ts'
import { outcomePages } from './meeting/pages/outcome.ts'
import { runningPages } from './meeting/pages/running.ts'
import { copiesPages } from './family-copy/pages/copies.ts'
import { copyLockingPages } from './family-copy/pages/locking.ts'
import { copyReadingPages } from './family-copy/pages/reading.ts'
import { copyTranslationPages } from './family-copy/pages/translation.ts'
import { besideDecisionsPages } from './family-copy/pages/beside-decisions.ts'
import { previewPages } from './family-copy/pages/preview.ts'
import { roomLinePages } from './family-room/pages/lines.ts'
import { roomOnwardsPages } from './family-room/pages/onwards.ts'
import { roomOutcomePages } from './family-room/pages/outcome.ts'
import { roomPeoplePages } from './family-room/pages/people.ts'
import { panelPages } from './panel/pages.ts'
import { transitionPages } from './transition/pages.ts'
import { decidingPages } from './referral/pages/deciding.ts'
import { listPages } from './referral/pages/list.ts'
import { otherAuthorityPages } from './referral/pages/other-authority.ts'
import { referralPages } from './referral/pages/referral.ts'
import { sendingPages } from './referral/pages/sending.ts'
import { writingPages } from './referral/pages/writing.ts'
import type { Page } from './web/page.ts'
import type { NavigationItem } from './web/rendering.ts'

/** Every address of the service. */
export const pages: readonly Page[] = [
  ...setUpPages,
  ...signInPages,
  ...welcomePages,
  ...sessionPages,
  ...draftPages,
  ...myWorkPages,
  ...openPathwaysPages,
  ...clockPages,
  ...standingPages,
  ...proposalPages,
  ...searchPages,
  ...detailsPages,
  ...alertPages,
  ...addressPages,
  ...importantPeoplePages,
  ...networkPages,
  ...restrictionPages,
  ...emergencyPages,
  ...informationGovernancePages,
  ...noticePages,
  ...recordPages,
  ...chronologyPages,
  ...overTimePages,
  ...accessPages,
  ...asOnDayPages,
  ...newEntryPages,
  ...entryPages,
  ...entryChangePages,
  ...listPages,
  ...writingPages,
  ...referralPages,
  ...sendingPages,
  ...decidingPages,
  ...otherAuthorityPages,
  ...assessmentPages,
  ...exploitationPages,
  ...packPages,
  ...replyPages,
  ...contributionPages,
  ...requestPages,
  ...meetingPages,
  ...bookingPages,
  ...invitationPages,
  ...consultationPages,
  ...beginPages,
  ...runningPages,
  ...runningEntryPages,
  ...closedRoomPages,
  ...findingPages,
  ...keyPages,
  ...lastTimePages,
  ...outcomePages,
  ...meetingRecordPages,
  ...familyDecisionPages,
  ...debriefPages,
  ...debriefAttemptPages,
  ...statementPages,
  ...guideAdministrationPages,
  ...guidePages,
  ...besideDecisionsPages,
  ...previewPages,
  ...roomLinePages,
  ...roomOnwardsPages,
  ...roomOutcomePages,
  ...roomPeoplePages,
  ...copiesPages,
  ...copyLockingPages,
  ...copyReadingPages,
  ...copyTranslationPages,
  ...agreedActionPages,
  ...actionListPages,
  ...dataSheetPages,
  ...complaintPages,
  ...othersAtRiskPages,
  ...confidencePages,
  ...translationPages,
  ...copyGivenPages,
  ...copyIncidentPages,
  ...copyGovernancePages,
  ...concernPages,
  ...raisingPages,
  ...panelPages,
  ...transitionPages,
  ...peoplePages,
  ...placePages,
  ...numberPages,
  ...additionPages,
  ...staffMemberPages,
  ...staffDetailsPages,
  ...teamPages,
]

/** The service navigation; each reader sees what their roles allow. */
export const navigation: readonly NavigationItem[] = [
  { key: 'work.nav', href: '/' },
  { key: 'child.nav', href: '/children' },
  { key: 'agreed-action.nav', href: '/actions', roles: WORKING_ROLES },
  { key: 'referral.nav', href: '/referrals' },
  { key: 'guide.board', href: '/guides' },
  { key: 'open-pathways.nav', href: '/pathways', roles: ['exploitation-lead'] },
  { key: 'panel.title', href: '/panel', roles: ['panel-member', 'exploitation-lead', 'chair'] },
  { key: 'audit.nav', href: '/audit', roles: ['information-governance-officer'] },
  { key: 'copy-given.nav', href: '/copy-incidents', roles: ['information-governance-officer'] },
  { key: 'board.title', href: '/board', roles: ['administrator'] },
]
