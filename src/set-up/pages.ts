import { z } from 'zod'
import type { Work } from '../access/work.ts'
import { codeHash } from '../account/actions.ts'
import { invite } from '../board/actions.ts'
import { findBoard, foundBoard, foundingCodeIsRight } from '../board/store/board.ts'
import { loadDemonstration } from '../demonstration/actions.ts'
import { notFound, redirect, show, showErrors } from '../web/answer.ts'
import { choice, neededText, one, readForm } from '../web/forms.ts'
import { type DoorVisit, doorPage, type Page } from '../web/page.ts'
import { findActorByEmail } from '../access/store/sessions.ts'

const VIEW = 'set-up/views/set-up.njk'

/** The first page: offered until the board is founded, and of use only with the code that was printed at the start. */
const setUpPage = doorPage({
  method: 'get',
  path: '/set-up',
  audit: { none: 'there is no board yet, and nobody to show anything about' },
  async handle(visit) {
    if ((await visit.database.asNobody(findBoard)) !== undefined) return redirect('/sign-in')
    return show(VIEW, visit.t('set-up.title'), languages(visit), { foundingKey: visit.query['key'] ?? '' })
  },
})

const languages = (visit: DoorVisit) => ({
  languages: [
    { value: 'en', text: visit.t('board.language.en') },
    { value: 'cy', text: visit.t('board.language.cy') },
  ],
})

const boardForm = z.object({
  foundingKey: neededText('set-up.key.needed'),
  nameEn: neededText('board.name.needed'),
  nameCy: neededText('board.name.needed'),
  adminName: neededText('set-up.admin-name.needed'),
  adminEmail: z.string().trim().pipe(z.email('board.staff.email.needed')),
  language: choice(['en', 'cy'], 'board.staff.language.needed'),
})

const INVITATION_DAYS = 1

const boardSubmit = doorPage({
  method: 'post',
  path: '/set-up/board',
  audit: 'board.founded',
  secrets: ['foundingKey'],
  async handle(visit) {
    const title = visit.t('set-up.title')
    if ((await visit.database.asNobody(findBoard)) !== undefined) return notFound()
    const form = readForm(boardForm, visit.body)
    if (!form.ok) return showErrors(VIEW, title, languages(visit), visit.body, form.errors)
    const { foundingKey, nameEn, nameCy, adminName, adminEmail, language } = form.fields
    const founded = await visit.database.asNobody(tx =>
      foundBoard(tx, {
        codeHash: codeHash(foundingKey),
        kind: 'live',
        name: { en: nameEn, cy: nameCy },
        adminName,
        adminEmail,
        language,
      }),
    )
    if (founded === undefined)
      return showErrors(VIEW, title, languages(visit), visit.body, { foundingKey: 'set-up.key.wrong' })
    const administrator = await visit.database.asNobody(tx => findActorByEmail(tx, adminEmail))
    if (administrator === undefined) return notFound()
    const invitation = await visit.database.asActor(administrator.userId, tx =>
      invite(
        { tx, actor: administrator, now: visit.now, today: visit.today, holidays: visit.holidays } satisfies Work,
        administrator.userId,
        INVITATION_DAYS,
      ),
    )
    return redirect(`/welcome?invitation=${invitation}`)
  },
})

const demonstrationSubmit = doorPage({
  method: 'post',
  path: '/set-up/demonstration',
  audit: 'demonstration.loaded',
  secrets: ['foundingKey'],
  async handle(visit) {
    if ((await visit.database.asNobody(findBoard)) !== undefined) return notFound()
    const key = one(visit.body, 'foundingKey')
    const right = await visit.database.asNobody(tx => foundingCodeIsRight(tx, codeHash(key)))
    if (!right)
      return showErrors(VIEW, visit.t('set-up.title'), languages(visit), visit.body, {
        foundingKey: 'set-up.key.wrong',
      })
    await loadDemonstration(visit.database, codeHash(key), visit.now)
    return redirect('/sign-in')
  },
})

export const setUpPages: readonly Page[] = [setUpPage, boardSubmit, demonstrationSubmit]
