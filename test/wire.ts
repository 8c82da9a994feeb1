import net from 'node:net'

/** A wire between the application and its database, which a test can cut, freeze and mend. */
export type Wire = {
  /** The database's address by way of the wire. */
  readonly url: string
  /** Ends every connection and refuses new ones. */
  cut(): void
  /** Lets nothing through, and ends nothing. */
  freeze(): void
  /** Lets everything through again: what was frozen is lost. */
  mend(): void
  close(): Promise<void>
}

/** Lays a wire to the server of `databaseUrl` on a loopback port. */
export async function wireTo(databaseUrl: string): Promise<Wire> {
  const target = new URL(databaseUrl)
  const folder = target.searchParams.get('host')
  let state: 'open' | 'cut' | 'frozen' = 'open'
  const sockets = new Set<net.Socket>()
  const server = net.createServer(near => {
    if (state === 'cut') return near.destroy()
    sockets.add(near)
    near.on('error', () => undefined).on('close', () => sockets.delete(near))
    if (state === 'frozen') return undefined
    const far =
      folder === null
        ? net.connect(Number(target.port), target.hostname)
        : net.connect(`${folder}/.s.PGSQL.${target.port}`)
    sockets.add(far)
    far
      .on('error', () => near.destroy())
      .on('close', () => {
        sockets.delete(far)
        near.destroy()
      })
    near.on('close', () => far.destroy())
    near.on('data', chunk => state === 'open' && far.write(chunk))
    far.on('data', chunk => state === 'open' && near.write(chunk))
    return undefined
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as net.AddressInfo).port)
  url.searchParams.delete('host')
  const endAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: url.toString(),
    cut() {
      state = 'cut'
      endAll()
    },
    freeze() {
      state = 'frozen'
    },
    mend() {
      if (state === 'frozen') endAll()
      state = 'open'
    },
    close: () =>
      new Promise(resolve => {
        endAll()
        server.close(() => resolve())
      }),
  }
}
