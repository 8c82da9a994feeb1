import type { Welsh } from '../lib/welsh.ts'
import type { statementEn } from './messages.en.ts'

/** Y datganiadau a ddarllenir mewn cyfarfod, a geiriau’r bwrdd ei hun. */
export const statementCy: Welsh<typeof statementEn> = {
  'statement.confidentiality':
    'Mae’r cyfarfod hwn a’i gofnod yn gyfrinachol. Ni rennir dim y tu allan heb gytundeb y cadeirydd. Mae pawb yn siarad â pharch, mewn geiriau plaen, un ar y tro. Mae pob asiantaeth yn cadw’r hyn sydd ganddi o’r cofnod ar gau i bawb ond y rhai y mae arnynt ei angen. Mae’r cofnod yn trin pawb sydd ynddo’n deg, gyda pharch a heb wahaniaethu. Ystyrir pob cais amdano o dan gyfraith diogelu data ar ei ben ei hun, a rhoddir fersiwn y tynnodd y cadeirydd ohoni yr hyn y mae’n rhaid iddo aros allan. Os credwch fod penderfyniad yn anniogel, dywedwch hynny nawr neu drwy eich arweinydd diogelu.',
  'statement.closed-session':
    'I ymarferwyr yn unig y mae’r rhan hon. Rydym yn rhannu yma yr hyn a allai roi plentyn neu rywun arall mewn perygl, neu niweidio ymchwiliad, pe bai’n hysbys. Ar gyfer pob pwynt rydym yn penderfynu beth y gellir ei ddweud wrth y teulu.',
  'statement.family-session':
    'Croeso. Rydym yma i gynllunio gyda’n gilydd sut i wneud pethau’n fwy diogel. Rydym am glywed eich barn. Person sy’n cymryd nodiadau; nid ydynt air am air. Mae’r cadeirydd wedi dweud wrthych sut i gwyno os nad yw rhywbeth yn iawn.',
  'statement.no-ai': 'Ni chaniateir defnyddio deallusrwydd artiffisial i gofnodi’r cyfarfod hwn, ar unrhyw ddyfais.',
  'statement.board': 'Datganiadau a ddarllenir mewn cyfarfodydd',
  'statement.board.lead':
    'Darllenir y geiriau hyn ar ddechrau pob sesiwn. Defnyddiwch y geiriau sy’n dod gyda Llwybr, neu eiriau eich bwrdd chi. Mae’r hyn y mae rhywun wedi’i glywed yn aros ar y cofnod yn y geiriau a glywsant.',
  'statement.name.confidentiality': 'Cyfrinachedd, yn y ddwy sesiwn',
  'statement.name.closed-session': 'Sesiwn gaeedig',
  'statement.name.family-session': 'Sesiwn gyda’r teulu',
  'statement.name.no-ai': 'Dim deallusrwydd artiffisial, yn y ddwy sesiwn',
  'statement.own': 'Y geiriau sy’n dod gyda Llwybr',
  'statement.chosen': 'Fersiwn {{number}}. Dewiswyd: {{at}}. Gan: {{name}}',
  'statement.back-to-own':
    'Fersiwn {{number}}: yn ôl at y geiriau sy’n dod gyda Llwybr. Dewiswyd: {{at}}. Gan: {{name}}',
  'statement.change': 'Newid y geiriau',
  'statement.change.title': 'Newid y geiriau: {{statement}}',
  'statement.words-en': 'Yn Saesneg',
  'statement.words-cy': 'Yn Gymraeg',
  'statement.words.both': 'Ysgrifennwch yn y ddwy iaith, neu gadewch y ddau yn wag',
  'statement.words.hint': 'Gadewch y ddau yn wag i fynd yn ôl at y geiriau sy’n dod gyda Llwybr',
  'statement.save': 'Cadw fel y geiriau sydd mewn grym',
  'statement.conflict':
    'Mae rhywun arall wedi newid y geiriau hyn ers i chi agor y dudalen. Darllenwch eu geiriau nhw, yna cadwch eich rhai chi.',
  'statement.before': 'Fersiynau',
  'statement.other.cy': 'Yn Gymraeg',
  'statement.other.en': 'Yn Saesneg',
  'statement.accepted': 'Pwy sydd wedi clywed y datganiadau ac yn eu derbyn?',
  'statement.accepted.everybody': 'Pawb sydd wedi’u ticio uchod',
  'statement.changed': 'Mae’r bwrdd newydd newid y geiriau hyn. Darllenwch nhw ar goedd, yna cadwch.',
  'statement.unheard': 'Yma, a heb glywed y datganiadau: {{names}}',
  'statement.unheard-then': 'Yn bresennol, ond heb gofnod iddynt glywed y datganiadau: {{names}}',
  'statement.read-to': 'Eu darllen ar goedd a chofnodi hynny',
  'statement.heard': 'Wedi clywed y datganiadau a’u derbyn',
  'statement.heard.yes': 'Ydy',
  'statement.heard.no': 'Heb ei gofnodi',
  'statement.heard.short': 'Wedi clywed y datganiadau',
}
