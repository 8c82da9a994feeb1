import { foreignTo } from '../lib/written-language.ts'
import type { Work } from '../access/work.ts'
import { listActionsOfMeeting } from '../agreed-action/store.ts'
import { listAgencies } from '../board/store/agencies.ts'
import { namesOf } from '../board/store/staff.ts'
import { findChild } from '../child/store/children.ts'
import { type Entry, type Stage, STAGES } from '../entry/entry.ts'
import { listMeetingEntries } from '../entry/store.ts'
import type { Block, Document } from '../documents/document.ts'
import { formatDay } from '../lib/calendar-date.ts'
import type { Translate } from '../web/translation.ts'
import { type LastTime, readLastTime } from './last-time.ts'
import { FINDING_KINDS, type MeetingPerson, RECORD_CONTEXTS } from './meeting.ts'
import { findConsultation } from './store/consultation.ts'
import { findMeeting } from './store/meeting.ts'
import { listPeople, listPresence } from './store/people.ts'
import { findQuotationOrigin, listCorrections, listFamilyDecisions, listDeclarations } from './store/record.ts'
import { listFindings, findSafetyPlan } from './store/outcome.ts'

/** In which language, with which words, for which board a copy is made. */
export type CopyOptions = { readonly language: 'en' | 'cy'; readonly t: Translate; readonly banner: string | undefined }

/**
 * The full record of a meeting, as far as the actor may read it.
 *
 * @returns `undefined` when there is no such meeting for this actor, or it has not begun
 * @protocol Appendix Two
 */
