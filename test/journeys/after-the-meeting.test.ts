// What follows a meeting, by those who do it: the family's copy is sent back, made anew and let go; an agency does not carry out what was
// agreed, and the chair, who is told, answers.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { checkPage } from '../browser.ts'
import { overConnection } from '../database.ts'
import { type House, openHouse } from './house.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

const asked = async (query: string): Promise<Record<string, string>> => {
  const { rows } = await overConnection(house.world.ownerUrl, client => client.query<Record<string, string>>(query))
  assert.ok(rows[0], query)
  return rows[0]
}

test('a copy is sent back with a reason, made anew and let go: only then are there files', async () => {
  const { id, meeting, language, chair } = await asked(
    `select f.id, f.meeting_id as meeting, f.language, split_part(u.email, '@', 1) as chair from family_copy f join meeting m on m.id = f.meeting_id
       join app_user u on u.id = m.chair_id join app_user n on n.id = m.note_taker_id and n.email like 'note-taker@%'
      where not exists (select 1 from family_copy_reading r where r.copy_id = f.id)
        and not exists (select 1 from family_copy_return r where r.copy_id = f.id) limit 1`,
  )
  const [decides, second] = await Promise.all([house.person(chair ?? '', 'en'), house.person('note-taker', 'en')])
  await second.opens(`/family-copies/${id}`)
  await second.choose('verdict', 'send-back')
  await second.press('family-copy.verdict.save')
  await second.sees(second.t('family-copy.sent-back.reason.needed'))
  await second.write('reason', 'The neighbour can be recognised.')
  await second.press('family-copy.verdict.save')
  await second.sees(second.t('family-copy.state.sent-back'))

  await decides.opens('/')
  await decides.sees(decides.t('notice.family-copy-returned'))
  await decides.page.locator(`main a[href="/family-copies/${id}"]`).click()
  await decides.sees('The neighbour can be recognised.')
  await decides.opens(`/meetings/${meeting}/copies`)
  await decides.press(language === 'cy' ? 'family-copy.make.cy' : 'family-copy.make.en')
  await second.opens(`/meetings/${meeting}/copies`)
  await second.press('family-copy.read-it', {
    language: second.t(language === 'cy' ? 'board.language.cy' : 'board.language.en'),
  })
  await checkPage(second.page)
  await second.choose('verdict', 'let-go')
  await second.press('family-copy.verdict.save')
  await second.sees(second.t('family-copy.state.may-leave'))

  await decides.opens(`/meetings/${meeting}/copies`)
  for (const [kind, begins] of [
    ['pdf', '%PDF'],
    ['docx', 'PK'],
  ] as const) {
    const files = await decides.page.locator(`main a[href$="/${kind}"]`).all()
    const addresses = await Promise.all(files.map(each => each.getAttribute('href')))
    assert.ok(
      addresses.some(each => each?.startsWith('/family-copies/')),
      'the family’s',
    )
    assert.ok(
      addresses.some(each => each?.includes('/full-record/')),
      'and the full one',
    )
    for (const address of addresses) {
      const answer = await decides.page.request.get(address ?? '')
      assert.equal(answer.status(), 200)
      assert.equal((await answer.body()).subarray(0, begins.length).toString(), begins)
    }
  }
  await house.everybodyLeaves()
})

test('an agency does not carry out what was agreed: the chair is told, answers, and the agency reads it', async () => {
  const { id, owner, chair } = await asked(
    `select a.id, split_part(o.email, '@', 1) as owner, split_part(c.email, '@', 1) as chair from action a
       join app_user o on o.id = a.owner_id join network_member p on p.child_id = a.child_id and p.user_id = o.id and p.left_at is null
       join network_member n on n.child_id = a.child_id and n.part = 'chair' and n.left_at is null join app_user c on c.id = n.user_id
      where a.outcome is null and a.audience = 'family' limit 1`,
  )
  const [does, decides] = await Promise.all([house.person(owner ?? '', 'en'), house.person(chair ?? '', 'en', 390)])
  await does.opens('/actions?of=me')
  await does.page.locator(`main a[href="/actions/${id}"]`).first().click()
  await does.choose('outcome', 'not-possible')
  await does.press('agreed-action.report')
  await does.sees(does.t('agreed-action.reason.needed'))
  await does.write('reason', 'The driver is ill.')
  await does.sends('agreed-action.report')

  await decides.opens('/')
  await decides.sees(decides.t('notice.action-not-carried-out'))
  await decides.opens('/actions?of=all&show=to-answer')
  await decides.page.locator(`main a[href="/actions/${id}"]`).first().click()
  await decides.sees('The driver is ill.')
  await checkPage(decides.page)
  await decides.choose('answer', 'stands')
  await decides.write('words', 'Please find another driver by Friday.')
  await decides.sends('agreed-action.answer.save')
  await decides.sees('Please find another driver by Friday.')

  await does.opens('/')
  await does.sees(does.t('notice.action-answered'))
  await does.opens(`/actions/${id}`)
  await does.sees('Please find another driver by Friday.')
  await house.everybodyLeaves()
})
