import pg from 'pg'
import { codeHash } from '../src/account/actions.ts'
import { openDatabase } from '../src/db/database.ts'
import { newFoundingCode } from '../src/db/founding.ts'
import { migrate } from '../src/db/migrate.ts'
import { inDatabase, roleUrl } from '../src/db/roles.ts'
import { loadDemonstration } from '../src/demonstration/actions.ts'
import { calendarDateAt } from '../src/lib/calendar-date.ts'
import { findActorByEmail, startSession } from '../src/access/store/sessions.ts'
import { newToken, tokenHash } from '../src/web/session-token.ts'

const KEY = 'a-key-for-measuring-only-that-protects-nothing'
const DATABASE = 'bench'

const SYLLABLES = {
  given: [
    ['ben', 'gwen', 'if', 'mar', 'el', 'os', 'ty', 'cad', 'nes', 'lle'],
    ['an', 'i', 'w', 'o', 'er', 'ia', 'en', 'yn'],
    ['fach', 'merch', 'fab', 'wen', 'las', 'lyn'],
  ],
  family: [
    ['dych', 'llan', 'cwm', 'pont', 'bryn', 'aber', 'tref', 'glan', 'pen', 'rhyd', 'tal', 'maes'],
    ['en', 'wyn', 'ar', 'ol', 'ith', 'on', 'el', 'ur', 'edd', 'as', 'in', 'og'],
    ['mygol', 'wy', 'ach', 'lin', 'or', 'ydd', 'gan', 'mar', 'nant', 'ell', 'is', 'ud'],
  ],
} as const

/** The people who measure: a practitioner with about thirty children, a lead of all, information governance, a front door, a chair. */
export const PEOPLE = ['social-worker', 'lead', 'governance', 'duty', 'chair', 'note-taker'] as const
export type Who = (typeof PEOPLE)[number]

/** A board to measure on. */
export type BenchBoard = {
  readonly appUrl: string
  readonly userId: string
  /** What the browser of each person holds. */
  readonly tokens: Readonly<Record<Who, string>>
  /** The practitioner's children: measured in turn, as one person opens one after another. */
  readonly childIds: readonly string[]
  /** A child whose chronology has five thousand entries, which the practitioner sees. */
  readonly longId: string
  readonly meetingId: string
  /** A meeting of which two hundred entries were made. */
  readonly longMeetingId: string
  /** A meeting in its closed session, and one that sits with the family. */
  readonly runningId: string
  readonly sittingId: string
  readonly referralId: string
  /** A family's copy that a second person has read. */
  readonly copyId: string
  readonly entries: number
  readonly today: string
}

// An invented name for the row `n`: some of a list are given far more often than others, as among real names.
function inventedName(n: string, which: 'given' | 'family'): string {
  const parts = SYLLABLES[which].map(each => `(array[${each.map(syllable => `'${syllable}'`).join(', ')}])`)
  const sizes = SYLLABLES[which].map(each => each.length)
  const [salt, many] = [which === 'given' ? 1 : 2, sizes.reduce((product, size) => product * size, 1)]
  // Even chances squared: of a thousand names the most frequent is one in thirty.
  const chosen = `floor(${many} * power(abs(hashint8extended(${n}, ${salt})) / 9223372036854775808.0, 2))::int`
  return `(select initcap(${parts
    .map(
      (part, at) =>
        `${part}[1 + (k / ${sizes.slice(0, at).reduce((product, size) => product * size, 1)}) % ${sizes[at]}]`,
    )
    .join(' || ')}) from (select ${chosen} as k) chosen)`
}

