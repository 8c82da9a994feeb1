import { randomUUID } from 'node:crypto'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { hasAnyRole, type Language } from '../access/actor.ts'
import { findSession, type Session, touchSession } from '../access/store/sessions.ts'
import type { Work } from '../access/work.ts'
import { type AuditEvent, isLook } from '../audit/events.ts'
import { eventsRecordedIn } from '../audit/store.ts'
import type { BankHolidays } from '../calendar/working-days.ts'
import type { Database } from '../db/database.ts'
import { calendarDateAt } from '../lib/calendar-date.ts'
import { isIdentifier } from '../lib/identifier.ts'
import { sealerFor } from '../lib/sealing.ts'
import { notFound, redirect } from './answer.ts'
import { serveAssets } from './assets.ts'
import { failureOf } from './failures.ts'
import { formFieldsOf, queryOf } from './forms.ts'
import { makeKeeping } from './keeping.ts'
import type { Metrics } from './metrics.ts'
import type { OpenVisit, Page } from './page.ts'
import { type Board, makeRenderer, type NavigationItem } from './rendering.ts'
import { makeReplies, type Reader } from './replies.ts'
import { LANGUAGE_COOKIE, languageOf } from './language.ts'
import { homeFinder, isElsewhere, matcherOf, openerOf, pathOf, refererPath } from './paths.ts'
import { registerProtections } from './protections.ts'
import { newToken, SESSION_COOKIE, tokenHash } from './session-token.ts'
import { isSentBefore, sendingOf } from './sending.ts'
import { makeStreams } from './streams.ts'
import { deleteDraft, findWentTo, insertSentForm, updateSentForm } from './store.ts'
import { missingTrace } from './trace.ts'
import { type Catalogue, translators } from './translation.ts'

/** What the web server is made of. */
export type ServerParts = {
  readonly database: Database
  readonly pages: readonly Page[]
  readonly catalogue: Catalogue
  readonly navigation: readonly NavigationItem[]
  readonly bankHolidays: () => Promise<BankHolidays>
  /** The board that the frame of every page names, or `undefined` before it is founded. */
  readonly board: () => Promise<Board | undefined>
  /** The clock; a test gives its own. */
  readonly clock: () => Date
  readonly secretKey: string
  readonly publicUrl: string | undefined
  readonly sessionIdleMinutes: number
  readonly rateLimitPerMinute: number
  /** The addresses of proxies that are believed about where a visitor comes from; `false` when there is none. */
  readonly trustProxy: string | false
  readonly logLevel: string
  /** Whether the process was asked to end, and others are to be sent its visitors. */
  readonly isLeaving: () => boolean
  readonly metrics: Metrics | undefined
}

