// The record page: the child's words gathered, the next act of its reader, only what may be done, and all that was written down.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { childOnPathway } from '../../test/children.ts'
import { overConnection, TEST_KEY } from '../../test/database.ts'
import { visitor } from '../../test/visits.ts'
import { demonstrationWorld, type World } from '../../test/world.ts'
import { makeApp } from '../app.ts'

let world: World
let app: FastifyInstance
let childId = ''
before(async () => {
  world = await demonstrationWorld()
  app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined, rateLimitPerMinute: 5000 })
  childId = await childOnPathway(world, 'Cofnod')
})
after(async () => {
  await app.close()
  await world.close()
})

const rows = async (statement: string, values: unknown[] = []) =>
  (await overConnection(world.ownerUrl, client => client.query<Record<string, string>>(statement, values))).rows
const record = async (who = 'social-worker', path = '') =>
  (await (await visitor(app, world, who)).get(`/children/${childId}${path}`)).body
const write = async (entry: { text: string; day: string; basis?: string; audience?: string; at?: string }) => {
  const { userId, agencyId } = await world.actor('social-worker')
  await rows(
    `insert into entry (child_id, kind, basis, audience, text, said_by, happened_on, author_id, agency_id, recorded_at)
     values ($1, 'note', $2, $3, $4, 'Enfys', $5, $6, $7, $8)`,
    [
      childId,
      entry.basis ?? 'fact',
      entry.audience ?? 'network',
      entry.text,
      entry.day,
      userId,
      agencyId,
      entry.at ?? '2026-01-01T10:00:00Z',
    ],
  )
}
const quotesIn = (body: string) =>
  [...(body.split('llwybr-acts')[0] ?? '').matchAll(/<blockquote class="llwybr-words">\s*<p>([^<]*)<\/p>/g)].map(
    match => match[1],
  )

test('the child’s words are gathered from all that was quoted, newest first, and not those that the reader may not read', async () => {
  await write({ text: 'Oldest words', day: '2031-01-01', basis: 'childs-own-words' })
  await write({ text: 'Words of a parent', day: '2031-01-04', basis: 'family-words' })
  await write({ text: 'Middle words', day: '2031-01-02', basis: 'childs-own-words' })
  await write({ text: 'Newest words', day: '2031-01-03', basis: 'childs-own-words' })
  await write({ text: 'Words for the police', day: '2031-01-05', basis: 'childs-own-words', audience: 'police' })
  const seen = await record('lead')
  assert.deepEqual(quotesIn(seen), ['Words for the police', 'Newest words'])
  await rows(
    `insert into network_member (child_id, user_id, part, added_by) select $1, id, 'practitioner', id from app_user where email like 'teacher@%'`,
    [childId],
  )
  assert.deepEqual(quotesIn(await record('teacher')), ['Newest words', 'Middle words'])
  const all = await record('teacher', '/chronology?basis=childs-own-words')
  assert.match(all, /Oldest words/)
  assert.doesNotMatch(all, /Words for the police|Words of a parent/)
})

test('the next act is the button of whoever holds it, and of nobody else', async () => {
  const button = (body: string) => /<a class="govuk-button" href="([^"]+)" role="button">([^<]*)/.exec(body)
  assert.equal(button(await record('social-worker'))?.[1], `/children/${childId}/assessments`)
  assert.equal(button(await record('teacher'))?.[1], `/children/${childId}/entries/new`)
})

test('what is offered can be done: every link that a role is shown opens, of an open pathway and of one that ended', async () => {
  const ended = await rows(`select child_id from pathway where ended_on is not null limit 1`)
  const open = await rows(
    `select child_id from pathway where ended_on is null and step = 'meeting-and-reviews' limit 1`,
  )
  const people = ['social-worker', 'lead', 'chair', 'note-taker', 'police-2', 'duty-manager', 'panel', 'nurse']
  let links = 0
  for (const child of [ended[0]?.['child_id'], open[0]?.['child_id']])
    for (const who of people) {
      await rows(
        `insert into network_member (child_id, user_id, part, added_by)
         select $1, u.id, 'practitioner', u.id from app_user u where u.email like $2
            and not exists (select 1 from network_member n where n.child_id = $1 and n.user_id = u.id and n.left_at is null)`,
        [child, `${who}@%`],
      )
      const someone = await visitor(app, world, who)
      const page = await someone.get(`/children/${child ?? ''}`)
      assert.equal(page.statusCode, 200, who)
      const acts = /<nav[^>]*id="acts"[\s\S]*?<\/nav>/.exec(page.body)?.[0] ?? ''
      const buttons = /<div class="llwybr-acts">[\s\S]*?<\/div>/.exec(page.body)?.[0] ?? ''
      for (const [, href = ''] of (acts + buttons).matchAll(/href="(\/[^"]+)"/g)) {
        links += 1
        assert.equal((await someone.get(href)).statusCode, 200, `${who}: ${href}`)
      }
    }
  assert.ok(links > 100)
})

