import pg from 'pg'

/**
 * Runs work over a connection of its own, and closes it. A server that ends the connection says so by an event as well, which would
 * end the process when nobody heard it; the work then fails by itself.
 *
 * @throws what the work throws, or why there is no connection
 */
export async function withClient<T>(config: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(config)
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}
