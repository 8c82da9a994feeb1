import type { Welsh } from '../lib/welsh.ts'
import type { emergencyEn } from './messages.en.ts'

/** Geiriau agor mewn argyfwng a’i adolygu. */
export const emergencyCy: Welsh<typeof emergencyEn> = {
  'emergency.title': 'Agor cofnod plentyn mewn argyfwng',
  'emergency.link': 'Mae ar blentyn eich angen nawr ac ni allwch weld ei gofnod',
  'emergency.lead':
    'Defnyddiwch hyn dim ond pan fydd ar blentyn eich angen nawr. Byddwch yn gweld y cofnod am dair awr. Bydd yr arweinwyr camfanteisio a’r swyddog llywodraethu gwybodaeth yn gweld i chi wneud hynny, a pham.',
  'emergency.reference': 'Cyfeirnod y plentyn',
  'emergency.reference.needed': 'Rhowch gyfeirnod y plentyn',
  'emergency.reason': 'Pam y mae angen i chi weld y cofnod nawr?',
  'emergency.reason.needed': 'Dywedwch mewn brawddeg pam y mae angen i chi ei weld nawr',
  'emergency.not-found':
    'Nid oes cofnod y gellir ei agor yma sy’n cyfateb i’r cyfeirnod a’r dyddiad geni. Os yw plentyn mewn perygl nawr, ffoniwch 999 neu’r Gwasanaethau Plant.',
  'emergency.button': 'Gweld y cofnod nawr',
  'emergency.too-many':
    'Rydych wedi ceisio bum gwaith o fewn yr awr. Os yw plentyn mewn perygl nawr, ffoniwch 999 neu’r Gwasanaethau Plant.',
  'emergency.told': 'Agorodd {{who}} y cofnod {{reference}} mewn argyfwng {{at, pryd}}.',
  'emergency.review.link': 'Adolygu hyn',
  'emergency.review.title': 'Adolygu agor cofnod mewn argyfwng',
  'emergency.review.lead': 'Gofynnwch i’r sawl a’i hagorodd, ac i’w reolwr, beth oedd ei angen a beth a welwyd.',
  'emergency.review.reason': 'Y rheswm a roddwyd',
  'emergency.finding': 'Beth a ganfuoch?',
  'emergency.finding.needed': 'Dewiswch yr hyn a ganfuoch',
  'emergency.finding.justified': 'Roedd ei angen',
  'emergency.finding.not-justified': 'Nid oedd ei angen',
  'emergency.note': 'Sut y gwyddoch, a beth fydd yn digwydd nesaf?',
  'emergency.note.needed': 'Dywedwch sut y gwyddoch a beth fydd yn digwydd nesaf',
  'emergency.review.button': 'Cau’r adolygiad',
}
