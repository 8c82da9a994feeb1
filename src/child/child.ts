import type { CalendarDate } from '../lib/calendar-date.ts'

/** The language a child or family speaks with us, stored apart from the language anyone reads these pages in. */
export const SPOKEN_LANGUAGES = ['not-asked', 'cy', 'en', 'both', 'bsl', 'other'] as const
export type SpokenLanguage = (typeof SPOKEN_LANGUAGES)[number]

/** In which language somebody was or is to be told something. */
export const TOLD_IN = ['cy', 'en', 'both', 'bsl', 'other'] as const satisfies readonly SpokenLanguage[]
export type ToldIn = (typeof TOLD_IN)[number]

export const YES_NO_NOT_KNOWN = ['yes', 'no', 'not-known'] as const
export type YesNoNotKnown = (typeof YES_NO_NOT_KNOWN)[number]

/** Where and with whom the child lives, in law and in fact. */
export const CARE_STATUSES = [
  'at-home',
  'with-wider-family',
  'foster-home',
  'childrens-home',
  'supported-lodging',
  'secure-home',
  'elsewhere',
  'not-known',
] as const
export type CareStatus = (typeof CARE_STATUSES)[number]

/** The legal statuses that matter to who decides and what can be done, in Wales. */
export const LEGAL_STATUSES = [
  'none',
  'section-76',
  'care-order',
  'interim-care-order',
  'emergency-protection-order',
  'police-protection',
  'supervision-order',
  'special-guardianship',
  'child-protection-register',
  'care-and-support-plan',
  'remand',
  'not-known',
] as const
export type LegalStatus = (typeof LEGAL_STATUSES)[number]

/** The forms of exploitation and serious violence; several at once are common. @protocol §2; §2 Forms are inter-related */
export const EXPLOITATION_FORMS = [
  'criminal',
  'county-lines',
  'cuckooing',
  'sexual',
  'online',
  'serious-youth-violence',
  'modern-slavery',
  'trafficking',
  'honour-based-abuse',
  'forced-marriage',
  'female-genital-mutilation',
  'radicalisation',
  'financial',
  'other',
] as const
export type ExploitationForm = (typeof EXPLOITATION_FORMS)[number]

/** How a child was groomed. @protocol §1 Ways of grooming */
export const GROOMING_WAYS = ['criminal-gang', 'technology', 'peers', 'trusted-group', 'not-known'] as const
export type GroomingWay = (typeof GROOMING_WAYS)[number]

/** The child, as the record knows them. */
export type Child = {
  readonly id: string
  readonly reference: string
  readonly givenName: string
  readonly familyName: string
  readonly knownAs: string
  readonly bornOn: CalendarDate | null
  readonly estimatedAge: number | null
  readonly estimatedAgeOn: CalendarDate | null
  readonly gender: string
  readonly ethnicity: string
  readonly religion: string
  readonly language: SpokenLanguage
  readonly otherLanguage: string
  readonly interpreterNeeded: string
  readonly communicationNeeds: string
  readonly disabilityAndNeurodivergence: string
  readonly careStatus: CareStatus
  readonly legalStatus: LegalStatus | ''
  readonly unaccompaniedAsylumSeeking: YesNoNotKnown
  readonly nhsNumber: string | null
  readonly school: string
  readonly generalPractice: string
  readonly localAuthorityId: string
  readonly ownWords: string
  readonly ownWordsOn: CalendarDate | null
  readonly safeContact: string
  readonly overEighteenReason: string
  readonly restrictedAt: Date | null
  readonly restrictedReason: string
  readonly version: number
}

/** What of a child's row people write; the rest the record keeps itself. */
export type ChildDetails = Omit<Child, 'id' | 'reference' | 'restrictedAt' | 'restrictedReason' | 'version'>

export const NAME_KINDS = ['alias', 'welsh-form', 'english-form', 'previous'] as const
export type NameKind = (typeof NAME_KINDS)[number]
export type OtherName = { readonly kind: NameKind; readonly name: string }

export const ADDRESS_KINDS = ['home', 'staying', 'previous', 'other'] as const
export type Address = {
  readonly kind: (typeof ADDRESS_KINDS)[number]
  readonly lines: string
  readonly postcode: string
  /** The first and the last day there, as far as they are known; both are in. */
  readonly fromOn: CalendarDate | null
  readonly untilOn: CalendarDate | null
}

/** An address as it is written down. */
export type NewAddress = Omit<Address, 'untilOn'>

/** Someone in the child's life: family, carers, friends they name, others. */
export type ImportantPerson = {
  readonly id: string
  readonly name: string
  readonly relationship: string
  readonly hasParentalResponsibility: YesNoNotKnown
  readonly livesWithChild: YesNoNotKnown
  readonly language: SpokenLanguage
  readonly contact: string
  readonly safeToContact: YesNoNotKnown
  readonly notes: string
  readonly version: number
}

/** What is written down of an important person. */
export type PersonWords = Omit<ImportantPerson, 'id' | 'version'>

/** What must be known at the door, before anything else is read. */
export const ALERT_KINDS = [
  'do-not-tell',
  'family-involved',
  'immediate-safety',
  'communication',
  'safe-contact',
  'visiting',
  'other',
] as const
export type AlertKind = (typeof ALERT_KINDS)[number]

/** What has to be agreed before the family is told anything: ended only with what was agreed. @protocol §2 Forced marriage; decision 0065 */
export const FAMILY_ALERTS = ['do-not-tell', 'family-involved'] as const satisfies readonly AlertKind[]
export type FamilyAlert = (typeof FAMILY_ALERTS)[number]

/** Whether an alert is about what the family is told. */
export function isAboutFamily(kind: string): kind is FamilyAlert {
  return FAMILY_ALERTS.some(each => each === kind)
}
export type Alert = {
  readonly id: string
  readonly kind: AlertKind
  readonly text: string
  readonly raisedBy: string
  readonly raisedAt: Date
  readonly endedAt: Date | null
  /** Why it no longer applies, or what was agreed; empty while it is in force. */
  readonly endedReason: string
}

/** The part someone plays around the child. @protocol Appendix Two, Professional involvement */
export const NETWORK_PARTS = ['lead-practitioner', 'practitioner', 'chair', 'note-taker', 'referrer'] as const
export type NetworkPart = (typeof NETWORK_PARTS)[number]
export type NetworkMember = {
  readonly id: string
  readonly userId: string
  readonly part: NetworkPart
  readonly joinedAt: Date
}
