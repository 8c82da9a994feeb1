import { z } from 'zod'
import { choice, neededText } from '../web/forms.ts'
import { CONSIDERED } from './police.ts'

/** What a person says of a discussion with the police. */
export const policeForm = z.object({
  considered: choice(CONSIDERED, 'police.considered.needed'),
  withWhom: neededText('police.with-whom.needed'),
  policeWords: neededText('police.words.needed'),
})
