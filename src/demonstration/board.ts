import type { AgencyKind, Language, Role } from '../access/actor.ts'
import type { BothNames, TeamKind } from '../board/board.ts'

/** The local authorities of the demonstration board. The names are those of places; everyone in them is invented. */
export const AUTHORITIES: readonly { readonly code: string; readonly name: BothNames }[] = [
  { code: 'W06000013', name: { en: 'Bridgend', cy: 'Pen-y-bont ar Ogwr' } },
  { code: 'W06000024', name: { en: 'Merthyr Tydfil', cy: 'Merthyr Tudful' } },
  { code: 'W06000016', name: { en: 'Rhondda Cynon Taf', cy: 'Rhondda Cynon Taf' } },
]

/** The agencies, each with a short name by which staff and teams refer to it here. */
export const AGENCIES: readonly {
  readonly id: string
  readonly kind: AgencyKind
  readonly name: BothNames
  readonly authority: string | null
}[] = [
  {
    id: 'cs-bridgend',
    kind: 'childrens-services',
    name: { en: 'Children’s Services, Bridgend (demonstration)', cy: 'Gwasanaethau Plant Pen-y-bont (arddangosiad)' },
    authority: 'W06000013',
  },
  {
    id: 'cs-merthyr',
    kind: 'childrens-services',
    name: {
      en: 'Children’s Services, Merthyr Tydfil (demonstration)',
      cy: 'Gwasanaethau Plant Merthyr Tudful (arddangosiad)',
    },
    authority: 'W06000024',
  },
  {
    id: 'cs-rct',
    kind: 'childrens-services',
    name: {
      en: 'Children’s Services, Rhondda Cynon Taf (demonstration)',
      cy: 'Gwasanaethau Plant Rhondda Cynon Taf (arddangosiad)',
    },
    authority: 'W06000016',
  },
  {
    id: 'police',
    kind: 'police',
    name: { en: 'Police exploitation team (demonstration)', cy: 'Tîm camfanteisio’r heddlu (arddangosiad)' },
    authority: null,
  },
  {
    id: 'health',
    kind: 'health-board',
    name: { en: 'Health board (demonstration)', cy: 'Bwrdd iechyd (arddangosiad)' },
    authority: null,
  },
  {
    id: 'school',
    kind: 'school',
    name: { en: 'Ysgol Cwm Dychmygol', cy: 'Ysgol Cwm Dychmygol' },
    authority: 'W06000024',
  },
  {
    id: 'youth-justice',
    kind: 'youth-justice',
    name: { en: 'Youth justice service (demonstration)', cy: 'Gwasanaeth cyfiawnder ieuenctid (arddangosiad)' },
    authority: null,
  },
  {
    id: 'charity',
    kind: 'charity',
    name: { en: 'Pont Fach charity (invented)', cy: 'Elusen Pont Fach (dychmygol)' },
    authority: null,
  },
]

/** The teams: who receives referrals, who leads, who sits on the panels. */
export const TEAMS: readonly {
  readonly id: string
  readonly agency: string
  readonly kind: TeamKind
  readonly name: BothNames
  readonly authority: string | null
  /** Invented: these numbers are kept free for stories. */
  readonly telephone?: string
}[] = [
  {
    id: 'door-bridgend',
    agency: 'cs-bridgend',
    kind: 'front-door',
    name: { en: 'Front door, Bridgend', cy: 'Y pwynt cyswllt cyntaf, Pen-y-bont' },
    authority: 'W06000013',
    telephone: '01632 960101',
  },
  {
    id: 'door-merthyr',
    agency: 'cs-merthyr',
    kind: 'front-door',
    name: { en: 'Front door, Merthyr Tydfil', cy: 'Y pwynt cyswllt cyntaf, Merthyr Tudful' },
    authority: 'W06000024',
    telephone: '01632 960102',
  },
  {
    id: 'door-rct',
    agency: 'cs-rct',
    kind: 'front-door',
    name: { en: 'Front door, Rhondda Cynon Taf', cy: 'Y pwynt cyswllt cyntaf, Rhondda Cynon Taf' },
    authority: 'W06000016',
    telephone: '01632 960103',
  },
  {
    id: 'leads',
    agency: 'board',
    kind: 'exploitation-leads',
    name: { en: 'Exploitation leads', cy: 'Arweinwyr camfanteisio' },
    authority: null,
  },
  {
    id: 'panel',
    agency: 'board',
    kind: 'prevention-panel',
    name: { en: 'Exploitation Prevention Panel', cy: 'Panel Atal Camfanteisio' },
    authority: null,
  },
  {
    id: 'strategic',
    agency: 'board',
    kind: 'strategic-panel',
    name: { en: 'Exploitation Strategic Panel', cy: 'Panel Strategol Camfanteisio' },
    authority: null,
  },
]

