import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Language } from '../access/actor.ts'
import type { Session } from '../access/store/sessions.ts'
import { type Answer, type CookieToSet, type PageAnswer, show } from './answer.ts'
import type { Failure } from './failures.ts'
import { isText } from './fill-form.ts'
import { formFieldsOf, type FormFields } from './forms.ts'
import { pathOf } from './paths.ts'
import { formOwnerOf } from './protections.ts'
import type { Board, Frame, Renderer } from './rendering.ts'
import { formKeyOf, keysIn, typedIn } from './sending.ts'
import type { Streams } from './streams.ts'
import type { Translate } from './translation.ts'

/** Whom an answer goes to. */
export type Reader = {
  readonly session: Session | undefined
  readonly language: Language
}

/** How answers become replies. */
export type Replies = {
  /** Sends a page's answer; `isKept` when there is nothing to be found and what was typed is in the list of what the reader began. */
  send(request: FastifyRequest, reply: FastifyReply, reader: Reader, answer: Answer, isKept?: boolean): FastifyReply
  /** Says in words why there is no page; by which reference it is asked about, and whether what was typed is kept. */
  message(
    request: FastifyRequest,
    reply: FastifyReply,
    reader: Reader,
    failure: Failure,
    told?: { readonly reference?: string; readonly isKept?: boolean },
  ): FastifyReply
  /** Says why nothing could be done now, and holds what was typed, to be sent again with one press. */
  sendAgain(
    request: FastifyRequest,
    reply: FastifyReply,
    reader: Reader,
    failure: Failure,
    secrets: readonly string[],
  ): FastifyReply
}

/** Makes the replies of one server. */
export function makeReplies(parts: {
  readonly render: Renderer
  readonly translate: Readonly<Record<Language, Translate>>
  readonly board: () => Board | undefined
  readonly homeOf: (path: string) => string
  readonly secure: boolean
  readonly sessionIdleMinutes: number
  readonly stream: Streams['send']
}): Replies {
  function frameOf(request: FastifyRequest, reply: FastifyReply, reader: Reader): Frame {
    const actor = reader.session?.inForce === true ? reader.session.actor : undefined
    return {
      language: reader.language,
      t: parts.translate[reader.language],
      board: parts.board(),
      actor,
      publicView: reader.session?.publicView ?? false,
      isKept: reader.session?.inForce === true && reader.session.keptTo !== '',
      // A form may be sent to an address that only takes it; its page is the one to come back to.
      path: parts.homeOf(pathOf(request.url)),
      nonce: reply.cspNonce.script,
      csrf: reply.generateCsrf({ userInfo: formOwnerOf(request) }),
      expiresInSeconds: actor === undefined ? undefined : parts.sessionIdleMinutes * 60,
    }
  }

  function html(
    request: FastifyRequest,
    reply: FastifyReply,
    reader: Reader,
    status: number,
    page: PageAnswer,
  ): FastifyReply {
    // A form that is shown again, beside an error or another's words, is the same showing: what was kept of it goes on.
    const goesOn = request.method === 'POST' ? formKeyOf(formFieldsOf(request.body)) : undefined
    return reply
      .code(status)
      .header('content-type', 'text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(parts.render(page, frameOf(request, reply, reader), goesOn === undefined ? [] : [goesOn]))
  }

  const replies: Replies = {
    send(request, reply, reader, answer, isKept = false) {
      switch (answer.kind) {
        case 'redirect':
          for (const each of answer.cookies ?? []) setCookie(reply, each, parts.secure)
          if (answer.forgetsPages === true) void reply.header('clear-site-data', '"cache"')
          return reply.redirect(answer.to, 303)
        case 'file':
          return reply
            .header('content-type', answer.contentType)
            .header('content-disposition', attachmentNamed(answer.fileName))
            .header('cache-control', 'no-store')
            .send(answer.content)
        case 'stream':
          // Whoever opens the address itself, and listens to nothing, is not kept waiting.
          if (!(request.headers.accept ?? '').includes('text/event-stream')) return reply.code(204).send()
          return parts.stream(reply, answer.listen)
        case 'nothing-to-show':
          return reply.code(answer.status).send()
        case 'not-found':
          return replies.message(request, reply, reader, { status: 404, kind: 'not-found' }, { isKept })
        case 'page':
          return html(request, reply, reader, answer.status, answer)
      }
    },
    message(request, reply, reader, { status, kind }, { reference, isKept = false } = {}) {
      const t = parts.translate[reader.language]
      const lines = [t(`web.error.${kind}.text`)]
      const model = { lines, reference: kind === 'trouble' ? reference : undefined, isKept }
      return html(request, reply, reader, status, show('web/views/message.njk', t(`web.error.${kind}.title`), model))
    },
    sendAgain(request, reply, reader, { status, kind }, secrets) {
      const t = parts.translate[reader.language]
      const body = formFieldsOf(request.body)
      const typed = typedIn(body, secrets)
      const model = {
        lead: t(`web.error.${kind}.text`),
        isForm: request.method === 'POST',
        isSignedOut: kind === 'signed-out',
        sender: reader.session?.inForce === true ? reader.session.actor.name : '',
        address: request.url.replace(/^[/\\]+/, '/'), // ours, whatever stood before it
        texts: Object.entries(typed).filter(([, value]) => isWritten(value)),
        rest: [...keysIn(body), ...Object.entries(typed).filter(([, value]) => !isWritten(value))].map(
          ([name, value]) => [name, [value].flat()] as const,
        ),
      }
      if (status === 503) void reply.header('retry-after', '5')
      return html(request, reply, reader, status, show('web/views/send-again.njk', t(`web.error.${kind}.title`), model))
    },
  }
  return replies
}

const isWritten = (value: FormFields[string]): boolean => typeof value === 'string' && isText(value)

// The name as it is for a browser that reads it, and in plain letters for one that does not.
function attachmentNamed(fileName: string): string {
  const plain = fileName.normalize('NFKD').replace(/[^\x20-\x7e]|["\\]/g, '')
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName).replaceAll("'", '%27')}`
}

function setCookie(reply: FastifyReply, { name, value, maxAgeSeconds }: CookieToSet, secure: boolean): void {
  if (value === '') void reply.clearCookie(name, { path: '/' })
  else
    void reply.setCookie(name, value, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure,
      ...(maxAgeSeconds !== undefined && { maxAge: maxAgeSeconds }),
    })
}
