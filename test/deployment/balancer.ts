import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** What stands before several processes of one board and shares the visitors out, as a proxy of a deployment does. */
export type Balancer = {
  readonly address: string
  /** The processes that it may send visitors to, once each says that it is ready. */
  readonly setProcesses: (addresses: readonly string[]) => void
  /** Waits until a process has said that it is ready. */
  readonly untilReady: (address: string) => Promise<void>
  readonly close: () => Promise<void>
}

const ASKED_EVERY_MS = 200

/** Starts a balancer on loopback. What cannot be answered is a 502, and nothing is asked twice. */
export async function startBalancer(): Promise<Balancer> {
  const agent = new http.Agent({ keepAlive: true })
  let processes: readonly string[] = []
  const ready = new Set<string>()
  let turn = 0
  const asking = setInterval(() => {
    for (const address of processes)
      void isReady(address).then(isSo => (isSo ? ready.add(address) : ready.delete(address)))
  }, ASKED_EVERY_MS)
  const server = http.createServer((request, response) => {
    const open = processes.filter(address => ready.has(address))
    const chosen = open[(turn += 1) % open.length]
    const fail = () => (response.headersSent ? response.destroy() : response.writeHead(502).end())
    if (chosen === undefined) return void fail()
    const { method, headers, url } = request
    const forwarded = http.request(new URL(url ?? '/', chosen), { agent, method: method ?? 'GET', headers }, answer => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response).on('error', () => undefined)
    })
    forwarded.on('error', fail)
    request.pipe(forwarded)
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setProcesses: addresses => {
      processes = addresses
      for (const each of ready) if (!addresses.includes(each)) ready.delete(each)
    },
    untilReady: async address => {
      while (!ready.has(address)) await wait(50)
    },
    close: () => {
      clearInterval(asking)
      agent.destroy()
      server.closeAllConnections()
      return new Promise(closed => server.close(() => closed()))
    },
  }
}

async function isReady(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}/ready`, { signal: AbortSignal.timeout(1_000) })).status === 200
  } catch {
    return false
  }
}
