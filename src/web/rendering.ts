import type { Foreign } from '../lib/written-language.ts'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import nunjucks from 'nunjucks'
import type { Actor, Language, Role } from '../access/actor.ts'
import type { PageAnswer } from './answer.ts'
import { formatInstant } from '../lib/calendar-date.ts'
import { DRAFTS_MARK, withDrafts } from './drafts.ts'
import { shownAgain, ticked } from './forms.ts'
import { type FormKey, withKeys } from './sending.ts'
import type { Translate } from './translation.ts'

const SOURCE = join(import.meta.dirname, '..')

/** The folder of govuk-frontend's templates, styles and script. */
export const GOVUK = join(SOURCE, '../node_modules/govuk-frontend/dist')

/** An entry of the service navigation: for everyone signed in, or for some roles. */
export type NavigationItem = { readonly key: string; readonly href: string; readonly roles?: readonly Role[] }

/** What the frame says of the board: its name, and whether everyone on it is invented. */
export type Board = { readonly kind: 'live' | 'demonstration'; readonly name: Readonly<Record<Language, string>> }

/** What a page's frame depends on for one visit. */
export type Frame = {
  readonly language: Language
  readonly t: Translate
  readonly board: Board | undefined
  readonly actor: Actor | undefined
  readonly publicView: boolean
  /** Whether the browser is kept to one place: nothing leads elsewhere then. */
  readonly isKept: boolean
  readonly path: string
  readonly nonce: string
  readonly csrf: string
  readonly expiresInSeconds: number | undefined
}

/** Turns a page's answer into HTML; `shownBefore` are forms of it that go on with the key they had. */
export type Renderer = (answer: PageAnswer, frame: Frame, shownBefore: readonly FormKey[]) => string

// The address of a page about somebody or something: lists show no names where they are hidden.
const OF_SOMETHING = /\/[\da-f]{8}-[\da-f]{4}-/

// What differs between two visits of the same kind of reader stands in the frame as a mark, and is put in its place by
// joining texts: rendering the frame anew for each page would cost more than the page itself (decision 0010).
const MARKS = ['title', 'content', 'nonce', 'csrf', 'path', 'name', 'expires', 'formButton'] as const
type Mark = (typeof MARKS)[number]
const mark = (name: Mark) => `\u{E000}${name}\u{E001}`

/** The version of the assets, part of their address: a new release is a new address. */
export const assetsVersion = [
  join(GOVUK, 'govuk/govuk-frontend.min.css'),
  ...[
    'llwybr.css',
    'llwybr.js',
    'keeping.js',
    'live.js',
    'lines.js',
    'line-keys.js',
    'copy-beside.js',
    'words-made.js',
  ].map(name => join(SOURCE, 'web/assets', name)),
]
  .reduce((hash, file) => hash.update(readFileSync(file)), createHash('sha256'))
  .digest('hex')
  .slice(0, 12)

