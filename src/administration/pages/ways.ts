import type { Visit } from '../../web/page.ts'

/** Who runs the board. */
export const ADMINISTRATOR = ['administrator'] as const

/** Why the pages of the board leave no trace. */
export const KNOWN_TO_ALL = {
  none: 'agencies, staff and limits are known to everyone who is signed in; nothing about a child is shown',
} as const

const WAYS = [
  { href: '/board', words: 'board.staff.title' },
  { href: '/board/teams', words: 'board.teams' },
  { href: '/board/agencies', words: 'board.agencies' },
  { href: '/board/limits', words: 'board.limits' },
  { href: '/board/bank-holidays', words: 'board.holidays' },
  { href: '/board/statements', words: 'statement.board' },
  { href: '/board/guides', words: 'guide.board' },
] as const

/** The pages of the board, as each of them shows the way to the others. */
export function waysFrom(here: (typeof WAYS)[number]['href'], { t }: Pick<Visit, 't'>) {
  return WAYS.map(({ href, words }) => ({ href, text: t(words), here: href === here }))
}
