// One meeting on which random deeds are done, beside what must be true of it after each.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { Work } from '../../src/access/work.ts'
import { copyOptionsOf } from '../../src/copy-options.ts'
import { makeFamilyCopy, openFamilyCopy, readFamilyCopy, recordSending } from '../../src/family-copy/actions.ts'
import { writeComments, writeSafetyPlan } from '../../src/meeting/actions/ending.ts'
import { agreeMeetingAction, changeEntry, recordPresence, writeEntry } from '../../src/meeting/actions/holding.ts'
import {
  approveRecord,
  correctRecord,
  decideForFamily,
  keepActionFromFamily,
} from '../../src/meeting/actions/recording.ts'
import { findFamilyCopySource, findMeeting } from '../../src/meeting/store/meeting.ts'
import { findSafetyPlan } from '../../src/meeting/store/outcome.ts'
import { addDays } from '../../src/lib/calendar-date.ts'
import { overConnection } from '../database.ts'
import { textOfWord } from '../document-text.ts'
import type { World } from '../world.ts'
import type { Case } from './meeting-deeds.ts'

/** Each kind of deed, the likelier ones twice. */
export const KINDS = [
  ...['write', 'change', 'audience', 'share', 'share', 'withhold', 'reword', 'stale-share'],
  ...['plan', 'summary', 'action', 'keep-action', 'presence', 'approve', 'approve', 'correct'],
  ...['make', 'make', 'read', 'read', 'open', 'open', 'send'],
] as const

/** What was said, a word for each version of each text, so that any of them is found again. */
type Said = { readonly id: string; text: string; wordsVersion: number; shared: boolean }

/** One meeting, what has been done at it, and what the family may hold. */
export class Walk {
  readonly world: World
  readonly at: Case
  readonly said: Said[] = []
  readonly actions: { readonly id: string; readonly text: string; family: boolean }[] = []
  readonly corrections: string[] = []
  readonly tokens: string[] = []
  plan = ''
  summary = ''
  approved = false
  copies: { id: string; words: readonly string[]; read: boolean; sha256: string }[] = []
  opened = 0
  constructor(world: World, at: Case) {
    this.world = world
    this.at = at
  }

  token(): string {
    const token = `word${createHash('sha256').update(`${this.at.meetingId}${this.tokens.length}`).digest('hex').slice(0, 12)}`
    this.tokens.push(token)
    return token
  }

  /** All that the family may hold as it stands now. */
  forFamily(): string[] {
    return [
      ...this.said.filter(each => each.shared).map(each => each.text),
      ...this.actions.filter(each => each.family).map(each => each.text),
      ...this.corrections,
      ...[this.plan, this.summary].filter(words => words !== ''),
    ].sort()
  }

