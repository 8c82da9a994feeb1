// Looking for a child by name: whoever sees few children and whoever sees very many find the same, and nobody is crowded out.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { makeApp } from '../app.ts'
import { recordAuditEvent } from '../audit/store.ts'
import { calendarDate } from '../lib/calendar-date.ts'
import { searchNames } from './rules.ts'
import { listPossibleDuplicates, searchChildrenByName } from './store/search.ts'

let world: World
let owner: pg.Client

// More children than are compared one by one, whom the leads see and whose names are like nobody's below.
const MANY = 2100

before(async () => {
  world = await demonstrationWorld()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  await owner.query(
    `with made as (
       insert into child (given_name, family_name, local_authority_id)
       select 'Xanthus' || chr(97 + n % 26) || chr(97 + n / 26 % 26), 'Quillfeather', (select id from local_authority limit 1)
         from generate_series(1, $1) n returning id)
     insert into access_grant (child_id, principal_id, reason, source_id, from_at)
     select id, (select id from team where kind = 'exploitation-leads'), 'exploitation-leads', id, now() from made`,
    [MANY],
  )
})
after(async () => {
  await owner.end()
  await world.close()
})

async function child(given: string, family: string, seenBy: readonly string[], born = '2011-06-01'): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    `insert into child (given_name, family_name, local_authority_id, born_on)
     values ($1, $2, (select id from local_authority limit 1), $3) returning id`,
    [given, family, born],
  )
  const id = rows[0]?.id ?? ''
  for (const who of seenBy)
    await owner.query(
      `insert into access_grant (child_id, principal_id, reason, source_id, from_at)
       select $1, coalesce((select id from team where kind = $2), (select id from app_user where email = $2 || '@demonstration.example')), 'named', $1, now()`,
      [id, who],
    )
  return id
}

const find = (who: string, typed: string) =>
  world.as(who, async ({ tx }) => (await searchChildrenByName(tx, searchNames(typed))).map(found => found.id))

test('whoever sees few children and whoever sees thousands find a child by any part of the name, and by nearly the name', async () => {
  const id = await child('Brychan Tomos', 'Wynebwen-Dychmygol', ['exploitation-leads', 'social-worker'])
  for (const typed of [
    ...[
      'Brychan Tomos Wynebwen-Dychmygol',
      'wynebwen dychmygol',
      'Dychmygol Brychan',
      'brychan',
      'BRŶCHAN',
      'brych wyneb',
    ],
    ...['Brychen Wynebwen', 'Bryhcan Wynebwenn', 'Brychan Somebody Else', "wynebwen'"],
  ]) {
    assert.ok((await find('social-worker', typed)).includes(id), `few: ${typed}`)
    assert.ok((await find('lead', typed)).includes(id), `many: ${typed}`)
  }
  for (const nobody of ['', '   ', '!', '& | !', "'", 'Zzyzx'])
    assert.deepEqual(await find('lead', nobody), [], `nobody is called “${nobody}”`)
})

test('the same name is before a longer one, and that before one which is only alike', async () => {
  const seenBy = ['exploitation-leads', 'social-worker']
  const alike = await child('Hedyddan', 'Crugdu', seenBy)
  const longer = await child('Hedydd', 'Crugdu-Hirfaen', seenBy)
  const same = await child('Hedydd', 'Crugdu', seenBy)
  for (const who of ['social-worker', 'lead'])
    assert.deepEqual((await find(who, 'hedydd crugdu')).slice(0, 3), [same, longer, alike], who)
})

test('five hundred children of the same name, whom somebody may not see, do not hide the one whom they may', async () => {
  await owner.query(
    `insert into child (given_name, family_name, local_authority_id)
     select 'Gwennol', 'Llwydfaen', (select id from local_authority limit 1) from generate_series(1, 500)`,
  )
  const id = await child('Gwennol', 'Llwydfaen', ['exploitation-leads'])
  assert.deepEqual(await find('lead', 'Gwennol Llwydfaen'), [id])
  assert.deepEqual(await find('lead', 'Gwenol Llwydfaen'), [id])
  assert.deepEqual(await find('social-worker', 'Gwennol Llwydfaen'), [])
})