// What people do, in Welsh.
const TITLES = {
  Teacher: 'Athro',
  'School nurse': 'Nyrs ysgol',
  'Duty social worker': 'Gweithiwr cymdeithasol ar ddyletswydd',
  'Duty manager': 'Rheolwr ar ddyletswydd',
  'Social worker': 'Gweithiwr cymdeithasol',
  'Independent chair': 'Cadeirydd annibynnol',
  'Note-taker': 'Cofnodwr',
  'Detective constable': 'Ditectif gwnstabl',
  'Police sergeant': 'Rhingyll heddlu',
  'Youth worker': 'Gweithiwr ieuenctid',
  'Youth justice worker': 'Gweithiwr cyfiawnder ieuenctid',
  'Exploitation lead': 'Arweinydd camfanteisio',
  'Panel member': 'Aelod o’r panel',
  'Information governance officer': 'Swyddog llywodraethu gwybodaeth',
} as const

type Person = {
  readonly email: string
  readonly name: string
  readonly jobTitle: { readonly en: string; readonly cy: string }
  readonly agency: string
  readonly language: Language
  readonly roles: readonly Role[]
  readonly teams: readonly string[]
}

/** The address of a member of the demonstration's staff. */
export const mail = (id: string) => `${id}@demonstration.example`

const person = (
  id: string,
  name: string,
  jobTitle: keyof typeof TITLES,
  agency: string,
  language: Language,
  roles: readonly Role[],
  teams: readonly string[] = [],
): Person => ({
  email: mail(id),
  name,
  jobTitle: { en: jobTitle, cy: TITLES[jobTitle] },
  agency,
  language,
  roles,
  teams,
})

/** Staff of every role and agency. Their names are made of colours and things, so that nobody takes them for real. */
export const STAFF: readonly Person[] = [
  person('teacher', 'Robin Testun', 'Teacher', 'school', 'en', ['practitioner']),
  person('nurse', 'Ffion Prawf', 'School nurse', 'health', 'cy', ['practitioner']),
  person('duty', 'Sam Enghraifft', 'Duty social worker', 'cs-merthyr', 'en', ['practitioner'], ['door-merthyr']),
  person(
    'duty-manager',
    'Mair Enghraifft',
    'Duty manager',
    'cs-merthyr',
    'cy',
    ['manager', 'practitioner'],
    ['door-merthyr'],
  ),
  person(
    'duty-bridgend',
    'Alex Dychmygol',
    'Duty social worker',
    'cs-bridgend',
    'en',
    ['practitioner', 'manager'],
    ['door-bridgend'],
  ),
  person(
    'duty-rct',
    'Carys Dychmygol',
    'Duty social worker',
    'cs-rct',
    'cy',
    ['practitioner', 'manager'],
    ['door-rct'],
  ),
  person('social-worker', 'Non Sampl', 'Social worker', 'cs-merthyr', 'cy', ['practitioner']),
  person('social-worker-2', 'Jo Sampl', 'Social worker', 'cs-bridgend', 'en', ['practitioner']),
  person('social-worker-3', 'Idris Sampl', 'Social worker', 'cs-rct', 'en', ['practitioner']),
  person('chair', 'Gwen Cadair', 'Independent chair', 'cs-merthyr', 'cy', ['chair', 'practitioner']),
  person('chair-2', 'Lee Cadair', 'Independent chair', 'cs-bridgend', 'en', ['chair', 'practitioner']),
  person('note-taker', 'Dai Nodyn', 'Note-taker', 'cs-merthyr', 'cy', ['note-taker']),
  person('police', 'Pat Ditectif', 'Detective constable', 'police', 'en', ['practitioner']),
  person('police-2', 'Nia Ditectif', 'Police sergeant', 'police', 'cy', ['practitioner', 'agency-lead']),
  person('youth-worker', 'Kit Prosiect', 'Youth worker', 'charity', 'en', ['practitioner']),
  person('youth-justice', 'Bryn Gweithiwr', 'Youth justice worker', 'youth-justice', 'cy', ['practitioner']),
  person(
    'lead',
    'Eleri Arweinydd',
    'Exploitation lead',
    'board',
    'cy',
    ['exploitation-lead', 'practitioner', 'manager'],
    ['leads'],
  ),
  person('panel', 'Chris Panel', 'Panel member', 'police', 'en', ['panel-member'], ['panel']),
  person('panel-2', 'Siân Panel', 'Panel member', 'health', 'cy', ['panel-member'], ['panel']),
  person('governance', 'Morgan Gwybodaeth', 'Information governance officer', 'board', 'en', [
    'information-governance-officer',
  ]),
]

/** The administrator who founds the demonstration board. */
export const ADMINISTRATOR = {
  email: 'administrator@demonstration.example',
  name: 'Ada Gweinyddwr',
  language: 'en' as const,
}
