import type { Welsh } from '../lib/welsh.ts'
import type { transitionEn } from './messages.en.ts'

/** Geiriau’r cynllun ar gyfer ar ôl 18 oed. */
export const transitionCy: Welsh<typeof transitionEn> = {
  'transition.title': 'Cynllun ar gyfer ar ôl 18 oed',
  'transition.born': 'Yn 18 oed {{day, pryd}}',
  'transition.born.unknown':
    'Nid yw’r dyddiad geni yn hysbys. Ysgrifennwch ef ym manylion y plentyn, fel y gofynnir am y cynllun mewn pryd.',
  'transition.due': 'Mae angen cynllun erbyn {{day, dydd}}.',
  'transition.lead':
    'Gall yr hyn sy’n amddiffyn plentyn ddod i ben ar y pen-blwydd; nid felly’r niwed. Cynlluniwch yn gynnar, gyda’r person ifanc a chyda’r rhai a fydd yn parhau.',
  'transition.ask': 'Meddyliwch am',
  'transition.ask.wishes': 'beth mae’r person ifanc ei eisiau, yn ei eiriau ei hun, a phwy y mae am iddynt aros',
  'transition.ask.adults': 'diogelu oedolion, cynllun gofal a chymorth, iechyd meddwl, defnyddio sylweddau, tai, arian',
  'transition.ask.nrm':
    'atgyfeirio cenedlaethol: o 18 oed y person ifanc sy’n penderfynu, a lle mae panel lleol yn penderfynu rhaid iddo ddod yn ddigon cynnar',
  'transition.ask.orders':
    'gorchmynion, dychwelyd o ofal, cynghorydd personol, a beth fydd yr heddlu a’r gwasanaeth prawf yn ei wneud',
  'transition.words': 'Beth sydd wedi’i gynllunio?',
  'transition.words.needed': 'Ysgrifennwch beth sydd wedi’i gynllunio',
  'transition.with-whom': 'Gyda phwy y cytunwyd arno?',
  'transition.with-whom.hint': 'Y person ifanc, a phob gwasanaeth a fydd yn parhau',
  'transition.with-whom.needed': 'Nodwch gyda phwy y cytunwyd arno',
  'transition.save': 'Cadw’r cynllun',
  'transition.not-on-the-pathway': 'Nid yw’r plentyn ar y llwybr nawr, felly ni chedwir cynllun yma.',
  'transition.earlier': 'Beth a gynlluniwyd hyd yma',
} as const