test('among five hundred of one name the front door is offered those who were born about that day', async () => {
  const { rows } = await owner.query<{ id: string }>(
    `select r.id from referral r join team t on t.id = r.receiving_team_id and t.kind = 'front-door'
       join team_membership m on m.team_id = t.id join app_user u on u.id = m.user_id and u.email = 'duty@demonstration.example'
      where r.submitted_at is not null and r.child_id is null limit 1`,
  )
  const search = {
    referralId: rows[0]?.id ?? '',
    names: ['gwennol llwydfaen'],
    bornOn: calendarDate('2012-02-29'),
    nhsNumber: null,
  }
  await owner.query(`update child set born_on = '2009-01-01', version = version + 1 where family_name = 'Llwydfaen'`)
  const born = await child('Gwennol', 'Llwydfaen', [], '2012-02-28')
  const offered = await world.as('duty', async ({ tx }) => {
    await recordAuditEvent(tx, 'child.duplicates-looked-for', { subjectId: search.referralId })
    return listPossibleDuplicates(tx, search)
  })
  assert.equal(offered[0]?.childId, born)
  assert.equal(offered.length, 10)
})

test('a name that is taken back is not found, and a new one is', async () => {
  const id = await child('Eurwen', 'Tirglas', ['exploitation-leads'])
  await owner.query(`update child set given_name = 'Arianwen', version = version + 1 where id = $1`, [id])
  assert.deepEqual(await find('lead', 'arianwen tirglas'), [id])
  const { rows } = await owner.query<{ words: string[] }>(`select words_meant('arianw') as words`)
  assert.ok(rows[0]?.words.includes('arianwen'))
})

test('a search says what it looked for, takes a day as the service writes it, and says when there are more', async () => {
  const app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
  const page = async (who: string, typed: string, language: 'en' | 'cy' = 'en') =>
    (await (await visitor(app, world, who, language)).get(`/children?q=${encodeURIComponent(typed)}`)).body
  const id = await child('Ffion', 'Tonwen', ['social-worker'], '2013-02-03')
  for (const typed of ['3 February 2013', 'Dydd Sul 3 Chwefror 2013', '03/02/13'])
    assert.match(await page('social-worker', typed), new RegExp(`Looked for the day of birth 3 February 2013[^]*${id}`))
  assert.match(
    await page('social-worker', 'Ffion Tonwen', 'cy'),
    new RegExp(`Chwiliwyd am enw, ac am enwau tebyg[^]*${id}`),
  )
  assert.match(await page('lead', 'Quillfeather'), /20 children found[^]*Only the nearest 20 are shown/)
  assert.doesNotMatch(await page('social-worker', 'Ffion Tonwen'), /Only the nearest/)
  for (let more = 0; more < 20; more += 1) await child('Nia', 'Ugain', ['social-worker'])
  assert.doesNotMatch(await page('social-worker', 'Nia Ugain'), /Only the nearest/, 'twenty are all')
  await app.close()
})

test('a child is found by a name in any script, however its letters were typed', async () => {
  const seenBy = ['exploitation-leads', 'social-worker']
  const names = [
    // Arabic: with marks, another alef, without the last letter, a part, the stretched line.
    ['أزهرون', 'الخيالية', ['أزهرون الخيالية', 'اَزهرون', 'ازهرون', 'ازهرو', 'الخياليه', 'ازهـرون الخيالية']],
    // Persian and Kurdish letters for the Arabic ones, and a joint that nobody sees.
    ['کیمیاران', 'نیست\u200cآباد', ['كيمياران', 'کیمیاران نیستآباد']],
    ['Вигаданка', 'Неіснуюча', ['вигаданка', 'ВИГАДАНКА НЕІСНУЮЧА', 'Вигаданко', 'вигад']],
    ['虚构小', '无人', ['虚构小 无人', '虚构', '无人']],
    ['কল্পিতা', 'অলীক', ['কল্পিতা', 'অলীক']],
    ['Φαντασίνη', 'Ανύπαρκτη', ['ΦΑΝΤΑΣΙΝΗ', 'φαντασινη']],
  ] as const
  for (const [given, family, typed] of names) {
    const id = await child(given, family, seenBy)
    for (const each of typed)
      for (const who of ['social-worker', 'lead'])
        assert.ok((await find(who, each)).includes(id), `${who}: ${each} for ${given} ${family}`)
    assert.ok(!(await find('social-worker-2', given)).includes(id), given)
  }
  assert.deepEqual(await find('lead', 'غيرموجود'), [])
  // Marks, the stretched line and what nobody sees leave the very same name, not one near it.
  for (const same of ['اَزْهَرُون', 'ازهـــرون', 'ازه\u200cرون'])
    assert.deepEqual(
      (await owner.query(`select fold_name($1) = fold_name('ازهرون') as same`, [same])).rows,
      [{ same: true }],
      same,
    )
})

