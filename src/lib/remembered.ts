const MOST = 2_000

/** `make`, which must answer the same each time, asked once for each text. What was answered is forgotten, all of it, beyond 2,000 texts. */
export function remembered<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return text => {
    const before = known.get(text)
    if (before !== undefined) return before
    const answer = make(text)
    if (known.size >= MOST) known.clear()
    known.set(text, answer)
    return answer
  }
}
