import type { Role } from '../access/actor.ts'
import type { Page } from './page.ts'

/** An address within this service, whatever was asked for: never another site's. */
export function localPath(path: string | undefined): string {
  return path !== undefined && /^\/(?![/\\])[\w\-/.:~%]*$/.test(path) ? path : '/'
}

/** The path of an address, without its query. */
export function pathOf(url: string): string {
  return url.split('?')[0] ?? '/'
}

/** Whether a path lies outside the place that a browser is kept to; nothing does when there is no such place. */
export function isElsewhere(place: string, path: string): boolean {
  return place !== '' && path !== place && !path.startsWith(`${place}/`)
}

/** The path of the page that a request came from, or `undefined` when the browser did not say. */
export function refererPath(referer: string | undefined): string | undefined {
  return referer === undefined || !URL.canParse(referer) ? undefined : new URL(referer).pathname
}

/** Answers whether an address is one of these pages'. */
export function matcherOf(pages: readonly { readonly path: string }[]): (path: string) => boolean {
  const patterns = pages.map(page => new RegExp(`^${page.path.replace(/:\w+/g, '[^/]+')}$`))
  return path => patterns.some(pattern => pattern.test(path))
}

/** Answers whether somebody with these roles may open the page at an address; one that no page has is open to nobody. */
export function openerOf(
  pages: readonly Pick<Page, 'method' | 'path' | 'roles'>[],
): (path: string, roles: readonly Role[]) => boolean {
  const readable = pages
    .filter(page => page.method === 'get')
    .map(page => ({ isAt: matcherOf([page]), roles: page.roles }))
  return (path, roles) =>
    readable.some(
      page => page.isAt(path) && (typeof page.roles === 'string' || page.roles.some(role => roles.includes(role))),
    )
}

/** Answers the page that an address belongs to: itself when it can be read, else the nearest one above it. */
export function homeFinder(
  pages: readonly { readonly method: 'get' | 'post'; readonly path: string }[],
): (path: string) => string {
  const isReadable = matcherOf(pages.filter(page => page.method === 'get'))
  const find = (path: string): string =>
    path === '/' || path === '' || isReadable(path) ? path || '/' : find(path.slice(0, path.lastIndexOf('/')))
  return find
}
