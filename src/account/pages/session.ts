import {
  endSession,
  listOwnSessions,
  setPublicView,
  touchSession,
  updateOwnSessionEnded,
} from '../../access/store/sessions.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { calendarDateAt, formatShortDay, formatTime } from '../../lib/calendar-date.ts'
import { type Answer, type CookieToSet, notFound, redirect, show } from '../../web/answer.ts'
import { type DoorVisit, doorPage, page, type Page } from '../../web/page.ts'
import { languageCookie } from '../../web/language.ts'
import { localPath } from '../../web/paths.ts'
import { SESSION_COOKIE } from '../../web/session-token.ts'
import { findAwaitedPath } from '../../web/store.ts'
import { keepForm } from './drafts.ts'

// The language that a visit chooses, for whoever is signed in.
function chosenIn({ query, session }: DoorVisit): CookieToSet {
  return languageCookie(
    query['to'] === 'cy' ? 'cy' : 'en',
    session?.inForce === true ? session.actor.userId : undefined,
  )
}

// Recorded for whoever is signed in; before that there is nobody to record.
async function chooseLanguage(visit: DoorVisit): Promise<void> {
  const { session } = visit
  if (session?.inForce !== true) return
  await visit.database.asSession(session.presented, tx =>
    recordAuditEvent(tx, 'account.language-chosen', {
      details: { language: visit.query['to'] === 'cy' ? 'cy' : 'en' },
    }),
  )
}

const languageLink = doorPage({
  method: 'get',
  path: '/language',
  audit: 'account.language-chosen',
  async handle(visit) {
    await chooseLanguage(visit)
    return redirect(localPath(visit.query['path']), [chosenIn(visit)])
  },
})

// The buttons of the header send the form of the page along, when it has one: what was typed is there again where they lead.
const languageButton = doorPage({
  method: 'post',
  path: '/language',
  audit: 'account.language-chosen',
  async handle(visit) {
    const path = localPath(visit.query['path'])
    await chooseLanguage(visit)
    await keepForm(visit, path, true)
    return redirect(path, [chosenIn(visit)])
  },
})

const publicView = doorPage({
  method: 'post',
  path: '/public-view',
  audit: { none: 'names are shown or hidden on the visitor’s own screen' },
  async handle(visit) {
    const path = localPath(visit.query['path'])
    const { session } = visit
    if (session?.inForce === true)
      await visit.database.asSession(session.presented, tx => setPublicView(tx, session.id, visit.query['to'] === 'on'))
    await keepForm(visit, path, true)
    return redirect(path)
  },
})

const stay = doorPage({
  method: 'post',
  path: '/session/stay',
  audit: { none: 'a session that is used goes on; the row keeps when it was last used' },
  async handle(visit) {
    const { session } = visit
    if (session?.inForce === true)
      await visit.database.asNobody(tx =>
        touchSession(tx, session.presented, new Date(visit.now.getTime() + visit.sessionMinutes * 60_000)),
      )
    const path = localPath(visit.query['path'])
    await keepForm(visit, path, true)
    return redirect(path)
  },
})

const signOut = doorPage({
  method: 'post',
  path: '/sign-out',
  audit: 'account.signed-out',
  async handle(visit) {
    const { session } = visit
    if (session?.inForce === true) {
      await visit.database.asSession(session.presented, tx => recordAuditEvent(tx, 'account.signed-out'))
      await keepForm(visit, localPath(visit.query['path']), true)
      await visit.database.asNobody(tx => endSession(tx, session.presented))
    }
    return redirect('/sign-in', [{ name: SESSION_COOKIE, value: '' }])
  },
})

const kept = doorPage({
  method: 'get',
  path: '/kept',
  audit: { none: 'leads to the page on which the visitor was typing; that page records who opens it' },
  async handle(visit) {
    const { session } = visit
    if (session?.inForce !== true) return redirect('/sign-in')
    return redirect((await visit.database.asSession(session.presented, findAwaitedPath)) ?? '/')
  },
})

const sessionsPage = page({
  method: 'get',
  path: '/account/sessions',
  roles: 'signed-in',
  audit: 'account.sessions-seen',
  async handle(visit): Promise<Answer> {
    const { t, language } = visit
    const at = (instant: Date) => `${formatShortDay(calendarDateAt(instant), language)}, ${formatTime(instant)}`
    const sessions = await visit.act(async ({ tx }) => {
      await recordAuditEvent(tx, 'account.sessions-seen')
      return listOwnSessions(tx)
    })
    return show('account/views/sessions.njk', t('account.sessions.title'), {
      sessions: sessions.map(session => ({
        id: session.id,
        here: session.id === visit.sessionId,
        began: at(session.startedAt),
        used: at(session.lastSeenAt),
      })),
    })
  },
})

const sessionEnd = page({
  method: 'post',
  path: '/account/sessions/:sessionId/end',
  roles: 'signed-in',
  audit: 'account.session-ended',
  async handle(visit) {
    const ended = await visit.act(async ({ tx }) => {
      const done = await updateOwnSessionEnded(tx, visit.params.sessionId)
      if (done) await recordAuditEvent(tx, 'account.session-ended', { subjectId: visit.params.sessionId })
      return done
    })
    return ended ? redirect('/account/sessions') : notFound()
  },
})

export const sessionPages: readonly Page[] = [
  languageLink,
  languageButton,
  publicView,
  stay,
  signOut,
  kept,
  sessionsPage,
  sessionEnd,
]
