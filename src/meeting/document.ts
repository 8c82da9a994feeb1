import { foreignTo } from '../lib/written-language.ts'
import type { Work } from '../access/work.ts'
import { ACTION_CONTEXTS, type AgreedAction } from '../agreed-action/agreed-action.ts'
import { listActionsOfMeeting } from '../agreed-action/store.ts'
import { listAgencies } from '../board/store/agencies.ts'
import { namesOf } from '../board/store/staff.ts'
import { concernBlocks } from '../decision-concern/present.ts'
import { listConcernsOfMeeting } from '../decision-concern/store.ts'
import { findChild } from '../child/store/children.ts'
import { type Entry, STAGES } from '../entry/entry.ts'
import { listMeetingEntries } from '../entry/store.ts'
import type { Block, Document } from '../documents/document.ts'
import { formatDay } from '../lib/calendar-date.ts'
import type { Translate } from '../web/translation.ts'
import { notHeard } from '../statement/rules.ts'
import {
  correctionBlocks,
  findingBlocks,
  lastTimeBlocks,
  planBlocks,
  presentTable,
  translationBlocks,
} from './document-parts.ts'
import { historyBlocks } from './history.ts'
import { readLastTime } from './last-time.ts'
import { RECORD_CONTEXTS } from './meeting.ts'
import { readNaming } from './naming.ts'
import { translationsFor } from '../translation/present.ts'
import { isWrittenBefore } from './rules.ts'
import { attemptRows, tellingRows, wishesOf } from './present.ts'
import { listDebriefAttempts } from './store/attempts.ts'
import { findConsultation } from './store/consultation.ts'
import { findMeeting } from './store/meeting.ts'
import { listPeople, listPresence } from './store/people.ts'
import {
  findQuotationOrigin,
  listAcceptances,
  listCorrections,
  listFamilyDecisions,
  listDeclarations,
} from './store/record.ts'
import { findDebrief, findSafetyPlan } from './store/outcome.ts'

/** In which language, with which words, for which board a copy is made. */
export type CopyOptions = { readonly language: 'en' | 'cy'; readonly t: Translate; readonly banner: string | undefined }

