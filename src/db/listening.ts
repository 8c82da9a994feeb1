import pg from 'pg'

const CHANNEL = 'llwybr_meeting'
const TRY_AGAIN = 1_000

/** In which rooms of a meeting something changed: in the closed one alone, or in both. `missed` when what was told may have been missed. */
export type Heard = 'closed' | 'both' | 'missed'

/** Hears what the database tells of meetings that run, over one connection of its own. */
export type Listening = {
  /** Calls `listener` each time that something in the meeting changed, until what it answers with is called. */
  hear(meetingId: string, listener: (heard: Heard) => void): () => void
  close(): Promise<void>
}

/**
 * Listens to one database. The connection is opened with the first listener, and again when it is lost: everybody is then told that
 * something may have been missed.
 */
export function openListening(url: string): Listening {
  const listeners = new Map<string, Set<(heard: Heard) => void>>()
  let client: pg.Client | undefined
  let isClosed = false
  let again: NodeJS.Timeout | undefined

  function tell(meetingId: string, heard: Heard): void {
    for (const listener of listeners.get(meetingId) ?? []) listener(heard)
  }
  function lost(mine: pg.Client): void {
    if (client !== mine) return
    client = undefined
    void mine.end().catch(() => undefined)
    if (!isClosed && listeners.size > 0) again = setTimeout(() => open(true), TRY_AGAIN).unref()
  }
  function open(isAnew: boolean): void {
    if (isClosed || client !== undefined) return
    clearTimeout(again)
    const mine = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000, keepAlive: true })
    client = mine
    mine.on('error', () => lost(mine))
    mine.on('end', () => lost(mine))
    mine.on('notification', ({ payload = '' }) => {
      const [meetingId = '', room] = payload.split(' ')
      tell(meetingId, room === 'closed' ? 'closed' : 'both')
    })
    mine
      .connect()
      .then(() => mine.query(`listen ${CHANNEL}`))
      .then(() => {
        if (isAnew) for (const meetingId of listeners.keys()) tell(meetingId, 'missed')
      })
      .catch(() => lost(mine))
  }

  return {
    hear(meetingId, listener) {
      const those = listeners.get(meetingId) ?? new Set()
      listeners.set(meetingId, those.add(listener))
      open(false)
      return () => {
        those.delete(listener)
        if (those.size === 0 && listeners.get(meetingId) === those) listeners.delete(meetingId)
      }
    },
    async close() {
      isClosed = true
      clearTimeout(again)
      listeners.clear()
      const mine = client
      client = undefined
      await mine?.end().catch(() => undefined)
    },
  }
}
