import type { Welsh } from '../lib/welsh.ts'
import type { setUpEn } from './messages.en.ts'

/** Geiriau’r dudalen gyntaf. */
export const setUpCy: Welsh<typeof setUpEn> = {
  'set-up.title': 'Gosod Llwybr',
  'set-up.lead': 'Nid oes bwrdd yma eto. Edrychwch o gwmpas arddangosiad yn gyntaf, neu gosodwch eich bwrdd eich hun.',
  'set-up.demonstration': 'Llwytho’r bwrdd arddangos',
  'set-up.demonstration.lead':
    'Tua deugain o blant dychmygol ar wahanol gamau’r llwybr, gyda staff o bob rôl ac asiantaeth. Gallwch fod yn unrhyw un o’r staff gydag un clic.',
  'set-up.demonstration.button': 'Llwytho’r arddangosiad',
  'set-up.board': 'Gosod eich bwrdd eich hun',
  'set-up.board.lead':
    'Chi fydd ei weinyddwr cyntaf. Byddwch yn dewis cyfrinair ac yn gosod eich ap ar y dudalen nesaf.',
  'set-up.board.button': 'Gosod y bwrdd',
  'set-up.key': 'Allwedd untro',
  'set-up.key.hint': 'Cafodd ei hargraffu lle cychwynnwyd Llwybr',
  'set-up.key.needed': 'Rhowch yr allwedd untro',
  'set-up.key.wrong': 'Nid yw’r allwedd hon yn gywir, neu mae wedi’i defnyddio. Edrychwch lle cychwynnwyd Llwybr',
  'set-up.name.en': 'Enw’r bwrdd yn Saesneg',
  'set-up.name.cy': 'Enw’r bwrdd yn Gymraeg',
  'set-up.admin-name': 'Eich enw',
  'set-up.admin-name.needed': 'Rhowch eich enw',
  'set-up.admin-email': 'Eich cyfeiriad e-bost',
}
