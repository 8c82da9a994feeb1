// The lines of a meeting, one after the other: each is put aside as it is sent, so that the next can be begun at once. What the service
// has not taken yet stands beside the form and says so; it is sent in its order, and once, when there is a connection again. It is held
// by this page alone: nothing of it is written to the machine.

const TRY_AGAIN = 3000
// A connection that takes and never answers: it is asked again, with the same key.
const ANSWERED_WITHIN = 10_000

/**
 * Begins, on a page that has such a form.
 * @param keeping what keeps the form while it is typed into
 */
export function sendLineByLine(keeping) {
  const form = document.querySelector('form[data-lines]')
  const place = document.querySelector('[data-lines-waiting]')
  if (!form || !place || !globalThis.crypto?.randomUUID)
    return { isAllSafe: () => true, settled: async () => {}, lookAfterwards: () => {} }
  const words = place.dataset
  const list = place.querySelector('ol')
  const waiting = []
  let look = async () => {}
  let running
  let timer

  const field = name => form.elements.namedItem(name)

  // What the service would ask about is left to it: the form is then sent as any other.
  function isWhole() {
    const basis = field('basis').value
    const isSpeakerNeeded = form.dataset.lines.split(' ').includes(basis)
    return (
      field('text').value.trim() !== '' && basis !== '' && (!isSpeakerNeeded || field('saidBy').value.trim() !== '')
    )
  }

  form.addEventListener('submit', event => {
    if (event.submitter?.hasAttribute('formaction')) return
    if (!isWhole()) {
      // Nothing leaves the page while a line is not safe.
      if (isAllSafe()) return
      event.preventDefault()
      event.stopImmediatePropagation()
      const missing = ['text', 'saidBy'].map(field).find(each => each.value.trim() === '')
      ;(field('basis').value === '' ? form.querySelector('[name=basis]') : missing)?.focus()
      return
    }
    event.preventDefault()
    event.stopImmediatePropagation()
    putAside(new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === 'string')))
    beginNext()
    send()
  })

  function putAside(fields) {
    const item = document.createElement('li')
    const text = document.createElement('p')
    const state = document.createElement('p')
    text.className = 'llwybr-kept-lines'
    text.textContent = fields.get('text')
    state.className = 'govuk-body-s llwybr-quiet'
    item.append(text, state)
    list.append(item)
    waiting.push({ fields, item, state, isRefused: false })
    say(waiting.at(-1), words.sending)
  }
  function say(line, ...nodes) {
    line.state.replaceChildren(...nodes)
    place.hidden = waiting.length === 0
    form.toggleAttribute('data-unsafe', !isAllSafe())
  }
  // The context stays, as the agenda does; who said it, what sort of statement it is and who may read it are chosen for each line.
  function beginNext() {
    for (const name of ['text', 'saidBy', 'wordsMade']) field(name).value = ''
    for (const each of form.querySelectorAll('[name=basis]')) each.checked = false
    for (const each of form.querySelectorAll('[name=audience]')) each.checked = each.value === 'closed'
    field('_once').value = crypto.randomUUID()
    keeping.beginAnew(form)
    field('text').focus()
  }

  const toBeSent = () => waiting.find(line => !line.isRefused)
  const isAllSafe = () => toBeSent() === undefined

  function send() {
    clearTimeout(timer)
    running ??= sendAll().finally(() => (running = undefined))
    return running
  }
  async function sendAll() {
    await keeping.settled(form)
    let hasSent = false
    for (let line = toBeSent(); line !== undefined; line = toBeSent()) {
      if (!(await sendOne(line))) {
        timer = setTimeout(send, TRY_AGAIN)
        break
      }
      hasSent = true
    }
    if (hasSent) void look().then(removeSafe)
  }
  // Answers whether the next may be sent: this one is safe, or the service will not have it as it is.
  async function sendOne(line) {
    const answer = await post(line)
    // Whatever it leads to, the service has it: as a line, or in the list of what its author began.
    if (answer?.type === 'opaqueredirect') {
      waiting.splice(waiting.indexOf(line), 1)
      say(line)
      line.item.classList.add('llwybr-lines__safe')
      return true
    }
    if (answer?.status === 400 || answer?.status === 404 || answer?.status === 409) {
      refuse(line, await answer.text())
      return true
    }
    if (answer?.status === 403) {
      const link = Object.assign(document.createElement('a'), {
        href: '/sign-in',
        target: '_blank',
        className: 'govuk-link',
      })
      link.textContent = words.signIn
      const isSignedIn = await takeNewToken(line)
      say(line, ...(isSignedIn ? [words.sending] : [`${words.signedOut} `, link]))
    } else say(line, words.away)
    for (const each of waiting) if (each !== line && !each.isRefused) say(each, words.after)
    return false
  }
  const post = line =>
    fetch(form.action, {
      method: 'POST',
      body: line.fields,
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWERED_WITHIN),
    }).catch(() => undefined)

  // Signed in again in another window: the form needs the token of that session.
  async function takeNewToken(line) {
    const answer = await fetch(location.pathname).catch(() => undefined)
    if (!answer?.ok || answer.redirected) return false
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const token = page.querySelector('form[data-lines] [name=_csrf]')?.value
    if (!token) return false
    for (const each of document.querySelectorAll('[name=_csrf]')) each.value = token
    for (const each of waiting) each.fields.set('_csrf', token)
    line.fields.set('_csrf', token)
    return true
  }
  function refuse(line, html) {
    line.isRefused = true
    const page = new DOMParser().parseFromString(html, 'text/html')
    const why = page.querySelector('.govuk-error-summary__list') ?? page.querySelector('main h1')
    const back = Object.assign(document.createElement('button'), {
      type: 'button',
      className: 'govuk-button govuk-button--secondary govuk-!-margin-bottom-0',
      textContent: words.takeBack,
    })
    back.addEventListener('click', () => takeBack(line))
    say(line, `${words.refused} ${why?.textContent.trim().replace(/\s+/g, ' ') ?? ''} `, back)
  }
  function takeBack(line) {
    if (field('text').value.trim() !== '') return field('text').focus()
    for (const [name, value] of line.fields) {
      const inputs = [...form.querySelectorAll(`[name="${name}"]`)]
      if (inputs[0]?.type === 'radio') for (const each of inputs) each.checked = each.value === value
      else if (inputs[0] && !name.startsWith('_')) inputs[0].value = value
    }
    waiting.splice(waiting.indexOf(line), 1)
    line.item.remove()
    say(line)
    field('text').focus()
  }
  function removeSafe() {
    for (const each of list.querySelectorAll('.llwybr-lines__safe')) each.remove()
  }

  addEventListener('online', () => void send())
  addEventListener('beforeunload', event => {
    if (!isAllSafe()) event.preventDefault()
  })
  return {
    isAllSafe,
    /** When what can be sent now is sent; a service that does not answer holds nothing up. */
    settled: () =>
      isAllSafe() ? Promise.resolve() : Promise.race([send(), new Promise(over => setTimeout(over, 3000))]),
    lookAfterwards: how => (look = how),
  }
}
