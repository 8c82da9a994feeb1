import type { FastifyInstance } from 'fastify'
import { bankHolidays } from './calendar/bank-holidays.ts'
import type { BankHolidays } from './calendar/working-days.ts'
import { catalogue } from './catalogue.ts'
import type { Database } from './db/database.ts'
import { navigation, pages } from './pages.ts'
import type { Metrics } from './web/metrics.ts'
import { makeServer } from './web/server.ts'
import { findBoard, listFurtherBankHolidays } from './board/store/board.ts'

/** The parts of the application that differ between a deployment, a test and a measurement. */
export type AppOptions = {
  readonly database: Database
  readonly secretKey: string
  readonly publicUrl: string | undefined
  readonly clock?: () => Date
  readonly sessionIdleMinutes?: number
  readonly rateLimitPerMinute?: number
  readonly trustProxy?: string | false
  readonly logLevel?: string
  readonly isLeaving?: () => boolean
  readonly metrics?: Metrics
}

/** Makes the whole web application, ready to listen. */
export function makeApp(options: AppOptions): Promise<FastifyInstance> {
  return makeServer({
    database: options.database,
    pages,
    catalogue,
    navigation,
    bankHolidays: holidaysOf(options.database),
    board: () => options.database.asNobody(findBoard),
    clock: options.clock ?? (() => new Date()),
    secretKey: options.secretKey,
    publicUrl: options.publicUrl,
    sessionIdleMinutes: options.sessionIdleMinutes ?? 30,
    rateLimitPerMinute: options.rateLimitPerMinute ?? 1200,
    trustProxy: options.trustProxy ?? false,
    logLevel: options.logLevel ?? 'silent',
    isLeaving: options.isLeaving ?? (() => false),
    metrics: options.metrics,
  })
}

/** The bank holidays with those the board added, read anew each minute: asking for them at every page would be waste. */
export function holidaysOf(database: Database): () => Promise<BankHolidays> {
  let known: BankHolidays | undefined
  let readAt = 0
  return async () => {
    if (known === undefined || Date.now() - readAt > 60_000) {
      known = bankHolidays(await database.asNobody(listFurtherBankHolidays))
      readAt = Date.now()
    }
    return known
  }
}
