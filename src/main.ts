import { randomBytes } from 'node:crypto'
import { makeApp } from './app.ts'
import { codeHash } from './account/actions.ts'
import { openDatabase } from './db/database.ts'
import { EmbeddedPostgresError } from './db/embedded.ts'
import { newFoundingCode } from './db/founding.ts'
import { migrate } from './db/migrate.ts'
import { roleUrl } from './db/roles.ts'
import { databaseServer } from './db/server.ts'
import { readSettings, SettingsError } from './settings.ts'
import { startTimers } from './worker.ts'

try {
  await start()
} catch (error) {
  const code = (error as NodeJS.ErrnoException).code
  if (error instanceof SettingsError || error instanceof EmbeddedPostgresError) console.error(error.message)
  else if (code === 'EADDRINUSE')
    console.error('The port is in use already: set PORT to another, or 0 for any free one.')
  else if (code === 'ECONNREFUSED' || code === '28P01')
    console.error('The database of DATABASE_URL cannot be reached, or refuses the password.')
  else throw error
  process.exit(1)
}

async function start(): Promise<void> {
  const settings = readSettings(process.env)
  const server = await databaseServer(settings)
  const { databaseName, secretKey } = settings
  await migrate({ adminUrl: server.adminUrl, database: databaseName, secretKey })
  const foundingKey = await newFoundingCode(
    roleUrl(server.adminUrl, databaseName, 'llwybr_owner', secretKey),
    codeHash,
    randomBytes(9).toString('base64url'),
  )
  const database = openDatabase(
    roleUrl(server.adminUrl, databaseName, 'llwybr_app', secretKey),
    secretKey,
    settings.databaseConnections,
  )
  const app = await makeApp({ ...settings, database })
  await app.listen({ port: settings.port, host: settings.host })

  const { port } = app.server.address() as { port: number }
  const address = settings.publicUrl ?? `http://localhost:${port}`
  console.log(`Llwybr is at ${address}`)
  if (foundingKey !== undefined) console.log(`To set it up, open ${address}/set-up?key=${foundingKey}`)

  const stopTimers = await startTimers(
    settings,
    roleUrl(server.adminUrl, databaseName, 'llwybr_jobs', secretKey),
    address,
  )

  const stop = () => {
    void app
      .close()
      .then(stopTimers)
      .then(() => database.close())
      .then(() => server.stop())
      .then(() => process.exit(0))
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}
