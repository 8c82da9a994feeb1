import type { webEn } from './messages.en.ts'
import type { Welsh } from '../lib/welsh.ts'

/** Geiriau’r ffrâm, y gwallau a phob ffurflen. */
export const webCy: Welsh<typeof webEn> = {
  'web.title.error': 'Gwall: {{title}}',
  'web.skip-link': 'Neidio i’r prif gynnwys',
  'web.tools': 'Iaith, golwg ac allgofnodi',
  'web.service': 'Gwybodaeth am y gwasanaeth',
  'web.menu': 'Dewislen',
  'web.language.other': 'English',
  'web.public-view.on': 'Cuddio enwau',
  'web.public-view.off': 'Dangos enwau',
  'web.sign-out': 'Allgofnodi',
  'web.phase.text': 'Gwasanaeth newydd yw hwn. Nid oes siaradwr Cymraeg wedi adolygu ei Gymraeg eto.',
  'web.demonstration.label': 'Arddangosiad',
  'web.demonstration.banner': 'ARDDANGOSIAD',
  'web.demonstration.explained': 'Dychmygol yw pob plentyn a phob aelod o staff yma.',
  'web.session.warning': 'Byddwch yn cael eich allgofnodi ymhen ychydig funudau. Cedwir yr hyn rydych wedi’i deipio.',
  'web.session.stay': 'Aros wedi mewngofnodi',
  'web.danger.title': 'Yn poeni nawr?',
  'web.danger.now': 'Os yw plentyn mewn perygl uniongyrchol, ffoniwch yr heddlu ar 999.',
  'web.danger.harm':
    'Os yw plentyn mewn perygl o niwed sylweddol, atgyfeiriwch ar unwaith at Wasanaethau Plant yr awdurdod lleol.',
  'web.footer.no-ai': 'Nid yw Llwybr yn defnyddio unrhyw fath o ddeallusrwydd artiffisial.',
  'web.error.too-large.title': 'Roedd hynny’n ormod ar unwaith',
  'web.error.too-large.text':
    'Mae ffurflen yn dal un megabeit ar y mwyaf. Ewch yn ôl: mae’r hyn a deipiwyd yno o hyd. Cadwch ef mewn dwy ran.',
  'web.error.unreadable.title': 'Nid oedd modd darllen hyn',
  'web.error.unreadable.text': 'Ewch yn ôl ac anfonwch y ffurflen eto o’i thudalen. Ni chadwyd dim.',
  'web.error.summary': 'Mae problem',
  'web.answer-unreadable': 'Nid oedd modd darllen yr ateb hwn. Rhowch neu dewiswch ef eto',
  'web.error.prefix': 'Gwall',
  'web.error.home': 'Mynd i’r dudalen gychwyn',
  'web.error.reference': 'Os byddwch yn gofyn am gymorth, rhowch y cyfeirnod hwn:',
  'web.error.not-found.title': 'Heb ddod o hyd i’r dudalen',
  'web.error.not-found.text':
    'Nid oes tudalen o’r fath, neu ni allwch chi ei gweld. Gwiriwch y cyfeiriad, neu chwiliwch am yr hyn sydd ei angen arnoch.',
  'web.error.forbidden.title': 'Nid oes gennych ganiatâd',
  'web.error.forbidden.text':
    'Nid oes gan eich cyfrif y rôl sydd ei hangen ar gyfer y dudalen hon. Gofynnwch i’ch gweinyddwr os credwch y dylai fod.',
  'web.error.form-expired.title': 'Anfonwch y ffurflen eto',
  'web.error.form-expired.text':
    'Bu’r dudalen hon ar agor yn rhy hir, neu daeth o rywle arall, felly ni chadwyd dim. Ewch yn ôl a’i hanfon eto.',
  'web.error.too-many.title': 'Arhoswch eiliad',
  'web.error.too-many.text': 'Daeth gormod o geisiadau o’ch cysylltiad. Arhoswch funud, yna rhowch gynnig arall arni.',
  'web.error.away.title': 'Nid yw Llwybr ar gael am funud',
  'web.error.away.text':
    'Ni all y gwasanaeth gyrraedd ei gronfa ddata ar hyn o bryd. Mae’n rhoi cynnig arall arni ei hun; gallwch chithau hefyd, ymhen ychydig eiliadau.',
  'web.error.session-ended.title': 'Mewngofnodwch eto',
  'web.error.session-ended.text': 'Mae eich sesiwn wedi dod i ben.',
  'web.drafts.again': 'Mae’r hyn a deipioch yn y ffurflen eto. Nid yw wedi’i gofnodi eto.',
  'web.drafts.unplaced': 'Nid oes lle ar y dudalen i’r geiriau hyn erbyn hyn:',
  'web.drafts.offered': 'Dechreuoch rywbeth yma heb ei gofnodi.',
  'web.drafts.elsewhere': 'Dechreuoch rywbeth yma mewn cam arall. Ni ddangosir ei eiriau ar y dudalen hon:',
  'web.drafts.read': 'Darllen yr hyn a ysgrifennoch',
  'web.drafts.go-on': 'Mynd ymlaen ag ef',
  'web.drafts.throw-away': 'Ei daflu',
  'web.drafts.begun': 'Dechreuwyd:',
  'web.drafts.kept': 'Wedi’i ddiogelu, heb ei gofnodi eto:',
  'web.drafts.away':
    'Nid yw’r hyn a deipiwch yn cael ei ddiogelu ar hyn o bryd: nid oes cysylltiad. Arhoswch ar y dudalen hon; rhoddir cynnig arall arni.',
  'web.drafts.signed-out':
    'Rydych wedi allgofnodi. Mae’r hyn a deipioch ar y dudalen hon o hyd: mewngofnodwch mewn ffenestr arall, yna ewch ymlaen yma.',
  'web.drafts.sign-in': 'Mewngofnodi',
  'web.drafts.sign-in-elsewhere': 'Mewngofnodi (yn agor ffenestr arall)',
  'web.drafts.in-list': 'Nid yw’r hyn a deipioch wedi’i golli:',
  'web.again.kept': 'Nid yw’r hyn a deipioch wedi’i gadw eto. Mae ar y dudalen hon: arhoswch yma a’i anfon eto.',
  'web.again.as': 'Rydych wedi mewngofnodi fel {{name}}: fe’i hanfonir yn yr enw hwnnw.',
  'web.again.typed': 'Yr hyn a deipioch, {{nth}}',
  'web.again.send': 'Ei anfon eto',
  'web.again.look': 'Rhoi cynnig arall ar y dudalen hon',
  'web.error.signed-out.title': 'Rydych wedi allgofnodi',
  'web.error.signed-out.text':
    'Mewngofnodwch mewn ffenestr arall. Yna dewch yn ôl i’r un hon ac anfonwch y ffurflen eto: mae’r hyn a deipioch isod.',
  'web.error.trouble.title': 'Mae’n ddrwg gennym, aeth rhywbeth o’i le',
  'web.error.trouble.text':
    'Ni chadwyd dim. Rhowch gynnig arall arni ymhen eiliad. Os oeddech wedi teipio rhywbeth, ewch yn ôl: efallai fod eich porwr yn dal i’w gofio.',
  'web.conflict.title': 'Mae rhywun arall wedi cadw hwn yn gyntaf',
  'web.conflict.lead':
    'Tra oeddech yn ysgrifennu, cadwodd cydweithiwr newidiadau i’r un testun. Nid oes dim wedi’i golli: dyma’r ddau.',
  'web.conflict.what-to-do':
    'Cymerwch yr hyn sydd ei angen o destun eich cydweithiwr i’ch testun chi, yna cadwch. Mae’r testun blaenorol yn aros yn yr hanes.',
  'web.conflict.theirs': 'Fel y mae wedi’i gadw nawr',
  'web.conflict.yours': 'Yr hyn a ysgrifennoch chi',
  'web.conflict.which': 'Pa un sy’n iawn?',
  'web.conflict.empty': 'Gwag',
  'web.conflict.save': 'Cadw’r hyn a ysgrifennais',
  'web.choose': 'Dewiswch',
  'web.day.hint': 'Er enghraifft, 4 12 2026',
  'web.day.day': 'Diwrnod',
  'web.day.month': 'Mis',
  'web.day.year': 'Blwyddyn',
}
