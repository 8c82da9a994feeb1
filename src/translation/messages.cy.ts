import type { translationEn } from './messages.en.ts'

/** The Welsh words of translations that people make of entries. */
export const translationCy: Readonly<Record<keyof typeof translationEn, string>> = {
  'translation.title': 'Cyfieithu’r cofnodiad hwn',
  'translation.link': 'Ysgrifennu cyfieithiad',
  'translation.heading': 'Cyfieithiadau',
  'translation.lead':
    'Mae’n sefyll o dan y cofnodiad, i’r rhai sy’n cael darllen y cofnodiad. Mae’r geiriau a ysgrifennwyd yn aros fel y maent.',
  'translation.by-a-person':
    'Dim ond yr hyn a gyfieithwyd gan berson sy’n gwybod y ddwy iaith. Peidiwch â rhoi dim yma a wnaed gan raglen gyfieithu neu AI.',
  'translation.original': 'Y geiriau i’w cyfieithu',
  'translation.language': 'I ba iaith?',
  'translation.language.needed': 'Dewiswch iaith y cyfieithiad',
  'translation.language.same': 'Mae’r cofnodiad yn yr iaith hon: dewiswch un arall',
  'translation.text': 'Cyfieithiad',
  'translation.text.hint':
    'Y cyfan, fel y cafodd ei ddweud. Esboniwch mewn bachau petryal yr hyn na ellir ei gyfieithu.',
  'translation.text.needed': 'Ysgrifennwch y cyfieithiad',
  'translation.changed': 'Newidiodd rhywun y cofnodiad: darllenwch ei eiriau uchod eto, yna cadwch',
  'translation.translated-by': 'Pwy a’i cyfieithodd?',
  'translation.translated-by.hint': 'Eu henw, ac fel beth: cyfieithydd, cyfieithydd ar y pryd, cydweithiwr',
  'translation.translated-by.needed': 'Ysgrifennwch pwy a’i cyfieithodd',
  'translation.for-family': 'A gaiff y teulu ei gael?',
  'translation.for-family.yes': 'Ei roi yng nghopi’r teulu, o dan y geiriau hyn',
  'translation.for-family.hint':
    'Cymharwch ef â’r geiriau yn gyntaf. Bydd copi sy’n barod wedyn yn hen: gwnewch ef eto, a bydd ail berson yn ei ddarllen eto.',
  'translation.save': 'Cadw’r cyfieithiad',
  'translation.byline': 'Cyfieithiad. Iaith: {{language}}. Gan: {{by}}',
  'translation.written-by': 'Rhoddwyd i mewn. Gan: {{name}}',
  'translation.earlier-words': 'O eiriau a newidiwyd ers hynny',
  'translation.for-family.said': 'Ar gyfer copi’r teulu',
}
