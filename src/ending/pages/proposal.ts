import { z } from 'zod'
import { listGrantsInForce } from '../../access/store/grants.ts'
import type { Work } from '../../access/work.ts'
import { listOpenActionsOfChild } from '../../agreed-action/store.ts'
import { judgedWords } from '../../pathway/present.ts'
import { namesOf, principalsOf } from '../../board/store/staff.ts'
import { openFormOf } from '../../child/actions.ts'
import { listRunningClocksOfChild } from '../../clock/store/clocks.ts'
import { inAlphabet } from '../../lib/alphabet.ts'
import { calendarDateAt, formatShortDay } from '../../lib/calendar-date.ts'
import { foreignTo } from '../../lib/written-language.ts'
import { isOpen } from '../../meeting/rules.ts'
import { listMeetings } from '../../meeting/store/meeting.ts'
import { shownOther } from '../../others-at-risk/present.ts'
import { listOthersAtRisk } from '../../others-at-risk/store.ts'
import type { SteppedTo } from '../../pathway/pathway.ts'
import { listPathways } from '../../pathway/store.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import { choice, type FieldErrors, type FormFields, items, one, readForm, text } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { confirmEnding, declineEnding, judgementOf, pathwayFor, proposeEnding } from '../actions.ts'
import { PROPOSED_ENDINGS, type ProposedEnding, STEPPED_DOWN_TO } from '../ending.ts'
import { findOpenProposal } from '../store.ts'

const WORKERS = ['practitioner', 'manager', 'exploitation-lead', 'chair'] as const
const MANAGERS = ['manager', 'exploitation-lead'] as const

async function endingAnswer(
  visit: Visit<'/children/:childId/pathway/ending'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const day = (on: Parameters<typeof formatShortDay>[0]) => formatShortDay(on, language)
  const model = await visit.act(async work => {
    const child = await openFormOf(work, visit.params.childId)
    const [pathway] = child === undefined ? [] : await listPathways(work.tx, child.id)
    if (child === undefined || pathway === undefined || pathway.endedOn !== null) return undefined
    const may = async (deed: 'propose' | 'confirm' | 'decline') =>
      (await pathwayFor(work, child.id, deed)).outcome === 'may'
    const [proposal, meetings, mayPropose, mayConfirm, mayDecline, judgement, clocks, promised, losing, others] =
      await Promise.all([
        findOpenProposal(work.tx, pathway.id),
        listMeetings(work.tx, child.id),
        may('propose'),
        may('confirm'),
        may('decline'),
        judgementOf(work, child.id),
        listRunningClocksOfChild(work.tx, child.id),
        listOpenActionsOfChild(work.tx, child.id),
        whoLosesSight(work, child.id, language),
        listOthersAtRisk(work.tx, child.id),
      ])
    const open = meetings.filter(isOpen)
    return {
      reference: child.reference,
      childId: child.id,
      back: { href: `/children/${child.id}`, text: t('record.back') },
      mayPropose,
      mayConfirm,
      mayDecline,
      judgement: judgedWords(judgement, language, t),
      stops: clocks
        .filter(clock => clock.referralId === null && clock.rule !== 'ending-decision')
        .map(clock => `${t(`clock.rule.${clock.rule}`)}: ${day(clock.dueOn)}`),
      meetings: open.map(meeting =>
        meeting.bookedFor === null
          ? t('ending.meeting.asked-for')
          : t('ending.meeting.booked', { day: day(calendarDateAt(meeting.bookedFor)) }),
      ),
      promised: promised.map(action => ({
        what: action.what,
        foreign: foreignTo(language, action.writtenIn),
        who: action.who,
        due: day(action.dueOn),
        toFamily: action.audience === 'family',
      })),
      others: others
        .filter(each => each.done === 'not-yet')
        .map(each => shownOther(each, visit))
        .map(each => [...(visit.publicView ? [] : [each.who]), each.kind, each.worries].join(' · ')),
      losesSight: inAlphabet(language, losing, name => name),
      proposal: proposal && {
        what:
          proposal.kind === 'ending'
            ? t(`pathway.ending.${proposal.ending ?? 'other'}`)
            : t('ending.down', { to: t(`pathway.stepped-to.${proposal.movedTo ?? 'early-help'}`) }),
        by: t('ending.proposed-by', {
          name: (await namesOf(work.tx, [proposal.proposedBy])).get(proposal.proposedBy)?.name ?? '',
          day: day(calendarDateAt(proposal.proposedAt)),
        }),
        words: (
          [
            ['whatChanged', proposal.whatChanged],
            ['whoKeepsWatch', proposal.whoKeepsWatch],
            ['whatWouldBringBack', proposal.whatWouldBringBack],
          ] as const
        )
          .filter(([, words]) => words !== '')
          .map(([field, words]) => ({ label: t(`pathway.end.${field}`), words })),
      },
      ways: [
        ...items(t, 'pathway.ending', PROPOSED_ENDINGS),
        ...STEPPED_DOWN_TO.map(each => ({
          value: `down-${each}`,
          text: t('ending.down', { to: t(`pathway.stepped-to.${each}`) }),
        })),
      ],
    }
  })
  if (model === undefined) return notFound()
  const title = t('ending.title')
  return showForm('ending/views/ending.njk', title, model, values, errors)
}

