// Keeps what is typed into the forms of this page: a second after a pause, every second and a half of writing without one, and before the
// page is left or another form of it is sent.
// What is sent is the form as it stands, with the key of its showing; the server keeps it for its author alone.

const PAUSE = 1000
const AT_MOST = 1500
const TRY_AGAIN = 5000
const words = document.getElementById('keeping')?.dataset ?? {}

const fieldsOf = form => {
  const fields = new URLSearchParams()
  const secret = new Set([...form.querySelectorAll('[type=password]')].map(input => input.name))
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string' && !secret.has(name)) fields.append(name, value)
  return fields
}

/** Begins to keep; answers how to wait until all is kept, and how a form goes on whose words were sent without leaving the page. */
export function keepWhatIsTyped() {
  const isSignedIn = Number(document.body.dataset.expiresIn) > 0
  const forms = isSignedIn
    ? [...document.querySelectorAll('main form[method=post]')].filter(isTypedInto).map(keeperOf)
    : []
  let leaving = false

  document.addEventListener('submit', event => {
    if (leaving) return
    const own = forms.find(each => each.form === event.target)
    const others = forms.filter(each => each !== own && each.isToBeKept())
    leaving = true
    own?.stop()
    if (others.length === 0 && !own?.isKeeping()) return
    // What another form holds is kept first, and is there again on the page that follows. A keeping that is under way would come after
    // the deed, and bring back what was saved.
    event.preventDefault()
    const { target, submitter } = event
    const done = Promise.all([own?.settled(), ...others.map(each => each.keep({ awaited: true }))])
    // Not before this event is over: a form that is being submitted hears no second request.
    soon(done).then(() => setTimeout(() => target.requestSubmit(submitter ?? undefined)))
  })
  // The other language, where no form of the page goes along.
  document.addEventListener('click', event => {
    const link = event.target.closest?.('a[rel=alternate]')
    const toKeep = forms.filter(each => each.isToBeKept())
    if (!link || toKeep.length === 0 || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    leaving = true
    soon(Promise.all(toKeep.map(each => each.keep({ awaited: true })))).then(() => location.assign(link.href))
  })
  // Shown again by the back button.
  addEventListener('pageshow', () => {
    leaving = false
    for (const each of forms) each.goOn()
  })
  addEventListener('pagehide', () => {
    if (!leaving) for (const each of forms) if (each.isToBeKept()) each.keep({ last: true })
  })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && !leaving)
      for (const each of forms) if (each.isToBeKept()) each.keep({ last: true })
  })
  addEventListener('beforeunload', event => {
    if (!leaving && forms.some(each => each.isInTrouble())) event.preventDefault()
  })
  const keeperFor = form => forms.find(each => each.form === form)
  return {
    allKept: () => Promise.all(forms.filter(each => each.isToBeKept()).map(each => each.keep({}))),
    settled: form => soon(Promise.resolve(keeperFor(form)?.settled())),
    beginAnew: form => keeperFor(form)?.beginAnew(),
  }
}

// A page that cannot be kept is not held up for ever.
function soon(done) {
  return Promise.race([done, new Promise(over => setTimeout(over, 3000))])
}

function isTypedInto(form) {
  return form.querySelector('textarea, select, input:not([type=hidden]):not([type=submit])') !== null
}

function keeperOf(form) {
  let known = fieldsOf(form).toString()
  let timer
  let firstUnkept = 0
  let trouble = false
  let stopped = false
  let running = Promise.resolve()
  let underWay = 0
  const line = document.createElement('p')
  line.className = 'govuk-hint llwybr-kept'
  form.append(line)

  const isToBeKept = () => !stopped && fieldsOf(form).toString() !== known

  async function send({ awaited = false, last = false }) {
    const now = fieldsOf(form).toString()
    if (stopped || now === known) return
    const body = new URLSearchParams(now)
    body.append('_page', decodeURIComponent(document.body.dataset.path ?? ''))
    if (awaited) body.append('_awaited', 'yes')
    const answer = await fetch('/drafts', {
      method: 'POST',
      body,
      redirect: 'manual',
      keepalive: last && body.toString().length < 60_000,
    }).catch(() => undefined)
    trouble = answer?.status !== 204
    if (!trouble) known = now
    firstUnkept = 0
    say(answer)
    if (trouble && answer?.status !== 401 && !stopped) timer = setTimeout(() => keep({}), TRY_AGAIN)
  }
  function keep(how) {
    clearTimeout(timer)
    underWay += 1
    running = running.then(() => send(how)).finally(() => (underWay -= 1))
    return running
  }
  function say(answer) {
    line.setAttribute('role', trouble ? 'alert' : 'none')
    line.classList.toggle('govuk-error-message', trouble)
    const time = new Date().toLocaleTimeString('en-GB', {
      hour: '2-digit',
      minute: '2-digit',
      timeZone: 'Europe/London',
    })
    if (!trouble) line.textContent = `${words.kept} ${time}`
    else if (answer?.status === 401) {
      const link = Object.assign(document.createElement('a'), {
        href: '/sign-in',
        target: '_blank',
        textContent: words.signIn,
      })
      link.className = 'govuk-link'
      line.replaceChildren(`${words.signedOut} `, link)
    } else line.textContent = words.away
  }

  form.addEventListener('input', () => {
    if (stopped) return
    clearTimeout(timer)
    firstUnkept ||= Date.now()
    const wait = Math.max(0, Math.min(PAUSE, firstUnkept + AT_MOST - Date.now()))
    timer = setTimeout(() => keep({}), wait)
  })
  return {
    form,
    keep,
    isToBeKept,
    isInTrouble: () => trouble && isToBeKept(),
    stop: () => {
      stopped = true
      clearTimeout(timer)
    },
    goOn: () => (stopped = false),
    beginAnew: () => {
      clearTimeout(timer)
      known = fieldsOf(form).toString()
      firstUnkept = 0
      trouble = false
      line.textContent = ''
    },
    settled: () => running,
    isKeeping: () => underWay > 0,
  }
}
