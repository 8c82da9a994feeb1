import QRCode from 'qrcode'
import { generateURI } from 'otplib'
import { z } from 'zod'
import { type Answer, redirect, show, showErrors } from '../web/answer.ts'
import { type FormFields, neededText, one, readForm, text } from '../web/forms.ts'
import { type DoorVisit, doorPage, type Page } from '../web/page.ts'
import { localPath } from '../web/server.ts'
import { newToken, SESSION_COOKIE, tokenHash } from '../web/session-token.ts'
import { startSession } from '../access/store/sessions.ts'
import { findBoard } from '../board/store.ts'
import { checkSignIn, chooseCredential, codeHash, newCodeSecret } from './actions.ts'
import { findInvitation, listDemonstrationAccounts } from './store.ts'

const signInForm = z.object({
  email: neededText('account.sign-in.email.needed'),
  password: z.string('account.sign-in.password.needed').min(1, 'account.sign-in.password.needed'),
  code: neededText('account.sign-in.code.needed'),
  to: text(),
})

const SIGN_IN = 'account/views/sign-in.njk'
const WELCOME = 'account/views/welcome.njk'

async function signInModel(visit: DoorVisit): Promise<Record<string, unknown>> {
  const accounts = await visit.database.asNobody(listDemonstrationAccounts)
  return {
    kept: visit.query['kept'] !== undefined,
    accounts: accounts.map(account => ({
      ...account,
      agency: account.agency[visit.language],
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
  audit: { none: 'each attempt is kept with the account, by hashes only; the session that begins is a row' },
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
        return begin(visit, result.userId, form.fields.to)
      case 'wrong':
        return showErrors(SIGN_IN, title, await signInModel(visit), values, { email: 'account.sign-in.wrong' })
      case 'paused':
        return showErrors(SIGN_IN, title, await signInModel(visit), values, { email: 'account.sign-in.paused' })
    }
  },
})

async function begin(visit: DoorVisit, userId: string, to: string): Promise<Answer> {
  const token = newToken()
  const expiresAt = new Date(visit.now.getTime() + visit.sessionMinutes * 60_000)
  await visit.database.asNobody(tx => startSession(tx, userId, tokenHash(token), expiresAt))
  // What was typed when the last session ended comes first; without any, /kept leads to the start page.
  const onwards = localPath(to)
  return redirect(onwards === '/' ? '/kept' : onwards, [{ name: SESSION_COOKIE, value: token }])
}

const demonstrationSignIn = doorPage({
  method: 'post',
  path: '/demonstration/sign-in',
  audit: { none: 'a demonstration board holds invented people only' },
  async handle(visit) {
    const accounts = await visit.database.asNobody(listDemonstrationAccounts)
    const account = accounts.find(each => each.userId === one(visit.body, 'account'))
    if (account === undefined) return redirect('/sign-in')
    return begin(visit, account.userId, one(visit.body, 'to'))
  },
})

const welcomeForm = z.object({
  invitation: text(),
  secret: text(),
  password: z.string().default(''),
  code: neededText('account.sign-in.code.needed'),
})

async function welcome(
  visit: DoorVisit,
  invitation: string,
  secret: string,
  errors?: Readonly<Record<string, string>>,
): Promise<Answer> {
  const title = visit.t('account.welcome.title')
  const account = await visit.database.asNobody(tx => findInvitation(tx, codeHash(invitation)))
  if (account === undefined)
    return show('web/views/message.njk', visit.t('account.welcome.used.title'), {
      lines: [visit.t('account.welcome.used.text')],
    })
  const picture = await QRCode.toDataURL(generateURI({ issuer: 'Llwybr', label: account.email, secret }), {
    margin: 1,
    width: 220,
  })
  const model = {
    name: account.name,
    email: account.email,
    picture,
    secretShown: (secret.match(/.{1,4}/g) ?? []).join(' '),
  }
  const values: FormFields = { invitation, secret: visit.sealer.seal(secret).toString('base64url') }
  return errors === undefined ? show(WELCOME, title, model, values) : showErrors(WELCOME, title, model, values, errors)
}

const welcomePage = doorPage({
  method: 'get',
  path: '/welcome',
  audit: { none: 'an invitation shows its owner their own name and address only' },
  handle: visit => welcome(visit, visit.query['invitation'] ?? '', newCodeSecret()),
})

const welcomeSubmit = doorPage({
  method: 'post',
  path: '/welcome',
  audit: { none: 'the credential is a row that carries when it was chosen' },
  async handle(visit) {
    const form = readForm(welcomeForm, visit.body)
    const invitation = one(visit.body, 'invitation')
    const secret = visit.sealer.unseal(Buffer.from(one(visit.body, 'secret'), 'base64url')) ?? newCodeSecret()
    if (!form.ok) return welcome(visit, invitation, secret, form.errors)
    const result = await chooseCredential(visit.database, visit.sealer, {
      invitation,
      password: form.fields.password,
      secret,
      code: form.fields.code,
      now: visit.now,
    })
    switch (result.outcome) {
      case 'chosen':
        return begin(visit, result.userId, '/')
      case 'wrong-code':
        return welcome(visit, invitation, secret, { code: 'account.welcome.code.wrong' })
      case 'password':
        return welcome(visit, invitation, secret, { password: `account.password.${result.fault}` })
      case 'not-found':
        return welcome(visit, invitation, secret)
    }
  },
})

export const accountPages: readonly Page[] = [signInPage, signInSubmit, demonstrationSignIn, welcomePage, welcomeSubmit]
