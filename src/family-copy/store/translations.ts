import type { ActorTx } from '../../db/database.ts'
import type { CopyTranslation } from './reading.ts'

/** Writes what a person put of words of a family's copy into its language; those before it stay. */
export async function insertCopyTranslation(
  tx: ActorTx,
  translation: CopyTranslation & { readonly meetingId: string; readonly childId: string; readonly writtenBy: string },
  at: Date,
): Promise<void> {
  await tx
    .insertInto('copy_translation')
    .values({
      meeting_id: translation.meetingId,
      child_id: translation.childId,
      of_words: translation.ofWords,
      language: translation.language,
      text: translation.text,
      translated_by: translation.translatedBy,
      written_by: translation.writtenBy,
      written_at: at,
    })
    .execute()
}
