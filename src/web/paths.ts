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
  const find = finderOf(pages)
  return path => find(path).length > 0
}

/** Answers whether somebody with these roles may open the page at an address; one that no page has is open to nobody. */
export function openerOf(
  pages: readonly Pick<Page, 'method' | 'path' | 'roles'>[],
): (path: string, roles: readonly Role[]) => boolean {
  const find = finderOf(pages.filter(page => page.method === 'get'))
  return (path, roles) =>
    find(path).some(page => typeof page.roles === 'string' || page.roles.some(role => roles.includes(role)))
}

type Branch<T> = { readonly pages: T[]; readonly named: Map<string, Branch<T>>; any?: Branch<T> }

// The pages at an address. A record asks after twenty acts at each opening, so the parts of the addresses are a tree.
function finderOf<T extends { readonly path: string }>(pages: readonly T[]): (path: string) => readonly T[] {
  const root: Branch<T> = { pages: [], named: new Map() }
  for (const page of pages) {
    let at = root
    for (const part of page.path.split('/')) {
      const next = (part.startsWith(':') ? at.any : at.named.get(part)) ?? { pages: [], named: new Map() }
      if (part.startsWith(':')) at.any = next
      else at.named.set(part, next)
      at = next
    }
    at.pages.push(page)
  }
  const find = ({ pages: here, named, any }: Branch<T>, parts: readonly string[], at: number): readonly T[] => {
    const part = parts[at]
    if (part === undefined) return here
    const byName = named.get(part)
    return [
      ...(byName === undefined ? [] : find(byName, parts, at + 1)),
      ...(any === undefined || part === '' ? [] : find(any, parts, at + 1)),
    ]
  }
  return path => find(root, path.split('/'), 0)
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