test('the front door is offered a child whose name is the same in another script', async () => {
  const { rows } = await owner.query<{ id: string }>(
    `select r.id from referral r join team t on t.id = r.receiving_team_id and t.kind = 'front-door'
       join team_membership m on m.team_id = t.id join app_user u on u.id = m.user_id and u.email = 'duty@demonstration.example'
      where r.submitted_at is not null and r.child_id is null limit 1`,
  )
  const search = { referralId: rows[0]?.id ?? '', names: ['ازهرونة المتخيلة'], bornOn: null, nhsNumber: null }
  const same = await child('أزهرونة', 'المتخيلة', [])
  const offered = await world.as('duty', async ({ tx }) => {
    await recordAuditEvent(tx, 'child.duplicates-looked-for', { subjectId: search.referralId })
    return listPossibleDuplicates(tx, search)
  })
  assert.equal(offered[0]?.childId, same)
  assert.equal(offered[0].sameName, true)
})

test('a child is found by the telephone number of somebody of their life, by whoever sees the child', async () => {
  const app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
  const page = async (who: string, typed: string) =>
    (await (await visitor(app, world, who)).get(`/children?q=${encodeURIComponent(typed)}`)).body
  const id = await child('Gwawrddydd', 'Ffonwen', ['exploitation-leads', 'social-worker'])
  await owner.query(
    `insert into important_person (child_id, name, relationship, contact) values ($1, 'Somebody Invented', 'aunt', $2)`,
    [id, 'after 9-5 07700 900623, work +44 (0)1632 960-456'],
  )
  await owner.query(`update child set safe_contact = $2, version = version + 1 where id = $1`, [
    id,
    'Text 07700900777 first',
  ])
  for (const typed of [
    '07700 900623',
    '+447700900623',
    '0044 7700 900 623',
    '(01632) 960456',
    '01632960456',
    '07700 900777',
  ])
    for (const who of ['social-worker', 'lead'])
      assert.match(await page(who, typed), new RegExp(`Looked for a telephone number[^]*${id}`), `${who}: ${typed}`)
  for (const typed of ['07700 900624', '07700 90062', '0770 0900 6234', '9-5 07700'])
    assert.ok(!(await page('lead', typed)).includes(id), typed)
  const asked = sql`select * from search_telephone('07700 900623', 10)`
  for (const who of ['social-worker-2', 'administrator', 'teacher']) {
    assert.ok(!(await page(who, '07700 900623')).includes(id), who)
    assert.deepEqual((await world.as(who, ({ tx }) => asked.execute(tx))).rows, [], `${who}, past the page`)
  }
  await owner.query(
    `update access_grant set until_at = now() where child_id = $1 and principal_id = (select id from app_user where email like 'social-worker@%')`,
    [id],
  )
  assert.ok(!(await page('social-worker', '07700 900623')).includes(id), 'a right that has ended')
  assert.deepEqual((await world.as('social-worker', ({ tx }) => asked.execute(tx))).rows, [], 'nor past the page')
  await app.close()
})

test('nobody reads the words of names, or looks for them past the search', async () => {
  for (const statement of [sql`select * from name_word`, sql`select * from names_near('gwennol', null, null, 10)`])
    await assert.rejects(
      world.as('lead', ({ tx }) => statement.execute(tx)),
      /permission denied/,
    )
})
