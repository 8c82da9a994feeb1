import type { Work } from '../access/work.ts'
import type { Assessment } from '../assessment/assessment.ts'
import { findJudgement } from '../assessment/store.ts'
import { listAgencies, listLocalAuthorities } from '../board/store/agencies.ts'
import { namesOf } from '../board/store/staff.ts'
import { findChild } from '../child/store/children.ts'
import type { Block, Document } from '../documents/document.ts'
import { calendarDateAt, formatDay, formatInstant } from '../lib/calendar-date.ts'
import { type Foreign, foreignTo } from '../lib/written-language.ts'
import { shownAnswers } from '../referral/shown-answers.ts'
import { listReferralsOfChild } from '../referral/store.ts'
import { lastTimeBlocks, planBlocks } from './document-parts.ts'
import type { CopyOptions } from './document.ts'
import { readLastTime } from './last-time.ts'
import { findMeeting } from './store/meeting.ts'
import { findSafetyPlan } from './store/outcome.ts'

/**
 * The papers of a meeting for one reader, who is named on every page: why it was asked for, what was judged last, what was referred, and of
 * a review what was agreed before. As far as that reader may read them, in the words as they stand.
 *
 * @returns `undefined` when there is no such meeting for the actor
 * @protocol Appendix One, Paperwork with the request; decision 0054
 */
export async function packOf(work: Work, meetingId: string, options: CopyOptions): Promise<Document | undefined> {
  const { tx, actor } = work
  const { t, language } = options
  const meeting = await findMeeting(tx, meetingId)
  const child = meeting && (await findChild(tx, meeting.childId))
  if (meeting === undefined || child === undefined) return undefined
  const [ofBoard, judgement, { last, listed }, referral] = await Promise.all([
    listAgencies(tx),
    findJudgement(tx, child.id),
    readLastTime(work, meeting),
    referralBlocks(work, child.id, options),
  ])
  const agencies = new Map(ofBoard.map(agency => [agency.id, agency.name[language]]))
  const [plan, names] = await Promise.all([
    last === undefined ? undefined : findSafetyPlan(tx, last.id),
    namesOf(tx, [meeting.askedForBy, ...(judgement === undefined ? [] : [judgement.authorId])]),
  ])
  const nameOf = (id: string) => names.get(id)?.name ?? ''
  const blocks: Block[] = [
    { kind: 'heading', level: 1, text: t('meeting.pack.title') },
    { kind: 'notice', text: t('meeting.pack.notice', { name: actor.name, at: formatInstant(work.now, language) }) },
    {
      kind: 'table',
      caption: t('meeting.document.about'),
      header: [t('meeting.document.what'), t('meeting.document.answer')],
      rows: [
        [t('meeting.document.child'), `${child.givenName} ${child.familyName} (${child.reference})`],
        [t('meeting.document.number'), String(meeting.number)],
        [
          t('meeting.document.day'),
          meeting.bookedFor === null ? t('meeting.not-set') : formatInstant(meeting.bookedFor, language),
        ],
        [t('meeting.document.place'), meeting.place === '' ? t('meeting.not-set') : meeting.place],
        [t('assessment.level'), t(`assessment.level.${meeting.risk}`)],
        [
          t('meeting.pack.asked-by'),
          t('web.and-day', { what: nameOf(meeting.askedForBy), day: formatDay(meeting.askedForOn, language) }),
        ],
      ],
    },
    { kind: 'heading', level: 2, text: t('meeting.pack.reason') },
    { kind: 'paragraph', text: meeting.reason },
    ...(child.ownWords === ''
      ? []
      : ([
          { kind: 'heading', level: 2, text: t('meeting.pack.own-words') },
          {
            kind: 'quotation',
            text: child.ownWords,
            attribution: child.knownAs === '' ? child.givenName : child.knownAs,
          },
        ] satisfies Block[])),
    ...(judgement === undefined ? [] : judgementBlocks(judgement, nameOf(judgement.authorId), options)),
    ...(last === undefined ? [] : lastTimeBlocks(listed, agencies, options)),
    ...(plan === undefined
      ? []
      : [
          { kind: 'heading', level: 2, text: t('meeting.plan') } as const,
          ...planBlocks(plan, language, part => t(`meeting.plan.${part}`)),
        ]),
    ...referral,
    ...(meeting.missingPaperwork.length === 0
      ? []
      : ([
          { kind: 'heading', level: 2, text: t('meeting.pack.missing') },
          { kind: 'list', items: meeting.missingPaperwork.map(paper => t(`meeting.paperwork.${paper}`)) },
        ] satisfies Block[])),
  ]
  return {
    language,
    title: t('meeting.pack.title'),
    classification: t('meeting.pack.classification', { name: actor.name }),
    reference: child.reference,
    banner: options.banner,
    pageWords: t('meeting.document.page'),
    createdAt: work.now,
    blocks,
  }
}

