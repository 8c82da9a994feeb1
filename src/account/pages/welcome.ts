import QRCode from 'qrcode'
import { generateURI } from 'otplib'
import { z } from 'zod'
import { type Answer, show, showForm } from '../../web/answer.ts'
import { type FieldErrors, type FormFields, neededText, one, readForm } from '../../web/forms.ts'
import { type DoorVisit, doorPage, type Page } from '../../web/page.ts'
import { chooseCredential, codeHash, newCodeSecret } from '../actions.ts'
import { beginSession } from '../begin-session.ts'
import { findInvitation } from '../store.ts'

const WELCOME = 'account/views/welcome.njk'

const welcomeForm = z.object({
  password: z.string().default(''),
  code: neededText('account.sign-in.code.needed'),
})

// The app's secret goes through the form sealed for this invitation: a sealed secret from anywhere else opens nothing here.
const boundToInvitation = (invitation: string) => `invitation:${codeHash(invitation).toString('hex')}`

async function welcome(visit: DoorVisit, invitation: string, secret: string, errors?: FieldErrors): Promise<Answer> {
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
  const sealed = visit.sealer.seal(secret, boundToInvitation(invitation)).toString('base64url')
  const values: FormFields = { invitation, secret: sealed }
  return showForm(WELCOME, title, model, values, errors)
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
  audit: 'account.credential-changed',
  secrets: ['password', 'code', 'secret', 'invitation'],
  async handle(visit) {
    const form = readForm(welcomeForm, visit.body)
    const invitation = one(visit.body, 'invitation')
    const sealed = Buffer.from(one(visit.body, 'secret'), 'base64url')
    const secret = visit.sealer.unseal(sealed, boundToInvitation(invitation)) ?? newCodeSecret()
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
        return beginSession(visit, result.userId, '/')
      case 'wrong-code':
        return welcome(visit, invitation, secret, { code: 'account.welcome.code.wrong' })
      case 'password':
        return welcome(visit, invitation, secret, { password: `account.password.${result.fault}` })
      case 'not-found':
        return welcome(visit, invitation, secret)
    }
  },
})

export const welcomePages: readonly Page[] = [welcomePage, welcomeSubmit]
