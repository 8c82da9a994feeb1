/** An address within this service, whatever was asked for: never another site's. */
export function localPath(path: string | undefined): string {
  return path !== undefined && /^\/(?![/\\])[\w\-/.:~%]*$/.test(path) ? path : '/'
}

/** The path of an address, without its query. */
export function pathOf(url: string): string {
  return url.split('?')[0] ?? '/'
}

/** The path of the page that a request came from, or `undefined` when the browser did not say. */
export function refererPath(referer: string | undefined): string | undefined {
  return referer === undefined || !URL.canParse(referer) ? undefined : new URL(referer).pathname
}

/** Answers the page that an address belongs to: itself when it can be read, else the nearest one above it. */
export function homeFinder(
  pages: readonly { readonly method: 'get' | 'post'; readonly path: string }[],
): (path: string) => string {
  const readable = pages
    .filter(page => page.method === 'get')
    .map(page => new RegExp(`^${page.path.replace(/:\w+/g, '[^/]+')}$`))
  const find = (path: string): string =>
    path === '/' || path === '' || readable.some(pattern => pattern.test(path))
      ? path || '/'
      : find(path.slice(0, path.lastIndexOf('/')))
  return find
}
