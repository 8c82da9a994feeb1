// A whole Exploitation Family Meeting by five browsers: the chair without a mouse, the note-taker, the police, the school, and the screen
// before the family. From the papers to the copies, and to an agency that does not carry out what was agreed.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { contentOfPdf, textOfWord } from '../document-text.ts'
import { overConnection } from '../database.ts'
import { type House, openHouse } from './house.ts'
import { KeyboardPerson } from './keyboard-person.ts'
import type { Person } from './person.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house.close())

const COVERT = 'Zqcovert: an officer waits at the station.'
const LATER = 'Zqlater: a second car was seen.'
const NEIGHBOUR = 'The neighbour at number nine told us of the visitors.'
const ART = 'The art room is open at lunch.'
const OWN = 'They come back under another name.'

const at = (person: Person, path: string) => person.page.waitForURL(url => url.pathname === path)
const lines = (person: Person, words: string) => person.page.locator('[data-live-lines]', { hasText: words }).waitFor()
async function say(
  person: Person,
  said: { text: string; saidBy?: string; basis?: string; audience?: string },
): Promise<void> {
  await person.write('text', said.text)
  if (said.saidBy !== undefined) await person.write('saidBy', said.saidBy)
  await person.choose('basis', said.basis ?? 'fact')
  if (said.audience !== undefined) await person.choose('audience', said.audience)
  await person.addsLine()
}

async function booked() {
  const { rows } = await overConnection(house.world.ownerUrl, client =>
    client.query<{ id: string; child: string; child_id: string }>(
      `select m.id, c.given_name as child, c.id as child_id from meeting m join child c on c.id = m.child_id
        where m.booked_for > now() and m.began_at is null and m.called_off_at is null and m.number = 1
          and (select count(*) from app_user u join meeting_person p on p.user_id = u.id and p.removed_at is null
                where p.meeting_id = m.id and split_part(u.email, '@', 1) in ('chair', 'note-taker', 'police', 'teacher')) = 4
          and not exists (select 1 from meeting_consultation k where k.meeting_id = m.id) limit 1`,
    ),
  )
  const [meeting] = rows
  assert.ok(meeting)
  return meeting
}

