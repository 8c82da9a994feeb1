import type { confidenceEn } from './messages.en.ts'

/** The words of what a child wants only some to read. */
export const confidenceCy: Readonly<Record<keyof typeof confidenceEn, string>> = {
  'confidence.title': 'Yr hyn y caiff rhai yn unig ei ddarllen',
  'confidence.lead':
    'Rhywbeth amdano’i hun y mae plentyn am i rai pobl yn unig ei wybod: pwy y mae’n ei garu, pwy ydyw, beth y mae’n ei gredu, ei iechyd.',
  'confidence.who-reads':
    'Y rhai a ddewisodd y plentyn sy’n ei ddarllen, a neb arall: nid eu rheolwyr, nid mewn cyfarfod, ac nid yw mewn unrhyw gopi. Ni ddywedir wrth neb arall ei fod yma.',
  'confidence.empty': 'Nid oes dim yma y cawsoch eich dewis i’w ddarllen.',
  'confidence.hidden': 'Mae enwau wedi’u cuddio: ni ddangosir yr hyn sydd yma.',
  'confidence.withdrawn': 'O’r golwg, gan nad oedd y plentyn am iddo fod yma mwyach. Pryd: {{day}}',
  'confidence.write': 'Nodi rhywbeth y caiff rhai yn unig ei ddarllen',
  'confidence.change': 'Ei newid, neu newid pwy gaiff ei ddarllen',
  'confidence.change.link': 'Ei newid, neu newid pwy gaiff ei ddarllen',
  'confidence.save': 'Cadw',
  'confidence.for-you': 'Mae rhywbeth yma i chi ac i’r rhai a ddewisodd y plentyn yn unig',
  'confidence.only-if-wanted':
    'Dim ond os yw’r plentyn am iddo gael ei nodi. Peidiwch byth â holi er mwyn y ffurflen na dyfalu, a pheidiwch ag ysgrifennu mwy nag a ddywedodd y plentyn.',
  'confidence.no-secret':
    'Ni allwch addo cadw cyfrinach. Os oes ei angen i gadw rhywun yn ddiogel, aiff hefyd at y rhai sy’n eu cadw’n ddiogel: dywedwch hynny wrth y plentyn yn gyntaf.',
  'confidence.topic': 'Am beth y mae’n sôn?',
  'confidence.topic.sexuality': 'Ei rywioldeb',
  'confidence.topic.gender-identity': 'Ei hunaniaeth rhywedd',
  'confidence.topic.faith-or-belief': 'Ei ffydd neu gred',
  'confidence.topic.health': 'Ei iechyd',
  'confidence.topic.something-else': 'Rhywbeth arall',
  'confidence.topic.needed': 'Dewiswch am beth y mae’n sôn',
  'confidence.words': 'Beth ddywedodd y plentyn?',
  'confidence.words.hint': 'Yn ei eiriau ei hun, gyda’r enw a’r geiriau y mae’n eu defnyddio amdano’i hun.',
  'confidence.words.needed': 'Ysgrifennwch yr hyn a ddywedodd y plentyn',
  'confidence.others': 'Pwy arall gaiff ei ddarllen?',
  'confidence.others.hint': 'Dim ond y rhai a ddewisodd y plentyn. Gallwch chi ei ddarllen bob amser.',
  'confidence.others.nobody': 'Nid oes neb arall o amgylch y plentyn hwn eto: chi yn unig fydd yn ei ddarllen.',
  'confidence.others.see-not': 'Dewiswch bobl sy’n gweld cofnod y plentyn hwn yn unig',
  'confidence.family-knows': 'A yw ei deulu’n gwybod?',
  'confidence.family-knows.hint':
    'Os nad yw, gall yr hyn a ddywedir gartref, ar y ffôn neu mewn llythyr roi’r plentyn mewn perygl.',
  'confidence.family-knows.yes': 'Ydy',
  'confidence.family-knows.no': 'Nac ydy: ni chaiff neb gartref glywed hyn gennym ni',
  'confidence.family-knows.not-known': 'Ddim yn hysbys: peidiwch â dweud dim gartref',
  'confidence.family-knows.needed': 'Dewiswch a yw ei deulu’n gwybod',
  'confidence.said-on': 'Ar ba ddiwrnod y cytunodd y plentyn i hyn?',
  'confidence.said-on.hint': 'Y caiff ei nodi, a phwy gaiff ei ddarllen.',
  'confidence.said-on.needed': 'Rhowch y diwrnod y cytunodd y plentyn',
  'confidence.said-on.to-come': 'Rhowch heddiw, neu ddiwrnod sydd wedi bod',
  'confidence.stays': 'A yw’r plentyn am iddo fod yma o hyd?',
  'confidence.stays.yes': 'Ydy',
  'confidence.stays.no': 'Nac ydy',
  'confidence.stays.no.hint': 'Aiff o’r golwg i bawb, am byth. Chi yn unig fydd yn gweld bod rhywbeth wedi bod yma.',
  'confidence.stays.needed': 'Dewiswch a yw’r plentyn am iddo fod yma o hyd',
  'confidence.read-by': 'Yn cael ei ddarllen gan: {{names}}',
  'confidence.said': 'Cytunodd y plentyn i hyn. Pryd: {{day}}',
}
