import type { z } from 'zod'
import type { caseFile } from '../case-file/case-file.ts'
import { mail } from './board.ts'
import type { Story } from './made-of.ts'

type Others = NonNullable<z.input<typeof caseFile>['othersAtRisk']>

/** Who else may be at risk around the child of a story, or needs help: a brother for whom nothing was done yet, and what the home needs. */
export function othersOf(story: Story, day: (after: number, time: string) => string, helpedOn: string): Others {
  if (story.theme === 1) return []
  const words = WORDS[story.language]
  const by = mail(story.lead)
  const brother: Others[number] = {
    at: day(4, '11:00'),
    by,
    kind: 'brother-or-sister',
    ...words.brother,
    worries: ['exploitation', 'threats'],
    done: 'not-yet',
  }
  const mother: Others[number] = {
    at: day(4, '11:10'),
    by,
    kind: 'parent-or-carer',
    ...words.mother,
    worries: ['mental-health', 'money'],
    done: 'help-given',
    doneOn: helpedOn,
  }
  return story.theme === 0 ? [brother, mother] : [mother]
}

const WORDS = {
  en: {
    brother: {
      who: 'The younger brother, nine',
      words: 'The same adults spoke to him by the gate; his teacher saw it.',
    },
    mother: {
      who: 'The child’s mother',
      words: 'She told us that she does not sleep, and of letters about the rent.',
      doneWords: 'Her doctor sees her; an adviser of the housing association has agreed a plan with her.',
    },
  },
  cy: {
    brother: {
      who: 'Y brawd iau, naw oed',
      words: 'Siaradodd yr un oedolion ag ef wrth y giât; gwelodd ei athrawes hyn.',
    },
    mother: {
      who: 'Mam y plentyn',
      words: 'Dywedodd wrthym nad yw’n cysgu, a bod llythyrau am y rhent yn cyrraedd.',
      doneWords: 'Mae ei meddyg yn ei gweld; mae cynghorydd y gymdeithas dai wedi cytuno ar gynllun gyda hi.',
    },
  },
} as const
