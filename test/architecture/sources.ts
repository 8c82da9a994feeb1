import { globSync, readFileSync } from 'node:fs'

/** A file of the project as its conventions are read from it. */
export type Source = { readonly file: string; readonly text: string }

/** The files that match any of the patterns, in the order of their names, with `/` between folders on every system. */
export function filesOf(...patterns: readonly string[]): readonly string[] {
  const found = globSync([...patterns], { exclude: path => /(^|[\\/])(node_modules|data|\.git)$/.test(path) })
  return found.map(file => file.replaceAll('\\', '/')).sort()
}

/** The files that match any of the patterns, read. A pattern that finds nothing finds nothing: a test that needs files says so. */
export function sourcesOf(...patterns: readonly string[]): readonly Source[] {
  return filesOf(...patterns).map(file => ({ file, text: readFileSync(file, 'utf8') }))
}

/** The sources of the product itself, without their tests and without what is generated. */
export function productSources(): readonly Source[] {
  return sourcesOf('src/**/*.ts').filter(({ file }) => !file.endsWith('.test.ts') && file !== 'src/db/schema.ts')
}
