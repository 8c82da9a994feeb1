import type { Welsh } from '../lib/welsh.ts'
import type { noticeEn } from './messages.en.ts'

/** Yr hyn y dywedir wrth bobl o fewn y cynnyrch. */
export const noticeCy: Welsh<typeof noticeEn> = {
  'notice.title': 'Dylech wybod',
  'notice.action-not-carried-out': 'Newidiwyd cam gweithredu y cytunwyd arno, neu ni chafodd ei gyflawni.',
  'notice.action-answered':
    'Mae’r cadeirydd wedi ateb yr hyn a ddywedoch chi neu eraill am gam gweithredu y cytunwyd arno.',
  'notice.family-copy-to-read': 'Mae copi teulu yn aros i rywun o’r sesiwn gaeedig ei ddarllen.',
  'notice.family-copy-ready': 'Mae ail berson wedi darllen copi teulu, a chaniateir ei roi.',
  'notice.family-copy-returned': 'Mae’r ail berson wedi anfon copi’r teulu yn ôl.',
  'notice.referral-joined': 'Daeth atgyfeiriad newydd am blentyn yr ydych yn ymarferydd arweiniol iddo.',
  'notice.referral-information':
    'Penderfynwyd ar atgyfeiriad am blentyn yr ydych yn ymarferydd arweiniol neu’n gadeirydd iddo: {{outcome}}.',
  'notice.perhaps-the-same-child':
    'Gwnaed cofnod arall â’r un dyddiad geni â {{reference}}, sydd wedi’i gyfyngu, ac enw tebyg. Gofynnwch i’r pwyntiau cyswllt cyntaf ai’r un plentyn ydyw.',
  'notice.same-nhs-number': 'Mae gan gofnodion {{reference}} a {{other}} yr un rhif GIG: ai’r un plentyn ydynt?',
  'notice.same-nhs-number.restricted':
    'Mae gan gofnod arall rif GIG y cofnod cyfyngedig {{reference}}: gofynnwch i lywodraethu gwybodaeth.',
  'notice.pack-made': 'Mae’r papurau ar gyfer eich cyfarfod yno. Pryd y mae: {{day}}',
  'notice.complaint-to-handle': 'Gofynnir i chi ddelio â chwyn.',
  'notice.copy-taken-back': 'Tynnwyd copi o gofnod yn ôl: ni ddylai fod lle y mae.',
  'notice.copy-incident-decided': 'Mae llywodraethu gwybodaeth wedi penderfynu am gopi a dynnwyd gennych yn ôl.',
  'notice.complaint-answered': 'Atebwyd cwyn a gofnodwyd gennych.',
  'notice.concern-asked': 'Gofynnir i chi ailystyried penderfyniad y mae rhywun yn credu y gallai fod yn anniogel.',
  'notice.concern-answered': 'Atebwyd eich pryder am benderfyniad.',
  'notice.concern-ended': 'Daeth pryder am benderfyniad i ben.',
  'notice.account-changed': 'Newidiodd {{by}} fanylion mewngofnodi, rolau neu dimau {{name}} {{at, pryd}}.',
  'notice.look': 'Edrych arno',
  'notice.seen': 'Rwyf wedi gweld hyn',
}
