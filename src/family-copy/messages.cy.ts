import type { familyCopyEn } from './messages.en.ts'
import type { Welsh } from '../lib/welsh.ts'

/** Geiriau’r copïau. */
export const familyCopyCy: Welsh<typeof familyCopyEn> = {
  'family-copy.classification': 'Copi’r teulu',
  'family-copy.file': 'copi’r teulu',
  'family-copy.taken': 'Mae geiriau o’r hyn sy’n aros allan yng nghopi’r teulu',
  'family-copy.taken.look':
    'Edrychwch ar bob un cyn i’r copi adael. Gall fod yn iawn, os nad yw’r geiriau’n datgelu dim.',
  'family-copy.taken.in-copy': 'Yng nghopi’r teulu',
  'family-copy.taken.closed': 'Yn yr hyn sy’n aros allan',
  'family-copy.other-languages':
    'Mae rhai o’r geiriau isod yn yr iaith y cawsant eu dweud neu eu hysgrifennu ynddi: {{languages}}.',
  'family-copy.told': 'Mae cadeirydd y cyfarfod am i chi wybod bod rhywbeth wedi’i adael allan:',
  'family-copy.told.safety': 'er mwyn cadw rhywun yn ddiogel',
  'family-copy.told.criminal-investigation': 'am fod yr heddlu’n edrych ar y mater',
  'family-copy.told.third-party': 'am ei fod yn ymwneud â rhywun arall',
  'family-copy.told.data-protection': 'am fod y gyfraith yn diogelu gwybodaeth bersonol',
  'family-copy.may-be-left-out':
    'Efallai nad yw rhai pethau a ddywedwyd yn y copi hwn, er mwyn cadw pobl yn ddiogel ac oherwydd hawliau pobl eraill. Gallwch ofyn am hyn.',
  'family-copy.preview': 'Rhagolwg, nid copi',
  'family-copy.from-closed': 'O’r sesiwn gaeedig',
  'family-copy.copies.title': 'Copïau o’r cofnod am {{reference}}',
  'family-copy.copies.link': 'Copïau o’r cofnod',
  'family-copy.back': 'Yn ôl i’r copïau',
  'family-copy.not-approved': 'Nid yw’r cofnod wedi’i gymeradwyo eto. Tan hynny nid oes copi i’r teulu.',
  'family-copy.lead':
    'Fe’i gwneir o’r hyn a benderfynodd y cadeirydd, a’i gadw fel y’i gwnaed. Mae ail berson yn ei ddarllen; dim ond wedyn y bydd ffeiliau.',
  'family-copy.state.none': 'Heb ei wneud eto',
  'family-copy.state.made': 'Yn aros i ail berson ei ddarllen',
  'family-copy.state.may-leave': 'Wedi’i ddarllen: gellir ei roi',
  'family-copy.state.out-of-date': 'Wedi dyddio: mae rhywbeth ynddo wedi newid ers ei wneud',
  'family-copy.made-line': 'Gwnaed gan {{name}}, {{at, dydd}}.',
  'family-copy.read-line': 'Darllenwyd gan {{name}}, {{at, dydd}}.',
  'family-copy.make.en': 'Gwneud copi’r teulu yn Saesneg',
  'family-copy.make.cy': 'Gwneud copi’r teulu yn Gymraeg',
  'family-copy.language.needed': 'Dewiswch iaith y copi',
  'family-copy.read-it': 'Darllen y copi: {{language}}',
  'family-copy.see-it': 'Gweld y copi: {{language}}',
  'family-copy.file.pdf': 'Copi’r teulu, {{language}}, PDF',
  'family-copy.file.docx': 'Copi’r teulu, {{language}}, Word',
  'family-copy.full.lead': 'Fel y cewch chi ei ddarllen. Nid yw ar gyfer y teulu.',
  'family-copy.full-file.pdf': 'Cofnod llawn, {{language}}, PDF',
  'family-copy.full-file.docx': 'Cofnod llawn, {{language}}, Word',
  'family-copy.given': 'Pwy gafodd gopi',
  'family-copy.given.empty': 'Nid oes neb wedi cael copi eto.',
  'family-copy.reading.title': 'Copi’r teulu',
  'family-copy.reading.lead': 'Fel y’i gwnaed: {{at}}. Y geiriau hyn yn unig fydd yn y ffeiliau.',
}
