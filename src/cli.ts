import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { codeHash } from './account/actions.ts'
import { type Actor, ROLES } from './access/actor.ts'
import { addStaffMember, invite } from './board/actions.ts'
import { listAgencies } from './board/store/agencies.ts'
import { DueLineError, dueLines } from './calendar/due.ts'
import { caseFile, readCaseFile } from './case-file/case-file.ts'
import { loadCase } from './case-file/actions.ts'
import { wasLoaded } from './case-file/store/rows.ts'
import { exportCase } from './case-file/export/export.ts'
import { helpText } from './command-help.ts'
import { CommandError, withDatabase, workAs } from './command-line.ts'
import type { Database } from './db/database.ts'
import { makeRecord, whichDocument } from './document-commands.ts'
import { OtherVersionError } from './db/applied.ts'
import { EmbeddedPostgresError } from './db/cluster.ts'
import { dropDatabase, newFoundingCode } from './db/founding.ts'
import { databaseServer } from './db/server.ts'
import { BackupError } from './backup/backup.ts'
import { backup, restore, verify } from './backup/commands.ts'
import { DemonstrationError, loadDemonstration } from './demonstration/actions.ts'
import { holidaysOf } from './app.ts'
import { copyOptionsOf } from './copy-options.ts'
import { fileHash } from './documents/document.ts'
import { recover } from './recovery.ts'
import { readSettings, SettingsError } from './settings.ts'
import { findActorByEmail } from './access/store/sessions.ts'
import { findBoard } from './board/store/board.ts'
import { z } from 'zod'

const ONE_WORD = ['due', 'record', 'migrate', 'recover', 'backup', 'restore', 'verify']

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  strict: true,
  options: {
    as: { type: 'string' },
    meeting: { type: 'string' },
    copy: { type: 'string' },
    again: { type: 'boolean' },
    format: { type: 'string' },
    lang: { type: 'string' },
    out: { type: 'string' },
    name: { type: 'string' },
    agency: { type: 'string' },
    roles: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
})

try {
  await run(positionals)
} catch (error) {
  if (
    error instanceof CommandError ||
    error instanceof SettingsError ||
    error instanceof EmbeddedPostgresError ||
    error instanceof OtherVersionError ||
    error instanceof BackupError ||
    error instanceof DemonstrationError ||
    error instanceof DueLineError
  ) {
    console.error(error.message)
    process.exitCode = 1
  } else throw error
}

async function run([command, ...rest]: readonly string[]): Promise<void> {
  const [sub, argument] = rest
  if (options.help === true || command === undefined || command === 'help') return console.log(helpText)
  switch (`${command} ${ONE_WORD.includes(command) ? '' : (sub ?? '')}`.trim()) {
    case 'due':
      return due()
    case 'recover':
      return console.log(recover(process.env).join('\n'))
    case 'backup':
      return backup(needed(sub, 'FOLDER'))
    case 'restore':
      return restore(needed(sub, 'FOLDER'))
    case 'verify':
      return verify()
    case 'migrate':
      return withDatabase(() => Promise.resolve(console.log('The database is up to date.')))
    case 'case load':
      return withDatabase(database => load(database, needed(argument, 'FILE')))
    case 'case export':
      return withDatabase(database => exportOne(database, needed(argument, 'REF')))
    case 'case schema':
      return console.log(JSON.stringify(z.toJSONSchema(caseFile, { io: 'input', unrepresentable: 'any' }), null, 2))
    case 'record':
      return withDatabase(database => record(database, needed(sub, 'REF')))
    case 'document verify':
      return withDatabase(database => verifyDocument(database, needed(argument, 'FILE')))
    case 'demo load':
      return withDatabase((database, { ownerUrl }) => demonstration(database, ownerUrl))
    case 'demo reset':
      return reset()
    case 'account add':
      return withDatabase(database => addAccount(database, needed(argument, 'EMAIL')))
    case 'account invite':
      return withDatabase(database => inviteAnew(database, needed(argument, 'EMAIL')))
    default:
      throw new CommandError(`There is no command "${[command, ...rest].join(' ')}". Try --help.`)
  }
}

function needed(value: string | undefined, name: string): string {
  if (value === undefined || value === '') throw new CommandError(`${name} is missing. Try --help.`)
  return value
}

async function actorNamed(database: Database): Promise<Actor> {
  const email = needed(options.as, '--as EMAIL')
  const actor = await database.asNobody(tx => findActorByEmail(tx, email))
  if (actor === undefined) throw new CommandError(`Nobody on this board has the address ${email}.`)
  return actor
}