/** Makes the renderer. `navigation` is the whole service navigation; each reader is given what their roles allow. */
export function makeRenderer(navigation: readonly NavigationItem[]): Renderer {
  const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader([SOURCE, GOVUK]), {
    autoescape: true,
    throwOnUndefined: false,
    trimBlocks: true,
    lstripBlocks: true,
  })
  environment.addGlobal('tongue', tongueOf)
  environment.addGlobal('inTongue', inTongue)
  environment.addFilter('inOnePiece', referencesInOnePiece)
  const frames = new Map<string, readonly string[]>()

  function framePieces(frame: Frame): readonly string[] {
    const roles = frame.actor === undefined ? 'nobody' : frame.actor.roles.join()
    const key = [
      frame.language,
      frame.board?.kind,
      frame.board?.name[frame.language],
      roles,
      frame.publicView,
      frame.isKept,
    ].join('|')
    const known = frames.get(key)
    if (known !== undefined) return known
    const html = environment.render('web/views/frame.njk', {
      ...frame,
      otherLanguage: frame.language === 'en' ? 'cy' : 'en',
      boardName: frame.board?.name[frame.language],
      demonstration: frame.board?.kind === 'demonstration',
      navigation:
        frame.actor === undefined || frame.isKept
          ? []
          : navigation.filter(
              item => item.roles === undefined || item.roles.some(role => frame.actor?.roles.includes(role)),
            ),
      signedIn: frame.actor !== undefined,
      assets: `/assets/${assetsVersion}`,
      mark: Object.fromEntries(MARKS.map(name => [name, new nunjucks.runtime.SafeString(mark(name))])),
    })
    const pieces = html.split(/\u{E000}(\w+)\u{E001}/u)
    frames.set(key, pieces)
    return pieces
  }

  return (answer, frame, shownBefore) => {
    const errorList = Object.entries(answer.errors).map(([field, key]) => ({
      href: answer.errorsAt?.[field] ?? `#${field}`,
      text: frame.t(key),
    }))
    const rendered = environment.render(answer.view, {
      ...answer.model,
      t: frame.t,
      lang: frame.language,
      title: answer.title,
      path: frame.path,
      csrf: frame.csrf,
      actor: frame.actor,
      publicView: frame.publicView,
      namesMayStand: frame.publicView && !frame.isKept && OF_SOMETHING.test(frame.path),
      values: answer.values,
      one: (name: string) => shownAgain(answer.values, name),
      ticked: (name: string, value: string) => ticked(answer.values[name]).includes(value),
      errors: Object.fromEntries(Object.entries(answer.errors).map(([field, key]) => [field, frame.t(key)])),
      errorList,
    })
    const content =
      answer.drafts === undefined
        ? withKeys(rendered.replace(DRAFTS_MARK, ''), shownBefore)
        : withDrafts(rendered, answer.drafts, model =>
            environment.render('web/views/drafts.njk', {
              ...model,
              t: frame.t,
              csrf: frame.csrf,
              path: frame.path,
              at: (instant: Date) => formatInstant(instant, frame.language),
            }),
          )
    const title = errorList.length > 0 ? frame.t('web.title.error', { title: answer.title }) : answer.title
    const parts: Record<Mark, string> = {
      title: escape(title),
      content,
      nonce: frame.nonce,
      csrf: frame.csrf,
      path: encodeURIComponent(frame.path),
      name: escape(frame.actor?.name ?? ''),
      expires: frame.expiresInSeconds === undefined ? '' : String(frame.expiresInSeconds),
      // The buttons of the frame send the page's own form when it has one, so that what was typed goes along.
      formButton: content.includes('id="page-form"') ? 'with-form' : 'without-form',
    }
    return framePieces(frame)
      .map((piece, index) => (index % 2 === 0 ? piece : parts[piece as Mark]))
      .join('')
  }
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, found => `&#${found.charCodeAt(0)};`)
}

// A line may end at the hyphen of a reference (LL-00042), which is then no longer read as one.
function referencesInOnePiece(words: string): nunjucks.runtime.SafeString {
  const pieces = escape(words).replace(/\bLL-\d+/g, reference => `<span class="llwybr-whole">${reference}</span>`)
  return new nunjucks.runtime.SafeString(pieces)
}

// Words on a line of the page's own: with an element about them only where it says something.
function inTongue(words: string, foreign: Foreign | undefined): nunjucks.runtime.SafeString {
  const text = escape(words)
  return new nunjucks.runtime.SafeString(
    foreign === undefined ? text : `<span${tongueOf(foreign).toString()}>${text}</span>`,
  )
}

// The attributes of words that are not in the page's language, so that they are read out and set as what they are.
function tongueOf(foreign: Foreign | undefined): nunjucks.runtime.SafeString {
  return new nunjucks.runtime.SafeString(foreign === undefined ? '' : ` lang="${foreign.lang}" dir="${foreign.dir}"`)
}
