import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { writeWholeOnce } from './lib/whole-file.ts'

const number = (standard: number, least: number, most: number) =>
  z.coerce.number().int().min(least).max(most).default(standard)

// An address or a range of addresses of either kind: never a mere "true", with which every visitor would be believed.
const PROXY_ADDRESS = /^([0-9]{1,3}(\.[0-9]{1,3}){3}|[0-9a-f:]*:[0-9a-f:]*)(\/[0-9]{1,3})?$/i

const environment = z.object({
  PORT: number(3000, 0, 65535),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_NAME: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/, 'at most 40 lower-case letters, digits and _')
    .default('llwybr'),
  DATABASE_CONNECTIONS: number(20, 2, 200),
  SECRET_KEY: z.string().min(32, 'at least 32 characters').optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().default('llwybr@localhost'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
  SESSION_IDLE_MINUTES: number(30, 1, 720),
  RATE_LIMIT_PER_MINUTE: number(1200, 1, 10_000_000),
  DRAIN_SECONDS: number(0, 0, 300),
  METRICS_PORT: z.coerce.number().int().min(0).max(65535).optional(),
  TRUST_PROXY: z
    .string()
    .refine(
      list => list === 'false' || list.split(',').every(each => PROXY_ADDRESS.test(each.trim())),
      'the addresses of your proxies, such as 127.0.0.1 or 10.0.0.0/8, or false',
    )
    .default('false'),
})

/** Every setting of a deployment, read from the environment and checked before anything starts. */
export type Settings = {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  readonly databaseUrl: string | undefined
  readonly databaseName: string
  readonly databaseConnections: number
  readonly secretKey: string
  readonly publicUrl: string | undefined
  readonly smtpUrl: string | undefined
  readonly mailFrom: string
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent'
  readonly sessionIdleMinutes: number
  readonly rateLimitPerMinute: number
  /** How long, once its end is asked for, a process still answers while `/ready` says that it leaves. */
  readonly drainSeconds: number
  /** Where measurements are read, 0 for any free port; `undefined` when nowhere. */
  readonly metricsPort: number | undefined
  /** The addresses of proxies that are believed about where a visitor comes from; `false` when there is none. */
  readonly trustProxy: string | false
}

/** A setting that is not what it may be. Its message is one plain line for whoever starts the product. */
export class SettingsError extends Error {}

/**
 * The settings of this process. Without SECRET_KEY a key is made once and kept in the data folder, readable by its owner only.
 *
 * @throws {SettingsError} naming the first setting that cannot be used
 */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const read = environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')))
  if (!read.success) {
    const issue = read.error.issues[0]
    throw new SettingsError(`${issue?.path.join('.') ?? 'a setting'} cannot be used: ${issue?.message ?? 'unknown'}`)
  }
  const set = read.data
  const dataDir = resolve(set.DATA_DIR)
  return {
    port: set.PORT,
    host: set.HOST,
    dataDir,
    databaseUrl: set.DATABASE_URL,
    databaseName: set.DATABASE_NAME,
    databaseConnections: set.DATABASE_CONNECTIONS,
    secretKey: set.SECRET_KEY ?? keptKey(dataDir),
    publicUrl: set.PUBLIC_URL,
    smtpUrl: set.SMTP_URL,
    mailFrom: set.MAIL_FROM,
    logLevel: set.LOG_LEVEL,
    sessionIdleMinutes: set.SESSION_IDLE_MINUTES,
    rateLimitPerMinute: set.RATE_LIMIT_PER_MINUTE,
    drainSeconds: set.DRAIN_SECONDS,
    metricsPort: set.METRICS_PORT,
    trustProxy: set.TRUST_PROXY === 'false' ? false : set.TRUST_PROXY,
  }
}

const KEY = /^[\w-]{32,}$/

const keyFile = (dataDir: string) => join(dataDir, 'secret.key')

const hasDatabase = (dataDir: string) => existsSync(join(dataDir, 'postgres/data/PG_VERSION'))

function keptKey(dataDir: string): string {
  const file = keyFile(dataDir)
  const lost = (how: string) =>
    new SettingsError(
      `${file} is ${how}. Nothing was touched. Put it back from the backup, or make a new one with: npm run llwybr -- recover ` +
        '(everybody is invited anew; no data are lost).',
    )
  if (existsSync(file)) {
    const key = readFileSync(file, 'utf8').trim()
    if (!KEY.test(key)) throw lost('empty or cut short')
    return key
  }
  if (hasDatabase(dataDir)) throw lost('missing, and there is a database beside it')
  return newKey(dataDir)
}

function newKey(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true })
  const key = randomBytes(48).toString('base64url')
  try {
    writeWholeOnce(keyFile(dataDir), `${key}\n`)
    return key
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return readFileSync(keyFile(dataDir), 'utf8').trim() // another start was quicker
  }
}

/**
 * The text of the key that is kept in the data folder, to go with a backup; `undefined` where the key comes from outside, whose
 * keeper keeps it.
 */
export function keyForBackup(env: NodeJS.ProcessEnv): string | undefined {
  if ((env['SECRET_KEY'] ?? '') !== '') return undefined
  return readFileSync(keyFile(resolve(env['DATA_DIR'] ?? './data')), 'utf8')
}

/**
 * Puts the key of a backup into a data folder that has neither key nor database, so that what was sealed with it opens. Anywhere
 * else nothing is done.
 */
export function takeKey(env: NodeJS.ProcessEnv, backedUp: string): void {
  const dataDir = resolve(env['DATA_DIR'] ?? './data')
  if ((env['SECRET_KEY'] ?? '') !== '' || !existsSync(backedUp)) return
  if (existsSync(keyFile(dataDir)) || hasDatabase(dataDir)) return
  mkdirSync(dataDir, { recursive: true })
  writeWholeOnce(keyFile(dataDir), readFileSync(backedUp, 'utf8'))
}

/** Makes a new key in the place of one that is gone or broken, and answers whether it did. Everything signed with the old one is void. */
export function renewKey(dataDir: string): boolean {
  const file = keyFile(dataDir)
  if (existsSync(file) && KEY.test(readFileSync(file, 'utf8').trim())) return false
  rmSync(file, { force: true })
  newKey(dataDir)
  return true
}