// The rights that end four weeks after the pathway; whoever works with the child keeps theirs.
const ENDS_WITH_THE_PATHWAY = ['exploitation-leads', 'front-door', 'meeting']

async function whoLosesSight(work: Work, childId: string, language: 'en' | 'cy'): Promise<readonly string[]> {
  const grants = await listGrantsInForce(work.tx, childId)
  const stay = new Set(
    grants.filter(each => !ENDS_WITH_THE_PATHWAY.includes(each.reason)).map(each => each.principalId),
  )
  const losing = [...new Set(grants.map(each => each.principalId))].filter(id => !stay.has(id))
  const principals = await principalsOf(work.tx, losing)
  return losing.map(id => principals.get(id)?.name[language] ?? '').filter(Boolean)
}

const endingPage = page({
  method: 'get',
  path: '/children/:childId/pathway/ending',
  roles: WORKERS,
  audit: 'record.form-seen',
  handle: visit => endingAnswer(visit),
})

const WAYS = [...PROPOSED_ENDINGS, ...STEPPED_DOWN_TO.map(each => `down-${each}` as const)] as [string, ...string[]]
const proposalForm = z.object({
  way: choice(WAYS, 'pathway.ending.needed'),
  whatChanged: text(),
  whoKeepsWatch: text(),
  whatWouldBringBack: text(),
})

type Refusal =
  | Exclude<Awaited<ReturnType<typeof proposeEnding>>, { outcome: 'proposed' }>
  | Exclude<Awaited<ReturnType<typeof confirmEnding>>, { outcome: 'confirmed' }>

// What to say at which field of the page, for a proposal and for its confirmation alike.
function refusalAnswer(
  visit: Visit<'/children/:childId/pathway/ending'>,
  result: Refusal,
  field: string,
): Promise<Answer> {
  switch (result.outcome) {
    case 'words-needed':
      return endingAnswer(
        visit,
        visit.body,
        Object.fromEntries(result.missing.map(each => [each, `pathway.end.${each}.needed`])),
      )
    case 'judgement-needed':
    case 'judged-high':
    case 'still-a-child':
    case 'meeting-is-running':
      return endingAnswer(visit, visit.body, { [field]: `ending.${result.outcome}` })
    case 'not-now':
      return endingAnswer(visit, visit.body, { [field]: `pathway.not-now.${result.state}` })
    case 'not-found':
      return Promise.resolve(notFound())
  }
}

const proposalSubmit = page({
  method: 'post',
  path: '/children/:childId/pathway/ending',
  roles: WORKERS,
  audit: 'pathway.ending-proposed',
  async handle(visit) {
    const form = readForm(proposalForm, visit.body)
    if (!form.ok) return endingAnswer(visit, visit.body, form.errors)
    const { way, ...words } = form.fields
    const down = way.startsWith('down-')
    const result = await visit.act(work =>
      proposeEnding(work, {
        ...words,
        childId: visit.params.childId,
        kind: down ? 'step-down' : 'ending',
        ending: down ? null : (way as ProposedEnding),
        movedTo: down ? (way.slice('down-'.length) as SteppedTo) : null,
      }),
    )
    return result.outcome === 'proposed'
      ? redirect(`/children/${visit.params.childId}/pathway/ending`)
      : refusalAnswer(visit, result, 'way')
  },
})

const confirmSubmit = page({
  method: 'post',
  path: '/children/:childId/pathway/ending/confirm',
  roles: MANAGERS,
  audit: 'pathway.ending-confirmed',
  async handle(visit) {
    // A reason against it, and the button for it: the words are neither lost nor taken for what they are not.
    if (one(visit.body, 'declineReason').trim() !== '')
      return endingAnswer(visit, visit.body, { declineReason: 'ending.decline.or-confirm' })
    if (one(visit.body, 'seen') !== 'yes') return endingAnswer(visit, visit.body, { seen: 'ending.seen.needed' })
    const result = await visit.act(work => confirmEnding(work, visit.params.childId))
    return result.outcome === 'confirmed'
      ? redirect(`/children/${visit.params.childId}`)
      : refusalAnswer(visit, result, 'seen')
  },
})

const declineSubmit = page({
  method: 'post',
  path: '/children/:childId/pathway/ending/decline',
  roles: WORKERS,
  audit: 'pathway.ending-declined',
  async handle(visit) {
    const { childId } = visit.params
    const result = await visit.act(work => declineEnding(work, { childId, reason: one(visit.body, 'declineReason') }))
    switch (result.outcome) {
      case 'declined':
        return redirect(`/children/${childId}`)
      case 'reason-needed':
        return endingAnswer(visit, visit.body, { declineReason: 'ending.decline.needed' })
      case 'not-now':
        return endingAnswer(visit, visit.body, { declineReason: `pathway.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

export const proposalPages: readonly Page[] = [endingPage, proposalSubmit, confirmSubmit, declineSubmit]
