import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { assetsVersion, GOVUK } from './rendering.ts'

/** Serves styles, script and icon under an address that changes with their content, so that a browser may keep them. */
export async function serveAssets(app: FastifyInstance): Promise<void> {
  const prefix = `/assets/${assetsVersion}`
  const govukStyles = withOwnFont(readFileSync(join(GOVUK, 'govuk/govuk-frontend.min.css'), 'utf8'))
  app.get(`${prefix}/govuk.css`, (_request, reply) =>
    reply.header('content-type', 'text/css; charset=utf-8').header('cache-control', LONG).send(govukStyles),
  )
  await app.register(fastifyStatic, {
    root: join(import.meta.dirname, 'assets'),
    prefix,
    decorateReply: false,
    maxAge: '365d',
    immutable: true,
  })
  await app.register(fastifyStatic, {
    root: join(GOVUK, 'govuk'),
    prefix: `${prefix}/govuk/`,
    decorateReply: false,
    maxAge: '365d',
    immutable: true,
    allowedPath: path => path.endsWith('.min.js') || path.endsWith('.min.js.map'),
  })
}

const LONG = 'public, max-age=31536000, immutable'

// GDS Transport and the crown are for GOV.UK alone.
function withOwnFont(styles: string): string {
  return styles
    .replace(/@font-face\{[^}]*\}/g, '')
    .replaceAll(
      /"?GDS Transport"?,\s*arial,\s*sans-serif/g,
      '"Segoe UI",system-ui,-apple-system,"Noto Sans","DejaVu Sans",Arial,sans-serif',
    )
}
