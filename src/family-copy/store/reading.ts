import type { Basis, Context } from '../../entry/entry.ts'
import type { ActorTx } from '../../db/database.ts'
import { type CalendarDate, calendarDate } from '../../lib/calendar-date.ts'
import type { Comments, Omission, WrittenPlan } from '../../meeting/meeting.ts'
import { planOf } from '../../meeting/store/outcome.ts'
import type { Translation } from '../../translation/translation.ts'

/** Words of a family's copy as a person put them into its language; `ofWords` are the words as they were. */
export type CopyTranslation = {
  readonly ofWords: string
  readonly language: string
  readonly text: string
  readonly translatedBy: string
}

/** What the family's copy is made from: only what the family copy's database role can read. */
export type FamilyCopy = {
  readonly reference: string
  readonly childName: string
  readonly heldOn: CalendarDate | null
  readonly approvedAt: Date | null
  readonly nextReviewBy: CalendarDate | null
  /** The reasons for leaving something out that the chair chose to tell. */
  readonly toldOmissions: readonly Omission[]
  readonly familySummary: string
  readonly childComments: string
  readonly familyComments: string
  /** The language of each of these, as a BCP 47 code; empty where nobody said. */
  readonly writtenIn: Omit<Comments, 'chairSummary'>
  readonly chairName: string
  readonly entries: readonly {
    readonly id: string
    readonly context: Context | null
    readonly basis: Basis | null
    readonly text: string
    readonly saidBy: string
    readonly writtenIn: string
    readonly wordsVersion: number
  }[]
  /** What the chair let the family have of them in another language, in the order in which it was written. */
  readonly translations: readonly Omit<Translation, 'id' | 'writtenBy' | 'forFamily'>[]
  /** What a person put of all that is no entry into another language, in the order in which it was written. */
  readonly copyTranslations: readonly CopyTranslation[]
  readonly actions: readonly {
    readonly id: string
    readonly context: Context
    readonly what: string
    readonly who: string
    readonly writtenIn: string
    readonly agencyId: string | null
    readonly dueOn: CalendarDate
  }[]
  readonly people: readonly { readonly name: string; readonly agencyId: string | null }[]
  readonly plan: WrittenPlan | undefined
  readonly corrections: readonly { readonly number: number; readonly text: string; readonly writtenIn: string }[]
  readonly agencies: readonly { readonly id: string; readonly name: { readonly en: string; readonly cy: string } }[]
}

/** Reads what the family may have. To be called in the family copy reader's rights; every column is named, since it may read no others. */
export async function findFamilyCopy(tx: ActorTx, meetingId: string): Promise<FamilyCopy | undefined> {
  const meeting = await tx
    .selectFrom('meeting')
    .innerJoin('child', 'child.id', 'meeting.child_id')
    .leftJoin('app_user', 'app_user.id', 'meeting.chair_id')
    .where('meeting.id', '=', meetingId)
    .select([
      'meeting.held_on',
      'meeting.approved_at',
      'meeting.next_review_by',
      'meeting.told_omissions',
      'meeting.family_summary',
      'meeting.child_comments',
      'meeting.family_comments',
      'meeting.family_summary_in',
      'meeting.child_comments_in',
      'meeting.family_comments_in',
      'child.reference',
      'child.given_name',
      'child.known_as',
      'app_user.name as chair_name',
    ])
    .executeTakeFirst()
  if (meeting === undefined) return undefined
  const [entries, translations, copyTranslations, actions, people, plan, corrections, agencies] = await Promise.all([
    tx
      .selectFrom('entry')
      .where('meeting_id', '=', meetingId)
      .where('kind', '=', 'meeting-entry')
      .orderBy('position')
      .select(['id', 'context', 'basis', 'text', 'said_by', 'written_in', 'words_version'])
      .execute(),
    tx
      .selectFrom('translation')
      .innerJoin('entry', 'entry.id', 'translation.entry_id')
      .where('entry.meeting_id', '=', meetingId)
      .orderBy('written_at')
      .orderBy('translation.id')
      .select(['entry_id', 'translation.words_version', 'translation.language', 'translation.text', 'translated_by'])
      .execute(),
    tx
      .selectFrom('copy_translation')
      .where('meeting_id', '=', meetingId)
      .orderBy('written_at')
      .orderBy('id')
      .select(['of_words', 'language', 'text', 'translated_by'])
      .execute(),
    tx
      .selectFrom('action')
      .where('meeting_id', '=', meetingId)
      .orderBy('due_on')
      .orderBy('id')
      .select(['id', 'context', 'what', 'who', 'written_in', 'agency_id', 'due_on'])
      .execute(),
    tx
      .selectFrom('meeting_person')
      .where('meeting_id', '=', meetingId)
      .where(eb =>
        eb.exists(
          eb
            .selectFrom('meeting_presence')
            .whereRef('meeting_presence.person_id', '=', 'meeting_person.id')
            .select('meeting_presence.person_id'),
        ),
      )
      .orderBy('name')
      .orderBy('id')
      .select(['name', 'agency_id'])
      .execute(),
    tx.selectFrom('safety_plan').where('meeting_id', '=', meetingId).selectAll().executeTakeFirst(),
    tx
      .selectFrom('meeting_correction')
      .where('meeting_id', '=', meetingId)
      .orderBy('number')
      .select(['number', 'text', 'written_in as writtenIn'])
      .execute(),
    tx.selectFrom('agency').select(['id', 'name_en', 'name_cy']).execute(),
  ])
  return {
    reference: meeting.reference,
    childName: meeting.known_as === '' ? meeting.given_name : meeting.known_as,
    heldOn: meeting.held_on === null ? null : calendarDate(meeting.held_on),
    approvedAt: meeting.approved_at,
    nextReviewBy: meeting.next_review_by === null ? null : calendarDate(meeting.next_review_by),
    toldOmissions: meeting.told_omissions as Omission[],
    familySummary: meeting.family_summary,
    childComments: meeting.child_comments,
    familyComments: meeting.family_comments,
    writtenIn: {
      familySummary: meeting.family_summary_in,
      childComments: meeting.child_comments_in,
      familyComments: meeting.family_comments_in,
    },
    chairName: meeting.chair_name ?? '',
    entries: entries.map(entry => ({
      id: entry.id,
      context: entry.context as Context | null,
      basis: entry.basis as Basis | null,
      text: entry.text,
      saidBy: entry.said_by,
      writtenIn: entry.written_in,
      wordsVersion: entry.words_version,
    })),
    translations: translations.map(each => ({
      entryId: each.entry_id,
      wordsVersion: each.words_version,
      language: each.language,
      text: each.text,
      translatedBy: each.translated_by,
    })),
    copyTranslations: copyTranslations.map(each => ({
      ofWords: each.of_words,
      language: each.language,
      text: each.text,
      translatedBy: each.translated_by,
    })),
    actions: actions.map(action => ({
      id: action.id,
      context: action.context as Context,
      what: action.what,
      who: action.who,
      writtenIn: action.written_in,
      agencyId: action.agency_id,
      dueOn: calendarDate(action.due_on),
    })),
    people: people.map(person => ({ name: person.name, agencyId: person.agency_id })),
    plan: plan && planOf(plan),
    corrections,
    agencies: agencies.map(agency => ({ id: agency.id, name: { en: agency.name_en, cy: agency.name_cy } })),
  }
}