async function load(database: Database, name: string): Promise<void> {
  const actor = await actorNamed(database)
  if (!actor.roles.includes('administrator'))
    throw new CommandError('Only an administrator loads case files: each acts in the names of others.')
  let content: unknown
  let bytes: Buffer
  try {
    bytes = readFileSync(name)
    // A byte order mark is left aside; a file in another encoding is refused rather than loaded with broken letters.
    content = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw new CommandError(`${name} cannot be read as JSON: ${error instanceof Error ? error.message : 'unknown'}`)
  }
  const read = readCaseFile(content)
  if (!read.ok) throw new CommandError(faultLines(read.faults))
  const sha256 = fileHash(bytes)
  const holidays = await holidaysOf(database)()
  const copyOptions = copyOptionsOf((await database.asNobody(findBoard))?.kind)
  const result = await database.asActor(actor.userId, async tx => {
    if (!options.again && (await wasLoaded(tx, sha256)))
      throw new CommandError('This very file was loaded before. To load it once more, as another child: --again.')
    const loaded = await loadCase(tx, actor, read.file, {
      sha256,
      holidays,
      findUser: email => findActorByEmail(tx, email),
      copyOptions,
    })
    if (loaded.outcome === 'refused') throw new CommandError(faultLines(loaded.faults)) // thrown here, so that nothing is half-loaded
    return loaded
  })
  console.log(result.reference === '' ? 'loaded' : result.reference)
}

function faultLines(faults: readonly { place: string; expected: string }[]): string {
  return ['Nothing was loaded.', ...faults.map(fault => `${fault.place}: expected ${fault.expected}`)].join('\n')
}

async function exportOne(database: Database, reference: string): Promise<void> {
  const actor = await actorNamed(database)
  const file = await workAs(database, actor, work => exportCase(work, reference))
  if (file === undefined) throw new CommandError(`There is no child ${reference} that ${actor.email} can see.`)
  output(Buffer.from(`${JSON.stringify(file, null, 2)}\n`))
}

async function record(database: Database, reference: string): Promise<void> {
  output(await makeRecord(database, await actorNamed(database), { reference, ...options }))
}

async function verifyDocument(database: Database, name: string): Promise<void> {
  console.log(await whichDocument(database, await actorNamed(database), name))
}

function output(content: Buffer): void {
  if (options.out === undefined) process.stdout.write(content)
  else writeFileSync(options.out, content, { mode: 0o600 })
}

async function due(): Promise<void> {
  await withDatabase(async database => {
    const holidays = await holidaysOf(database)()
    for await (const day of dueLines(createInterface({ input: process.stdin }), holidays)) console.log(day)
  })
}

async function demonstration(database: Database, ownerUrl: string): Promise<void> {
  const key = await newFoundingCode(ownerUrl, codeHash, randomBytes(9).toString('base64url'))
  if (key === undefined)
    throw new CommandError(
      'There is a board already, and none is mixed with it. "demo reset" clears a demonstration only.',
    )
  console.log(`${await loadDemonstration(database, codeHash(key), new Date())} children loaded.`)
}

async function reset(): Promise<void> {
  await withDatabase(async database => {
    const board = await database.asNobody(findBoard)
    if (board?.kind === 'live') throw new CommandError('This is a live board: nothing was touched.')
  })
  const settings = readSettings(process.env)
  const server = await databaseServer(settings)
  try {
    await dropDatabase(server.adminUrl, settings.databaseName)
  } finally {
    await server.stop()
  }
  await withDatabase((database, { ownerUrl }) => demonstration(database, ownerUrl))
}

async function inviteAnew(database: Database, email: string): Promise<void> {
  const actor = await actorNamed(database)
  if (!actor.roles.includes('administrator')) throw new CommandError('Only an administrator invites.')
  const code = await workAs(database, actor, async work => {
    const person = await findActorByEmail(work.tx, email)
    if (person === undefined) throw new CommandError(`Nobody on this board has the address ${email}.`)
    return invite(work, person.userId, 7)
  })
  console.log(`/welcome?invitation=${code}`)
}

async function addAccount(database: Database, email: string): Promise<void> {
  const actor = await actorNamed(database)
  if (!actor.roles.includes('administrator')) throw new CommandError('Only an administrator adds accounts.')
  const name = needed(options.name, '--name NAME')
  const roles = z.array(z.enum(ROLES)).safeParse((options.roles ?? 'practitioner').split(','))
  if (!roles.success) throw new CommandError('--roles is a list such as practitioner,manager.')
  const code = await workAs(database, actor, async work => {
    const agency = (await listAgencies(work.tx)).find(
      each => options.agency === undefined || each.name.en === options.agency || each.name.cy === options.agency,
    )
    if (agency === undefined) throw new CommandError(`There is no agency "${options.agency ?? ''}".`)
    const added = await addStaffMember(work, {
      name,
      email,
      jobTitle: { en: '', cy: '' },
      agencyId: agency.id,
      language: options.lang === 'cy' ? 'cy' : 'en',
      roles: roles.data,
      teamIds: [],
    })
    if (added.outcome === 'email-taken') throw new CommandError(`Someone has the address ${email} already.`)
    if (added.outcome === 'administrator-apart')
      throw new CommandError('An administrator holds no other role: give that to somebody else.')
    return invite(work, added.userId, 7)
  })
  console.log(`/welcome?invitation=${code}`)
}
