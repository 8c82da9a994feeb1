// One meeting on which random deeds are done, and what must be true of it after each.
import { createHash } from 'node:crypto'
import { overConnection } from '../database.ts'
import type { World } from '../world.ts'
import type { Case } from './meeting-deeds.ts'

/** What was said, a word for each version of each text, so that any of them is found again. */
type Said = {
  readonly id: string
  text: string
  wordsVersion: number
  shared: boolean
  /** Who said it, where the family's copy names them: beside a quotation. */
  readonly named?: string
}

/** One meeting, what has been done at it, and what the family may hold. */
export class Walk {
  readonly world: World
  readonly at: Case
  readonly said: Said[] = []
  readonly actions: { readonly id: string; readonly text: string; family: boolean }[] = []
  readonly corrections: string[] = []
  readonly tokens: string[] = []
  plan = ''
  comments: readonly string[] = []
  approved = false
  copies: { id: string; words: readonly string[]; read: boolean; sentBack: boolean; sha256: string }[] = []
  opened = 0
  constructor(world: World, at: Case) {
    this.world = world
    this.at = at
  }

  /** Words that stand around the meeting and never leave it: who was asked and did not come, who must be kept apart, what was said in private. */
  async begin(): Promise<void> {
    const { meetingId, childId } = this.at
    await overConnection(this.world.ownerUrl, async client => {
      await client.query(
        `insert into meeting_person (meeting_id, child_id, name, part, invited_by)
         select $1, $2, $3, 'practitioner', chair_id from meeting where id = $1`,
        [meetingId, childId, this.token()],
      )
      await client.query('update meeting set keep_apart = $2, version = version + 1 where id = $1', [
        meetingId,
        this.token(),
      ])
      await client.query(
        'update meeting_consultation set private_word = $2, fears = $3, version = version + 1 where meeting_id = $1',
        [meetingId, this.token(), this.token()],
      )
    })
  }

  token(): string {
    const token = `word${createHash('sha256').update(`${this.at.meetingId}${this.tokens.length}`).digest('hex').slice(0, 12)}`
    this.tokens.push(token)
    return token
  }

  /** All that the family may hold as it stands now. */
  forFamily(): string[] {
    return [
      ...this.said.filter(each => each.shared).flatMap(each => [each.text, each.named ?? []].flat()),
      ...this.actions.filter(each => each.family).map(each => each.text),
      ...this.corrections,
      ...this.comments,
      ...[this.plan].filter(words => words !== ''),
    ].sort()
  }

  /** Whether a copy was made from what stands now. */
  isCurrent(copy: { readonly words: readonly string[] }): boolean {
    return JSON.stringify(copy.words) === JSON.stringify(this.forFamily())
  }

  /** The version of an entry as it stands. */
  async versionOf(entryId: string): Promise<number> {
    return overConnection(this.world.ownerUrl, async client => {
      const { rows } = await client.query<{ version: number }>('select version from entry where id = $1', [entryId])
      return rows[0]?.version ?? 0
    })
  }
}
