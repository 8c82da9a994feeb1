import { setTimeout as wait } from 'node:timers/promises'

/** Practitioners of the demonstration board who write sentence after sentence, and keep a list of their own. */
export type Writers = {
  /** Every sentence whose saving was acknowledged. */
  readonly acknowledged: ReadonlySet<string>
  /** Every sentence that was sent, acknowledged or not. */
  readonly sent: ReadonlySet<string>
  /** How many were refused as away or got no answer: what went wrong was felt. */
  readonly refused: () => number
  /** Answers that are no answer of the product's: neither done, nor away with the words kept, nor a lost connection. */
  readonly strange: readonly string[]
  /** Waits until something more was acknowledged, `seconds` at most; answers whether it was. */
  readonly untilWriting: (seconds: number) => Promise<boolean>
  readonly stop: () => Promise<void>
}

const PATIENCE_MS = 40_000

// A social worker of the demonstration board, as the list of people names them.
const PERSON = 'Non Sampl'

/** Signs `count` of them in at `address` and lets them write. They ask nothing twice: what failed is written as another sentence. */
export async function startWriters(address: string, count: number): Promise<Writers> {
  const acknowledged = new Set<string>()
  const sent = new Set<string>()
  const strange: string[] = []
  let refused = 0
  let stopped = false
  const person = await signIn(address)
  const write = async () => {
    while (!stopped) {
      const text = `Under trial, sentence ${sent.size + 1}.`
      sent.add(text)
      try {
        const { status, headers } = await fetch(`${address}/children/${person.childId}/entries/new`, {
          method: 'POST',
          headers: { cookie: person.cookie, 'content-type': 'application/x-www-form-urlencoded' },
          body: entry(person.token, text),
          redirect: 'manual',
          signal: AbortSignal.timeout(PATIENCE_MS),
        })
        const saved = status === 303 && headers.get('location')?.startsWith('/children/') === true
        if (saved) acknowledged.add(text)
        else if (status === 503) refused += 1
        else strange.push(`${status} ${headers.get('location') ?? ''}`)
        if (!saved) await wait(30)
      } catch {
        refused += 1 // nobody there, or the answer was cut off: never acknowledged, perhaps done
        await wait(30)
      }
    }
  }
  const writing = Array.from({ length: count }, write)
  return {
    acknowledged,
    sent,
    strange,
    refused: () => refused,
    untilWriting: async seconds => {
      const before = acknowledged.size
      for (const until = Date.now() + seconds * 1000; Date.now() < until;) {
        if (acknowledged.size > before) return true
        await wait(20)
      }
      return false
    },
    stop: async () => {
      stopped = true
      await Promise.all(writing)
    },
  }
}

function entry(token: string, text: string): URLSearchParams {
  const today = new Date().toISOString().slice(0, 10)
  return new URLSearchParams({
    _csrf: token,
    text,
    kind: 'note',
    basis: 'fact',
    audience: 'network',
    saidBy: '',
    happenedOn: today,
  })
}

// As somebody who tries the demonstration: one press on the list of people.
async function signIn(address: string): Promise<{ cookie: string; token: string; childId: string }> {
  const jar = new Map<string, string>()
  const ask = async (path: string, form?: URLSearchParams) => {
    const answer = await fetch(`${address}${path}`, {
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      redirect: 'manual',
      ...(form !== undefined && { method: 'POST', body: form }),
    })
    for (const each of answer.headers.getSetCookie()) {
      const [pair = ''] = each.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    return answer.text()
  }
  const found = (page: string, pattern: RegExp) => pattern.exec(page)?.[1] ?? ''
  const door = await ask('/sign-in')
  const account = found(door.slice(door.indexOf(`${PERSON}<br>`)), /name="account" value="([^"]+)"/)
  await ask(
    '/demonstration/sign-in',
    new URLSearchParams({ _csrf: found(door, /name="_csrf" value="([^"]+)"/), account, to: '' }),
  )
  const children = await ask('/children')
  const childId = found(children, /href="\/children\/([0-9a-f-]{36})"/)
  if (childId === '') throw new Error('nobody of the demonstration could be signed in')
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  return { cookie, token: found(children, /name="_csrf" value="([^"]+)"/), childId }
}
