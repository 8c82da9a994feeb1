import type { Welsh } from '../lib/welsh.ts'
import type { accountEn } from './messages.en.ts'

/** Geiriau mewngofnodi. */
export const accountCy: Welsh<typeof accountEn> = {
  'account.sign-in.title': 'Mewngofnodi',
  'account.sign-in.email': 'Cyfeiriad e-bost',
  'account.sign-in.email.needed': 'Rhowch eich cyfeiriad e-bost',
  'account.sign-in.password': 'Cyfrinair',
  'account.sign-in.password.needed': 'Rhowch eich cyfrinair',
  'account.sign-in.code': 'Cod o’ch ap',
  'account.sign-in.code.hint': 'Y chwe digid y mae eich ap dilysu yn eu dangos nawr',
  'account.sign-in.code.needed': 'Rhowch y cod o’ch ap',
  'account.sign-in.button': 'Mewngofnodi',
  'account.sign-in.wrong': 'Nid yw’r cyfeiriad e-bost, y cyfrinair neu’r cod yn gywir',
  'account.sign-in.waits':
    'Bu sawl cynnig anghywir. Arhoswch rai munudau, yna rhowch gynnig arall arni: mae’r aros yn tyfu gyda phob cynnig anghywir',
  'account.sign-in.kept':
    'Cawsoch eich allgofnodi cyn i hyn gael ei gadw. Mae’r hyn a deipioch yn ddiogel: mewngofnodwch, a bydd yno eto.',
  'account.drafts.title': 'Yr hyn a ddechreuoch heb ei gofnodi',
  'account.drafts.lead':
    'Dim ond chi all weld hyn. Fe’i diogelir am bythefnos ers i chi deipio ddiwethaf, ac mae’n mynd pan fyddwch yn ei gofnodi neu’n ei daflu.',
  'account.drafts.none': 'Nid oes dim a ddechreuoch heb ei gofnodi.',
  'account.drafts.hidden': 'Ni ddangosir y geiriau tra bo enwau wedi’u cuddio.',
  'account.drafts.no-words': 'Dewisiadau yn unig a wnaed; ni ysgrifennwyd dim.',
  'account.drafts.kept': 'Diogelwyd ddiwethaf:',
  'account.sessions.title': 'Lle rydych wedi mewngofnodi',
  'account.sessions.lead':
    'Pob porwr yr ydych wedi mewngofnodi ynddo. Dewch â’r rhai nad ydych yn eu hadnabod i ben, a dywedwch wrth eich gweinyddwr.',
  'account.sessions.began': 'Mewngofnodi',
  'account.sessions.used': 'Defnydd diwethaf',
  'account.sessions.here': 'Y porwr hwn',
  'account.sessions.end': 'Dod ag ef i ben',
  'account.demonstration.lead':
    'Bwrdd arddangos yw hwn. Dewiswch pwy rydych am fod. Dychmygol yw pob person a phob plentyn yma.',
  'account.guide': 'Dilyn un plentyn',
  'account.guide.lead':
    'Wyth arhosfan ar ffordd un plentyn. Mewngofnodwch fel y person a enwir, gwnewch yr hyn sydd yno, allgofnodi, a dod yn ôl yma am y nesaf.',
  'account.guide.refer':
    'Mae athro’n poeni: atgyfeiriwch blentyn o Ferthyr Tudful. Dyfeisiwch yr enw; cadwch ef ar gyfer yr arosfannau nesaf.',
  'account.guide.decide':
    'Mae’r rheolwr dyletswydd yn darllen yr atgyfeiriad ac yn penderfynu: Llwybr Camfanteisio, gyda Non Sampl yn ymarferydd arweiniol.',
  'account.guide.work':
    'Mae gweithiwr cymdeithasol y plentyn yn agor y cofnod: ychwanegu cofnodiad, asesu, gofyn am gyfarfod, ei drefnu gyda Gwen Cadair a Dai Nodyn, a gwahodd Pat Ditectif.',
  'account.guide.chair':
    'Mae’r cadeirydd yn cynnal y cyfarfod: y sesiwn gaeedig, yna’r teulu, yna’r cynllun a phwy sy’n gwneud beth.',
  'account.guide.notes':
    'Mae’r cofnodwr yn dod o hyd i’r cyfarfod ar y dudalen gyntaf, ac yn newid yr hyn a ysgrifennwyd ar frys.',
  'account.guide.police':
    'Mae swyddog yr heddlu’n gweld yr hyn y cytunwyd arno, ac yn dweud iddo gael ei wneud neu pam na chafodd.',
  'account.guide.panel': 'Rhestr y panel: os uwchgyfeiriwyd y plentyn, penderfynwch beth mae’r panel yn ei wneud.',
  'account.guide.every-pathway':
    'Mae’r arweinydd camfanteisio’n gweld pob llwybr agored: pa mor uchel, pa mor hir, pa mor hwyr.',
  'account.demonstration.caption': 'Pobl y bwrdd arddangos',
  'account.demonstration.who': 'Enw, swydd ac asiantaeth',
  'account.demonstration.roles': 'Rolau',
  'account.demonstration.be': 'Mewngofnodi',
  'account.welcome.title': 'Dewiswch eich cyfrinair',
  'account.welcome.lead':
    'Croeso, {{name}}. O hyn ymlaen, i fewngofnodi, bydd angen y cyfeiriad {{email}}, y cyfrinair hwn a chod o’ch ap.',
  'account.welcome.password': 'Cyfrinair newydd',
  'account.welcome.password.hint':
    'O leiaf 12 nod. Mae tri neu bedwar gair nad ydynt yn perthyn i’w gilydd yn ddewis da.',
  'account.welcome.app': 'Gosodwch eich ap dilysu',
  'account.welcome.app.lead': 'Sganiwch y llun hwn gyda’r ap ar eich ffôn, neu teipiwch yr allwedd â llaw.',
  'account.welcome.app.picture': 'Cod QR ar gyfer eich ap dilysu; mae’r allwedd isod yn gwneud yr un gwaith',
  'account.welcome.app.by-hand': 'Yr allwedd:',
  'account.welcome.button': 'Cadw a mewngofnodi',
  'account.welcome.code.wrong': 'Nid yw’r cod hwnnw’n gywir. Rhowch yr un y mae eich ap yn ei ddangos nawr',
  'account.welcome.used.title': 'Ni ellir defnyddio’r gwahoddiad hwn',
  'account.welcome.used.text':
    'Cafodd ei ddefnyddio o’r blaen, neu mae’n hŷn na saith diwrnod. Gofynnwch i’ch gweinyddwr am un newydd.',
  'account.password.too-short': 'Defnyddiwch o leiaf 12 nod',
  'account.password.too-long': 'Defnyddiwch 200 nod ar y mwyaf',
  'account.password.is-known':
    'Dewiswch gyfrinair arall: mae hwn ymhlith y rhai y mae ymosodwyr yn rhoi cynnig arnynt gyntaf',
  'account.password.is-the-email': 'Dewiswch gyfrinair sy’n wahanol i’ch cyfeiriad e-bost',
}
