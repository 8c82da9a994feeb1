import type { Welsh } from '../lib/welsh.ts'
import type { endingEn } from './messages.en.ts'

/** Geiriau camu i lawr, dod i ben ac agor eto. */
export const endingCy: Welsh<typeof endingEn> = {
  'ending.title': 'Camu i lawr neu ddod â’r llwybr i ben',
  'ending.lead':
    'Un person sy’n ei gynnig, a rheolwr neu arweinydd camfanteisio nad yw wedi’i gynnig sy’n ei gadarnhau. Nid oes dim yn stopio cyn hynny.',
  'ending.judgement': 'Y farn sydd mewn grym',
  'ending.stops': 'Beth sy’n stopio pan ddaw’r llwybr i ben',
  'ending.stops.nothing': 'Nid oes dim i’w wneud.',
  'ending.meeting.asked-for': 'Caiff cyfarfod y gofynnwyd amdano ei ganslo',
  'ending.meeting.booked': 'Caiff y cyfarfod a drefnwyd ar gyfer {{day, dydd}} ei ganslo',
  'ending.promised': 'Wedi’i gytuno, heb adrodd arno eto',
  'ending.promised.family': 'Addawyd i’r plentyn neu’r teulu: dywedwch wrthynt beth a ddaw ohono',
  'ending.others': 'Eraill na wnaed dim drostynt eto',
  'ending.promised.nothing': 'Nid oes dim ar agor.',
  'ending.sight': 'Pwy na fydd yn gallu gweld y cofnod mwyach',
  'ending.sight.lead': 'Pedair wythnos ar ôl y diwedd, oni bai eu bod yn gweithio gyda’r plentyn:',
  'ending.down': 'Aros ar y llwybr, gan gamu i lawr i: {{to}}',
  'ending.up.title': 'Camu i fyny',
  'ending.way': 'Beth ydych chi’n ei gynnig?',
  'ending.propose': 'Ei gynnig',
  'ending.proposed-by': 'Cynigiwyd gan {{name}} {{day, pryd}}.',
  'ending.waits': 'Mae’n aros i reolwr neu arweinydd camfanteisio ei gadarnhau.',
  'ending.seen': 'Cyn i chi gadarnhau',
  'ending.seen.declare':
    'Rwyf wedi darllen beth sy’n stopio a beth a addawyd, ac mae rhywun yn dweud wrth y plentyn a’r teulu',
  'ending.seen.needed': 'Dywedwch eich bod wedi darllen beth sy’n stopio a beth a addawyd',
  'ending.confirm': 'Ei gadarnhau',
  'ending.decline': 'Peidio â’i gadarnhau, neu ei dynnu’n ôl',
  'ending.decline.reason': 'Pam mae’r llwybr yn mynd ymlaen fel y mae?',
  'ending.decline.needed': 'Dywedwch pam mae’r llwybr yn mynd ymlaen fel y mae',
  'ending.decline.or-confirm': 'Cadarnhewch neu gwrthodwch: tynnwch y rheswm, neu pwyswch y botwm oddi tano',
  'ending.judgement-needed': 'Mae hyn yn dibynnu ar farn gyfredol: aseswch y plentyn eto yn gyntaf',
  'ending.judged-high': 'Barnwyd bod y plentyn mewn risg uchel: aseswch y plentyn eto yn gyntaf',
  'ending.still-a-child': 'Nid yw’r plentyn yn 18 eto',
  'ending.meeting-is-running': 'Mae cyfarfod am y plentyn yn mynd rhagddo: dewch ag ef i ben yn gyntaf',
  'ending.reopen.starts': 'Beth sy’n dechrau pan fyddwch yn ei agor',
  'ending.reopen.starts.lead':
    'Mae’r ymarferydd arweiniol a ddewiswch yn ymuno â’r rhwydwaith ac yn gweld y cofnod; nid yw’r un o’i flaen yn arwain mwyach',
  'ending.reopen.starts.assessment': 'Rhaid cwblhau asesiad erbyn {{day, dydd}}',
  'ending.reopen.starts.actions':
    'Mae camau cynharach nad ydych yn eu ticio yn aros fel y maent, ac ni chaiff neb ei atgoffa ohonynt',
  'ending.reopen.reason': 'Pam mae’r llwybr yn cael ei agor eto?',
  'ending.reopen.reason.needed': 'Dywedwch pam mae’r llwybr yn cael ei agor eto',
  'ending.reopen.lead.hint': 'Nhw sy’n gyfrifol am yr asesiad sydd i’w wneud nawr',
  'ending.reopen.actions': 'Camau gweithredu cynharach i fynd ymlaen â nhw',
  'ending.reopen.actions.hint': 'Lle mae’r diwrnod wedi mynd heibio, rhaid eu gwneud ymhen pedair wythnos',
  'ending.reopen.by-manager': 'Rheolwr neu arweinydd camfanteisio sy’n ei agor eto.',
  'pathway.not-now.open': 'Penderfynwyd ar hyn yn y cyfamser: mae’r llwybr ar agor',
  'pathway.not-now.proposed': 'Mae diwedd neu gam i lawr wedi’i gynnig ac yn aros i’w gadarnhau',
  'pathway.not-now.ended': 'Mae’r llwybr wedi dod i ben',
}
