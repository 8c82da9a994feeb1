import pg from 'pg'
import { codeHash } from '../src/account/actions.ts'
import { openDatabase } from '../src/db/database.ts'
import { newFoundingCode } from '../src/db/founding.ts'
import { migrate } from '../src/db/migrate.ts'
import { roleUrl } from '../src/db/roles.ts'
import { loadDemonstration } from '../src/demonstration/actions.ts'
import { calendarDateAt } from '../src/lib/calendar-date.ts'
import { startSession } from '../src/access/store/sessions.ts'
import { newToken, tokenHash } from '../src/web/session-token.ts'

const KEY = 'a-key-for-measuring-only-that-protects-nothing'

/** A board to measure on, and the practitioner with about thirty children who measures. */
export type BenchBoard = {
  readonly appUrl: string
  readonly userId: string
  readonly token: string
  readonly childId: string
  /** The practitioner's children: measured in turn, as one person opens one after another. */
  readonly childIds: readonly string[]
  readonly meetingId: string
  /** A family's copy that a second person has read. */
  readonly copyId: string
  readonly entries: number
  readonly today: string
}

/** Makes a board of `count` invented children with ten entries each, beside the forty of the demonstration. */
export async function generateBoard(adminUrl: string, count: number): Promise<BenchBoard> {
  await migrate({ adminUrl, database: 'bench', secretKey: KEY })
  const appUrl = roleUrl(adminUrl, 'bench', 'llwybr_app', KEY)
  const ownerUrl = roleUrl(adminUrl, 'bench', 'llwybr_owner', KEY)
  const database = openDatabase(appUrl, KEY, 4)
  const key = await newFoundingCode(ownerUrl, codeHash, 'a-key-for-measuring')
  await loadDemonstration(database, codeHash(key ?? ''), new Date())

  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  await owner.query(`
    with authority as (select id from local_authority limit 1),
         staff as (select array_agg(id) as ids from app_user where email like 'social-worker%'),
         made as (
           insert into child (given_name, family_name, local_authority_id, born_on)
           select (array['Benfachgen', 'Gwenferch', 'Ifanfab', 'Marimerch'])[1 + n % 4] || ' ' || n, 'Dychmygol ' || (n * 7919 % 9973), authority.id, date '2009-01-01' + (n % 2500)
             from generate_series(1, ${count}) n, authority returning id)
    insert into access_grant (child_id, principal_id, reason, source_id, from_at)
    select made.id, (select id from team where kind = 'exploitation-leads'), 'exploitation-leads', made.id, now() - interval '1 day' from made`)
  await owner.query(`
    insert into entry (child_id, kind, basis, text, happened_on, author_id, agency_id)
    select c.id, 'note', 'fact', 'Seen at school on day ' || n || '. Talked about football and the way home.', current_date - n, u.id, u.agency_id
      from child c cross join generate_series(1, 10) n, (select id, agency_id from app_user where email = 'social-worker@demonstration.example') u`)
  const { rows: people } = await owner.query<{ id: string }>(
    `select id from app_user where email = 'social-worker@demonstration.example'`,
  )
  const userId = people[0]?.id ?? ''
  // As many as make thirty, with those of the demonstration.
  await owner.query(
    `insert into access_grant (child_id, principal_id, reason, source_id, from_at)
     select c.id, $1, 'network', c.id, now() - interval '1 day' from child c where c.given_name like 'Benfachgen%'
      order by c.reference limit greatest(0, 30 - (select count(distinct child_id) from access_grant where principal_id = $1))`,
    [userId],
  )
  await owner.query('vacuum analyze')
  const { rows } = await owner.query<{ id: string; child_id: string; copy_id: string }>(
    `select m.id, m.child_id, r.copy_id from meeting m join family_copy_reading r on r.meeting_id = m.id
       join access_grant g on g.child_id = m.child_id and g.principal_id = $1 limit 1`,
    [userId],
  )
  const { rows: mine } = await owner.query<{ child_id: string }>(
    'select distinct child_id from access_grant where principal_id = $1 limit 30',
    [userId],
  )
  const { rows: counted } = await owner.query<{ count: number }>('select count(*)::int as count from entry')
  await owner.end()
  const token = newToken(KEY)
  await database.asNobody(tx => startSession(tx, userId, tokenHash(token), new Date(Date.now() + 3_600_000)))
  await database.close()
  return {
    appUrl,
    userId,
    token,
    childId: rows[0]?.child_id ?? '',
    childIds: mine.map(row => row.child_id),
    meetingId: rows[0]?.id ?? '',
    copyId: rows[0]?.copy_id ?? '',
    entries: counted[0]?.count ?? 0,
    today: calendarDateAt(new Date()),
  }
}
