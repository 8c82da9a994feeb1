/**
 * Which parts may do which deed with a kind of thing, in which of its states. What is not named is refused. The database holds
 * the same table (`deed_right`) and asks it once more, so that no page, file or command goes round it (decision 0025).
 */
export type DeedTable<Deed extends string, State extends string, Part extends string> = Readonly<
  Record<Deed, Readonly<Partial<Record<State, readonly Part[]>>>>
>

/** Whether someone with these parts may do a deed with a thing in this state. */
export function mayDo<Deed extends string, State extends string, Part extends string>(
  table: DeedTable<Deed, State, Part>,
  deed: Deed,
  state: State,
  parts: readonly Part[],
): boolean {
  return (table[deed][state] ?? []).some(part => parts.includes(part))
}

/**
 * Why a deed is refused: `not-found` when these parts may never do it, whatever the state, and `not-now` when they might in
 * another state. The first is told as "there is no such thing", the second with the state.
 */
export function refusalOf<Deed extends string, State extends string, Part extends string>(
  table: DeedTable<Deed, State, Part>,
  deed: Deed,
  state: State,
  parts: readonly Part[],
): 'not-found' | 'not-now' | undefined {
  if (mayDo(table, deed, state, parts)) return undefined
  const states = Object.keys(table[deed]) as State[]
  return states.some(each => mayDo(table, deed, each, parts)) ? 'not-now' : 'not-found'
}
