// The deeds of a random meeting, and what each must come to.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { Work } from '../../src/access/work.ts'
import { copyOptionsOf } from '../../src/copy-options.ts'
import { COPY_FILES, isCopyFile } from '../../src/family-copy/family-copy.ts'
import { makeFamilyCopy, openFamilyCopy, readFamilyCopy, sendFamilyCopyBack } from '../../src/family-copy/actions.ts'
import { recordSending } from '../../src/family-copy/giving.ts'
import { writeComments, writeSafetyPlan } from '../../src/meeting/actions/ending.ts'
import { addFindings } from '../../src/meeting/actions/naming.ts'
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
import { allOfFile } from './family-copy-files.ts'
import type { Walk } from './family-copy-walk.ts'

/** Each kind of deed, the likelier ones twice. */
export const KINDS = [
  ...['write', 'change', 'audience', 'share', 'share', 'withhold', 'reword', 'stale-share'],
  ...['finding', 'plan', 'summary', 'action', 'keep-action', 'presence', 'approve', 'approve', 'correct'],
  ...['make', 'make', 'read', 'read', 'send-back', 'open', 'open', 'send'],
] as const

/** One deed; `which` chooses among whatever it can be done with. */
export type Deed = { readonly kind: (typeof KINDS)[number]; readonly which: number }

/** Approves the record if nobody has, makes the copy, has it read and opens it: however the meeting went, its copy is looked at. */
export async function openInTheEnd(walk: Walk): Promise<void> {
  if (!walk.approved) await doAt(walk, { kind: 'approve', which: 1 })
  await doAt(walk, { kind: 'make', which: 0 })
  for (const kind of ['read', 'open'] as const) await doAt(walk, { kind, which: walk.copies.length - 1 })
}