test('a note-taker is not offered what is not theirs; a reader of an ended pathway is not offered a meeting', async () => {
  const someone = await visitor(app, world, 'note-taker')
  const [open] = await rows(
    `select p.child_id from pathway p join network_member n on n.child_id = p.child_id and n.left_at is null
       join app_user u on u.id = n.user_id and u.email like 'note-taker@%' where p.ended_on is null limit 1`,
  )
  const { body } = await someone.get(`/children/${open?.['child_id'] ?? ''}`)
  assert.doesNotMatch(body, /\/children\/[^\/"]+\/(details|panel|pathway|meetings\/request)"/)
  const [ended] = await rows(`select child_id from pathway p where ended_on is not null
    and not exists (select 1 from pathway o where o.child_id = p.child_id and o.ended_on is null) limit 1`)
  const lead = await (await visitor(app, world, 'lead')).get(`/children/${ended?.['child_id'] ?? ''}`)
  assert.doesNotMatch(lead.body, /\/children\/[^\/"]+\/(panel|meetings\/request)"/)
})

test('everything that was written down of a child stands on the record; while names are hidden, what tells who they are does not', async () => {
  await rows(
    `update child set school = 'Ysgol Bryn Dychmygol', general_practice = 'Meddygfa Ffug', religion = 'Quaker', ethnicity = 'Welsh',
            disability_and_neurodivergence = 'Dyslexia', legal_status = 'section-76', care_status = 'foster-home', version = version + 1 where id = $1`,
    [childId],
  )
  await rows(
    `insert into child_address (child_id, kind, lines, postcode) values ($1, 'staying', '9 Stryd Ffug', 'CF99 9ZZ')`,
    [childId],
  )
  await rows(
    `insert into important_person (child_id, name, relationship, has_parental_responsibility, lives_with_child, language, contact, safe_to_contact, notes, changed_at)
     values ($1, 'Modryb Ddychmygol', 'aunt', 'yes', 'yes', 'cy', '01632 960001', 'no', 'Works nights', now())`,
    [childId],
  )
  const told = [
    'Ysgol Bryn Dychmygol',
    'Meddygfa Ffug',
    'Quaker',
    'Dyslexia',
    'Accommodated under section 76',
    'Foster home',
    '9 Stryd Ffug, CF99 9ZZ',
    'Modryb Ddychmygol',
    '01632 960001',
    'NOT safe to contact',
    'Works nights',
    'lives with the child',
  ]
  const body = await record()
  for (const words of told) assert.ok(body.includes(words), words)
  const someone = await visitor(app, world, 'social-worker')
  await someone.post('/public-view?to=on&path=/', {})
  const hidden = (await someone.get(`/children/${childId}`)).body
  for (const words of told) assert.ok(!hidden.includes(words), words)
})

test('names hidden: known names are covered in what people wrote, the day of birth is not there, and the page says what it cannot hide', async () => {
  await write({ text: 'Enfys met COFNOD’s aunt Modryb at the enfysgoed.', day: '2031-02-01' })
  const someone = await visitor(app, world, 'social-worker')
  await someone.post('/public-view?to=on&path=/', {})
  for (const path of ['', '/chronology', '/chronology/print']) {
    const { body } = await someone.get(`/children/${childId}${path}`)
    if (path !== '/chronology/print') assert.match(body, /a text can still tell who it is/, path)
    assert.match(body, /\[…\] met \[…\]’s aunt \[…\] at the enfysgoed\./, path)
    assert.doesNotMatch(body, /born 6 May 2012/, path)
  }
  const { body } = await someone.get(`/children/${childId}`)
  assert.match(body, /a text can still tell who it is/)
  assert.doesNotMatch(body, /Enfys(?!\p{Letter})/u)
  assert.match(await record(), /Enfys met COFNOD’s aunt Modryb/)
  assert.match(await record(), /born 6 May 2012/)
})

test('names hidden: a name that was changed, and one of somebody who was taken off the list, stay covered where people wrote them', async () => {
  await rows(
    `insert into important_person (child_id, name, relationship) values ($1, 'Anti Gynt', 'aunt'), ($1, 'Ewa Aeth', 'friend')`,
    [childId],
  )
  await rows(`update important_person set name = 'Anti Nawr', version = 2 where name = 'Anti Gynt'`)
  await rows(
    `update important_person set ended_at = now(), ended_reason = 'Moved', version = 2 where name = 'Ewa Aeth'`,
  )
  await write({ text: 'Seen with Gynt, with Nawr and with Aeth.', day: '2031-03-01' })
  const someone = await visitor(app, world, 'social-worker')
  await someone.post('/public-view?to=on&path=/', {})
  for (const path of ['', '/chronology', '/chronology/print'])
    assert.match(
      (await someone.get(`/children/${childId}${path}`)).body,
      /Seen with \[…\], with \[…\] and with \[…\]\./,
      path,
    )
})

test('the referral is linked with its referrer, and opens', async () => {
  const body = await record()
  const [, href = ''] = /<a class="govuk-link" href="(\/referrals\/[^"]+)">/.exec(body) ?? []
  assert.match(body, /Ffion Prawf, [^<]*\s*<span class="llwybr-quiet">– Exploitation Pathway/)
  assert.equal((await (await visitor(app, world, 'social-worker')).get(href)).statusCode, 200)
})

