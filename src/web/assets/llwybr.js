// Everything works without this file. It only adds: the menu on small screens, a warning before the session ends, printing, the
// family's copy beside the decisions about it, and that what is typed is kept while it is typed (without it, at every press of a button).
import { initAll } from './govuk/govuk-frontend.min.js'
import { showCopyBeside } from './copy-beside.js'
import { keepWhatIsTyped } from './keeping.js'
import { chooseByKeys } from './line-keys.js'
import { sendLineByLine } from './lines.js'
import { keepUpWithMeeting } from './live.js'
import { noticeHowWordsCome } from './words-made.js'

initAll()
const keeping = keepWhatIsTyped()
keepUpWithMeeting(sendLineByLine(keeping))
chooseByKeys()
showCopyBeside()
noticeHowWordsCome()

const warning = document.getElementById('session-warning')
const seconds = Number(document.body.dataset.expiresIn)
let warningTimer
function warnBeforeTheEnd() {
  clearTimeout(warningTimer)
  if (seconds > 0 && warning)
    warningTimer = setTimeout(() => (warning.hidden = false), Math.max(0, seconds - 300) * 1000)
}
warnBeforeTheEnd()

// Staying signed in leaves the page as it is.
warning?.addEventListener('click', async event => {
  const button = event.target.closest('button')
  const form = button?.form
  if (!form) return
  event.preventDefault()
  const token = new URLSearchParams({ _csrf: form.elements.namedItem('_csrf').value })
  await keeping.allKept()
  const answer = await fetch('/session/stay', { method: 'POST', body: token, redirect: 'manual' }).catch(
    () => undefined,
  )
  if (answer === undefined || (answer.type !== 'opaqueredirect' && !answer.ok)) return
  warning.hidden = true
  warnBeforeTheEnd()
})

for (const opener of document.querySelectorAll('[data-print]')) opener.addEventListener('click', () => print())
