// The application and, beside it, the bare minimum, in a process of its own.
import pg from 'pg'
import { makeApp } from '../src/app.ts'
import { openDatabase } from '../src/db/database.ts'
import { tokenHash } from '../src/web/session-token.ts'

const appUrl = process.env['BENCH_APP_URL'] ?? ''
const userId = process.env['BENCH_USER'] ?? ''
const presented = tokenHash(process.env['BENCH_TOKEN'] ?? '').toString('hex')
const pool = new pg.Pool({ connectionString: appUrl, max: 16 })
const app = await makeApp({
  database: openDatabase(appUrl, 'a-key-for-measuring-only-that-protects-nothing', 16),
  secretKey: 'a-key-for-measuring-only-that-protects-nothing',
  publicUrl: undefined,
  rateLimitPerMinute: 10_000_000,
})

app.get('/bare/empty', (_request, reply) => reply.type('text/html').send('<!doctype html><title>-</title>'))

// What the record page asks of the database, in one transaction with its audit event, and nothing else.
app.get<{ Params: { id: string } }>('/bare/record/:id', async request => {
  const { id } = request.params
  const client = await pool.connect()
  try {
    await client.query(`begin; select act_by_session('\\x${presented}')`)
    const child = await client.query('select * from child where id = $1', [id])
    await client.query(`insert into audit_event (event, child_id) values ('record.seen', $1)`, [id])
    const entries = await client.query(
      'select * from chronology where child_id = $1 order by happened_on desc, position desc limit 15',
      [id],
    )
    await client.query('select * from pathway where child_id = $1', [id])
    await client.query('select * from clock where child_id = $1 and met_at is null and stopped_at is null', [id])
    await client.query('select * from network_member where child_id = $1 and left_at is null', [id])
    await client.query('commit')
    return { child: child.rows, entries: entries.rows }
  } finally {
    client.release()
  }
})

app.get<{ Params: { id: string } }>('/bare/entry/:id', async request => {
  const client = await pool.connect()
  try {
    await client.query(`begin; select act_by_session('\\x${presented}')`)
    await client.query(
      `insert into entry (child_id, kind, basis, text, happened_on, author_id, agency_id)
       select $1, 'note', 'fact', 'Seen at school, well and talkative.', current_date, $2, agency_id from app_user where id = $2`,
      [request.params.id, userId],
    )
    await client.query(`insert into audit_event (event, child_id) values ('entry.added', $1)`, [request.params.id])
    await client.query('commit')
    return { saved: true }
  } finally {
    client.release()
  }
})

await app.listen({ port: 0, host: '127.0.0.1' })
process.send?.(`http://127.0.0.1:${(app.server.address() as { port: number }).port}`)
process.on('disconnect', () => process.exit())