function judgementBlocks(judgement: Assessment, author: string, { t, language }: CopyOptions): Block[] {
  const foreign = foreignTo(language, judgement.writtenIn)
  const part = (label: string, text: string, of?: Foreign): Block[] =>
    text === ''
      ? []
      : [
          { kind: 'heading', level: 3, text: label },
          { kind: 'paragraph', text, foreign: of },
        ]
  const day = judgement.doneOn === null ? '' : formatDay(judgement.doneOn, language)
  return [
    { kind: 'heading', level: 2, text: t(`assessment.kind.${judgement.kind}`) },
    {
      kind: 'paragraph',
      text: [author, day, foreign?.isOther === true ? t('entry.in-language', { language: foreign.name }) : '']
        .filter(Boolean)
        .join(', '),
    },
    ...(judgement.childsWords === ''
      ? []
      : ([{ kind: 'quotation', text: judgement.childsWords, attribution: '', foreign }] satisfies Block[])),
    ...part(t('assessment.level'), judgement.level === null ? '' : t(`assessment.level.${judgement.level}`)),
    ...part(t('assessment.harm'), judgement.harm === '' ? '' : t(`assessment.harm.${judgement.harm}`)),
    ...part(t('assessment.reasons'), judgement.reasons, foreign),
    ...part(t('assessment.change'), judgement.levelChangeReason, foreign),
    ...part(t('assessment.harmDetails'), judgement.harmDetails, foreign),
    ...judgement.forms.flatMap(form => [
      ...part(
        t(`child.form.${form.form}`),
        `${t(`assessment.level.${form.level}`)} · ${t(`assessment.harm.${form.harm}`)}`,
      ),
      { kind: 'paragraph', text: form.reasons, foreign } as const,
    ]),
    ...part(t('assessment.strengths'), judgement.strengths, foreign),
    ...part(t('assessment.bias'), judgement.biasConsidered, foreign),
    ...part(t('assessment.unknowns'), judgement.unknowns, foreign),
  ]
}

// The newest referral about the child; what the referrer answered nothing to is left out.
async function referralBlocks({ tx }: Work, childId: string, { t, language }: CopyOptions): Promise<Block[]> {
  const referral = (await listReferralsOfChild(tx, childId)).findLast(each => each.submittedAt !== null)
  if (referral?.submittedAt == null) return []
  const [ofBoard, names] = await Promise.all([listLocalAuthorities(tx), namesOf(tx, [referral.authorId])])
  const authorities = new Map(ofBoard.map(each => [each.id, each.name[language]]))
  const from = names.get(referral.authorId)?.name ?? ''
  const { first, knowing, sections } = shownAnswers({ t, language }, referral.answers, authorities, true)
  const words = first['childsWords']
  const danger = first['dangerDetails']
  const header = [t('meeting.document.what'), t('meeting.document.answer')]
  const table = (caption: string, rows: readonly { label: string; value: string }[]): Block[] => {
    const answered = rows.filter(row => row.value !== '').map(row => [row.label, row.value])
    return answered.length === 0 ? [] : [{ kind: 'table', caption, header, rows: answered }]
  }
  return [
    { kind: 'heading', level: 2, text: t('referral.one') },
    {
      kind: 'paragraph',
      text: t('web.and-day', { what: from, day: formatDay(calendarDateAt(referral.submittedAt), language) }),
    },
    ...(danger === undefined ? [] : ([{ kind: 'paragraph', text: `${danger.label}: ${danger.value}` }] as const)),
    ...(words === undefined ? [] : ([{ kind: 'quotation', text: words.value, attribution: '' }] as const)),
    ...table(t('meeting.pack.knowing'), knowing),
    ...sections.flatMap(section => table(section.title, section.rows)),
  ]
}