test('a whole meeting, its chair without a mouse', async () => {
  const { id, child } = await booked()
  const path = `/meetings/${id}`
  const room = `${path}/family-room`
  const [seated, notes, police, teacher, screen] = await Promise.all(
    ['chair', 'note-taker', 'police', 'teacher', 'note-taker'].map(who => house.person(who, 'en')),
  )
  assert.ok(seated && notes && police && teacher && screen)
  const chair = new KeyboardPerson(seated.page, seated.t)

  // Before the day: what child and family want to say; then it begins, with a reason, since it is booked for another day.
  await chair.opens(path)
  await chair.press('meeting.consult')
  await chair.day('consultedOn', 0)
  await chair.write('consultedTime', '00:01')
  await chair.write('childWantsToSay', 'Talk to me, not about me.')
  await chair.choose('languageOffered', 'en')
  await chair.choose('advocacy', 'offered-accepted')
  await chair.choose('complaintExplained', 'yes')
  await chair.sends('meeting.consultation.save')
  await chair.write('earlyReason', 'Everyone is here today.')
  await chair.sends('meeting.begin')
  await at(chair, `${path}/run`)

  // Who is in the closed room, and what is read out to them. The school comes late.
  const isHere = (who: string, name: string) =>
    chair.tick(
      chair.page.locator('main .govuk-checkboxes__item', { hasText: name }).locator(`input[name="${who}"]`).first(),
    )
  await chair.press('meeting.closed-people')
  for (const name of ['Gwen Cadair', 'Dai Nodyn', 'Pat Ditectif']) await isHere('present', name)
  await chair.choose('accepted', 'everybody')
  await chair.sends('meeting.save-presence')
  await chair.press('meeting.closed-people')
  await isHere('present', 'Robin Testun')
  await chair.sends('meeting.save-presence')
  await chair.sees(chair.t('statement.unheard', { names: 'Robin Testun' }))
  await chair.press('statement.read-to')
  await isHere('accepted', 'Robin Testun')
  await chair.sends('meeting.save-presence')

  // What one writes the others read.
  for (const person of [notes, police, teacher]) await person.opens(`${path}/run`)
  await say(police, { text: COVERT, audience: 'police', basis: 'professional-opinion' })
  // The school puts its line in from elsewhere, as one does with the mouse or two keys.
  await teacher.write('text', ART)
  for (const key of ['Control+A', 'Control+X', 'Control+V']) await teacher.page.keyboard.press(key)
  await teacher.choose('basis', 'fact')
  await teacher.choose('audience', 'network')
  await teacher.addsLine()
  await say(notes, { text: NEIGHBOUR, saidBy: 'Robin Testun', audience: 'closed' })
  await lines(chair, COVERT)
  await lines(police, NEIGHBOUR)
  await say(chair, { text: 'We look at who knows the flat.', saidBy: 'Gwen Cadair', audience: 'closed' })

  // Two write into one entry: both texts are there, and neither is lost.
  const change = notes.page.locator('main li', { hasText: NEIGHBOUR }).locator('a')
  const entry = await change.getAttribute('href')
  assert.ok(entry)
  await notes.opens(entry)
  await chair.opens(entry)
  await notes.write('text', `${NEIGHBOUR} Twice.`)
  await notes.sends('meeting.entry.save')
  await chair.write('text', `${NEIGHBOUR} She is afraid.`)
  await chair.sends('meeting.entry.save')
  await chair.sees(`${NEIGHBOUR} Twice.`)
  await chair.write('text', `${NEIGHBOUR} Twice. She is afraid.`)
  await chair.sends('web.conflict.save')
  await lines(chair, 'Twice. She is afraid.')

  // What the family may know is decided, and the key turned.
  await chair.press('meeting.to-family.link')
  await chair.press('meeting.to-family.decide')
  const putIn = chair.page.locator('li.llwybr-decision', { hasText: chair.t('entry.words-made.pasted') })
  assert.equal(await putIn.count(), 1)
  assert.ok((await putIn.innerText()).includes(ART))
  const decides = async (words: string, decision: 'share' | 'reword' | 'withhold', omission?: string) => {
    const line = chair.page.locator('li.llwybr-decision', { hasText: words }).first()
    await chair.tick(line.locator(`input[value="${decision}"]`))
    const entryId = (await line.getAttribute('id'))?.slice('entry-'.length) ?? ''
    if (omission !== undefined) await chair.choose(`omission-${entryId}`, omission)
    return entryId
  }
  await decides(COVERT, 'withhold', 'criminal-investigation')
  await decides(ART, 'share')
  await decides('who knows the flat', 'withhold', 'safety')
  const neighbour = await decides('Twice. She is afraid.', 'reword', 'third-party')
  await chair.write(`rewording-${neighbour}`, 'The neighbour at number nine saw visitors.')
  await chair.sends('meeting.decisions.save')
  await chair.opens(`${path}/key`)
  // What the school had written before the day.
  await chair.choose('openStaysOut', 'third-party')
  await chair.choose('away', 'yes')
  await chair.press('meeting.to-family.go')
  await Promise.all([chair, notes, police, teacher].map(person => at(person, room)))

  // The screen before the family: every byte that it receives is kept.
  const received: Promise<string>[] = []
  screen.page.on('response', answer => {
    const isText = /html|javascript|css|json/.test(answer.headers()['content-type'] ?? '')
    if (isText && answer.status() === 200) received.push(answer.text().catch(() => ''))
  })
  await screen.opens(room)
  await chair.press('family-room.people')
  for (const name of ['Gwen Cadair', 'Dai Nodyn', 'Pat Ditectif', 'Robin Testun', child]) await isHere('present', name)
  await chair.choose('accepted', 'everybody')
  await chair.sends('meeting.save-presence')
  await say(notes, { text: OWN, saidBy: child, basis: 'childs-own-words' })
  await Promise.all([chair, police, teacher, screen].map(person => lines(person, OWN)))

  // A pause for the closed room alone, and back, with what was said in it settled.
  await chair.press('family-room.onwards')
  await chair.press('family-room.time-out')
  await screen.sees(screen.t('family-room.paused.text'))
  await house.signsInAgain(police, 'police', 'family-room.leave', 'family-room.leave.go')
  await police.opens(`${path}/run`)
  await say(police, { text: LATER, audience: 'closed' })
  await lines(police, LATER)
  await house.signsInAgain(chair, 'chair', 'family-room.leave', 'family-room.leave.go')
  await chair.opens(`${path}/run`)
  await chair.press('meeting.to-family.link')
  await chair.choose('openStaysOut', 'criminal-investigation')
  await chair.choose('away', 'yes')
  await chair.press('meeting.to-family.go')
  await Promise.all([chair, police, screen].map(person => at(person, room)))
  await lines(screen, OWN)

  // Planning, with the family: what is agreed, by whom; the plan; and the end.
  await chair.press('family-room.onwards')
  await chair.sends('meeting.go-to', { stage: chair.t('meeting.stage.safety-planning') })
  await chair.press('family-room.actions')
  await chair.write('what', 'A lift home on Thursdays')
  await chair.write('who', 'Pat Ditectif')
  await chair.pick('ownerId', 'Pat Ditectif')
  await chair.day('dueOn', 5)
  await chair.choose('context', 'neighbourhood')
  await chair.sends('meeting.action.add')
  await chair.press('meeting.plan')
  await chair.write('childsGoals', 'Nobody waiting for me.')
  await chair.sends('meeting.plan.save')
  await chair.press('family-room.onwards')
  await chair.press('meeting.end')
  await chair.choose('familyPresent', 'child-and-family')
  await chair.choose('how', 'typed')
  await chair.choose('noAi', 'yes')
  await chair.sends('meeting.end')
  await chair.sees(chair.t('family-room.over'))
  await screen.sees(screen.t('family-room.over'))
  const bytes = await Promise.all(received)
  assert.ok(bytes.some(each => each.includes('another name')))
  for (const each of bytes) assert.doesNotMatch(each, /Zqcovert|Zqlater|She is afraid|knows the flat/)

  // The copy that the chair makes says too much; the second person sends it back, and the chair takes the line out.
  await house.signsInAgain(chair, 'chair', 'family-room.leave', 'family-room.leave.go')
  await chair.opens(`${path}/decisions`)
  await decides(OWN, 'share')
  await chair.sends('meeting.decisions.save')
  await chair.opens(`${path}/record`)
  await chair.press('meeting.approve.read')
  await chair.sends('meeting.approve')
  await chair.press('family-copy.make.en')
  await house.signsInAgain(notes, 'note-taker', 'family-room.leave', 'family-room.leave.go')
  const reads = async () => {
    await notes.opens(`${path}/copies`)
    await notes.press('family-copy.read-it', { language: 'English' })
  }
  await reads()
  await notes.sees('The neighbour at number nine saw visitors.')
  await notes.choose('verdict', 'send-back')
  await notes.write('reason', 'Whoever lives at number nine can be recognised.')
  await notes.press('family-copy.verdict.save')
  await chair.opens('/')
  await chair.sees(chair.t('notice.family-copy-returned'))
  await chair.opens(`${path}/decisions`)
  await decides('number nine saw visitors', 'withhold', 'third-party')
  await chair.sends('meeting.decisions.save')
  await chair.opens(`${path}/copies`)
  await chair.press('family-copy.make.en')
  await reads()
  await notes.choose('verdict', 'let-go')
  await notes.press('family-copy.verdict.save')
  await chair.opens(`${path}/copies`)
  const words = async (begins: string, kind: 'pdf' | 'docx') => {
    const address = await chair.page.locator(`main a[href^="${begins}"][href$="/${kind}"]`).first().getAttribute('href')
    const file = await (await chair.page.request.get(address ?? '')).body()
    return kind === 'pdf' ? (await contentOfPdf(file)).text : textOfWord(file)
  }
  for (const kind of ['pdf', 'docx'] as const) {
    const familys = await words('/family-copies/', kind)
    const full = await words(`${path}/full-record/`, kind)
    for (const open of [ART, OWN, 'A lift home on Thursdays']) {
      assert.ok(familys.includes(open) && full.includes(open), `${open} in both, ${kind}`)
    }
    for (const kept of ['Zqcovert', 'Zqlater', 'number nine', 'knows the flat'])
      assert.ok(!familys.includes(kept) && full.includes(kept), `${kept} in the full record alone, ${kind}`)
  }

  // The police do not carry out what was agreed; the chair is told, and answers.
  await house.signsInAgain(police, 'police', 'family-room.leave', 'family-room.leave.go')
  await police.opens('/actions?of=me')
  await police.page.getByRole('link', { name: 'A lift home on Thursdays' }).first().click()
  await police.choose('outcome', 'not-possible')
  await police.write('reason', 'The driver is ill.')
  await police.sends('agreed-action.report')
  await chair.opens('/')
  await chair.press('notice.action-not-carried-out')
  await chair.sees('The driver is ill.')
  await chair.choose('answer', 'stands')
  await chair.write('words', 'Please find another driver by Friday.')
  await chair.sends('agreed-action.answer.save')
  await police.opens('/')
  await police.sees(police.t('notice.action-answered'))
  await house.everybodyLeaves()
})
