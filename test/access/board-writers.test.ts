// Who may write what everybody of the board reads: its agencies, people, roles and teams, past every page.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { demonstrationWorld, type World } from '../world.ts'
import { asSql } from './sight.ts'

let world: World

before(async () => {
  world = await demonstrationWorld()
})
after(() => world.close())

const NEW = [
  `insert into local_authority (code, name_en, name_cy) values ('W99', 'x', 'x')`,
  `insert into agency (kind, name_en, name_cy) select kind, 'x', 'x' from agency limit 1`,
  `insert into app_user (email, name, agency_id) select 'zq@demonstration.example', 'x', id from agency limit 1`,
  `insert into user_role (user_id, role) select id, 'panel-member' from app_user where email = 'teacher@demonstration.example'`,
  `insert into team_membership (user_id, team_id) select u.id, t.id from app_user u, team t
    where u.email = 'teacher@demonstration.example' and t.kind = 'exploitation-leads' limit 1`,
]
const CHANGES = [
  `update app_user set name = 'x', version = version + 1`,
  `update user_role set ended_at = now()`,
  `update team set telephone = '1'`,
  `update team_membership set left_at = now()`,
]

test('only an administrator writes who works here and where, past the pages too', async () => {
  for (const who of ['teacher', 'duty-manager', 'lead', 'chair', 'governance']) {
    for (const statement of NEW)
      assert.match(await asSql(world, who, statement), /row-level security/, `${who}: ${statement}`)
    for (const statement of CHANGES)
      assert.equal(await asSql(world, who, statement), 'nothing there', `${who}: ${statement}`)
  }
  assert.equal(await asSql(world, 'administrator', NEW[1] ?? ''), 'written')
})
