import { type Mutation, mutation } from './mutation.ts'

const MIGRATION = 'migrations/0044-data-collection-sheet.sql'
const sheet = (name: string, file: string, from: string, to: string) => mutation(name, file, from, to, 'data-sheet')

/** Breakages of who writes a data collection sheet, what is missing from it, and what goes into its file. */
export const DATA_SHEET_MUTATIONS: readonly Mutation[] = [
  sheet(
    'whoever sees the child writes the sheet',
    'src/data-sheet/actions.ts',
    ` || !hasAnyRole(actor, WORKING_ROLES)`,
    ``,
  ),
  sheet('a sheet is written in another’s name', MIGRATION, `new.saved_by <> actor() or `, ``),
  sheet(
    'a sheet is written over another',
    'src/data-sheet/actions.ts',
    `  const current = await findDataSheet(tx, pathway.id)\n`,
    `  const current = await findDataSheet(tx, pathway.id)\n  sheet = { ...sheet, version: current.version }\n`,
  ),
  sheet('the last day of a band is not in it', 'src/data-sheet/rules.ts', `if (years < 13)`, `if (years <= 13)`),
  sheet(
    'a cell is a formula',
    'src/data-sheet/rules.ts',
    `test(text) ? \`'\${text}\` : text`,
    `test(text) ? text : text`,
  ),
  sheet(
    'what nobody answered is not missing',
    'src/data-sheet/rules.ts',
    `answers[question] === undefined`,
    `answers[question] === null`,
  ),
  sheet(
    'taking the file leaves no trace of it',
    'src/data-sheet/pages.ts',
    `read(visit, 'data-sheet.taken')`,
    `read(visit, 'data-sheet.seen')`,
  ),
]
