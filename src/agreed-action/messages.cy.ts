import type { Welsh } from '../lib/welsh.ts'
import type { agreedActionEn } from './messages.en.ts'

/** Geiriau’r camau y cytunwyd arnynt. */
export const agreedActionCy: Welsh<typeof agreedActionEn> = {
  'agreed-action.title': 'Cam gweithredu y cytunwyd arno ar gyfer {{reference}}',
  'agreed-action.who': 'Pwy sy’n ei wneud',
  'agreed-action.by-when': 'Erbyn pryd',
  'agreed-action.what': 'Beth fydd yn cael ei wneud',
  'agreed-action.what.needed': 'Dywedwch beth fydd yn cael ei wneud',
  'agreed-action.outcome': 'Beth ddaeth ohono?',
  'agreed-action.outcome.done': 'Wedi’i wneud',
  'agreed-action.outcome.changed': 'Wedi’i newid',
  'agreed-action.outcome.not-done': 'Heb ei gyflawni',
  'agreed-action.outcome.not-possible': 'Nid oedd yn bosibl',
  'agreed-action.outcome.needed': 'Dewiswch beth ddaeth ohono',
  'agreed-action.reason': 'Beth a wnaed, neu pam na wnaed?',
  'agreed-action.reason.hint': 'Os cafodd ei newid, neu os na chafodd ei gyflawni, caiff y cadeirydd wybod pam',
  'agreed-action.reason.needed': 'Dywedwch pam, er mwyn i’r cadeirydd gael gwybod',
  'agreed-action.reported-already': 'Mae rhywun wedi adrodd arno’n barod: darllenwch hynny’n gyntaf',
  'agreed-action.report': 'Cadw’r adroddiad',
}
