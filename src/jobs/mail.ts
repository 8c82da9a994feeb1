import { createTransport } from 'nodemailer'

/** Sends one plain e-mail; throws when the server did not take it. */
export type SendMail = (mail: { readonly to: string; readonly subject: string; readonly text: string }) => Promise<void>

const PATIENCE_MS = 20_000

/**
 * A sender through the server of `smtpUrl`, which is given up on after twenty seconds of silence. What is sent never names a
 * child: the texts are fixed, and only lead to a sign-in.
 */
export function mailer(smtpUrl: string, from: string): SendMail {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  })
  return async mail => {
    await transport.sendMail({ from, to: mail.to, subject: mail.subject, text: mail.text })
  }
}
