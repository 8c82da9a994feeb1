import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Database } from '../db/database.ts'
import { EVENT_STREAM } from './streams.ts'

/** What a process measures of itself. It names no person and no record: a page is known by its pattern, `/children/:childId`. */
export type Metrics = {
  /** Measures every answer of a server from now on. */
  readonly measure: (app: FastifyInstance) => void
  /** All measurements so far, as Prometheus reads them. */
  readonly text: () => Promise<string>
}

// From what is quick to what somebody at six in the evening gives up on, in seconds.
const STEPS = [0.01, 0.03, 0.1, 0.3, 1, 3, 10]

/** Begins to measure a process and its connections. */
export function startMetrics(database: Pick<Database, 'connections'>): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const answers = new Histogram({
    name: 'llwybr_answer_seconds',
    help: 'How long answers took, by the pattern of the page and the kind of answer.',
    labelNames: ['method', 'page', 'status'],
    buckets: STEPS,
    registers: [registry],
  })
  const connections = new Gauge({
    name: 'llwybr_database_connections',
    help: 'Connections to the database that are open and idle, and pieces of work that wait for one.',
    labelNames: ['state'],
    registers: [registry],
    collect: () => {
      for (const [state, count] of Object.entries(database.connections())) connections.set({ state }, count)
    },
  })
  return {
    measure: app => {
      app.addHook('onResponse', (request, reply, done) => {
        // A stream goes on for as long as its reader is there: that says nothing of how quick we are.
        if (reply.raw.getHeader('content-type') === EVENT_STREAM) return done()
        const page = request.routeOptions.url ?? 'none'
        answers.observe({ method: request.method, page, status: reply.statusCode }, reply.elapsedTime / 1000)
        done()
      })
    },
    text: () => registry.metrics(),
  }
}

/** Serves the measurements alone, on a port of their own that no visitor's proxy leads to. Answers that port and how to stop. */
export async function serveMetrics(
  metrics: Metrics,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return void response.writeHead(404).end()
    void metrics.text().then(
      text => response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text),
      () => response.writeHead(500).end(),
    )
  })
  await new Promise<void>((listening, failed) => server.once('error', failed).listen(port, host, listening))
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise(stopped => {
        server.close(() => stopped())
        server.closeAllConnections()
      }),
  }
}