export async function fullRecord(work: Work, meetingId: string, options: CopyOptions): Promise<Document | undefined> {
  const { tx } = work
  const { t, language } = options
  const meeting = await findMeeting(tx, meetingId)
  const child = meeting && (await findChild(tx, meeting.childId))
  if (meeting?.beganAt == null || child === undefined) return undefined
  const entries = (await listMeetingEntries(tx, meetingId)).filter(entry => entry.kind === 'meeting-entry')
  const people = await listPeople(tx, meetingId)
  const presence = await listPresence(tx, meetingId)
  const agencies = new Map((await listAgencies(tx)).map(agency => [agency.id, agency.name[language]]))
  const actions = await listActionsOfMeeting(tx, meetingId)
  const lastTime = await readLastTime(work, meeting)
  const findings = await listFindings(tx, meetingId)
  const consultation = await findConsultation(tx, meetingId)
  const plan = await findSafetyPlan(tx, meetingId)
  const declarations = await listDeclarations(tx, meetingId)
  const names = await namesOf(tx, [...entries.map(entry => entry.authorId), ...declarations.map(each => each.madeBy)])
  const withheld = (await listFamilyDecisions(tx, meetingId)).filter(each => each.decision === 'withhold')

  const entryBlocks = (some: readonly Entry[]): Block[] =>
    some.flatMap((entry): Block[] => {
      const foreign = foreignTo(language, entry.writtenIn)
      const marks = [
        t(`meeting.stage.${entry.stage ?? 'closed-session'}`),
        t(`entry.audience.${entry.audience}`),
        entry.basis === null ? '' : t(`entry.basis.${entry.basis}`),
        foreign?.isOther === true ? t('entry.in-language', { language: foreign.name }) : '',
      ]
      const from = [entry.saidBy === '' ? (names.get(entry.authorId)?.name ?? '') : entry.saidBy, ...marks]
        .filter(Boolean)
        .join(' · ')
      return entry.basis === 'childs-own-words' || entry.basis === 'family-words'
        ? [{ kind: 'quotation', text: entry.text, attribution: from, foreign }]
        : foreign === undefined
          ? [{ kind: 'paragraph', text: `${entry.text}\n[${from}]` }]
          : [
              { kind: 'paragraph', text: entry.text, foreign },
              { kind: 'paragraph', text: `[${from}]` },
            ]
    })

  const blocks: Block[] = [
    { kind: 'heading', level: 1, text: t('meeting.document.full-title') },
    {
      kind: 'notice',
      text: `${t('meeting.document.confidential')}\n${t('meeting.document.whose-view', { name: work.actor.name })}`,
    },
    {
      kind: 'table',
      caption: t('meeting.document.about'),
      header: [t('meeting.document.what'), t('meeting.document.answer')],
      rows: [
        [t('meeting.document.child'), `${child.givenName} ${child.familyName} (${child.reference})`],
        [t('meeting.document.day'), formatDay(meeting.heldOn ?? work.today, language)],
        [t('meeting.document.number'), String(meeting.number)],
        [t('meeting.document.place'), meeting.place],
        [t('assessment.level'), t(`assessment.level.${meeting.risk}`)],
      ],
    },
    presentTable(people, presence, agencies, t, STAGES),
  ]
  if (consultation !== undefined) {
    blocks.push({ kind: 'heading', level: 2, text: t('meeting.consultation.title') })
    for (const [key, words] of [
      ['child-wants', consultation.childWantsToSay],
      ['family-wants', consultation.familyWantsToSay],
    ] as const)
      if (words !== '') blocks.push({ kind: 'quotation', text: words, attribution: t(`meeting.consultation.${key}`) })
    if (consultation.fears !== '')
      blocks.push({ kind: 'paragraph', text: `${t('meeting.consultation.fears')}: ${consultation.fears}` })
    if (consultation.lateOrRefusedReason !== '')
      blocks.push({ kind: 'paragraph', text: `${t('meeting.consultation.late')}: ${consultation.lateOrRefusedReason}` })
  }
  if (lastTime.last !== undefined) blocks.push(...lastTimeBlocks(lastTime.listed, agencies, options))
  const noContext = entries.filter(entry => entry.context === null || entry.context === 'individual')
  if (noContext.length > 0)
    blocks.push({ kind: 'heading', level: 2, text: t('meeting.document.network') }, ...entryBlocks(noContext))
  for (const context of RECORD_CONTEXTS) {
    const here = entries.filter(entry => entry.context === context)
    blocks.push(
      { kind: 'heading', level: 2, text: t(`entry.context.${context}`) },
      ...(here.length === 0
        ? [{ kind: 'paragraph' as const, text: t('meeting.document.nothing') }]
        : entryBlocks(here)),
    )
  }
  for (const [key, words] of [
    ['chair-summary', meeting.chairSummary],
    ['child-comments', meeting.childComments],
    ['family-comments', meeting.familyComments],
  ] as const) {
    blocks.push({ kind: 'heading', level: 2, text: t(`meeting.${key}`) })
    blocks.push(
      key === 'chair-summary' || words === ''
        ? { kind: 'paragraph', text: words === '' ? t('meeting.document.nothing') : words }
        : { kind: 'quotation', text: words, attribution: '' },
    )
  }
  blocks.push({ kind: 'heading', level: 2, text: t('meeting.actions') })
  blocks.push(
    actions.length === 0
      ? { kind: 'paragraph', text: t('meeting.document.no-actions') }
      : {
          kind: 'table',
          caption: t('meeting.actions'),
          header: [
            t('record.filter.context'),
            t('agreed-action.what'),
            t('agreed-action.who'),
            t('agreed-action.by-when'),
          ],
          rows: actions.map(action => [
            t(`entry.context.${action.context}`),
            action.what,
            [action.who, agencies.get(action.agencyId ?? '') ?? ''].filter(Boolean).join(', '),
            formatDay(action.dueOn, language),
          ]),
        },
  )
  if (plan !== undefined) blocks.push({ kind: 'heading', level: 2, text: t('meeting.plan') }, ...planBlocks(plan, t))
  for (const kind of FINDING_KINDS) {
    const here = findings.filter(finding => finding.kind === kind)
    if (here.length > 0)
      blocks.push(
        { kind: 'heading', level: 2, text: t(`meeting.findings.${kind}`) },
        { kind: 'list', items: here.map(finding => finding.text) },
      )
  }
  if (withheld.length > 0)
    blocks.push(
      { kind: 'heading', level: 2, text: t('meeting.document.withheld') },
      {
        kind: 'list',
        items: withheld.map(each =>
          [t(`meeting.omission.${each.omission ?? 'safety'}`), each.reason].filter(Boolean).join(': '),
        ),
      },
    )
  const origin = await findQuotationOrigin(tx, meetingId)
  if (origin !== undefined)
    blocks.push({ kind: 'heading', level: 2, text: t('meeting.approve.quoted') }, { kind: 'paragraph', text: origin })
  blocks.push(...correctionBlocks(await listCorrections(tx, meetingId), t))
  blocks.push({
    kind: 'notice',
    text: [
      t('meeting.document.no-ai'),
      ...declarations.map(each =>
        t('meeting.document.made-by', {
          name: names.get(each.madeBy)?.name ?? '',
          how: t(`meeting.making.${each.how}`),
        }),
      ),
    ].join('\n'),
  })
  return {
    language,
    title: t('meeting.document.full-classification'),
    classification: t('meeting.document.full-classification'),
    reference: child.reference,
    banner: options.banner,
    pageWords: t('meeting.document.page'),
    createdAt: meeting.approvedAt ?? work.now,
    blocks,
  }
}

