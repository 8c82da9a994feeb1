import type { Welsh } from '../lib/welsh.ts'
import type { workEn } from './messages.en.ts'

/** Geiriau Fy ngwaith. */
export const workCy: Welsh<typeof workEn> = {
  'work.nav': 'Fy ngwaith',
  'work.title': 'Fy ngwaith',
  'work.whose': 'Gwaith pwy i’w ddangos',
  'work.of.me': 'Fy ngwaith i',
  'work.of.team': 'Gwaith fy nhîm',
  'work.of.agency': 'Gwaith fy asiantaeth',
  'work.late': 'Yn hwyr',
  'work.today': 'Heddiw',
  'work.week': 'Yn y saith diwrnod nesaf',
  'work.later': 'Yn ddiweddarach',
  'work.why': 'Pam y dyddiad hwn?',
  'work.new-referral': 'Atgyfeiriad newydd',
  'work.begun': 'Dechreuoch rywbeth heb ei gofnodi.',
  'work.begun.link': 'Edrych arno',
  'work.nothing': 'Nid oes dim i’w wneud yr wythnos hon.',
  'work.empty':
    'Bydd yr hyn y mae’n rhaid i chi neu’ch tîm ei wneud erbyn diwrnod penodol i’w weld yma: atgyfeiriadau i’w penderfynu, cyfarfodydd, camau.',
  'work.due-count_zero': 'Nid oes dim i’w wneud yr wythnos hon.',
  'work.due-count_one': 'Mae un peth i’w wneud yr wythnos hon.',
  'work.due-count_two': 'Mae dau beth i’w gwneud yr wythnos hon.',
  'work.due-count_few': 'Mae tri pheth i’w gwneud yr wythnos hon.',
  'work.due-count_many': 'Mae chwe pheth i’w gwneud yr wythnos hon.',
  'work.due-count_other': 'Mae {{count}} o bethau i’w gwneud yr wythnos hon.',
  'work.late-count_zero': 'Nid oes dim yn hwyr.',
  'work.late-count_one': 'Mae un yn hwyr.',
  'work.late-count_two': 'Mae dau yn hwyr.',
  'work.late-count_few': 'Mae tri yn hwyr.',
  'work.late-count_many': 'Mae chwech yn hwyr.',
  'work.late-count_other': 'Mae {{count}} yn hwyr.',
}
