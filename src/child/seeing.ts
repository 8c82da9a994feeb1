import type { Work } from '../access/work.ts'
import { staffChoices } from '../board/choices.ts'

/** Who can be asked about a child, for a select: whoever sees the child, but not the one who asks, if that is somebody, nor any of `telling`: whom it would tell of. */
export async function whoCanBeAsked(
  { tx }: Work,
  language: 'en' | 'cy',
  {
    seeing,
    askedBy,
    telling,
  }: { seeing: ReadonlySet<string>; askedBy: string | undefined; telling: ReadonlySet<string> | undefined },
) {
  const offered = await staffChoices(
    tx,
    language,
    person => seeing.has(person.id) && person.id !== askedBy && telling?.has(person.id) !== true,
  )
  return [{ value: '', text: '' }, ...offered]
}