// What a review went through first, with what the chair said to it up to now.
function lastTimeBlocks(
  listed: readonly LastTime[],
  agencies: ReadonlyMap<string, string>,
  { t, language }: CopyOptions,
): Block[] {
  const title = t('meeting.last-time.title')
  const heading: Block = { kind: 'heading', level: 2, text: title }
  if (listed.length === 0) return [heading, { kind: 'paragraph', text: t('meeting.document.nothing') }]
  const header = [
    t('meeting.last-time.what'),
    t('agreed-action.who'),
    t('agreed-action.by-when'),
    t('meeting.last-time.became'),
  ]
  return [
    heading,
    {
      kind: 'table',
      caption: title,
      header,
      rows: listed.map(({ action, answers }) => [
        action.what,
        [action.who, agencies.get(action.agencyId ?? '') ?? ''].filter(Boolean).join(', '),
        formatDay(action.dueOn, language),
        [
          t(action.outcome === null ? 'meeting.last-time.no-report' : `agreed-action.outcome.${action.outcome}`),
          action.outcomeReason,
          ...answers.flatMap(each => [t(`agreed-action.answer.${each.answer}`), each.words]),
        ]
          .filter(Boolean)
          .join('\n'),
      ]),
    },
  ]
}

function presentTable(
  people: readonly MeetingPerson[],
  presence: readonly { personId: string; stage: Stage }[],
  agencies: ReadonlyMap<string, string>,
  t: Translate,
  stages: readonly Stage[],
): Block {
  return {
    kind: 'table',
    caption: t('meeting.present'),
    header: [t('board.staff.name'), t('meeting.part'), t('meeting.stages')],
    rows: people.map(person => {
      const here = stages
        .filter(stage => presence.some(each => each.personId === person.id && each.stage === stage))
        .map(stage => t(`meeting.stage.${stage}`))
      const there =
        here.length > 0
          ? here.join(', ')
          : person.reply !== undefined && person.reply.reply !== 'coming'
            ? [t(`meeting.reply.${person.reply.reply}`), person.reply.words].filter(Boolean).join(': ')
            : t('meeting.not-present')
      return [
        [person.name, agencies.get(person.agencyId ?? '') ?? ''].filter(Boolean).join(', '),
        t(`meeting.part.${person.part}`),
        there,
      ]
    }),
  }
}

/** The safety plan of a meeting, block by block. */
export function planBlocks(
  plan: { childsGoals: string; worries: string; whatHelps: string; whoToCall: string; ifMissing: string },
  t: Translate,
): Block[] {
  const parts = [
    ['childsGoals', plan.childsGoals],
    ['worries', plan.worries],
    ['whatHelps', plan.whatHelps],
    ['whoToCall', plan.whoToCall],
    ['ifMissing', plan.ifMissing],
  ] as const
  return parts.flatMap(([key, words]): Block[] =>
    words === ''
      ? []
      : [
          { kind: 'heading', level: 3, text: t(`meeting.plan.${key}`) },
          key === 'childsGoals'
            ? { kind: 'quotation', text: words, attribution: '' }
            : { kind: 'paragraph', text: words },
        ],
  )
}

/** The corrections of an approved record, in their order. */
export function correctionBlocks(corrections: readonly { number: number; text: string }[], t: Translate): Block[] {
  if (corrections.length === 0) return []
  return [
    { kind: 'heading', level: 2, text: t('meeting.corrections') },
    ...corrections.map((each): Block => ({
      kind: 'paragraph',
      text: `${t('meeting.correction', { number: each.number })} ${each.text}`,
    })),
  ]
}
