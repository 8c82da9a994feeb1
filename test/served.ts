import { after } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { makeApp } from '../src/app.ts'
import { TEST_KEY } from './database.ts'
import { demonstrationWorld, type World } from './world.ts'

/** A demonstration board and the pages over it, for the tests of one file; both are closed after the last of them. */
export async function servedWorld(): Promise<{ readonly world: World; readonly app: FastifyInstance }> {
  const world = await demonstrationWorld()
  const app = await makeApp({ database: world.database, secretKey: TEST_KEY, publicUrl: undefined })
  after(async () => {
    await app.close()
    await world.close()
  })
  return { world, app }
}
