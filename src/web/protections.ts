import { createHash } from 'node:crypto'
import cookie from '@fastify/cookie'
import csrfProtection from '@fastify/csrf-protection'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isIssuedHere, SESSION_COOKIE } from './session-token.ts'

/** Registers what stands before every page: cookies, forms, forgery tokens, headers, the limit of requests. */
export async function registerProtections(
  app: FastifyInstance,
  {
    secretKey,
    secure,
    rateLimitPerMinute,
  }: { readonly secretKey: string; readonly secure: boolean; readonly rateLimitPerMinute: number },
): Promise<void> {
  // Pages are sent forms, and nothing else.
  app.removeContentTypeParser(['application/json', 'text/plain'])
  await app.register(cookie, { secret: createHash('sha256').update(`cookies:${secretKey}`).digest('hex') })
  await app.register(formbody)
  await app.register(csrfProtection, {
    cookieOpts: { signed: true, httpOnly: true, sameSite: 'strict', path: '/', secure },
    getToken: request => (request.body as Record<string, string> | undefined)?.['_csrf'],
    // A form belongs to the session in which it was shown: a pair of token and cookie from another browser opens nothing.
    csrfOpts: { userInfo: true, hmacKey: createHash('sha256').update(`forgery:${secretKey}`).digest('hex') },
    getUserInfo: formOwnerOf,
  })
  await app.register(helmet, {
    enableCSPNonces: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    hsts: secure,
    crossOriginEmbedderPolicy: false,
  })
  await app.register(rateLimit, {
    max: rateLimitPerMinute,
    timeWindow: '1 minute',
    // By address until there is a session that was begun here: a made-up cookie is no new visitor.
    keyGenerator: request => (isIssuedHere(sessionOf(request), secretKey) ? sessionOf(request) : request.ip),
    errorResponseBuilder: () => Object.assign(new Error('too many requests'), { statusCode: 429 }),
  })
}

const sessionOf = (request: FastifyRequest) => request.cookies[SESSION_COOKIE] ?? ''

/** To whom a form is shown: a session, or nobody in particular (the library asks for some word). */
export function formOwnerOf(request: FastifyRequest): string {
  return `session:${sessionOf(request)}`
}
