import { ACCESS_MUTATIONS } from './access.ts'
import { ARRANGING_MUTATIONS } from './arranging.ts'
import { COMPLAINT_MUTATIONS } from './complaints.ts'
import { COPY_GIVEN_MUTATIONS, NOT_TOLD_MUTATIONS } from './copy-given.ts'
import { CONCERN_MUTATIONS } from './concerns.ts'
import { DATA_SHEET_MUTATIONS } from './data-sheet.ts'
import { DEED_MUTATIONS } from './deeds.ts'
import { FAMILY_COPY_MUTATIONS } from './family-copy.ts'
import { FAMILY_WARNING_MUTATIONS } from './family-warnings.ts'
import { FINDING_MUTATIONS } from './findings.ts'
import { LANGUAGE_MUTATIONS } from './languages.ts'
import { LIVED_IN_MUTATIONS } from './lived-in.ts'
import { PACK_MUTATIONS } from './pack.ts'
import { CONFIDENCE_MUTATIONS } from './confidence.ts'
import { TRANSLATION_MUTATIONS } from './translation.ts'
import { COPY_TRANSLATION_MUTATIONS } from './copy-translation.ts'
import { GUIDE_MUTATIONS } from './guides.ts'
import { OTHERS_MUTATIONS } from './others-at-risk.ts'
import { PAGE_MUTATIONS } from './pages.ts'
import { REFERRAL_DEED_MUTATIONS } from './referral-deeds.ts'
import { RULE_MUTATIONS } from './rules.ts'
import { STAYING_MUTATIONS } from './staying.ts'
import { ANSWER_MUTATIONS } from './answers.ts'
import { SEARCH_MUTATIONS } from './search.ts'
import { STATEMENT_MUTATIONS } from './statements.ts'
import { WRITTEN_IN_MUTATIONS } from './written-in.ts'
import { TWO_ROOMS_MUTATIONS } from './two-rooms.ts'
import { TYPED_WORD_MUTATIONS } from './typed-words.ts'
import type { Mutation } from './mutation.ts'

/** Every deliberate breakage. */
export const MUTATIONS: readonly Mutation[] = [
  ...ACCESS_MUTATIONS,
  ...DEED_MUTATIONS,
  ...REFERRAL_DEED_MUTATIONS,
  ...RULE_MUTATIONS,
  ...STAYING_MUTATIONS,
  ...OTHERS_MUTATIONS,
  ...CONFIDENCE_MUTATIONS,
  ...TRANSLATION_MUTATIONS,
  ...COPY_TRANSLATION_MUTATIONS,
  ...GUIDE_MUTATIONS,
  ...PAGE_MUTATIONS,
  ...LIVED_IN_MUTATIONS,
  ...LANGUAGE_MUTATIONS,
  ...WRITTEN_IN_MUTATIONS,
  ...TYPED_WORD_MUTATIONS,
  ...TWO_ROOMS_MUTATIONS,
  ...ANSWER_MUTATIONS,
  ...ARRANGING_MUTATIONS,
  ...COMPLAINT_MUTATIONS,
  ...COPY_GIVEN_MUTATIONS,
  ...NOT_TOLD_MUTATIONS,
  ...FAMILY_COPY_MUTATIONS,
  ...FAMILY_WARNING_MUTATIONS,
  ...FINDING_MUTATIONS,
  ...CONCERN_MUTATIONS,
  ...PACK_MUTATIONS,
  ...DATA_SHEET_MUTATIONS,
  ...SEARCH_MUTATIONS,
  ...STATEMENT_MUTATIONS,
]
