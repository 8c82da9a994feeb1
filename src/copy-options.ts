import { catalogue } from './catalogue.ts'
import type { CopyOptions } from './meeting/document.ts'
import { translators } from './web/translation.ts'

/** In which words copies are made outside a page: by the command line and for the demonstration board. */
export function copyOptionsOf(board: 'demonstration' | 'live' | undefined): (language: 'en' | 'cy') => CopyOptions {
  const words = translators(catalogue)
  return language => {
    const t = words[language]
    return { language, t, banner: board === 'demonstration' ? t('web.demonstration.banner') : undefined }
  }
}
