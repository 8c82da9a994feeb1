/**
 * One deliberate breakage: what is replaced by what in which file, and the test files (a part of their names) of which at least
 * one must notice. Its name says what would then be true of the board.
 */
export type Mutation = {
  readonly name: string
  readonly file: string
  readonly from: string
  readonly to: string
  readonly tests: string
}

/** A breakage; unless said otherwise the tests of access must notice it. */
export const mutation = (name: string, file: string, from: string, to: string, tests = 'test/access'): Mutation => ({
  name,
  file,
  from,
  to,
  tests,
})
