import { createTransport } from 'nodemailer'

/** Sends one plain e-mail. */
export type SendMail = (mail: { readonly to: string; readonly subject: string; readonly text: string }) => Promise<void>

/** A sender through the server of `smtpUrl`. What is sent never names a child: the texts are fixed, and only lead to a sign-in. */
export function mailer(smtpUrl: string, from: string): SendMail {
  const transport = createTransport(smtpUrl)
  return async mail => {
    await transport.sendMail({ from, to: mail.to, subject: mail.subject, text: mail.text })
  }
}
