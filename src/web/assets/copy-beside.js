// The family's copy as it would be, beside the decisions about it: asked for anew a moment after each choice. The server decides it as if it
// were saved, and takes it back; this page shows what came, and says so when it is not what is chosen.

const PAUSE = 600

/** Begins to show the copy, on a page that has a place for it. */
export function showCopyBeside() {
  const place = document.querySelector('[data-copy-beside]')
  const form = document.getElementById('page-form')
  if (!place || !form) return
  const shown = place.querySelector('[data-copy]')
  const behind = place.querySelector('[data-copy-behind]')
  let timer
  let last
  let asking

  // Without the key of this showing of the form: nothing is saved by it.
  const chosen = () => {
    const fields = new URLSearchParams()
    for (const [name, value] of new FormData(form))
      if (typeof value === 'string' && (name === '_csrf' || !name.startsWith('_'))) fields.append(name, value)
    return fields
  }

  async function ask() {
    asking?.abort()
    const mine = new AbortController()
    asking = mine
    const answer = await fetch(place.dataset.copyBeside, { method: 'POST', body: chosen(), signal: mine.signal })
      .then(async got => (got.ok && !got.redirected ? await got.text() : undefined))
      .catch(() => undefined)
    if (asking !== mine) return
    const now = answer && new DOMParser().parseFromString(answer, 'text/html').querySelector('[data-copy]')
    if (now) shown.replaceChildren(...now.childNodes)
    if (now && last) lookAt(last)
    behind.hidden = Boolean(now)
    shown.classList.toggle('llwybr-behind', !now)
  }
  // Where the copy stands beside, what was just decided comes into sight; where it stands below, the page stays where it is.
  function lookAt(entryId) {
    const line = shown.querySelector(`[data-entry="${entryId}"]`)
    if (line && place.scrollHeight > place.clientHeight) place.scrollTop = line.offsetTop - place.clientHeight / 3
  }
  // From the first stroke on what is shown is not what is chosen.
  const soon = event => {
    last = /[0-9a-f-]{36}$/.exec(event.target.name)?.[0]
    shown.classList.add('llwybr-behind')
    clearTimeout(timer)
    timer = setTimeout(ask, PAUSE)
  }
  form.addEventListener('input', soon)
  form.addEventListener('change', soon)
  ask()
}
