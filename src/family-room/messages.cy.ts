import type { familyRoomEn } from './messages.en.ts'
import type { Welsh } from '../lib/welsh.ts'

/** Geiriau’r ystafell lle mae’r teulu’n eistedd. */
export const familyRoomCy: Welsh<typeof familyRoomEn> = {
  'family-room.title': 'Cyfarfod gyda’r teulu',
  'family-room.for': 'Cyfarfod i {{name}}',
  'family-room.said': 'Yr hyn sy’n cael ei ddweud',
  'family-room.people': 'Pwy sydd yma',
  'family-room.comments': 'Yn eich geiriau chi',
  'family-room.actions': 'Yr hyn rydym yn ei gytuno',
  'family-room.actions.none': 'Does dim wedi’i gytuno eto.',
  'family-room.onwards': 'Mynd ymlaen',
  'family-room.here': 'Yma:',
  'family-room.nothing': 'Does dim wedi’i ysgrifennu eto.',
  'family-room.write': 'Ysgrifennu',
  'family-room.write.hint': 'Mae pawb yn yr ystafell yn darllen hwn. Nodyn un person yw hwn, nid pob gair.',
  'family-room.line': 'Newid yr hyn a ysgrifennwyd',
  'family-room.summary.hint': 'Bydd hwn yng nghopi’r teulu',
  'family-room.chair-goes-on': 'Y cadeirydd sy’n mynd â’r cyfarfod i’w ran nesaf.',
  'family-room.time-out': 'Saib: mae’r teulu’n gadael yr ystafell',
  'family-room.time-out.text': 'Yn ystod saib nid yw’r sgrin hon yn dangos dim o’r cyfarfod.',
  'family-room.paused': 'Egwyl fer',
  'family-room.paused.text': 'Bydd y cyfarfod yn mynd ymlaen mewn munud.',
  'family-room.again': 'Edrych eto',
  'family-room.over': 'Mae’r cyfarfod ar ben',
  'family-room.over.text': 'Diolch am ddod. Byddwch yn cael gwybod beth a gytunwyd.',
  'family-room.leave': 'Gadael yr ystafell hon',
  'family-room.leave.text':
    'Mae’r ddyfais hon yn dangos y cyfarfod gyda’r teulu a dim arall. I fynd ymlaen yn rhywle arall, mewngofnodwch eto.',
  'family-room.leave.go': 'Allgofnodi a gadael yr ystafell',
  'family-room.leave.stay': 'Aros yn yr ystafell',
}
