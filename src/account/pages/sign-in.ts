import { z } from 'zod'
import { titleIn } from '../../board/board.ts'
import { findBoard } from '../../board/store/board.ts'
import { inAlphabet } from '../../lib/alphabet.ts'
import { redirect, show, showErrors } from '../../web/answer.ts'
import { type FormFields, neededText, one, readForm, text } from '../../web/forms.ts'
import { type DoorVisit, doorPage, type Page } from '../../web/page.ts'
import { localPath } from '../../web/paths.ts'
import { checkSignIn } from '../actions.ts'
import { beginSession } from '../begin-session.ts'
import { GUIDE } from '../guide.ts'
import { listDemonstrationAccounts, recordAtDoor } from '../store.ts'

const signInForm = z.object({
  email: neededText('account.sign-in.email.needed'),
  password: z.string('account.sign-in.password.needed').min(1, 'account.sign-in.password.needed'),
  code: neededText('account.sign-in.code.needed'),
  to: text(),
})

const SIGN_IN = 'account/views/sign-in.njk'

async function signInModel(visit: DoorVisit): Promise<Record<string, unknown>> {
  const { language } = visit
  const byName = inAlphabet(language, await visit.database.asNobody(listDemonstrationAccounts), each => each.name)
  return {
    guide: GUIDE.flatMap(({ stop, who, to }) => {
      const account = byName.find(each => each.email.startsWith(`${who}@`))
      return account === undefined
        ? []
        : [{ userId: account.userId, name: account.name, to, words: visit.t(`account.guide.${stop}`) }]
    }),
    kept: visit.query['kept'] !== undefined,
    accounts: inAlphabet(language, byName, each => each.agency[language]).map(account => ({
      ...account,
      agency: account.agency[language],
      jobTitle: titleIn(language, account.jobTitle),
      roles: account.roles.map(role => visit.t(`board.role.${role}`)).join(', '),
    })),
  }
}

const signInPage = doorPage({
  method: 'get',
  path: '/sign-in',
  audit: { none: 'nobody is signed in yet, and the page shows nothing about anyone' },
  async handle(visit) {
    if ((await visit.database.asNobody(findBoard)) === undefined) return redirect('/set-up')
    if (visit.signedIn !== undefined) return redirect('/')
    return show(SIGN_IN, visit.t('account.sign-in.title'), await signInModel(visit), {
      to: localPath(visit.query['to']),
    })
  },
})

const signInSubmit = doorPage({
  method: 'post',
  path: '/sign-in',
  audit: ['account.signed-in', 'account.refused'],
  secrets: ['password', 'code'],
  async handle(visit) {
    const title = visit.t('account.sign-in.title')
    const form = readForm(signInForm, visit.body)
    const values: FormFields = { email: one(visit.body, 'email'), to: one(visit.body, 'to') }
    if (!form.ok) return showErrors(SIGN_IN, title, await signInModel(visit), values, form.errors)
    const result = await checkSignIn(visit.database, visit.sealer, {
      ...form.fields,
      remoteAddress: visit.remoteAddress,
      now: visit.now,
    })
    switch (result.outcome) {
      case 'right':
        return beginSession(visit, result.userId, form.fields.to)
      case 'wrong':
        return showErrors(SIGN_IN, title, await signInModel(visit), values, { email: 'account.sign-in.wrong' })
      case 'waits':
        return showErrors(SIGN_IN, title, await signInModel(visit), values, { email: 'account.sign-in.waits' })
    }
  },
})

const demonstrationSignIn = doorPage({
  method: 'post',
  path: '/demonstration/sign-in',
  audit: 'account.signed-in',
  async handle(visit) {
    const accounts = await visit.database.asNobody(listDemonstrationAccounts)
    const account = accounts.find(each => each.userId === one(visit.body, 'account'))
    if (account === undefined) return redirect('/sign-in')
    await visit.database.asNobody(tx => recordAtDoor(tx, 'account.signed-in', account.userId))
    return beginSession(visit, account.userId, one(visit.body, 'to'))
  },
})

export const signInPages: readonly Page[] = [signInPage, signInSubmit, demonstrationSignIn]
