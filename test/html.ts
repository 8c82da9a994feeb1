import { type DefaultTreeAdapterTypes } from 'parse5'

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
