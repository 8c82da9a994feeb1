import { isIdentifier } from '../../lib/identifier.ts'
import { formatInstant } from '../../lib/calendar-date.ts'
import { nothingToShow, redirect, show } from '../../web/answer.ts'
import { wordsOf } from '../../web/drafts.ts'
import { one } from '../../web/forms.ts'
import { type DoorVisit, doorPage, page, type Page } from '../../web/page.ts'
import { localPath } from '../../web/paths.ts'
import { formKeyOf, typedIn } from '../../web/sending.ts'
import { deleteDraft, keepDraft, listDrafts } from '../../web/store.ts'

const OWN_WORDS = { none: 'what somebody has typed and not saved is theirs alone; saving it is recorded' }

/**
 * Keeps the form that was sent with a visit, as begun on the page `path`, for the owner of the session; also when it has lately ended.
 *
 * @returns whether it was kept
 */
export async function keepForm(visit: DoorVisit, path: string, isAwaited: boolean): Promise<boolean> {
  const key = formKeyOf(visit.body)
  const { session } = visit
  if (session === undefined || key === undefined) return false
  const draft = { id: key.key, path, form: key.form, fields: typedIn(visit.body), isAwaited }
  return visit.database.asNobody(tx => keepDraft(tx, session.presented, draft))
}

// Sent by the script of a page while somebody types.
const keeping = doorPage({
  method: 'post',
  path: '/drafts',
  audit: OWN_WORDS,
  async handle(visit) {
    const isSignedIn = visit.session?.inForce === true
    const isKept = await keepForm(
      visit,
      localPath(one(visit.body, '_page')),
      !isSignedIn || one(visit.body, '_awaited') === 'yes',
    )
    if (!isSignedIn) return nothingToShow(401)
    return nothingToShow(isKept ? 204 : 409)
  },
})

// Pressed by somebody who goes on another time: what is typed is kept and offered, and they are where they want to be.
const forLater = doorPage({
  method: 'post',
  path: '/drafts/for-later',
  audit: OWN_WORDS,
  async handle(visit) {
    const path = localPath(visit.query['path'])
    const isKept = await keepForm(visit, path, false)
    return redirect(isKept ? localPath(visit.query['then']) : path)
  },
})

const throwingAway = page({
  method: 'post',
  path: '/drafts/:draftId/throw-away',
  roles: 'signed-in',
  isForEveryPlace: true,
  audit: OWN_WORDS,
  async handle(visit) {
    if (isIdentifier(visit.params.draftId)) await visit.act(({ tx }) => deleteDraft(tx, visit.params.draftId))
    return redirect(localPath(one(visit.body, 'path')))
  },
})

const list = page({
  method: 'get',
  path: '/drafts',
  roles: 'signed-in',
  audit: OWN_WORDS,
  async handle(visit) {
    const drafts = await visit.act(({ tx }) => listDrafts(tx))
    return show('account/views/drafts.njk', visit.t('account.drafts.title'), {
      drafts: drafts.map(draft => ({
        id: draft.id,
        path: draft.path,
        begun: formatInstant(draft.begunAt, visit.language),
        kept: formatInstant(draft.keptAt, visit.language),
        words: visit.publicView ? [] : wordsOf(draft),
      })),
    })
  },
})

/** What somebody has begun and not saved: kept while they type, listed for them, thrown away. */
export const draftPages: readonly Page[] = [keeping, forLater, throwingAway, list]
