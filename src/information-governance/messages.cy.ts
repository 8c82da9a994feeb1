import type { Welsh } from '../lib/welsh.ts'
import type { informationGovernanceEn } from './messages.en.ts'

/** Geiriau’r tudalennau ar gyfer llywodraethu gwybodaeth. */
export const informationGovernanceCy: Welsh<typeof informationGovernanceEn> = {
  'audit.title': 'Beth a wnaed a beth a welwyd',
  'audit.nav': 'Archwilio',
  'audit.lead':
    'Pob gweithred a phob golwg ar y bwrdd hwn, y diweddaraf yn gyntaf. Mae’n enwi pobl a chyfeirnodau, byth blentyn, a chofnodir ei ddarllen hefyd.',
  'audit.reference': 'Cyfeirnod plentyn',
  'audit.reference.hint': 'Er enghraifft LL-00037. Gadewch yn wag i weld popeth.',
  'audit.reference.none': 'Nid oes cofnod â’r cyfeirnod hwn ar y bwrdd',
  'audit.who': 'Pwy a’i gwnaeth',
  'audit.who.hint': 'Enw, neu ran o enw',
  'audit.question': 'Am beth',
  'audit.question.any': 'Popeth',
  'audit.question.signing-in': 'Mewngofnodi, a phwy a wrthodwyd',
  'audit.question.rights': 'Rolau, timau, rhwydweithiau, cyfyngu',
  'audit.question.emergencies': 'Agor cofnodion mewn argyfwng',
  'audit.question.left-the-service': 'Beth a adawodd y gwasanaeth: argraffu, allforio, anfon',
  'audit.from': 'O',
  'audit.until': 'Hyd at, gan gynnwys y diwrnod hwn',
  'audit.day.wrong': 'Rhowch ddiwrnod go iawn, fel 24 11 2026, neu gadewch ef yn wag',
  'audit.show': 'Dangos',
  'audit.clear': 'Dangos popeth eto',
  'audit.events': 'Digwyddiadau',
  'audit.column.when': 'Pryd',
  'audit.column.who': 'Pwy',
  'audit.column.what': 'Beth a wnaed',
  'audit.column.child': 'Plentyn',
  'audit.nobody': 'Rhywun nad oedd wedi mewngofnodi',
  'audit.loaded-by': 'o ffeil achos a lwythwyd gan {{name}}',
  'audit.none': 'Ni chofnodwyd dim sy’n cyfateb i hyn.',
  'audit.older': 'Digwyddiadau hŷn',
} as const
