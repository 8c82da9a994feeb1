import { type Mutation, mutation } from './mutation.ts'

/** Breakages of the languages in which people read and write: pages, documents, referrals, assessments. */
export const LANGUAGE_MUTATIONS: readonly Mutation[] = [
  mutation(
    'a chosen language stays for the next person',
    'src/web/language.ts',
    `(userId === undefined || userId === reader?.userId)`,
    `true`,
    'web/language',
  ),
  mutation(
    'a day keeps its capital within a Welsh sentence',
    'src/web/translation.ts',
    `day.replace(/^Dydd /, 'dydd ')`,
    `day`,
    'welsh-glue',
  ),
  mutation(
    'words in another language are read out in the page’s',
    'src/lib/written-language.ts',
    `if (writtenIn === '' || writtenIn === language) return undefined`,
    `if (writtenIn !== '') return undefined`,
    'src/entry/written-in',
  ),
  mutation(
    'everything that is not the page’s language is written from the left',
    'src/lib/written-language.ts',
    `? 'rtl' : 'ltr'`,
    `? 'ltr' : 'ltr'`,
    'src/entry/written-in',
  ),
  mutation(
    'any language that is sent is kept',
    'src/record/pages/new-entry.ts',
    `writtenIn: optionalChoice(WRITTEN_LANGUAGES),`,
    `writtenIn: text(),`,
    'src/entry/written-in',
  ),
  mutation(
    'a letter without a font is an empty box',
    'src/documents/letters.ts',
    `fontWith(letter) === undefined ?`,
    `letter === '' ?`,
    'src/documents',
  ),
  mutation(
    'a letter is set in the font of its style, whether that has it or not',
    'src/documents/letters.ts',
    `has(FONTS[style], letter) ? FONTS[style] : (fontWith(letter) ?? FONTS[style])`,
    `FONTS[style]`,
    'src/documents',
  ),
  mutation(
    'a mark without a place ends the document',
    'src/documents/letters.ts',
    `if (mark.markAnchor !== null && base !== null) place`,
    `place`,
    'src/documents',
  ),
  mutation(
    'of a cell longer than a page the rest is lost',
    'src/documents/table-in-pdf.ts',
    `if (left.every(lines => lines.length === 0)) return`,
    `if (left.length > 0) return`,
    'src/documents',
  ),
  mutation(
    'the rest of a long row stands under no header',
    'src/documents/table-in-pdf.ts',
    `    pdf.addPage()
    headerAgain()
  }
}`,
    `    pdf.addPage()
  }
}`,
    'src/documents',
  ),
  mutation(
    'an Arabic name in a text from the left stands as it is typed',
    'src/documents/lines.ts',
    `direction === 'ltr' && !hasFromTheRight(line)`,
    `direction === 'ltr'`,
    'src/documents',
  ),
  mutation(
    'numbers in a line from the right are turned round with it',
    'src/documents/lines.ts',
    `level >= 1; level -= 1`,
    `level >= 2; level -= 1`,
    'src/documents',
  ),
  mutation(
    'the language of an assessment is not kept',
    'src/assessment/store.ts',
    `written_in: assessment.writtenIn ?? ''`,
    `written_in: ''`,
    'assessment/written-in',
  ),
  mutation(
    'a reason has no language',
    'src/chronology/actions.ts',
    `writtenIn: happening.writtenIn ?? work.language`,
    `writtenIn: happening.writtenIn`,
    'assessment/written-in',
  ),
  mutation(
    'the language of a referral is always the page’s',
    'src/referral/pages/writing.ts',
    `one(body, field) || language`,
    `language`,
    'src/referral/written-in',
  ),
  mutation(
    'a referral that says nothing has a language',
    'src/referral/pages/writing.ts',
    `one(body, WORDS_OF[field]).trim() === '' ? '' :`,
    `body['_odd'] === '' ? '' :`,
    'src/referral/written-in',
  ),
  mutation(
    'whoever decides has the referrer’s reasons not to tell read out in the page’s language',
    'src/referral/shown-answers.ts',
    `  'whyNotTold',
]

function languageOf`,
    `]

function languageOf`,
    'src/referral/written-in',
  ),
  mutation(
    'the child’s words of a referral come into the record without their language',
    'src/referral/actions/deciding.ts',
    `writtenIn: answers.childsWordsIn`,
    `writtenIn: ''`,
    'src/referral/written-in',
  ),
  mutation(
    'the referrer’s words come into the record without their language',
    'src/referral/actions/deciding.ts',
    `text: answers.whatHappened, writtenIn: answers.writtenIn`,
    `text: answers.whatHappened`,
    'src/referral/written-in',
  ),
]
