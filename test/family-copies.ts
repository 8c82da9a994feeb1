// A meeting whose record is in English while the child spoke Polish and the family Welsh, and the copies that are made of it.
import { sql } from 'kysely'
import { copyOptionsOf } from '../src/copy-options.ts'
import { type Block, wordsOf } from '../src/documents/document.ts'
import { familyRecord } from '../src/family-copy/document.ts'
import { type Case, meetingIn } from './access/meeting-deeds.ts'
import { asOwner, one } from './access/sight.ts'
import type { World } from './world.ts'

const PLAN = { childs_goals: 'Zq spać', worries: 'Zq the van', what_helps: 'Zq the choir' }
/** Who translated it. */
export const WHO = 'Cyfieithydd Prawf, cyfieithydd'

/** A meeting written in English, in which the child spoke Polish and the family Welsh; some of it is for practitioners alone. */
export async function meetingInEnglish(
  world: World,
  state: 'held' | 'approved' = 'held',
): Promise<Case & { action: string; entry: string }> {
  const at = await meetingIn(world, state)
  const by = (await world.actor('chair')).userId
  return asOwner(world, async client => {
    const action = (what: string, audience: string, writtenIn = 'en', inDays = 7) =>
      one(
        client,
        `insert into action (child_id, meeting_id, context, what, who, due_on, agreed_by, audience, written_in)
         values ($1, $2, 'school', $3, 'The school', current_date + $7::int, $4, $5, $6) returning id`,
        [at.childId, at.meetingId, what, by, audience, writtenIn, inDays],
      )
    const shared = await action('Zq a lift home', 'family')
    await action('Zq watch the lane', 'network')
    await action('Zq nobody said', 'family', '', 8)
    await client.query(
      `insert into safety_plan (meeting_id, child_id, childs_goals, childs_goals_in, worries, what_helps, written_in)
       values ($1, $2, $3, 'pl', $4, $5, 'en')`,
      [at.meetingId, at.childId, ...Object.values(PLAN)],
    )
    await client.query(
      `update meeting set child_comments = 'Zq dziękuję', child_comments_in = 'pl', family_comments = 'Zq diolch', family_comments_in = 'cy',
              version = version + 1 where id = $1`,
      [at.meetingId],
    )
    const entry = await one(
      client,
      `insert into entry (child_id, kind, basis, audience, written_for, text, written_in, happened_on, meeting_id, stage, said_by, author_id, agency_id)
       select $1, 'meeting-entry', 'childs-own-words', 'family', 'network', 'Zq they wait for me', 'en', current_date, $2, 'family-session', 'Robin',
              u.id, u.agency_id from app_user u where u.id = $3 returning id`,
      [at.childId, at.meetingId, by],
    )
    return { ...at, action: shared, entry }
  })
}
/** The page on which its copy is put into a language. */
export const pathOf = (meetingId: string, language = 'cy') => `/meetings/${meetingId}/copies/${language}/translation`
const textsOf = (blocks: readonly Block[] = []): readonly string[] =>
  blocks.flatMap(block => {
    if (block.kind === 'table') return block.rows.flat().flatMap(cell => wordsOf(cell).map(words => words.text))
    return block.kind === 'list' ? block.items : [block.text]
  })
/** The words of its copy that these tests put there. */
export const copyIn = async (world: World, language: 'en' | 'cy', meetingId: string) => {
  const copy = await world.as('chair', work => familyRecord(work, meetingId, copyOptionsOf('demonstration')(language)))
  return textsOf(copy?.blocks).filter(text => /Zq|Cyfieithydd Prawf/.test(text))
}
/** What a copy of it would be made from, as a sum. */
export const sumOf = (world: World, meetingId: string) =>
  world.as('chair', async ({ tx }) => {
    const { rows } = await sql<{ sum: string }>`select family_copy_source(${meetingId}) as sum`.execute(tx)
    return rows[0]?.sum
  })
