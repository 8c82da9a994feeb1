import type { FastifyReply } from 'fastify'

// Whoever listens asks again after so long, and is looked at again: sight that has ended ends here too.
const LONGEST = 300_000
const HEARTBEAT = 20_000

/** The answers of a server that go on: server-sent events, each of which says that something changed and nothing else. */
export type Streams = {
  /** Answers with a stream that says something each time that `listen` calls back. */
  send(reply: FastifyReply, listen: (say: () => void) => () => void): FastifyReply
  /** Ends all of them, when the server is to end. */
  endAll(done: () => void): void
}

/** Makes the streams of one server. */
export function makeStreams(): Streams {
  const open = new Set<() => void>()
  return {
    send(reply, listen) {
      reply.hijack()
      const { raw } = reply
      raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no', // a proxy that gathers would hold it back
      })
      raw.write('retry: 1000\n\n')
      const stop = listen(() => raw.write('data: changed\n\n'))
      const beat = setInterval(() => raw.write(': here\n\n'), HEARTBEAT).unref()
      const end = () => raw.end()
      const longest = setTimeout(end, LONGEST).unref()
      open.add(end)
      raw.on('close', () => {
        clearInterval(beat)
        clearTimeout(longest)
        open.delete(end)
        stop()
      })
      return reply
    },
    endAll(done) {
      for (const end of open) end()
      done()
    },
  }
}
