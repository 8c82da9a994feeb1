// Keeps the lines of a meeting as they stand: hears that something changed, and asks for them anew. Where that leads elsewhere (the family
// comes in, a pause begins, the meeting is over), the page goes there; what was typed is kept as on leaving any page.

/**
 * Begins to listen, on a page that says where.
 * @param lines what is sent line by line: before anything is looked at anew, that has come in
 */
export function keepUpWithMeeting(lines) {
  const { live, liveSaid } = document.querySelector('[data-live]')?.dataset ?? {}
  if (!live || !window.EventSource) return
  let isLooking = false
  let isToLookAgain = false
  let wasOpen = false
  let isLeaving = false

  const linesIn = page => page.querySelector('[data-live-lines]')

  async function bringUpToDate() {
    await lines.settled()
    const answer = await fetch(liveSaid).catch(() => undefined)
    if (answer === undefined) return
    const { pathname } = new URL(answer.url)
    const here = linesIn(document)
    if (answer.redirected && pathname !== location.pathname) return leave(() => location.replace(pathname))
    if (answer.status === 404 || (answer.redirected && here)) return leave(() => location.reload())
    if (!answer.ok || answer.redirected) return
    const now = linesIn(new DOMParser().parseFromString(await answer.text(), 'text/html'))
    if (here && now) here.replaceChildren(...now.childNodes)
    // A page that waited for the meeting has no lines yet.
    else if (document.querySelector('[data-live-waits]')) leave(() => location.reload())
  }
  // Once: a second going would break off the first.
  function leave(go) {
    isLeaving = true
    go()
  }
  // What changes while one looks is looked at afterwards, once.
  async function look() {
    isToLookAgain = true
    if (isLooking) return
    isLooking = true
    while (isToLookAgain && !isLeaving) {
      isToLookAgain = false
      await bringUpToDate()
    }
    isLooking = false
  }

  lines.lookAfterwards(look)
  const source = new EventSource(live)
  source.addEventListener('message', look)
  // After a time without the connection: something may have been missed.
  source.addEventListener('open', () => {
    if (wasOpen) look()
    wasOpen = true
  })
  addEventListener('pagehide', () => source.close())
  // Brought back by the back button: what stood here may no longer be shown.
  addEventListener('pageshow', event => {
    if (event.persisted) location.reload()
  })
}
