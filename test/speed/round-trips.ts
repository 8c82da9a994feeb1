import pg from 'pg'

/** What the pages of this process asked of the database. */
export type Asked = { readonly roundTrips: number; readonly questions: number }

let asked = { roundTrips: 0, questions: 0 }
let waiting = 0
let held: (() => void)[] = []

/**
 * Makes the database of this process far away: every answer is held until all that was asked together is answered, so that the
 * number of round trips is what the code needs and not what a quick server hides. To be called before anything connects.
 */
export function holdAnswers(): void {
  const ask = pg.Client.prototype.query as unknown as (...question: unknown[]) => unknown
  Object.assign(pg.Client.prototype, {
    query(this: pg.Client, ...question: unknown[]): unknown {
      const answer = ask.apply(this, question)
      if (!(answer instanceof Promise)) return answer
      if (waiting === 0) asked.roundTrips += 1
      asked.questions += 1
      waiting += 1
      return new Promise((resolve, reject) => {
        const giveWithTheOthers = (give: () => void) => {
          held.push(give)
          waiting -= 1
          if (waiting > 0) return
          const all = held
          held = []
          for (const each of all) each()
        }
        answer.then(
          result => giveWithTheOthers(() => resolve(result)),
          (error: unknown) =>
            giveWithTheOthers(() => reject(error instanceof Error ? error : new Error(String(error)))),
        )
      })
    },
  })
}

/** What `work` asks of the database. */
export async function askedBy(work: () => Promise<unknown>): Promise<Asked> {
  asked = { roundTrips: 0, questions: 0 }
  await work()
  return asked
}
