import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** What is missing, in one plain line. */
export class ChromiumMissing extends Error {}

/**
 * Where a Chromium is: CHROMIUM_PATH, the system's, or one that Debian's packages bring (as root).
 *
 * @throws {ChromiumMissing} when there is none and none can be installed
 */
export function findOrInstallChromium(): Promise<string> {
  const given = process.env['CHROMIUM_PATH']
  if (given !== undefined && existsSync(given)) return Promise.resolve(given)
  const found = onPath()
  if (found !== undefined) return Promise.resolve(found)
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Chromium from Debian’s packages (once) …')
    const quiet = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const
    try {
      execFileSync('apt-get', ['update'], quiet)
      execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], quiet)
    } catch {
      throw new ChromiumMissing('Chromium could not be installed with apt-get: install it, or set CHROMIUM_PATH.')
    }
    const installed = onPath()
    if (installed !== undefined) return Promise.resolve(installed)
  }
  try {
    execFileSync(process.execPath, ['node_modules/playwright-core/cli.js', 'install', 'chromium-headless-shell'], {
      stdio: 'ignore',
    })
    return import('playwright-core').then(({ chromium }) => chromium.executablePath())
  } catch {
    throw new ChromiumMissing(
      'The journeys need Chromium: install it, or set CHROMIUM_PATH; or run npm run check, which needs none.',
    )
  }
}

function onPath(): string | undefined {
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'])
    for (const folder of (process.env['PATH'] ?? '').split(':'))
      if (folder !== '' && existsSync(`${folder}/${name}`)) return `${folder}/${name}`
  return undefined
}
