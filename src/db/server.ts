import { type RunningServer, startEmbeddedPostgres } from './embedded.ts'

/** The database server of a deployment: the one DATABASE_URL names, or the one that npm brought, started under `dataDir` until `signal` is aborted. */
export async function databaseServer({
  databaseUrl,
  dataDir,
  signal,
}: {
  readonly databaseUrl: string | undefined
  readonly dataDir: string
  readonly signal?: AbortSignal
}): Promise<RunningServer> {
  if (databaseUrl !== undefined) return { adminUrl: databaseUrl, stop: () => Promise.resolve() }
  return startEmbeddedPostgres({ dataDir, ...(signal !== undefined && { signal }) })
}
