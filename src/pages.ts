import { sessionPages } from './account/pages/session.ts'
import { signInPages } from './account/pages/sign-in.ts'
import { welcomePages } from './account/pages/welcome.ts'
import { administrationPages } from './administration/pages.ts'
import { childPages } from './child/pages.ts'
import { emergencyPages } from './emergency/pages.ts'
import { informationGovernancePages } from './information-governance/pages.ts'
import { noticePages } from './notice/pages.ts'
import { clockPages } from './clock/pages.ts'
import { myWorkPages } from './my-work/pages.ts'
import { proposalPages } from './ending/pages/proposal.ts'
import { standingPages } from './ending/pages/standing.ts'
import { entryPages } from './record/pages/entries.ts'
import { recordPages } from './record/pages/record.ts'
import { setUpPages } from './set-up/pages.ts'
import { agreedActionPages } from './agreed-action/pages.ts'
import { assessmentPages } from './assessment/pages.ts'
import { arrangingPages } from './meeting/pages/arranging.ts'
import { holdingPages } from './meeting/pages/holding.ts'
import { meetingRecordPages } from './meeting/pages/record.ts'
import { copiesPages } from './family-copy/pages/copies.ts'
import { previewPages } from './family-copy/pages/preview.ts'
import { panelPages } from './panel/pages.ts'
import { referralPages } from './referral/pages.ts'
import type { Page } from './web/page.ts'
import type { NavigationItem } from './web/rendering.ts'

/** Every address of the service. */
export const pages: readonly Page[] = [
  ...setUpPages,
  ...signInPages,
  ...welcomePages,
  ...sessionPages,
  ...myWorkPages,
  ...clockPages,
  ...standingPages,
  ...proposalPages,
  ...childPages,
  ...emergencyPages,
  ...informationGovernancePages,
  ...noticePages,
  ...recordPages,
  ...entryPages,
  ...referralPages,
  ...assessmentPages,
  ...arrangingPages,
  ...holdingPages,
  ...meetingRecordPages,
  ...previewPages,
  ...copiesPages,
  ...agreedActionPages,
  ...panelPages,
  ...administrationPages,
]

/** The service navigation; each reader sees what their roles allow. */
export const navigation: readonly NavigationItem[] = [
  { key: 'work.nav', href: '/' },
  { key: 'child.nav', href: '/children' },
  { key: 'referral.nav', href: '/referrals' },
  { key: 'panel.title', href: '/panel', roles: ['panel-member', 'exploitation-lead', 'chair'] },
  { key: 'audit.nav', href: '/audit', roles: ['information-governance-officer'] },
  { key: 'board.title', href: '/board', roles: ['administrator'] },
]
