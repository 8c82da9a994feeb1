import { type Mutation, mutation } from './mutation.ts'

const ACCOUNTS = 'migrations/0003-accounts.sql'
const CHILDREN = 'migrations/0005-children.sql'
const CONNECTIONS = 'src/db/connections.ts'
const SERVER = 'src/web/server.ts'
const REPLIES = 'src/web/replies.ts'
const pool = (name: string, from: string, to: string) => mutation(name, CONNECTIONS, from, to, 'src/db/connections')
const away = (name: string, file: string, from: string, to: string) => mutation(name, file, from, to, 'src/web/away')
const form = (name: string, from: string, to: string) => mutation(name, 'src/web/forms.ts', from, to, 'bad-input')

/** Breakages of what keeps the service on its feet and typed words safe while it is not. */
export const STAYING_MUTATIONS: readonly Mutation[] = [
  pool('a transaction waits within a transaction', `if (holding.getStore()) throw`, `if (false) throw`),
  pool('nobody gives up waiting for a connection', `...LIMITS, ...limits })`, `...LIMITS })`),
  pool(
    'a connection that ends at work ends the process',
    `  pool.on('connect', client => client.on('error', () => undefined))\n`,
    ``,
  ),
  pool(
    'an old plan is a refusal',
    `if (!isOutdatedPlan(error) || tried >= most) throw error`,
    `if (tried >= 0) throw error`,
  ),
  pool('a shutdown is a fault of the product', `53...|57P0.|57014`, `53...|57014`),
  pool('a lock that is not given is a fault of the product', `57014|55P03|`, `57014|`),
  pool('work goes on that nobody may open', `    await opened\n`, ``),
  away('a form is lost when the database is away', SERVER, `if (failure.kind === 'away' || (failure`, `if ((failure`),
  away(
    'another site fills in a form of ours',
    SERVER,
    `  if (origin === undefined || !URL.canParse(origin)) return false\n`,
    `  if (origin !== undefined || 1 > 0) return true\n  if (origin === undefined || !URL.canParse(origin)) return false\n`,
  ),
  away('the way on leads to another site', REPLIES, `.replace(/^[/\\\\]+/, '/')`, ``),
  away(
    'a password is held to be sent again',
    REPLIES,
    `withoutSecrets(formFieldsOf(request.body))`,
    `formFieldsOf(request.body)`,
  ),
  away(
    'what was ticked is lost when the database is away',
    REPLIES,
    `.filter(([, value]) => !isText(value))`,
    `.filter(() => false)`,
  ),
  mutation('no form has a key', 'src/web/rendering.ts', `withKeys(rendered)`, `rendered`, 'web/sending'),
  mutation('pressed twice, made twice', SERVER, `          await insertSentForm(tx, sending)\n`, ``, 'web/sending'),
  mutation(
    'what was written after the back button is lost',
    'src/web/sending.ts',
    `update(JSON.stringify(words))`,
    `update('')`,
    'web/sending',
  ),
  mutation(
    'somebody else’s key stops a form',
    ACCOUNTS,
    `primary key (user_id, form_key, body_hash)`,
    `primary key (form_key, body_hash)`,
    'web/sending',
  ),
  mutation(
    'pressed twice, left on the form',
    SERVER,
    `redirect(wentTo ?? homeOf(open.path))`,
    `redirect(homeOf(open.path))`,
    'web/sending',
  ),
  mutation(
    'references end at the hundred-thousandth child',
    CHILDREN,
    `to_char(nextval('child_reference_number'), 'FM9999999900000')`,
    `lpad(nextval('child_reference_number')::text, 5, '0')`,
    'referral/sending',
  ),
  mutation(
    'an old safety plan overwrites a new one',
    'src/meeting/store/outcome.ts',
    `  if (there.version !== version) return false\n`,
    ``,
    'two-writers',
  ),
  form('an answer that nobody offered is a fault', `, { error: () => UNREADABLE })`, `)`),
  mutation(
    'one bad address stops the letters of all',
    'src/reminder/jobs.ts',
    `      () => false,\n`,
    `      (error: unknown) => {\n        throw error\n      },\n`,
    'src/reminder',
  ),
  mutation(
    'a letter that did not leave is forgotten',
    'src/reminder/jobs.ts',
    `    else await updateLetterFailed(parts.database, letter, now, nextTryAfter(letter.tries, now))\n`,
    `    else await updateLetterSent(parts.database, letter, now)\n`,
    'src/reminder',
  ),
  mutation(
    'a letter is tried for ever',
    'src/reminder/rules.ts',
    `WAITS[tries - 1]`,
    `WAITS[Math.min(tries, WAITS.length) - 1]`,
    'src/reminder',
  ),
  mutation(
    'two processes send the same letter',
    'src/reminder/store.ts',
    `and r.next_try_at <= \${now}`,
    ``,
    'src/reminder',
  ),
  mutation(
    'what was done is still reminded of',
    'src/reminder/store.ts',
    `c.id = r.clock_id and c.met_at is null and c.stopped_at is null and u.id`,
    `c.id = r.clock_id and u.id`,
    'src/reminder',
  ),
  mutation(
    'anybody learns whose e-mails do not arrive',
    'migrations/0012-jobs-and-reports.sql',
    `using (given_up_at is not null and (select actor_has_role('administrator')))`,
    `using (given_up_at is not null)`,
    'src/reminder',
  ),
  mutation(
    'a backup is of several instants',
    'src/backup/store/connection.ts',
    `begin isolation level repeatable read read only`,
    `begin isolation level read committed read only`,
    'src/backup',
  ),
  mutation(
    'a damaged backup is put back',
    'src/backup/making.ts',
    `bytes !== table.bytes || sha256 !== table.sha256 || rows !== table.rows`,
    `rows < 0`,
    'src/backup',
  ),
  mutation(
    'a backup is put over a board',
    'src/backup/restoring.ts',
    `    if (!(await isEmpty(client))) throw new BackupError('The database is not empty. Nothing was changed.')\n`,
    ``,
    'src/backup',
  ),
  mutation(
    'after a restore the policies sleep',
    'src/backup/store/tables.ts',
    `    await client.query(\`alter table \${table} enable row level security\`)\n`,
    ``,
    'src/backup',
  ),
  mutation(
    'after a restore the triggers sleep',
    'src/backup/store/tables.ts',
    `    await client.query(\`alter table \${table} enable trigger user\`)\n`,
    ``,
    'src/backup',
  ),
  mutation(
    'after a restore references begin anew',
    'src/backup/restoring.ts',
    `  await updateSequences(client, backup.sequences)\n`,
    ``,
    'src/backup',
  ),
  mutation(
    'a backup is put back under another key',
    'src/backup/restoring.ts',
    `if (backup.keyFingerprint !== keyFingerprint(secretKey))`,
    `if (backup.keyFingerprint === '')`,
    'src/backup',
  ),
  mutation(
    'two boards in one server share their roles',
    'src/db/roles.ts',
    `return role.replace(/^llwybr/, prefix)`,
    `return role.replace(/^llwybr/, prefix === '' ? prefix : 'llwybr')`,
    'src/db/two-boards',
  ),
  mutation(
    'anybody of the server connects to a board',
    'src/db/migrate.ts',
    `revoke connect, temporary on`,
    `revoke temporary on`,
    'src/db/two-boards',
  ),
  mutation(
    'who was recorded by somebody else goes again',
    'src/meeting/actions/holding.ts',
    `const gone = were.filter(id => known.has(id) && !personIds.includes(id))`,
    `const gone = [...known].filter(id => !personIds.includes(id))`,
    'two-writers',
  ),
  mutation(
    'the form does not know who was in the room',
    'src/meeting/views/run.njk',
    `<input type="hidden" name="were" value="{{ each }}">`,
    ``,
    'two-writers',
  ),
  mutation(
    'of two who write the first plan at once, one is told that there is no meeting',
    'src/meeting/store/outcome.ts',
    `      .onConflict(conflict => conflict.column('meeting_id').doNothing())\n`,
    ``,
    'two-writers',
  ),
]