// Grouped as the record is, and within each context in the order in which they were agreed.
const byContext = (actions: readonly AgreedAction[]) =>
  ACTION_CONTEXTS.flatMap(context => actions.filter(action => action.context === context))

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
  const acceptances = await listAcceptances(tx, meetingId)
  const agencies = new Map((await listAgencies(tx)).map(agency => [agency.id, agency.name[language]]))
  const actions = await listActionsOfMeeting(tx, meetingId)
  const lastTime = await readLastTime(work, meeting)
  const naming = await readNaming(work, meeting)
  const consultation = await findConsultation(tx, meetingId)
  const plan = await findSafetyPlan(tx, meetingId)
  const debrief = await findDebrief(tx, meetingId)
  const attempts = await listDebriefAttempts(tx, meetingId)
  const declarations = await listDeclarations(tx, meetingId)
  const concerns = await listConcernsOfMeeting(tx, meetingId)
  const history = await historyBlocks(work, meeting, agencies, options)
  const names = await namesOf(tx, [
    ...entries.map(entry => entry.authorId),
    ...declarations.map(each => each.madeBy),
    ...(debrief === undefined ? [] : [debrief.byWhom]),
    ...attempts.map(each => each.recordedBy),
    ...concerns.flatMap(each => [each.raisedBy, ...each.steps.map(step => step.askedId)]),
  ])
  const translations = await translationsFor(tx, entries, options)
  const withheld = (await listFamilyDecisions(tx, meetingId)).filter(each => each.decision === 'withhold')

  const entryBlocks = (some: readonly Entry[]): Block[] =>
    some.flatMap((entry): Block[] => {
      const foreign = foreignTo(language, entry.writtenIn)
      const marks = [
        t(
          isWrittenBefore(entry, meeting.beganAt)
            ? 'meeting.contribution.before'
            : `meeting.stage.${entry.stage ?? 'closed-session'}`,
        ),
        t(`entry.audience.${entry.audience}`),
        entry.basis === null ? '' : t(`entry.basis.${entry.basis}`),
        foreign?.isOther === true ? t('entry.in-language', { language: foreign.name }) : '',
      ]
      const from = [entry.saidBy === '' ? (names.get(entry.authorId)?.name ?? '') : entry.saidBy, ...marks]
        .filter(Boolean)
        .join(' · ')
      const isQuotation = entry.basis === 'childs-own-words' || entry.basis === 'family-words'
      const beneath = translationBlocks(translations.get(entry.id), isQuotation)
      return isQuotation
        ? [{ kind: 'quotation', text: entry.text, attribution: from, foreign }, ...beneath]
        : foreign === undefined
          ? [{ kind: 'paragraph', text: `${entry.text}\n[${from}]` }]
          : [{ kind: 'paragraph', text: entry.text, foreign }, { kind: 'paragraph', text: `[${from}]` }, ...beneath]
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
        [
          t('meeting.end.family'),
          meeting.familyPresent === null ? '' : t(`meeting.family-present.${meeting.familyPresent}`),
        ],
        [
          t('meeting.consultation.complaint'),
          consultation === undefined ? '' : t(`web.answer.was.${consultation.complaintExplained}`),
        ],
        [t('meeting.next-review'), meeting.nextReviewBy === null ? '' : formatDay(meeting.nextReviewBy, language)],
      ],
    },
    presentTable(people, presence, notHeard(people, presence, acceptances), agencies, t, STAGES),
  ]
  if (consultation !== undefined) {
    const foreign = foreignTo(language, consultation.writtenIn)
    const words: Block[] = [
      ...wishesOf(consultation, options).map((wish): Block => ({
        kind: 'quotation',
        text: wish.words,
        attribution: wish.label,
        foreign: wish.foreign,
      })),
      ...(['fears', 'lateOrRefusedReason'] as const).flatMap((part): Block[] =>
        consultation[part] === ''
          ? []
          : [
              { kind: 'heading', level: 3, text: t(`meeting.consultation.${part === 'fears' ? 'fears' : 'late'}`) },
              { kind: 'paragraph', text: consultation[part], foreign },
            ],
      ),
    ]
    if (words.length > 0) blocks.push({ kind: 'heading', level: 2, text: t('meeting.consultation.title') }, ...words)
  }
  if (lastTime.last !== undefined) blocks.push(...lastTimeBlocks(lastTime.listed, agencies, options))
  const noContext = entries.filter(entry => entry.context === null || entry.context === 'individual')
  if (noContext.length > 0)
    blocks.push({ kind: 'heading', level: 2, text: t('meeting.document.network') }, ...entryBlocks(noContext))
  for (const context of RECORD_CONTEXTS) {
    const here = entries.filter(entry => entry.context === context)
    const known = context === 'history' ? history : []
    blocks.push(
      { kind: 'heading', level: 2, text: t(`entry.context.${context}`) },
      ...known,
      ...(here.length + known.length === 0
        ? [{ kind: 'paragraph' as const, text: t('meeting.document.nothing') }]
        : entryBlocks(here)),
    )
  }
  for (const [key, part] of [
    ['chair-summary', 'chairSummary'],
    ['child-comments', 'childComments'],
    ['family-comments', 'familyComments'],
  ] as const) {
    const words = meeting[part]
    const foreign = foreignTo(language, meeting.writtenIn[part])
    const tongue = foreign?.isOther === true ? t('entry.in-language', { language: foreign.name }) : ''
    blocks.push({ kind: 'heading', level: 2, text: t(`meeting.${key}`) })
    blocks.push(
      key === 'chair-summary' || words === ''
        ? { kind: 'paragraph', text: words === '' ? t('meeting.document.nothing') : words, foreign }
        : { kind: 'quotation', text: words, attribution: tongue, foreign },
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
          rows: byContext(actions).map(action => [
            t(`entry.context.${action.context}`),
            [{ text: action.what, foreign: foreignTo(language, action.writtenIn) }],
            [action.who, agencies.get(action.agencyId ?? '') ?? ''].filter(Boolean).join(', '),
            formatDay(action.dueOn, language),
          ]),
        },
  )
  if (plan !== undefined)
    blocks.push(
      { kind: 'heading', level: 2, text: t('meeting.plan') },
      ...planBlocks(plan, language, part => t(`meeting.plan.${part}`)),
    )
  if (debrief !== undefined)
    blocks.push(
      { kind: 'heading', level: 2, text: t('meeting.stage.family-debrief') },
      {
        kind: 'paragraph',
        text: t('meeting.debrief.lead', {
          by: names.get(debrief.byWhom)?.name ?? '',
          day: formatDay(debrief.dueOn, language),
        }),
      },
      ...attemptRows(attempts, names, options).map(({ what, answer }): Block => ({
        kind: 'paragraph',
        text: `${what}. ${answer}`,
      })),
      debrief.doneAt === null
        ? { kind: 'paragraph', text: t('meeting.debrief.not-yet') }
        : {
            kind: 'table',
            caption: t('meeting.debrief.done'),
            header: [t('meeting.document.what'), t('meeting.document.answer')],
            rows: tellingRows(debrief, options).map(row => [row.what, [{ text: row.answer, foreign: row.foreign }]]),
          },
    )
  blocks.push(...findingBlocks(naming, options))
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
  blocks.push(
    ...concernBlocks(concerns, names, options),
    ...correctionBlocks(await listCorrections(tx, meetingId), options),
  )
  blocks.push({
    kind: 'notice',
    text: [
      t('meeting.document.no-ai'),
      t('meeting.document.pasted', { count: entries.filter(entry => entry.wordsMade === 'pasted').length }),
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