/** Makes the web server: every page mounted, with sign-in, role, forgery and identifier checked once, before any handler. */
export async function makeServer(parts: ServerParts): Promise<FastifyInstance> {
  const app = fastify({
    // A request's address can hold a reference and its body anything: neither is ever logged.
    logger: {
      level: parts.logLevel,
      serializers: { req: (req: FastifyRequest) => ({ id: req.id, method: req.method, route: req.routeOptions.url }) },
      redact: ['req.headers', 'req.body'],
    },
    genReqId: () => randomUUID(),
    trustProxy: parts.trustProxy,
    bodyLimit: 1_048_576,
    requestTimeout: 30_000,
    // Whoever still reaches a process that ends is answered; each answer then says that the next one comes from elsewhere.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200 },
  })
  const secure = parts.publicUrl?.startsWith('https:') ?? false
  const homeOf = homeFinder(parts.pages)
  const isOpenTo = openerOf(parts.pages)
  const isSentTo = matcherOf(parts.pages.filter(page => page.method === 'post'))
  const sealer = sealerFor(parts.secretKey, 'second factor')
  const translate = translators(parts.catalogue)
  let board: Board | undefined

  await registerProtections(app, { secretKey: parts.secretKey, secure, rateLimitPerMinute: parts.rateLimitPerMinute })
  await serveAssets(app)
  parts.metrics?.measure(app)
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (parts.isLeaving()) reply.header('connection', 'close')
    done(null, payload)
  })

  const streams = makeStreams()
  app.addHook('preClose', streams.endAll)
  const replies = makeReplies({
    render: makeRenderer(parts.navigation),
    translate,
    board: () => board,
    homeOf,
    secure,
    sessionIdleMinutes: parts.sessionIdleMinutes,
    stream: streams.send,
  })

  const keeping = makeKeeping(parts.database, homeOf)

  async function readerOf(request: FastifyRequest, now: Date): Promise<Reader> {
    const token = request.cookies[SESSION_COOKIE]
    const session =
      token === undefined ? undefined : await parts.database.readAsNobody(tx => findSession(tx, tokenHash(token), now))
    // Writing at every click would cost a write a page; once a minute is enough to tell use from idleness.
    if (session?.inForce === true && now.getTime() - session.lastSeenAt.getTime() > 60_000)
      await parts.database.asNobody(tx =>
        touchSession(tx, session.presented, new Date(now.getTime() + parts.sessionIdleMinutes * 60_000)),
      )
    return { session, language: languageFor(request, session) }
  }

  async function answerTo(page: Page, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const now = parts.clock()
    const reader = await readerOf(request, now)
    board ??= await parts.board()
    const params = request.params as Record<string, string>
    const malformed = Object.entries(params).some(([name, value]) => name.endsWith('Id') && !isIdentifier(value))
    const body = formFieldsOf(request.body)
    const session = reader.session?.inForce === true ? reader.session : undefined
    const actor = session?.actor
    const open: OpenVisit = {
      params,
      query: queryOf(request.query),
      body,
      path: pathOf(request.url),
      origin: originOf(request, parts.publicUrl),
      language: reader.language,
      t: translate[reader.language],
      tIn: language => translate[language],
      now,
      today: calendarDateAt(now),
      holidays: await parts.bankHolidays(),
    }
    if (page.roles === 'everyone') {
      const answer = await page.handle({
        ...open,
        signedIn: actor,
        database: parts.database,
        cookies: request.cookies,
        remoteAddress: request.ip,
        sealer,
        sessionMinutes: parts.sessionIdleMinutes,
        session: reader.session,
        cameFrom: refererPath(request.headers.referer),
        newToken: () => newToken(parts.secretKey),
      } as never)
      return replies.send(request, reply, reader, answer)
    }
    // Nobody knows whose the words are: they stay on the screen.
    if (reader.session === undefined && request.method === 'POST')
      return replies.sendAgain(request, reply, reader, { status: 403, kind: 'signed-out' }, [])
    if (session === undefined || actor === undefined)
      return replies.send(request, reply, reader, await keeping.toSignIn(request, reader))
    if (page.isForEveryPlace !== true && isElsewhere(session.keptTo, open.path)) {
      await keeping.keepWhatWasRefused(request, session, false)
      return replies.send(request, reply, reader, redirect(session.keptTo))
    }
    if (page.roles !== 'signed-in' && !hasAnyRole(actor, page.roles))
      return replies.message(request, reply, reader, { status: 403, kind: 'forbidden' })
    if (malformed) return replies.send(request, reply, reader, notFound())

    const recorded = new Set<AuditEvent>()
    const sending = page.method === 'post' ? sendingOf(body) : undefined
    const sent = { isKept: false }
    const act = <T>(deed: (work: Work) => Promise<T>): Promise<T> =>
      parts.database.asSession(session.presented, async tx => {
        const { today, holidays, language } = open
        const result = await deed({ tx, actor, now, today, holidays, language })
        for (const event of eventsRecordedIn(tx)) recorded.add(event)
        // Before the commit: what is not recorded was neither done nor shown. (That nothing is changed without an event at all
        // is the database's to refuse.)
        const found = result !== undefined && result !== false
        const left = missingTrace(page, found, recorded)
        if (left !== undefined) throw new Error(left)
        if (sending !== undefined && !sent.isKept && [...recorded].some(event => !isLook(event))) {
          await insertSentForm(tx, sending)
          await deleteDraft(tx, sending.formKey)
          sent.isKept = true
        }
        return result
      })
    try {
      const answer = await page.handle({
        ...open,
        actor,
        publicView: session.publicView,
        sessionId: session.id,
        keptTo: session.keptTo,
        begunPages: session.draftPaths.length,
        mayOpen: (path: string) => isOpenTo(path, actor.roles),
        hear: parts.database.hear,
        act,
      } as never)
      if (sending !== undefined && sent.isKept && answer.kind === 'redirect')
        await parts.database.asSession(session.presented, tx => updateSentForm(tx, sending, answer.to))
      if (answer.kind === 'redirect' && answer.typed !== undefined)
        await keeping.keepToGoOnWith(answer.typed, answer.to, session)
      if (answer.kind === 'redirect' && answer.isUndone === true)
        await keeping.keepWhatWasRefused(request, session, false)
      const isShownAgain = answer.kind === 'page' && answer.status >= 400
      const isKept =
        (isShownAgain || answer.kind === 'not-found') &&
        (await keeping.keepWhatWasRefused(request, session, isShownAgain))
      return await replies.send(
        request,
        reply,
        reader,
        await keeping.withWhatWasTyped(answer, request, session, act),
        isKept,
      )
    } catch (error) {
      if (sending === undefined || !isSentBefore(error)) throw error
      // Pressed twice: it was done the first time, and takes the reader where that one did.
      const wentTo = await parts.database.asSession(session.presented, tx => findWentTo(tx, sending))
      return replies.send(request, reply, reader, redirect(wentTo ?? homeOf(open.path)))
    }
  }

  function secretsOf(request: FastifyRequest): readonly string[] {
    return parts.pages.find(page => page.method === 'post' && page.path === request.routeOptions.url)?.secrets ?? []
  }

  for (const page of parts.pages) {
    app.route({
      method: page.method === 'get' ? 'GET' : 'POST',
      url: page.path,
      exposeHeadRoute: false,
      ...(page.method === 'post' && { preHandler: app.csrfProtection }),
      handler: (request, reply) => answerTo(page, request, reply),
    })
  }

  app.get('/health', () => ({ ok: true }))
  app.get('/ready', async (_request, reply) => {
    if (parts.isLeaving()) return reply.code(503).send({ ok: false })
    try {
      await parts.database.ping()
      return { ok: true }
    } catch {
      return reply.code(503).send({ ok: false })
    }
  })

  app.setNotFoundHandler(async (request, reply) => {
    // The address of a form that needed another look, opened anew: its page has it again.
    const home = homeOf(pathOf(request.url))
    if (request.method === 'GET' && isSentTo(pathOf(request.url))) return reply.redirect(home, 303)
    const reader = await readerOf(request, parts.clock())
    board ??= await parts.board()
    return replies.send(request, reply, reader, notFound())
  })
  app.setErrorHandler(async (error: Error & { code?: string; statusCode?: number }, request, reply) => {
    const failure = failureOf(error)
    const away: Reader = { session: undefined, language: languageFor(request, undefined) }
    // When the database is away nobody is known, and asking it again would only wait a second time.
    const reader = failure.kind === 'away' ? away : await readerOf(request, parts.clock()).catch(() => away)
    const written = { reference: request.id, kind: error.name, code: error.code, stack: stackWithoutWords(error) }
    if (failure.status >= 500) request.log.error(written, 'failed')
    else request.log.info({ reference: request.id, refusal: error.code ?? failure.status }, 'refused')
    if (failure.kind === 'session-ended') {
      if (reader.session === undefined || request.method !== 'POST') return reply.redirect('/sign-in', 303)
      return replies.send(request, reply, reader, await keeping.toSignIn(request, reader))
    }
    if (failure.kind === 'away' || (failure.kind === 'form-expired' && isFromOurOwnPage(request, parts.publicUrl)))
      return replies.sendAgain(request, reply, reader, failure, secretsOf(request))
    const isKept =
      reader.session?.inForce === true &&
      (await keeping.keepWhatWasRefused(request, reader.session, false).catch(() => false))
    return replies.message(request, reply, reader, failure, { reference: request.id.slice(0, 8), isKept })
  })
  return app
}

// An error's message can hold what was typed (a database shows the row); its place in the code cannot.
function stackWithoutWords(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .filter(line => line.trimStart().startsWith('at '))
    .join('\n')
}

function languageFor(request: FastifyRequest, session: Session | undefined): Language {
  const asked = { cookie: request.cookies[LANGUAGE_COOKIE], acceptLanguage: request.headers['accept-language'] }
  return languageOf(asked, session?.actor)
}

// A browser says which page a form comes from, and no page of another site can say that it is ours.
const originOf = (request: FastifyRequest, publicUrl: string | undefined) =>
  publicUrl === undefined ? `${request.protocol}://${request.host}` : new URL(publicUrl).origin

function isFromOurOwnPage(request: FastifyRequest, publicUrl: string | undefined): boolean {
  const origin = request.headers.origin
  if (origin === undefined || !URL.canParse(origin)) return false
  const { host } = new URL(origin)
  return host === (publicUrl === undefined ? request.headers.host : new URL(publicUrl).host)
}
