import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5'
import type { FormFields } from './forms.ts'
import { PAGE_FORM } from './sending.ts'

type Element = DefaultTreeAdapterTypes.Element
type Node = DefaultTreeAdapterTypes.Node
type Change = { readonly from: number; readonly to: number; readonly text: string }

/** A page with a form filled in. */
export type Filled = {
  readonly html: string
  /** Whether anything reads otherwise than the page alone would have it. */
  readonly differs: boolean
  /** Texts for which the form has no place now, in the order in which they were typed. */
  readonly unplaced: readonly string[]
  /** The page has no such form now, or shows another moment than that in which it was begun, such as another stage of a meeting. */
  readonly isOfAnotherMoment: boolean
}

/**
 * Fills a form of a page with what was typed into it before: texts, choices, lists, days, and the version it was made from.
 *
 * @param html the content of a page
 * @param form where the form is sent; empty for the form of the page
 * @param fields by their names, as they were sent; a box that is not named was not ticked
 */
export function fillForm(html: string, form: string, fields: FormFields): Filled {
  const found = elementsOf(parseFragment(html, { sourceCodeLocationInfo: true })).find(
    element => element.tagName === 'form' && isTheForm(element, form),
  )
  const left = new Map<string, readonly string[]>(Object.entries(fields).map(([name, value]) => [name, [value].flat()]))
  if (found === undefined || elementsOf(found).some(control => isOfAnotherMoment(control, fields)))
    return { html, differs: true, unplaced: [], isOfAnotherMoment: true }
  const changes: Change[] = []
  const closed = new Set<Element>()
  let differs = false
  for (const control of elementsOf(found)) {
    const name = attribute(control, 'name') ?? ''
    if (name === '' || name.startsWith('_') || attribute(control, 'disabled') !== undefined) continue
    const made = changesOf(control, left.get(name), taken => left.set(name, taken))
    changes.push(...made)
    if (made.length > 0) for (const each of closedAround(control)) closed.add(each)
    // What the page says unseen beside the form is no word of anybody's.
    if (made.length > 0 && attribute(control, 'type') !== 'hidden') differs = true
  }
  changes.push(...[...closed].map(each => withAttribute(each, 'open', '')))
  const unplaced = textsOf(left)
  return {
    html: withChanges(html, changes),
    differs: differs || unplaced.length > 0,
    unplaced,
    isOfAnotherMoment: false,
  }
}

// What a form says unseen, with this mark, must be what it said when it was begun: closed words never come up before the family.
function isOfAnotherMoment(control: Element, fields: FormFields): boolean {
  if (attribute(control, 'data-moment') === undefined) return false
  return [fields[attribute(control, 'name') ?? ''] ?? ''].flat()[0] !== attribute(control, 'value')
}

// What is folded away around a control: what was typed is not hidden from whoever typed it.
function closedAround(control: Element): readonly Element[] {
  const around: Element[] = []
  for (let node = control.parentNode; node !== null && 'tagName' in node; node = node.parentNode)
    if (node.tagName === 'details' && attribute(node, 'open') === undefined) around.push(node)
  return around
}

function isTheForm(element: Element, form: string): boolean {
  if (form === '') return attribute(element, 'id') === PAGE_FORM
  return attribute(element, 'method') === 'post' && attribute(element, 'action') === form
}

// What must be written otherwise for a control to say what was typed; `taken` is told which values are left for the next one.
function changesOf(
  control: Element,
  values: readonly string[] | undefined,
  taken: (left: readonly string[]) => void,
): readonly Change[] {
  const type = attribute(control, 'type') ?? 'text'
  if (control.tagName === 'input' && (type === 'checkbox' || type === 'radio')) {
    const value = attribute(control, 'value') ?? 'on'
    const isChosen = values?.includes(value) ?? false
    if (isChosen) taken((values ?? []).filter(each => each !== value))
    return marked(control, 'checked', isChosen)
  }
  if (control.tagName === 'select') {
    const options = elementsOf(control).filter(element => element.tagName === 'option')
    const chosen = options.find(option => values?.includes(valueOf(option)) ?? false)
    if (values === undefined || chosen === undefined) return []
    taken(values.filter(each => each !== valueOf(chosen)))
    const shown = options.find(option => attribute(option, 'selected') !== undefined) ?? options[0]
    return chosen === shown ? [] : options.flatMap(option => marked(option, 'selected', option === chosen))
  }
  const [value, ...rest] = values ?? []
  if (value === undefined || (control.tagName !== 'textarea' && control.tagName !== 'input')) return []
  if (type === 'password' || type === 'submit') return []
  taken(rest)
  if (control.tagName === 'input')
    return value === (attribute(control, 'value') ?? '') ? [] : [withAttribute(control, 'value', value)]
  const place = control.sourceCodeLocation
  if (place?.startTag === undefined || place.endTag === undefined || value === textOf(control)) return []
  // A line end right after the tag is no part of the text.
  return [{ from: place.startTag.endOffset, to: place.endTag.startOffset, text: `\n${escaped(value)}` }]
}

function marked(element: Element, name: 'checked' | 'selected', isMarked: boolean): readonly Change[] {
  const place = element.sourceCodeLocation?.attrs?.[name]
  if (isMarked === (place !== undefined)) return []
  return [isMarked || place === undefined ? withAttribute(element, name, name) : removed(place)]
}

function removed(place: { readonly startOffset: number; readonly endOffset: number }): Change {
  return { from: place.startOffset, to: place.endOffset, text: '' }
}

function withAttribute(element: Element, name: string, value: string): Change {
  const written = `${name}="${escaped(value)}"`
  const place = element.sourceCodeLocation?.attrs?.[name]
  if (place !== undefined) return { from: place.startOffset, to: place.endOffset, text: written }
  const afterName = (element.sourceCodeLocation?.startOffset ?? 0) + 1 + element.tagName.length
  return { from: afterName, to: afterName, text: ` ${written}` }
}

function withChanges(html: string, changes: readonly Change[]): string {
  return changes
    .toSorted((one, other) => other.from - one.from)
    .reduce((text, { from, to, text: written }) => text.slice(0, from) + written + text.slice(to), html)
}

function elementsOf(node: Node): readonly Element[] {
  const children = 'childNodes' in node ? node.childNodes : []
  return children.flatMap(child => ('tagName' in child ? [child, ...elementsOf(child)] : []))
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find(each => each.name === name)?.value
}

function textOf(element: Element): string {
  return element.childNodes.map(child => ('value' in child ? child.value : '')).join('')
}

function valueOf(option: Element): string {
  return attribute(option, 'value') ?? textOf(option).trim()
}

// Of what found no place, the words that somebody wrote: not identifiers, numbers and names of choices.
function textsOf(left: ReadonlyMap<string, readonly string[]>): readonly string[] {
  return [...left.values()].flat().filter(isText)
}

/** Whether a field holds what somebody wrote, rather than chose: it is shown, so that it can be read and copied. */
export function isText(value: string): boolean {
  return value.length > 40 || /\s/.test(value.trim())
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, found => `&#${found.charCodeAt(0)};`)
}
