// Everything works without this file. It only adds: the menu on small screens, a warning before the session ends, and a
// word before leaving a page with something typed.
import { initAll } from './govuk/govuk-frontend.min.js'

initAll()

const seconds = Number(document.body.dataset.expiresIn)
const warning = document.getElementById('session-warning')
if (seconds > 0 && warning) setTimeout(() => (warning.hidden = false), Math.max(0, seconds - 300) * 1000)

const form = document.getElementById('page-form')
if (form) {
  const typed = () => new URLSearchParams(new FormData(form)).toString()
  const before = typed()
  let sending = false
  document.addEventListener('submit', () => (sending = true))
  addEventListener('beforeunload', event => {
    if (!sending && typed() !== before) event.preventDefault()
  })
}

for (const opener of document.querySelectorAll('[data-print]')) opener.addEventListener('click', () => print())
