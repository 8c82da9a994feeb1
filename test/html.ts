import { type DefaultTreeAdapterTypes, parse } from 'parse5'

/** One element of a page. */
export type Element = DefaultTreeAdapterTypes.Element

/** What an element says under a name; `undefined` when it says nothing. */
export const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find(each => each.name === name)?.value

/** Every element within a part of a page, in reading order. */
export function elementsOf(node: DefaultTreeAdapterTypes.Node): Element[] {
  const children = 'childNodes' in node ? node.childNodes : []
  return children.flatMap(child => ('tagName' in child ? [child, ...elementsOf(child)] : elementsOf(child)))
}

const NOT_TYPED = ['hidden', 'submit', 'button']

/** Whether people type into it or choose with it. */
export const isTyped = (element: Element): boolean =>
  element.tagName === 'textarea' ||
  element.tagName === 'select' ||
  (element.tagName === 'input' && !NOT_TYPED.includes(attribute(element, 'type') ?? 'text'))

const textOf = (node: DefaultTreeAdapterTypes.Node): string =>
  'value' in node ? node.value : 'childNodes' in node ? node.childNodes.map(textOf).join('') : ''

/** The fields that the form of a page sends as it stands, without the token of its reader; a field of several ticks as a list. */
export function formAsSent(body: string): Readonly<Record<string, string | string[]>> {
  const form = elementsOf(parse(body)).find(each => attribute(each, 'id') === 'page-form')
  if (form === undefined) throw new Error('The page has no form')
  const sent: Record<string, string | string[]> = {}
  for (const each of elementsOf(form)) {
    const [name, type = ''] = [attribute(each, 'name'), attribute(each, 'type')]
    const isOff = ['radio', 'checkbox'].includes(type) && attribute(each, 'checked') === undefined
    if (name === undefined || name === '_csrf' || each.tagName === 'button' || isOff) continue
    const chosen = elementsOf(each).find(option => attribute(option, 'selected') !== undefined)
    const value = each.tagName === 'textarea' ? textOf(each) : (attribute(chosen ?? each, 'value') ?? '')
    sent[name] = type === 'checkbox' ? [...[sent[name] ?? []].flat(), value] : value
  }
  return sent
}
