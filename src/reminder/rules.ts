const MINUTE = 60_000
const HOUR = 60 * MINUTE

// A server that is away for a quarter of an hour, an afternoon, a weekend.
const WAITS = [10 * MINUTE, HOUR, 4 * HOUR, 24 * HOUR, 48 * HOUR]

/**
 * When an e-mail that did not leave is tried again, after it was tried `tries` times: the waits grow from ten minutes to two days.
 *
 * @returns `undefined` when it is given up, and the administrator is told
 * @protocol §6 step 5
 */
export function nextTryAfter(tries: number, now: Date): Date | undefined {
  const wait = WAITS[tries - 1]
  return wait === undefined ? undefined : new Date(now.getTime() + wait)
}
