import type { Welsh } from '../lib/welsh.ts'
import type { pathwayEn } from './messages.en.ts'

/** Geiriau’r llwybr, ei glociau a Fy ngwaith. */
export const pathwayCy: Welsh<typeof pathwayEn> = {
  'pathway.step.referral': 'Atgyfeiriad',
  'pathway.step.determination': 'Penderfyniad',
  'pathway.step.assessment': 'Asesiad',
  'pathway.step.meeting-asked-for': 'Gofynnwyd am gyfarfod',
  'pathway.step.meeting-and-reviews': 'Cyfarfod ac adolygiadau',
  'pathway.step.panel': 'Panel',
  'pathway.change.title': 'Camu i fyny, camu i lawr neu ddod â’r llwybr i ben',
  'pathway.move.reasons': 'Rhesymau',
  'pathway.move.reasons.needed': 'Rhowch y rhesymau',
  'pathway.move.button': 'Cadw’r newid',
  'pathway.stepped-to': 'I beth?',
  'pathway.stepped-to.early-help': 'Cymorth cynnar',
  'pathway.stepped-to.care-and-support': 'Cynllun gofal a chymorth',
  'pathway.stepped-to.child-protection': 'Amddiffyn plant',
  'pathway.stepped-to.looked-after': 'Derbyn gofal gan awdurdod lleol',
  'pathway.stepped-to.information-and-advice': 'Gwybodaeth a chyngor',
  'pathway.stepped-to.needed': 'Dewiswch i beth y mae’r plentyn yn cael ei symud',
  'pathway.ending.no-further-action': 'Dim camau pellach ar ôl yr atgyfeiriad',
  'pathway.ending.information-and-advice': 'Gwybodaeth a chyngor ar ôl yr atgyfeiriad',
  'pathway.ending.risk-reduced': 'Mae’r risg yn is ac mae cynllun diogelwch yn ei le',
  'pathway.ending.stepped-down': 'Wedi camu i lawr',
  'pathway.ending.stepped-up': 'Wedi camu i fyny',
  'pathway.ending.moved': 'Wedi symud i ardal arall',
  'pathway.ending.turned-18': 'Wedi cyrraedd 18 oed',
  'pathway.ending.other': 'Ffordd arall',
  'pathway.ending.needed': 'Dewiswch sut y mae’r llwybr yn dod i ben',
  'pathway.ended': 'Daeth y llwybr i ben {{day, pryd}}: {{how}}',
  'pathway.ended.hidden':
    'Gall yr hyn a ddywedwyd bryd hynny enwi pobl; nid yw’n cael ei ddangos tra bo enwau wedi’u cuddio.',
  'pathway.end.whatChanged': 'Beth sydd wedi newid?',
  'pathway.end.whatChanged.needed': 'Dywedwch beth sydd wedi newid',
  'pathway.end.whoKeepsWatch': 'Pwy fydd yn cadw llygad o hyn ymlaen?',
  'pathway.end.whoKeepsWatch.needed': 'Dywedwch pwy fydd yn cadw llygad',
  'pathway.end.whatWouldBringBack': 'Beth fyddai’n dod â’r plentyn yn ôl i’r llwybr?',
  'pathway.end.whatWouldBringBack.needed': 'Dywedwch beth fyddai’n dod â’r plentyn yn ôl',
  'pathway.reopen.lead':
    'Mae llwybr y plentyn hwn wedi dod i ben. Os oes pryder newydd, agorwch ef eto; mae’r hyn a fu o’r blaen yn aros yn y cofnod.',
  'pathway.reopen.button': 'Agor y llwybr eto',
}
