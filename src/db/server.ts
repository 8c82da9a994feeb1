import { type RunningServer, startEmbeddedPostgres } from './embedded.ts'

/** The database server of a deployment: the one DATABASE_URL names, or the one that npm brought, started under `dataDir`. */
export async function databaseServer({
  databaseUrl,
  dataDir,
}: {
  readonly databaseUrl: string | undefined
  readonly dataDir: string
}): Promise<RunningServer> {
  if (databaseUrl !== undefined) return { adminUrl: databaseUrl, stop: () => Promise.resolve() }
  return startEmbeddedPostgres({ dataDir })
}