/** Does one deed, and asks whether it came to what it must. */
export async function doAt(walk: Walk, { kind, which }: Deed): Promise<void> {
  const { meetingId } = walk.at
  const as = <T>(who: string, deed: (work: Work) => Promise<T>) => walk.world.as(who, deed)
  const one = walk.said[which % Math.max(1, walk.said.length)]
  const decide = (wordsVersion: number, decision: 'share' | 'withhold', rewording = '') => {
    assert.ok(one)
    const omission = decision === 'withhold' || rewording !== '' ? ('safety' as const) : undefined
    return as('chair', work =>
      decideForFamily(work, { entryId: one.id, wordsVersion, decision, omission, reason: walk.token(), rewording }),
    )
  }
  switch (kind) {
    case 'write': {
      const text = walk.token()
      const saidBy = walk.token()
      const isQuotation = which % 5 === 0
      const result = await as(which % 2 === 0 ? 'note-taker' : 'chair', work =>
        writeEntry(work, {
          meetingId,
          stage: which % 3 === 0 ? 'closed-session' : 'family-session',
          context: null,
          basis: isQuotation ? 'childs-own-words' : 'fact',
          audience: which % 3 === 0 ? 'closed' : 'network',
          text,
          saidBy,
        }),
      )
      assert.equal(result.outcome, walk.approved ? 'not-now' : 'written')
      const named = isQuotation ? { named: saidBy } : {}
      if (result.outcome === 'written')
        walk.said.push({ id: result.entryId, text, wordsVersion: 1, shared: false, ...named })
      return
    }
    case 'change':
    case 'audience': {
      if (one === undefined) return
      const text = kind === 'change' ? walk.token() : one.text
      const version = await walk.versionOf(one.id)
      const result = await as('note-taker', work =>
        changeEntry(work, { entryId: one.id, version, text, audience: which % 2 === 0 ? 'closed' : 'network' }),
      )
      assert.equal(result.outcome, walk.approved ? 'not-now' : 'changed')
      if (result.outcome === 'changed' && text !== one.text)
        Object.assign(one, { text, wordsVersion: one.wordsVersion + 1, shared: false })
      return
    }
    case 'share': {
      if (one === undefined) return
      const result = await decide(one.wordsVersion, 'share')
      assert.equal(result.outcome, walk.approved ? 'not-now' : 'decided')
      if (result.outcome === 'decided') one.shared = true
      return
    }
    case 'stale-share': {
      if (one === undefined || one.wordsVersion === 1 || walk.approved) return
      assert.equal((await decide(one.wordsVersion - 1, 'share')).outcome, 'changed-since-you-read')
      return
    }
    case 'withhold': {
      if (one === undefined) return
      const result = await decide(one.wordsVersion, 'withhold')
      assert.equal(result.outcome, walk.approved && !one.shared ? 'not-now' : 'decided')
      if (result.outcome === 'decided') one.shared = false
      return
    }
    case 'reword': {
      if (one === undefined) return
      const text = walk.token()
      const result = await decide(one.wordsVersion, 'share', text)
      if (result.outcome !== 'decided') {
        assert.ok(walk.approved)
        return
      }
      one.shared = false
      const { rows } = await overConnection(walk.world.ownerUrl, client =>
        client.query<{ id: string }>('select id from entry where text = $1', [text]),
      )
      walk.said.push({ id: rows[0]?.id ?? '', text, wordsVersion: 1, shared: true })
      return
    }
    case 'finding': {
      const result = await as('note-taker', work =>
        addFindings(work, { meetingId, pickedIds: [], added: { kind: 'offender', text: walk.token() } }),
      )
      assert.equal(result.outcome, walk.approved ? 'not-now' : 'added')
      return
    }
    case 'plan': {
      const text = walk.token()
      const result = await as('note-taker', async work =>
        writeSafetyPlan(work, {
          meetingId,
          version: (await findSafetyPlan(work.tx, meetingId))?.version ?? 0,
          plan: { childsGoals: '', worries: text, whatHelps: '', whoToCall: '', ifMissing: '' },
        }),
      )
      assert.equal(result.outcome, walk.approved ? 'not-now' : 'written')
      if (result.outcome === 'written') walk.plan = text
      return
    }
    case 'summary': {
      const comments = [walk.token(), walk.token(), walk.token()] as const
      const [familySummary, childComments, familyComments] = comments
      const result = await as('note-taker', async work =>
        writeComments(work, {
          meetingId,
          version: (await findMeeting(work.tx, meetingId))?.version ?? 0,
          comments: { chairSummary: walk.token(), familySummary, childComments, familyComments },
        }),
      )
      assert.equal(result.outcome, walk.approved ? 'not-now' : 'written')
      if (result.outcome === 'written') walk.comments = comments
      return
    }
    case 'action': {
      const text = walk.token()
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
      assert.equal(result.outcome, walk.approved ? 'not-now' : 'agreed')
      if (result.outcome === 'agreed') walk.actions.push({ id: result.actionId, text, family })
      return
    }
    case 'keep-action': {
      const action = walk.actions.filter(each => each.family)[which % 3]
      if (action === undefined) return
      const result = await as('chair', work => keepActionFromFamily(work, { meetingId, actionId: action.id }))
      assert.equal(result.outcome, walk.approved ? 'not-now' : 'kept')
      if (result.outcome === 'kept') action.family = false
      return
    }
    case 'presence': {
      const result = await as('note-taker', work =>
        recordPresence(work, {
          meetingId,
          stage: 'family-session',
          personIds: which % 2 === 0 ? [walk.at.chairPerson] : [],
          were: which % 2 === 0 ? [] : [walk.at.chairPerson],
        }),
      )
      assert.equal(result.outcome, walk.approved ? 'not-now' : 'recorded')
      return
    }
    case 'approve': {
      const source = (await as('chair', work => findFamilyCopySource(work.tx, meetingId))) ?? ''
      // Half of the time somebody writes into the plan while the chair reads.
      const disturbed = which % 2 === 0 && !walk.approved
      if (disturbed) await doAt(walk, { kind: 'plan', which })
      const result = await as('chair', work =>
        approveRecord(work, {
          meetingId,
          source,
          restStaysOut: true,
          toldOmissions: [],
          quotedWordsCame: 'As it was told.',
        }),
      )
      assert.equal(result.outcome, walk.approved ? 'not-now' : disturbed ? 'changed-since-you-read' : 'approved')
      if (result.outcome === 'approved') walk.approved = true
      return
    }
    case 'correct': {
      const text = walk.token()
      const audience = which % 2 === 0 ? 'family' : 'closed'
      const result = await as('chair', work => correctRecord(work, { meetingId, text, audience }))
      assert.equal(result.outcome, walk.approved ? 'corrected' : 'not-now')
      if (result.outcome === 'corrected' && audience === 'family') walk.corrections.push(text)
      return
    }
    case 'make': {
      const result = await as('chair', work => makeFamilyCopy(work, { meetingId, ...copyOptionsOf('live')('en') }))
      assert.equal(result.outcome, walk.approved ? 'made' : 'not-now')
      if (result.outcome !== 'made') return
      const sha256 = await overConnection(walk.world.ownerUrl, async client => {
        const { rows } = await client.query<{ sha256: string }>(
          `select sha256 from family_copy_file where copy_id = $1 and format = 'docx'`,
          [result.copyId],
        )
        return rows[0]?.sha256 ?? ''
      })
      walk.copies.push({ id: result.copyId, words: walk.forFamily(), read: false, sentBack: false, sha256 })
      return
    }
    case 'read': {
      const copy = walk.copies[which % Math.max(1, walk.copies.length)]
      if (copy === undefined) return
      assert.equal((await as('chair', work => readFamilyCopy(work, copy.id))).outcome, 'not-found')
      const result = await as('youth-worker', work => readFamilyCopy(work, copy.id))
      const current = copy === walk.copies.at(-1) && walk.isCurrent(copy)
      const expected = copy.sentBack ? 'sent-back' : copy.read ? 'read-already' : 'read'
      assert.equal(result.outcome, current ? expected : 'out-of-date')
      if (result.outcome === 'read') copy.read = true
      return
    }
    case 'send-back': {
      const copy = walk.copies[which % Math.max(1, walk.copies.length)]
      if (copy === undefined) return
      const result = await as('note-taker', work => sendFamilyCopyBack(work, { copyId: copy.id, reason: walk.token() }))
      const may = copy === walk.copies.at(-1) && walk.isCurrent(copy) && !copy.read && !copy.sentBack
      assert.equal(result.outcome, may ? 'sent-back' : 'not-to-be-read')
      if (may) copy.sentBack = true
      return
    }
    case 'open': {
      const copy = walk.copies[which % Math.max(1, walk.copies.length)]
      if (copy === undefined) return
      const result = await as('note-taker', work => openFamilyCopy(work, { copyId: copy.id, name: 'docx' }))
      const mayLeave = copy.read && copy === walk.copies.at(-1) && walk.isCurrent(copy)
      assert.equal(result.outcome, mayLeave ? 'opened' : 'not-found')
      if (result.outcome !== 'opened') return
      walk.opened += 1
      assert.equal(createHash('sha256').update(result.bytes).digest('hex'), copy.sha256, 'the bytes that were read')
      for (const name of Object.keys(COPY_FILES).filter(isCopyFile)) {
        const told = await allOfFile(walk.world, copy.id, name)
        assert.deepEqual(
          walk.tokens.filter(token => told.includes(token)).sort(),
          copy.words,
          `exactly what was decided on, ${name}`,
        )
      }
      return
    }
    case 'send': {
      const result = await as('chair', work =>
        recordSending(work, {
          meetingId,
          copy: 'family',
          reader: 'family',
          language: 'en',
          sentTo: 'the family',
          how: 'by-hand',
        }),
      )
      const newest = walk.copies.at(-1)
      const mayLeave = newest !== undefined && newest.read && walk.isCurrent(newest)
      assert.equal(result.outcome, !walk.approved ? 'not-now' : mayLeave ? 'sent' : 'not-read')
    }
  }
}
