// A job title is read in the reader's language, and a name and a title are mended by the administrator alone.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { TEST_KEY } from '../../test/database.ts'
import { asOwner, asSql, childOf } from '../../test/access/sight.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { makeApp } from '../app.ts'
import { titleIn } from '../board/board.ts'

let world: World
let app: FastifyInstance
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
})
after(async () => {
  await app.close()
  await world.close()
})

const staffRow = async (userId: string) =>
  asOwner(world, async client => {
    const { rows } = await client.query<{ told: string }>(
      `select concat_ws(' | ', name, job_title, job_title_cy, email) as told from app_user where id = $1`,
      [userId],
    )
    return rows[0]?.told
  })

test('a title is read in the language of the page, and in the other where it is written in that alone', async () => {
  for (const [language, en, cy, told] of [
    ['en', 'Teacher', 'Athro', 'Teacher'],
    ['cy', 'Teacher', 'Athro', 'Athro'],
    ['cy', 'Teacher', '', 'Teacher'],
    ['en', '', 'Athro', 'Athro'],
    ['en', '', '', ''],
  ] as const)
    assert.equal(titleIn(language, { en, cy }), told)
  const path = `/children/${await childOf(world)}`
  assert.match((await (await visitor(app, world, 'social-worker', 'en')).get(path)).body, /Social worker,/)
  const welsh = (await (await visitor(app, world, 'social-worker', 'cy')).get(path)).body
  assert.match(welsh, /Gweithiwr cymdeithasol,/)
  assert.doesNotMatch(welsh, /Teacher|Social worker|Youth worker|Duty manager/)
})

test('the administrator mends a name and a title; a second writer is told; nobody else has the page or the column', async () => {
  const { userId } = await world.actor('nurse')
  const path = `/board/staff/${userId}/details`
  const administrator = await visitor(app, world, 'administrator')
  const form = (await administrator.get(path)).body
  assert.match(form, /value="School nurse"/)
  assert.match(form, /value="Nyrs ysgol"/)
  const version = /name="version" value="(\d+)"/.exec(form)?.[1] ?? ''
  const typed = { name: 'Ffion Prawf-Newydd', jobTitleEn: '', jobTitleCy: 'Nyrs iechyd', version }
  const before = await staffRow(userId)
  const unnamed = await administrator.post(path, { ...typed, name: ' ' })
  assert.equal(unnamed.statusCode, 400)
  assert.match(unnamed.body, /href="#name"/)
  assert.match(unnamed.body, /value="Nyrs iechyd"/)
  assert.equal(await staffRow(userId), before)
  assert.equal((await administrator.post(path, typed)).headers.location, `/board/staff/${userId}`)
  assert.equal(await staffRow(userId), 'Ffion Prawf-Newydd |  | Nyrs iechyd | nurse@demonstration.example')
  assert.match((await administrator.get(`/board/staff/${userId}`)).body, /Nyrs iechyd/)
  const late = await administrator.post(path, { ...typed, name: 'Zqx another' })
  assert.equal(late.statusCode, 400)
  assert.match(late.body, /Zqx another/)
  assert.match(late.body, /Somebody else changed this person meanwhile/)
  assert.match(late.body, /Ffion Prawf-Newydd<br>/, 'what the other wrote stands beside it')
  const corrected = await administrator.post(path, { ...typed, name: ' ' })
  assert.match(
    corrected.body,
    new RegExp(`name="version" value="${version}"`),
    'another error does not hide the other writer',
  )
  assert.doesNotMatch((await staffRow(userId)) ?? '', /Zqx/)
  assert.equal((await administrator.get(path.replace(userId, '7d444840-9dc0-41d1-b245-5ffdce74fad2'))).statusCode, 404)
  for (const who of ['lead', 'duty-manager', 'nurse', 'governance']) {
    const visit = await visitor(app, world, who)
    assert.equal((await visit.get(path)).statusCode, 403, who)
    assert.equal((await visit.post(path, typed)).statusCode, 403, who)
    const renamed = `update app_user set name = 'x', version = version + 1 where id = $1`
    assert.equal(await asSql(world, who, renamed, [userId]), 'nothing there', who)
  }
  for (const column of ['email', 'agency_id'])
    assert.match(
      await asSql(world, 'administrator', `update app_user set ${column} = ${column} where id = $1`, [userId]),
      /permission denied/,
    )
})

test('roles and teams are saved in one form: both, or neither when the roles do not go together', async () => {
  const { userId } = await world.actor('duty')
  const held = () =>
    asOwner(world, async client => {
      const { rows } = await client.query<{ roles: string; teams: number }>(
        `select (select string_agg(role, ' ' order by role) from user_role where user_id = $1 and ended_at is null) as roles,
                (select count(*)::int from team_membership where user_id = $1 and left_at is null) as teams`,
        [userId],
      )
      return `${rows[0]?.roles ?? ''}, ${rows[0]?.teams ?? 0}`
    })
  assert.equal(await held(), 'practitioner, 1')
  const administrator = await visitor(app, world, 'administrator')
  const path = `/board/staff/${userId}`
  const apart = await administrator.post(path, { roles: ['administrator', 'practitioner'], teams: '' })
  assert.equal(apart.statusCode, 400)
  assert.match(apart.body, /href="#roles"/)
  const unknown = await administrator.post(path, { roles: 'chair', teams: userId })
  assert.equal(unknown.statusCode, 404, 'no such team')
  assert.equal(await held(), 'practitioner, 1', 'nothing is half saved')
  assert.equal((await (await visitor(app, world, 'lead')).post(path, { roles: 'manager' })).statusCode, 403)
  const done = await administrator.post(path, { roles: ['practitioner', 'manager'] })
  assert.equal(done.headers.location, '/board')
  assert.equal(await held(), 'manager practitioner, 0')
})
