// Single keys for what is chosen about a line of a meeting, while nothing is being typed: the sort of statement, who may read it, the
// context, who said it. They are shown, can be changed, and can be switched off; this browser remembers that and nothing else.

const STORE = 'llwybr-line-keys'
const FIRST = {
  'basis:fact': 'f',
  'basis:professional-opinion': 'o',
  'basis:childs-own-words': 'c',
  'basis:family-words': 'y',
  'basis:allegation': 'a',
  'audience:closed': 'l',
  'audience:network': 'n',
  'audience:police': 'p',
  'context:individual': 'i',
  'context:history': 'r',
  'context:home': 'h',
  'context:peer-groups': 'g',
  'context:school': 's',
  'context:neighbourhood': 'b',
  'context:social-media': 'd',
  text: 't',
}

/** Begins, on a page that has such a form. */
export function chooseByKeys() {
  const form = document.querySelector('form[data-lines]')
  const panel = document.querySelector('[data-line-keys]')
  if (!form || !panel) return
  const text = form.elements.namedItem('text')
  const isOn = panel.querySelector('[data-keys-on]')
  const kept = remembered()
  const keys = { ...FIRST, ...kept.keys }
  isOn.checked = kept.isOn !== false

  const choices = [
    ...[...form.querySelectorAll('[name=basis], [name=audience]')].map(input => ({
      name: `${input.name}:${input.value}`,
      label: input.labels[0],
      words: input.labels[0].textContent.trim(),
      choose: () => (input.checked = true),
    })),
    ...[...form.querySelectorAll('[name=context] option')]
      .filter(option => option.value !== '')
      .map(option => ({
        name: `context:${option.value}`,
        words: option.textContent.trim(),
        choose: () => (form.elements.namedItem('context').value = option.value),
      })),
    { name: 'text', words: panel.dataset.text, choose: () => text.focus() },
  ].filter(choice => choice.name in keys)
  const speakers = [...form.querySelectorAll('datalist option')].slice(0, 9).map(option => option.value)

  function show() {
    for (const { name, label } of choices) {
      label?.querySelector('kbd')?.remove()
      if (!label || !isOn.checked) continue
      const key = document.createElement('kbd')
      key.textContent = keys[name]
      key.setAttribute('aria-hidden', 'true')
      label.append(' ', key)
    }
  }
  function remember() {
    try {
      localStorage.setItem(STORE, JSON.stringify({ isOn: isOn.checked, keys }))
    } catch {
      // A browser that remembers nothing still has the keys for this page.
    }
  }

  const rows = panel.querySelector('dl')
  for (const choice of choices) {
    const input = Object.assign(document.createElement('input'), {
      className: 'govuk-input govuk-input--width-2',
      maxLength: 1,
      value: keys[choice.name],
      id: `key-${choice.name.replace(':', '-')}`,
      autocomplete: 'off',
    })
    const label = Object.assign(document.createElement('label'), { htmlFor: input.id, textContent: choice.words })
    const term = document.createElement('dt')
    const value = document.createElement('dd')
    const fault = Object.assign(document.createElement('p'), {
      className: 'govuk-error-message',
      id: `${input.id}-fault`,
    })
    term.append(label)
    value.append(input)
    rows.append(term, value)
    input.addEventListener('change', () => {
      const key = input.value.trim().toLowerCase()
      const isFree = /^\p{L}$/u.test(key) && !choices.some(other => other !== choice && keys[other.name] === key)
      fault.textContent = isFree ? '' : panel.dataset.taken
      if (isFree) fault.remove()
      else value.append(fault)
      input.toggleAttribute('aria-invalid', !isFree)
      input.setAttribute('aria-describedby', isFree ? '' : fault.id)
      if (!isFree) return
      keys[choice.name] = key
      input.value = key
      remember()
      show()
    })
  }
  speakers.forEach((name, at) => {
    const term = document.createElement('dt')
    const value = document.createElement('dd')
    const key = document.createElement('kbd')
    term.textContent = name
    key.textContent = String(at + 1)
    value.append(key)
    rows.append(term, value)
  })
  isOn.addEventListener('change', () => {
    remember()
    show()
  })
  panel.hidden = false
  show()

  // Where single keys are read: the form itself, with no field in it chosen.
  form.tabIndex = -1
  form.addEventListener('keydown', event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      form.requestSubmit(form.querySelector('button[type=submit]:not([formaction])') ?? undefined)
    } else if (event.key === 'Escape' && event.target !== form) form.focus()
  })
  document.addEventListener('keydown', event => {
    if (
      !isOn.checked ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      event.isComposing ||
      isTypedInto(event.target)
    )
      return
    if (event.key === 'Enter' && event.target === form) {
      event.preventDefault()
      form.requestSubmit(form.querySelector('button[type=submit]:not([formaction])') ?? undefined)
      return
    }
    const speaker = speakers[Number(event.key) - 1]
    const choice = choices.find(each => keys[each.name] === event.key.toLowerCase())
    if (speaker === undefined && choice === undefined) return
    event.preventDefault()
    if (speaker === undefined) choice.choose()
    else form.elements.namedItem('saidBy').value = speaker
    form.dispatchEvent(new Event('input', { bubbles: true }))
  })
}

function isTypedInto(target) {
  return target.matches?.('textarea, select, [contenteditable], input:not([type=radio]):not([type=checkbox])') ?? false
}

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(STORE) ?? '{}')
  } catch {
    return {}
  }
}
