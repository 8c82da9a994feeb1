// Writes src/db/schema.ts from a freshly migrated database; with --check it compares and changes nothing.
import { readFileSync, writeFileSync } from 'node:fs'
import { Kysely, PostgresDialect } from 'kysely'
import { generate, PostgresDialect as CodegenDialect } from 'kysely-codegen'
import pg from 'pg'
import { testDatabase } from '../test/database.ts'

const target = new URL('../src/db/schema.ts', import.meta.url)
const database = await testDatabase()
const db = new Kysely<unknown>({
  dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: database.ownerUrl, max: 1 }) }),
})
const written = await generate({
  db: db as never, // kysely-codegen names another copy of the same type
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- the package's own dialect
  dialect: new CodegenDialect({ dateParser: 'string' }),
  excludePattern: 'kysely_*',
  typeMapping: { int8: 'number' },
  outFile: null,
})
await db.destroy()
await database.close()

if (!process.argv.includes('--check')) writeFileSync(target, written)
else if (readFileSync(target, 'utf8') !== written) {
  console.error('src/db/schema.ts is not what the migrations make: run npm run schema')
  process.exitCode = 1
}
