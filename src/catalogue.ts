import { accountCy } from './account/messages.cy.ts'
import { accountEn } from './account/messages.en.ts'
import { auditCy } from './audit/messages.cy.ts'
import { auditEn } from './audit/messages.en.ts'
import { boardCy } from './board/messages.cy.ts'
import { boardEn } from './board/messages.en.ts'
import { childCy } from './child/messages.cy.ts'
import { childEn } from './child/messages.en.ts'
import { chronologyCy } from './chronology/messages.cy.ts'
import { chronologyEn } from './chronology/messages.en.ts'
import { clockCy } from './clock/messages.cy.ts'
import { clockEn } from './clock/messages.en.ts'
import { statementCy } from './statement/messages.cy.ts'
import { statementEn } from './statement/messages.en.ts'
import { workCy } from './my-work/messages.cy.ts'
import { workEn } from './my-work/messages.en.ts'
import { openPathwaysCy } from './open-pathways/messages.cy.ts'
import { openPathwaysEn } from './open-pathways/messages.en.ts'
import { entryCy } from './entry/messages.cy.ts'
import { entryEn } from './entry/messages.en.ts'
import { emergencyCy } from './emergency/messages.cy.ts'
import { emergencyEn } from './emergency/messages.en.ts'
import { informationGovernanceCy } from './information-governance/messages.cy.ts'
import { informationGovernanceEn } from './information-governance/messages.en.ts'
import { noticeCy } from './notice/messages.cy.ts'
import { noticeEn } from './notice/messages.en.ts'
import { policeCy } from './police/messages.cy.ts'
import { policeEn } from './police/messages.en.ts'
import { pathwayCy } from './pathway/messages.cy.ts'
import { pathwayEn } from './pathway/messages.en.ts'
import { recordCy } from './record/messages.cy.ts'
import { recordEn } from './record/messages.en.ts'
import { setUpCy } from './set-up/messages.cy.ts'
import { setUpEn } from './set-up/messages.en.ts'
import { webCy } from './web/messages.cy.ts'
import { webEn } from './web/messages.en.ts'
import { dataSheetCy } from './data-sheet/messages.cy.ts'
import { dataSheetEn } from './data-sheet/messages.en.ts'
import { othersCy } from './others-at-risk/messages.cy.ts'
import { othersEn } from './others-at-risk/messages.en.ts'
import { complaintCy } from './complaint/messages.cy.ts'
import { translationCy } from './translation/messages.cy.ts'
import { translationEn } from './translation/messages.en.ts'
import { confidenceCy } from './confidence/messages.cy.ts'
import { guideCy } from './guide/messages.cy.ts'
import { complaintEn } from './complaint/messages.en.ts'
import { confidenceEn } from './confidence/messages.en.ts'
import { guideEn } from './guide/messages.en.ts'
import { copyGivenCy } from './copy-given/messages.cy.ts'
import { copyGivenEn } from './copy-given/messages.en.ts'
import { decisionConcernCy } from './decision-concern/messages.cy.ts'
import { decisionConcernEn } from './decision-concern/messages.en.ts'
import { agreedActionCy } from './agreed-action/messages.cy.ts'
import { agreedActionEn } from './agreed-action/messages.en.ts'
import { assessmentCy } from './assessment/messages.cy.ts'
import { assessmentEn } from './assessment/messages.en.ts'
import { exploitationCy } from './exploitation/messages.cy.ts'
import { exploitationEn } from './exploitation/messages.en.ts'
import { meetingCy } from './meeting/messages.cy.ts'
import { meetingEn } from './meeting/messages.en.ts'
import { familyCopyCy } from './family-copy/messages.cy.ts'
import { familyCopyEn } from './family-copy/messages.en.ts'
import { familyRoomCy } from './family-room/messages.cy.ts'
import { familyRoomEn } from './family-room/messages.en.ts'
import { endingCy } from './ending/messages.cy.ts'
import { endingEn } from './ending/messages.en.ts'
import { panelCy } from './panel/messages.cy.ts'
import { panelEn } from './panel/messages.en.ts'
import { transitionCy } from './transition/messages.cy.ts'
import { transitionEn } from './transition/messages.en.ts'
import { reminderCy } from './reminder/messages.cy.ts'
import { reminderEn } from './reminder/messages.en.ts'
import { referralCy } from './referral/messages.cy.ts'
import { referralEn } from './referral/messages.en.ts'
import type { Catalogue } from './web/translation.ts'

const en = {
  ...webEn,
  ...auditEn,
  ...accountEn,
  ...boardEn,
  ...childEn,
  ...emergencyEn,
  ...informationGovernanceEn,
  ...noticeEn,
  ...chronologyEn,
  ...entryEn,
  ...clockEn,
  ...statementEn,
  ...workEn,
  ...openPathwaysEn,
  ...pathwayEn,
  ...policeEn,
  ...recordEn,
  ...setUpEn,
  ...agreedActionEn,
  ...complaintEn,
  ...confidenceEn,
  ...translationEn,
  ...guideEn,
  ...othersEn,
  ...copyGivenEn,
  ...decisionConcernEn,
  ...dataSheetEn,
  ...assessmentEn,
  ...exploitationEn,
  ...meetingEn,
  ...familyCopyEn,
  ...familyRoomEn,
  ...endingEn,
  ...panelEn,
  ...transitionEn,
  ...reminderEn,
  ...referralEn,
}

const cy: Readonly<Record<keyof typeof en, string>> = {
  ...webCy,
  ...auditCy,
  ...accountCy,
  ...boardCy,
  ...childCy,
  ...emergencyCy,
  ...informationGovernanceCy,
  ...noticeCy,
  ...chronologyCy,
  ...entryCy,
  ...clockCy,
  ...statementCy,
  ...workCy,
  ...openPathwaysCy,
  ...pathwayCy,
  ...policeCy,
  ...recordCy,
  ...setUpCy,
  ...agreedActionCy,
  ...complaintCy,
  ...confidenceCy,
  ...translationCy,
  ...guideCy,
  ...othersCy,
  ...copyGivenCy,
  ...decisionConcernCy,
  ...dataSheetCy,
  ...assessmentCy,
  ...exploitationCy,
  ...meetingCy,
  ...familyCopyCy,
  ...familyRoomCy,
  ...endingCy,
  ...panelCy,
  ...transitionCy,
  ...reminderCy,
  ...referralCy,
}

/** Every word that a person sees, in both languages. */
export const catalogue: Catalogue = { en, cy }

declare module './web/translation.ts' {
  interface RegisteredWords {
    readonly product: typeof en
  }
}
