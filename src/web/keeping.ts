import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Session } from '../access/store/sessions.ts'
import type { Work } from '../access/work.ts'
import type { Database } from '../db/database.ts'
import { type Answer, redirect } from './answer.ts'
import { chooseDrafts, wordsOf } from './drafts.ts'
import { type FormFields, formFieldsOf, one, queryOf } from './forms.ts'
import { localPath, pathOf, refererPath } from './paths.ts'
import type { Reader } from './replies.ts'
import { formKeyOf, typedIn } from './sending.ts'
import { keepDraft, listDrafts, updateDraftsShown } from './store.ts'

/** How what somebody typed is kept beside the pages, whatever becomes of the form. */
export type Keeping = {
  /** An answer with what the reader typed on its page before and did not save. */
  withWhatWasTyped(
    answer: Answer,
    request: FastifyRequest,
    session: Session,
    act: <T>(deed: (work: Work) => Promise<T>) => Promise<T>,
  ): Promise<Answer>
  /**
   * Keeps a form whose deed was not done. With `isShownAgain` its page has it again when it is opened next; without, it is in the
   * list of what somebody began when it holds any words. Answers whether it was kept.
   */
  keepWhatWasRefused(request: FastifyRequest, session: Session, isShownAgain: boolean): Promise<boolean>
  /** Keeps what was typed into the form of a page, for the page to have it again when it is opened next. */
  keepToGoOnWith(typed: FormFields, path: string, session: Session): Promise<void>
  /** Takes somebody who is not signed in to where they can be; what they sent is there again afterwards, when it is known whose it is. */
  toSignIn(request: FastifyRequest, reader: Reader): Promise<Answer>
}

/** Makes the keeping of one server; `homeOf` answers the page that an address belongs to. */
export function makeKeeping(database: Database, homeOf: (path: string) => string): Keeping {
  return {
    async withWhatWasTyped(answer, request, session, act) {
      const path = pathOf(request.url)
      if (answer.kind !== 'page' || request.method !== 'GET' || !session.draftPaths.includes(path)) return answer
      const drafts = await act(async ({ tx }) => {
        const found = chooseDrafts(await listDrafts(tx, path), queryOf(request.query)['draft'])
        await updateDraftsShown(
          tx,
          found.filled.map(draft => draft.id),
        )
        return found
      })
      return { ...answer, drafts }
    },
    async keepWhatWasRefused(request, session, isShownAgain) {
      const body = formFieldsOf(request.body)
      const key = formKeyOf(body)
      if (request.method !== 'POST' || key === undefined) return false
      const draft = { id: key.key, path: homeOf(pathOf(request.url)), form: key.form, fields: typedIn(body) }
      if (!isShownAgain && wordsOf(draft).length === 0) return false
      return database.asNobody(tx => keepDraft(tx, session.presented, { ...draft, isAwaited: isShownAgain }))
    },
    async keepToGoOnWith(typed, path, session) {
      const draft = { id: randomUUID(), path, form: '', fields: typedIn(typed), isAwaited: true }
      await database.asNobody(tx => keepDraft(tx, session.presented, draft))
    },
    async toSignIn(request, reader) {
      const path = pathOf(request.url)
      const { session } = reader
      if (request.method === 'POST' && session !== undefined) {
        const body = formFieldsOf(request.body)
        const { form, key } = formKeyOf(body) ?? { form: '', key: randomUUID() }
        const home = localPath(one(body, '_page') || homeOf(refererPath(request.headers.referer) ?? path))
        const draft = { id: key, path: home, form, fields: typedIn(body), isAwaited: true }
        await database.asNobody(tx => keepDraft(tx, session.presented, draft))
        return redirect('/sign-in?kept=1')
      }
      return redirect(request.method === 'GET' && path !== '/' ? `/sign-in?to=${encodeURIComponent(path)}` : '/sign-in')
    },
  }
}
