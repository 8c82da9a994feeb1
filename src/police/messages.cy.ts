import type { Welsh } from '../lib/welsh.ts'
import type { policeEn } from './messages.en.ts'

/** Geiriau’r hyn a drafodir â’r heddlu. */
export const policeCy: Welsh<typeof policeEn> = {
  'police.owed': 'Trafodwch hyn â’r heddlu heddiw',
  'police.owed.lead':
    'Gallai fod yn drosedd yn erbyn y plentyn. Os yw’r plentyn mewn perygl nawr, ffoniwch 999 yn gyntaf.',
  'police.owed.now-or-later': 'Dywedwch hynny yma gyda’r penderfyniad, neu wedyn.',
  'police.considered': 'Beth a ganfuwyd?',
  'police.considered.needed': 'Dewiswch beth a ganfuwyd',
  'police.considered.discussed': 'Trafodwyd hyn â’r heddlu',
  'police.considered.no-crime': 'Ystyriwyd hyn, ac nid yw’n drosedd',
  'police.with-whom': 'Gyda phwy?',
  'police.with-whom.hint': 'Y swyddog a chyfeirnod yr heddlu, neu bwy a’i hystyriodd',
  'police.with-whom.needed': 'Rhowch gyda phwy y trafodwyd neu yr ystyriwyd hyn',
  'police.words': 'Beth a gytunwyd, neu pam nad yw’n drosedd?',
  'police.words.needed': 'Ysgrifennwch beth a gytunwyd, neu pam nad yw’n drosedd',
  'police.save': 'Ei gofnodi',
} as const
