import type { Work } from '../access/work.ts'
import type { Block } from '../documents/document.ts'
import { calendarDateAt, formatDay } from '../lib/calendar-date.ts'
import { listPathways } from '../pathway/store.ts'
import { listReferralsOfChild } from '../referral/store.ts'
import type { Translate } from '../web/translation.ts'
import type { Meeting } from './meeting.ts'

/**
 * How long a child has been known, the referrals and who made them, and earlier pathways, as they stood when the record was approved; as
 * far as the actor may read.
 *
 * @protocol Appendix Two
 */
export async function historyBlocks(
  { tx, now }: Work,
  meeting: Meeting,
  agencies: ReadonlyMap<string, string>,
  { t, language }: { readonly t: Translate; readonly language: 'en' | 'cy' },
): Promise<readonly Block[]> {
  const until = meeting.approvedAt ?? now
  const [allReferrals, allPathways] = await Promise.all([
    listReferralsOfChild(tx, meeting.childId),
    listPathways(tx, meeting.childId),
  ])
  const day = (at: Date) => formatDay(calendarDateAt(at), language)
  // A referral is of the child's history once it was decided to be about them.
  const referrals = allReferrals
    .flatMap(each =>
      each.submittedAt === null || each.decidedAt === null || each.decidedAt > until
        ? []
        : [{ ...each, sentAt: each.submittedAt }],
    )
    .toSorted((one, other) => one.sentAt.getTime() - other.sentAt.getTime())
  const earlier = allPathways.filter(each => each.id !== meeting.pathwayId && each.openedOn <= calendarDateAt(until))
  const [first] = [
    ...referrals.map(each => calendarDateAt(each.sentAt)),
    ...allPathways.map(each => each.openedOn),
  ].toSorted()
  return [
    ...(first === undefined
      ? []
      : [{ kind: 'paragraph' as const, text: t('meeting.document.known-since', { day: formatDay(first, language) }) }]),
    ...(referrals.length + earlier.length === 0
      ? []
      : [
          {
            kind: 'list' as const,
            items: [
              ...referrals.map(each =>
                t('meeting.document.referral', { agency: agencies.get(each.agencyId) ?? '', day: day(each.sentAt) }),
              ),
              ...earlier.map(each =>
                each.endedOn === null || each.endedOn > calendarDateAt(until)
                  ? t('meeting.document.pathway-open', { from: formatDay(each.openedOn, language) })
                  : t('meeting.document.pathway-before', {
                      from: formatDay(each.openedOn, language),
                      until: formatDay(each.endedOn, language),
                      ending: t(`pathway.ending.${each.ending ?? 'other'}`),
                    }),
              ),
            ],
          },
        ]),
  ]
}
