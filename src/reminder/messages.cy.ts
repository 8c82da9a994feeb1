import type { Welsh } from '../lib/welsh.ts'
import type { reminderEn } from './messages.en.ts'

/** Geiriau’r negeseuon e-bost, a’r rhai na chyrhaeddodd. */
export const reminderCy: Welsh<typeof reminderEn> = {
  'reminder.subject.late': 'Llwybr: mae rhywbeth yn hwyr',
  'reminder.subject.soon': 'Llwybr: mae rhywbeth i’w wneud cyn hir',
  'reminder.late_zero': 'Nid oes dim sydd gennych chi neu’ch tîm yn hwyr.',
  'reminder.late_one': 'Mae diwrnod un peth sydd gennych chi neu’ch tîm wedi mynd heibio.',
  'reminder.late_two': 'Mae diwrnod dau beth sydd gennych chi neu’ch tîm wedi mynd heibio.',
  'reminder.late_few': 'Mae diwrnod tri pheth sydd gennych chi neu’ch tîm wedi mynd heibio.',
  'reminder.late_many': 'Mae diwrnod chwe pheth sydd gennych chi neu’ch tîm wedi mynd heibio.',
  'reminder.late_other': 'Mae diwrnod {{count}} peth sydd gennych chi neu’ch tîm wedi mynd heibio.',
  'reminder.soon_zero': 'Nid oes dim i’w wneud o fewn dau ddiwrnod.',
  'reminder.soon_one': 'Mae un peth i’w wneud o fewn dau ddiwrnod.',
  'reminder.soon_two': 'Mae dau beth i’w gwneud o fewn dau ddiwrnod.',
  'reminder.soon_few': 'Mae tri pheth i’w gwneud o fewn dau ddiwrnod.',
  'reminder.soon_many': 'Mae chwe pheth i’w gwneud o fewn dau ddiwrnod.',
  'reminder.soon_other': 'Mae {{count}} peth i’w gwneud o fewn dau ddiwrnod.',
  'reminder.sign-in': 'Mewngofnodwch i weld beth i’w wneud: {{address}}',
  'reminder.undelivered': 'Negeseuon e-bost na chyrhaeddodd',
  'reminder.undelivered.lead':
    'Rhoddwyd cynnig arnynt am ddyddiau cyn rhoi’r gorau iddi. Gwiriwch gyfeiriad pob un, neu’r gweinydd e-bost, a rhowch gynnig arall arni.',
  'reminder.undelivered.count_zero': 'dim nodyn atgoffa',
  'reminder.undelivered.count_one': 'un nodyn atgoffa',
  'reminder.undelivered.count_two': 'dau nodyn atgoffa',
  'reminder.undelivered.count_few': 'tri nodyn atgoffa',
  'reminder.undelivered.count_many': 'chwe nodyn atgoffa',
  'reminder.undelivered.count_other': '{{count}} nodyn atgoffa',
  'reminder.undelivered.since': 'ers {{day, dydd}}',
  'reminder.try-again': 'Rhoi cynnig arall arni',
  'reminder.try-again.for': 'ar gyfer {{name}}',
} as const
