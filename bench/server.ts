// The application and, beside it, the bare minimum, in a process of its own.
import pg from 'pg'
import { makeApp } from '../src/app.ts'
import { writeTogether } from '../src/db/connections.ts'
import { openDatabase } from '../src/db/database.ts'
import { tokenHash } from '../src/web/session-token.ts'

const appUrl = process.env['BENCH_APP_URL'] ?? ''
const userId = process.env['BENCH_USER'] ?? ''
const presented = tokenHash(process.env['BENCH_TOKEN'] ?? '').toString('hex')
const pool = new pg.Pool({ connectionString: appUrl, max: 16, pipeline: true })
pool.on('connect', writeTogether)
const app = await makeApp({
  database: openDatabase(appUrl, 'a-key-for-measuring-only-that-protects-nothing', 16),
  secretKey: 'a-key-for-measuring-only-that-protects-nothing',
  publicUrl: undefined,
  rateLimitPerMinute: 10_000_000,
})

app.get('/bare/empty', (_request, reply) => reply.type('text/html').send('<!doctype html><title>-</title>'))

// What the record page asks of the database, in one transaction with its audit event, and nothing else: every statement named, so
// that it is planned once, and all of them sent in one piece, as a program would that does nothing but this.
app.get<{ Params: { id: string } }>('/bare/record/:id', async request => {
  const { id } = request.params
  const answers = await inOnePiece([
    ['child', 'select * from child where id = $1', [id]],
    ['event', `insert into audit_event (event, child_id) values ('record.seen', $1)`, [id]],
    ['entries', 'select * from chronology where child_id = $1 order by happened_on desc, position desc limit 15', [id]],
    ['pathway', 'select * from pathway where child_id = $1', [id]],
    ['clocks', 'select * from clock where child_id = $1 and met_at is null and stopped_at is null', [id]],
    ['network', 'select * from network_member where child_id = $1 and left_at is null', [id]],
  ])
  return answers.map(answer => answer.rows as unknown[])
})

app.get<{ Params: { id: string } }>('/bare/entry/:id', async request => {
  await inOnePiece([
    [
      'add',
      `insert into entry (child_id, kind, basis, text, happened_on, author_id, agency_id)
       select $1, 'note', 'fact', 'Seen at school, well and talkative.', current_date, $2, agency_id from app_user where id = $2`,
      [request.params.id, userId],
    ],
    ['added', `insert into audit_event (event, child_id) values ('entry.added', $1)`, [request.params.id]],
  ])
  return { saved: true }
})

type Statement = readonly [name: string, text: string, values: unknown[]]

async function inOnePiece(statements: readonly Statement[]): Promise<readonly pg.QueryResult[]> {
  const client = await pool.connect()
  try {
    const asked = [
      client.query(`begin; select act_by_session('\\x${presented}')`),
      ...statements.map(([name, text, values]) => client.query({ name: `bare_${name}`, text, values })),
      client.query('commit'),
    ]
    return (await Promise.all(asked)).slice(1, -1) as pg.QueryResult[]
  } finally {
    client.release()
  }
}

await app.listen({ port: 0, host: '127.0.0.1' })
process.send?.(`http://127.0.0.1:${(app.server.address() as { port: number }).port}`)
process.on('disconnect', () => process.exit())