  async do({ kind, which }: { kind: (typeof KINDS)[number]; which: number }): Promise<void> {
    const { meetingId } = this.at
    const as = <T>(who: string, deed: (work: Work) => Promise<T>) => this.world.as(who, deed)
    const one = this.said[which % Math.max(1, this.said.length)]
    const decide = (wordsVersion: number, decision: 'share' | 'withhold', rewording = '') => {
      assert.ok(one)
      const omission = decision === 'withhold' || rewording !== '' ? ('safety' as const) : undefined
      return as('chair', work =>
        decideForFamily(work, { entryId: one.id, wordsVersion, decision, omission, reason: '', rewording }),
      )
    }
    switch (kind) {
      case 'write': {
        const text = this.token()
        const result = await as(which % 2 === 0 ? 'note-taker' : 'chair', work =>
          writeEntry(work, {
            meetingId,
            stage: which % 3 === 0 ? 'closed-session' : 'family-session',
            context: null,
            basis: 'fact',
            audience: which % 3 === 0 ? 'closed' : 'network',
            text,
            saidBy: 'the teacher',
          }),
        )
        assert.equal(result.outcome, this.approved ? 'not-now' : 'written')
        if (result.outcome === 'written') this.said.push({ id: result.entryId, text, wordsVersion: 1, shared: false })
        return
      }
      case 'change':
      case 'audience': {
        if (one === undefined) return
        const text = kind === 'change' ? this.token() : one.text
        const version = await this.versionOf(one.id)
        const result = await as('note-taker', work =>
          changeEntry(work, { entryId: one.id, version, text, audience: which % 2 === 0 ? 'closed' : 'network' }),
        )
        assert.equal(result.outcome, this.approved ? 'not-now' : 'changed')
        if (result.outcome === 'changed' && text !== one.text)
          Object.assign(one, { text, wordsVersion: one.wordsVersion + 1, shared: false })
        return
      }
      case 'share': {
        if (one === undefined) return
        const result = await decide(one.wordsVersion, 'share')
        assert.equal(result.outcome, this.approved ? 'not-now' : 'decided')
        if (result.outcome === 'decided') one.shared = true
        return
      }
      case 'stale-share': {
        if (one === undefined || one.wordsVersion === 1 || this.approved) return
        assert.equal((await decide(one.wordsVersion - 1, 'share')).outcome, 'changed-since-you-read')
        return
      }
      case 'withhold': {
        if (one === undefined) return
        const result = await decide(one.wordsVersion, 'withhold')
        assert.equal(result.outcome, this.approved && !one.shared ? 'not-now' : 'decided')
        if (result.outcome === 'decided') one.shared = false
        return
      }
      case 'reword': {
        if (one === undefined) return
        const text = this.token()
        const result = await decide(one.wordsVersion, 'share', text)
        if (result.outcome !== 'decided') {
          assert.ok(this.approved)
          return
        }
        one.shared = false
        const { rows } = await overConnection(this.world.ownerUrl, client =>
          client.query<{ id: string }>('select id from entry where text = $1', [text]),
        )
        this.said.push({ id: rows[0]?.id ?? '', text, wordsVersion: 1, shared: true })
        return
      }
      case 'plan': {
        const text = this.token()
        const result = await as('note-taker', async work =>
          writeSafetyPlan(work, {
            meetingId,
            version: (await findSafetyPlan(work.tx, meetingId))?.version ?? 0,
            plan: { childsGoals: '', worries: text, whatHelps: '', whoToCall: '', ifMissing: '' },
          }),
        )
        assert.equal(result.outcome, this.approved ? 'not-now' : 'written')
        if (result.outcome === 'written') this.plan = text
        return
      }
      case 'summary': {
        const text = this.token()
        const result = await as('note-taker', async work =>
          writeComments(work, {
            meetingId,
            version: (await findMeeting(work.tx, meetingId))?.version ?? 0,
            comments: { chairSummary: '', familySummary: text, childComments: '', familyComments: '' },
          }),
        )
        assert.equal(result.outcome, this.approved ? 'not-now' : 'written')
        if (result.outcome === 'written') this.summary = text
        return
      }
      case 'action': {
        const text = this.token()
        const family = which % 2 === 0
        const result = await as('note-taker', work =>
          agreeMeetingAction(work, {
            meetingId,
            context: 'home',
            what: text,
            who: 'someone',
            ownerId: null,
            agencyId: null,
            dueOn: addDays(work.today, 5),
            audience: family ? 'family' : 'closed',
          }),
        )
        assert.equal(result.outcome, this.approved ? 'not-now' : 'agreed')
        if (result.outcome === 'agreed') this.actions.push({ id: result.actionId, text, family })
        return
      }
      case 'keep-action': {
        const action = this.actions.filter(each => each.family)[which % 3]
        if (action === undefined) return
        const result = await as('chair', work => keepActionFromFamily(work, { meetingId, actionId: action.id }))
        assert.equal(result.outcome, this.approved ? 'not-now' : 'kept')
        if (result.outcome === 'kept') action.family = false
        return
      }
      case 'presence': {
        const result = await as('note-taker', work =>
          recordPresence(work, {
            meetingId,
            stage: 'family-session',
            personIds: which % 2 === 0 ? [this.at.chairPerson] : [],
            were: which % 2 === 0 ? [] : [this.at.chairPerson],
          }),
        )
        assert.equal(result.outcome, this.approved ? 'not-now' : 'recorded')
        return
      }
      case 'approve': {
        const source = (await as('chair', work => findFamilyCopySource(work.tx, meetingId))) ?? ''
        // Half of the time somebody writes into the plan while the chair reads.
        const disturbed = which % 2 === 0 && !this.approved
        if (disturbed) await this.do({ kind: 'plan', which })
        const result = await as('chair', work =>
          approveRecord(work, {
            meetingId,
            source,
            restStaysOut: true,
            toldOmissions: [],
            quotedWordsCame: 'As it was told.',
          }),
        )
        assert.equal(result.outcome, this.approved ? 'not-now' : disturbed ? 'changed-since-you-read' : 'approved')
        if (result.outcome === 'approved') this.approved = true
        return
      }
      case 'correct': {
        const text = this.token()
        const audience = which % 2 === 0 ? 'family' : 'closed'
        const result = await as('chair', work => correctRecord(work, { meetingId, text, audience }))
        assert.equal(result.outcome, this.approved ? 'corrected' : 'not-now')
        if (result.outcome === 'corrected' && audience === 'family') this.corrections.push(text)
        return
      }
      case 'make': {
        const result = await as('chair', work => makeFamilyCopy(work, { meetingId, ...copyOptionsOf('live')('en') }))
        assert.equal(result.outcome, this.approved ? 'made' : 'not-now')
        if (result.outcome !== 'made') return
        const sha256 = await overConnection(this.world.ownerUrl, async client => {
          const { rows } = await client.query<{ sha256: string }>(
            `select sha256 from family_copy_file where copy_id = $1 and format = 'docx'`,
            [result.copyId],
          )
          return rows[0]?.sha256 ?? ''
        })
        this.copies.push({ id: result.copyId, words: this.forFamily(), read: false, sha256 })
        return
      }
      case 'read': {
        const copy = this.copies[which % Math.max(1, this.copies.length)]
        if (copy === undefined) return
        assert.equal((await as('chair', work => readFamilyCopy(work, copy.id))).outcome, 'not-found')
        const result = await as('youth-worker', work => readFamilyCopy(work, copy.id))
        const current = copy === this.copies.at(-1) && this.isCurrent(copy)
        assert.equal(result.outcome, !current ? 'out-of-date' : copy.read ? 'read-already' : 'read')
        if (result.outcome === 'read') copy.read = true
        return
      }
      case 'open': {
        const copy = this.copies[which % Math.max(1, this.copies.length)]
        if (copy === undefined) return
        const result = await as('note-taker', work => openFamilyCopy(work, { copyId: copy.id, format: 'docx' }))
        const mayLeave = copy.read && copy === this.copies.at(-1) && this.isCurrent(copy)
        assert.equal(result.outcome, mayLeave ? 'opened' : 'not-found')
        if (result.outcome !== 'opened') return
        this.opened += 1
        assert.equal(createHash('sha256').update(result.bytes).digest('hex'), copy.sha256, 'the bytes that were read')
        const text = textOfWord(result.bytes)
        const found = this.tokens.filter(token => text.includes(token)).sort()
        assert.deepEqual(found, copy.words, 'exactly the words that were decided on')
        return
      }
      case 'send': {
        const result = await as('chair', work =>
          recordSending(work, { meetingId, copy: 'family', language: 'en', sentTo: 'the family', how: 'by-hand' }),
        )
        const newest = this.copies.at(-1)
        const mayLeave = newest !== undefined && newest.read && this.isCurrent(newest)
        assert.equal(result.outcome, !this.approved ? 'not-now' : mayLeave ? 'sent' : 'not-read')
      }
    }
  }

  private isCurrent(copy: { readonly words: readonly string[] }): boolean {
    return JSON.stringify(copy.words) === JSON.stringify(this.forFamily())
  }

  private async versionOf(entryId: string): Promise<number> {
    return overConnection(this.world.ownerUrl, async client => {
      const { rows } = await client.query<{ version: number }>('select version from entry where id = $1', [entryId])
      return rows[0]?.version ?? 0
    })
  }
}
