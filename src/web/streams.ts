import type { FastifyReply } from 'fastify'

// Whoever listens asks again after so long, and is looked at again: sight that has ended ends here too.
const LONGEST = 300_000
const HEARTBEAT = 20_000

/** The kind of content of such an answer. */
export const EVENT_STREAM = 'text/event-stream; charset=utf-8'

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
      reply.header('content-type', EVENT_STREAM).header('cache-control', 'no-store')
      reply.header('x-accel-buffering', 'no') // a proxy that gathers would hold it back
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) raw.setHeader(name, value)
      raw.writeHead(200)
      raw.write('retry: 1000\n\n')
      const stop = listen(() => raw.write('data: changed\n\n'))
      const beat = setInterval(() => raw.write(': here\n\n'), HEARTBEAT).unref()
      const longest = setTimeout(end, LONGEST).unref()
      open.add(end)
      raw.on('close', end)
      return reply
      // Nothing is written after the end: that would be an error that nobody hears, and end the process.
      function end() {
        clearInterval(beat)
        clearTimeout(longest)
        open.delete(end)
        stop()
        raw.end()
      }
    },
    endAll(done) {
      for (const end of open) end()
      done()
    },
  }
}