/** Makes a board of `count` invented children with `each` entries each, beside the forty of the demonstration. */
export async function generateBoard(adminUrl: string, count: number, each: number): Promise<BenchBoard> {
  await migrate({ adminUrl, database: DATABASE, secretKey: KEY })
  const appUrl = roleUrl(adminUrl, DATABASE, 'llwybr_app', KEY)
  const database = openDatabase(appUrl, KEY, 4)
  const key = await newFoundingCode(roleUrl(adminUrl, DATABASE, 'llwybr_owner', KEY), codeHash, 'a-key-for-measuring')
  await loadDemonstration(database, codeHash(key ?? ''), new Date())

  const admin = new pg.Client({ connectionString: inDatabase(adminUrl, DATABASE) })
  admin.on('error', () => undefined) // the server's end, after something else went wrong
  await admin.connect()
  // What triggers would make is made here in one statement each: a million children are there in minutes.
  await admin.query(`
    set session_replication_role = replica;
    create temp table made as select n, gen_random_uuid() as id, ${inventedName('n', 'given')} as given, ${inventedName('n', 'family')} as family
      from generate_series(1, ${count}) n;
    insert into child (id, given_name, family_name, local_authority_id, born_on)
    select id, given, family, (select id from local_authority limit 1), date '2008-12-01' + (n % 6500) from made;
    insert into child_name_index (child_id, folded) select id, fold_name(given || ' ' || family) from made;
    insert into name_word (word) select distinct regexp_split_to_table(folded, ' ') from child_name_index on conflict do nothing;
    insert into access_grant (child_id, principal_id, reason, source_id, from_at)
    select id, (select id from team where kind = 'exploitation-leads'), 'exploitation-leads', id, now() - interval '1 day' from made;
    insert into entry (child_id, kind, basis, text, happened_on, author_id, agency_id)
    select c.id, 'note', 'fact', 'Seen at school on day ' || day || '. Talked about football and the way home.', current_date - day, u.id, u.agency_id
      from made c cross join generate_series(1, ${each}) day, app_user u
     where u.email = 'social-worker@demonstration.example'`)
  const one = async <Row extends Record<string, string>>(statement: string, values: unknown[] = []): Promise<Row> => {
    const [row] = (await admin.query<Row>(statement, values)).rows
    if (row === undefined) throw new Error(`the board has nothing for: ${statement}`)
    return row
  }
  const { id: userId } = await one<{ id: string }>(
    `select id from app_user where email = 'social-worker@demonstration.example'`,
  )
  // As many as make thirty, with those of the demonstration.
  await admin.query(
    `insert into access_grant (child_id, principal_id, reason, source_id, from_at)
     select c.id, $1, 'network', c.id, now() - interval '1 day' from made c
      order by c.n limit greatest(0, 30 - (select count(distinct child_id) from access_grant where principal_id = $1))`,
    [userId],
  )
  const { rows: mine } = await admin.query<{ child_id: string }>(
    'select distinct child_id from access_grant where principal_id = $1 limit 30',
    [userId],
  )
  const { id: longId } = await one<{ id: string }>(
    `select c.id from made c join access_grant g on g.child_id = c.id and g.principal_id = $1 order by c.n limit 1`,
    [userId],
  )
  await admin.query(
    `insert into entry (child_id, kind, basis, text, happened_on, author_id, agency_id)
     select $1, 'note', 'fact', 'Rang home on day ' || n || ': all well, and the lift for Thursday is arranged.', current_date - (n / 5), $2, agency_id
       from app_user, generate_series(1, 5000) n where id = $2`,
    [longId, userId],
  )
  const { id: meetingId, copy_id: copyId } = await one<{ id: string; copy_id: string }>(
    `select m.id, r.copy_id from meeting m join family_copy_reading r on r.meeting_id = m.id
       join access_grant g on g.child_id = m.child_id and g.principal_id = $1 limit 1`,
    [userId],
  )
  const { id: longMeetingId } = await one<{ id: string }>(
    `select m.id from meeting m join access_grant g on g.child_id = m.child_id and g.principal_id = $1 where m.approved_at is not null and m.id <> $2 limit 1`,
    [userId, meetingId],
  )
  await admin.query(
    `insert into entry (child_id, kind, basis, context, text, happened_on, author_id, agency_id, meeting_id, stage)
     select m.child_id, 'meeting-entry', 'fact', 'home', 'Said in the family session, ' || n || ': what helps at home is a quiet room and somebody to ring.',
            m.held_on, $2, u.agency_id, m.id, 'family-session'
       from meeting m, app_user u, generate_series(1, 200) n where m.id = $1 and u.id = $2`,
    [longMeetingId, userId],
  )
  const { id: runningId } = await one<{ id: string }>(
    `select m.id from meeting m join app_user u on u.id = m.chair_id where m.stage = 'closed-session' and u.email = 'chair@demonstration.example'`,
  )
  const { id: sittingId } = await one<{ id: string }>(`select id from meeting where stage = 'family-session'`)
  const { id: referralId } = await one<{ id: string }>(
    `select r.id from referral r join team_membership t on t.team_id = r.receiving_team_id join app_user u on u.id = t.user_id
      where r.submitted_at is not null and r.decided_at is null and u.email = 'duty@demonstration.example' limit 1`,
  )
  await admin.query('vacuum analyze')
  const { count: entries } = await one<{ count: string }>('select count(*) as count from entry')
  await admin.end()

  const tokens: Record<string, string> = {}
  for (const who of PEOPLE) {
    const token = newToken(KEY)
    await database.asNobody(async tx => {
      const actor = await findActorByEmail(tx, `${who}@demonstration.example`)
      if (actor === undefined) throw new Error(`nobody is called ${who}`)
      await startSession(tx, actor.userId, tokenHash(token), new Date(Date.now() + 7_200_000))
    })
    tokens[who] = token
  }
  await database.close()
  return {
    ...{ appUrl, userId, longId, meetingId, longMeetingId, runningId, sittingId, referralId, copyId },
    tokens: tokens as Record<Who, string>,
    childIds: mine.map(row => row.child_id),
    entries: Number(entries),
    today: calendarDateAt(new Date()),
  }
}