test('what is new since one last looked is one click, and only that', async () => {
  await rows(`delete from last_look where child_id = $1`, [childId])
  const someone = await visitor(app, world, 'social-worker')
  await someone.get(`/children/${childId}`)
  await rows(
    `update last_look set looked_at = now() - interval '1 day', before_at = now() - interval '2 days' where child_id = $1`,
    [childId],
  )
  const newOnes = (body: string) => Number(/(\d+) entries are new since you last looked/.exec(body)?.[1])
  for (let day = 1; day <= 50; day += 1) await write({ text: 'Long known', day: '2030-05-05' })
  const before = newOnes((await someone.get(`/children/${childId}`)).body)
  // About a day long past, behind more lines than the record shows: it is new all the same.
  await write({ text: 'Written just now', day: '2020-02-02', at: new Date().toISOString() })
  const { body } = await someone.get(`/children/${childId}`)
  assert.doesNotMatch(body, /Written just now/)
  assert.equal(newOnes(body), before + 1)
  const [, href = ''] = /href="(\/children\/[^"]+\/chronology\?since=[^"]+)">See only these/.exec(body) ?? []
  const fresh = (await someone.get(href.replaceAll('&amp;', '&'))).body
  assert.match(fresh, /Written just now/)
  assert.doesNotMatch(fresh, /Oldest words|Newest words/)
  assert.match(fresh, /Shown are only:/)
  assert.match(fresh, new RegExp(`name="since" value="`))
})

test('a printed chronology is whole, says what it is, and leaves its trace; a choice stays chosen', async () => {
  const { userId, agencyId } = await world.actor('social-worker')
  await rows(
    `insert into entry (child_id, kind, basis, text, happened_on, author_id, agency_id)
     select $1, 'visit', 'fact', 'Visit number ' || n || '.', date '2021-01-01' + n, $2, $3 from generate_series(1, 260) n`,
    [childId, userId, agencyId],
  )
  const traces = async () =>
    Number(
      (
        await rows(
          `select count(*)::int as count from audit_event where event = 'record.chronology-printed' and child_id = $1`,
          [childId],
        )
      )[0]?.['count'],
    )
  const before = await traces()
  const paper = await record('social-worker', '/chronology/print')
  assert.equal(paper.match(/Visit number \d+\./g)?.length, 260)
  assert.match(paper, /Made by<\/dt>\s*<dd[^>]*>Non Sampl/)
  assert.match(paper, /All that whoever made it may read/)
  assert.match(paper, /shred it when it is no longer needed/)
  assert.doesNotMatch(paper, /Older entries|<details class="llwybr-meeting"/)
  const chosen = await record('social-worker', '/chronology/print?kind=visit&from=2021-03-01&until=2021-03-31')
  assert.equal(chosen.match(/Visit number \d+\./g)?.length, 31)
  assert.match(chosen, /<dd[^>]*>Visit · From: 1 March 2021 · Until: 31 March 2021/)
  assert.equal(await traces(), before + 2)
  assert.equal(
    (await (await visitor(app, world, 'youth-justice')).get(`/children/${childId}/chronology/print`)).statusCode,
    404,
  )
})

test('what was written at a meeting is one line that opens', async () => {
  const [held] = await rows(
    `select m.child_id, m.id, count(*)::int as count from meeting m join entry e on e.meeting_id = m.id and e.kind = 'meeting-entry' and e.audience in ('network', 'family')
       join child c on c.id = m.child_id and c.restricted_at is null
       join pathway p on p.child_id = c.id and p.ended_on is null
      group by 1, 2 having count(*) > 1 limit 1`,
  )
  const { body } = await (await visitor(app, world, 'lead')).get(`/children/${held?.['child_id'] ?? ''}/chronology`)
  const [opened = ''] = /<details class="llwybr-meeting">[\s\S]*?<\/details>/.exec(body) ?? []
  assert.match(opened, /<strong>\d+ entries of a meeting<\/strong>/)
  assert.ok((opened.match(/llwybr-meeting__line/g)?.length ?? 0) > 1)
  assert.match(opened, new RegExp(`href="/meetings/`))
})
