import type { BankHolidays } from '../calendar/working-days.ts'
import type { CaseFile } from '../case-file/case-file.ts'
import { addDays, calendarDateAt, instantInWales } from '../lib/calendar-date.ts'
import { POINTS, RUNNING } from './points.ts'
import type { Story } from './made-of.ts'
import { caseFileOf } from './story.ts'

// Names of colours, weather and trees: nobody is called so.
const CHILDREN: readonly (readonly [string, string, 'cy' | 'en'])[] = [
  ['Cai', 'Glasgoed', 'cy'],
  ['Lowri', 'Eirlys', 'cy'],
  ['Tyler', 'Raincloud', 'en'],
  ['Mia', 'Bluestone', 'en'],
  ['Osian', 'Derwenlas', 'cy'],
  ['Seren', 'Nosgan', 'cy'],
  ['Kayden', 'Redkite', 'en'],
  ['Ruby', 'Silverbirch', 'en'],
  ['Gethin', 'Onnen', 'cy'],
  ['Alaw', 'Barcud', 'cy'],
  ['Jamal', 'Greenhill', 'en'],
  ['Ella', 'Snowdrop', 'en'],
  ['Macsen', 'Celyn', 'cy'],
  ['Beca', 'Rhedyn', 'cy'],
  ['Noah', 'Windmill', 'en'],
  ['Amira', 'Sunhat', 'en'],
  ['Dafydd', 'Eithin', 'cy'],
  ['Cadi', 'Heulwen', 'cy'],
  ['Leo', 'Coalbrook', 'en'],
  ['Tia', 'Foxglove', 'en'],
  ['Guto', 'Bedwen', 'cy'],
  ['Mabli', 'Gwenith', 'cy'],
  ['Ashton', 'Kingfisher', 'en'],
  ['Yasmin', 'Harbour', 'en'],
  ['Steffan', 'Grug', 'cy'],
  ['Nel', 'Wiwer', 'cy'],
  ['Kofi', 'Stonebridge', 'en'],
  ['Poppy', 'Lantern', 'en'],
  ['Rhys', 'Afallen', 'cy'],
  ['Efa', 'Llwyfen', 'cy'],
  ['Dylan', 'Milestone', 'en'],
  ['Zara', 'Hazelnut', 'en'],
  ['Iolo', 'Ysgawen', 'cy'],
  ['Martha', 'Briallu', 'cy'],
  ['Corey', 'Lighthouse', 'en'],
  ['Layla', 'Nightingale', 'en'],
  ['Emrys', 'Gwernen', 'cy'],
  ['Fflur', 'Meillion', 'cy'],
  ['Reuben', 'Weathervane', 'en'],
  ['Isla', 'Sandstone', 'en'],
  // Whose meetings run now.
  ['Heledd', 'Gwawrddydd', 'cy'],
  ['Jordan', 'Paperboat', 'en'],
  ['Meinir', 'Enfysgoed', 'cy'],
]

/** The case files of the demonstration board as they would read at `now`: some forty children, in both languages, some late. */
export function demonstrationCases(now: Date, holidays: BankHolidays): readonly CaseFile[] {
  const today = calendarDateAt(now)
  return CHILDREN.map(([givenName, familyName, language], at) => {
    const point = RUNNING[at - CHILDREN.length + RUNNING.length] ?? POINTS[at % POINTS.length] ?? 'received'
    // Those that run now are of one authority, before one chair.
    const area = RUNNING.some(each => each === point) ? 0 : at % 3
    const story: Story = {
      givenName,
      familyName,
      language,
      point,
      bornOn: addDays(today, -(11 * 365 + at * 53)),
      nhsNumber: nhsNumber(at),
      telephone: `07700 900${String(100 + at)}`,
      authority: ['W06000024', 'W06000013', 'W06000016'][area] ?? 'W06000024',
      duty: ['duty', 'duty-bridgend', 'duty-rct'][area] ?? 'duty',
      lead: ['social-worker', 'social-worker-2', 'social-worker-3'][area] ?? 'social-worker',
      chair: area === 1 ? 'chair-2' : 'chair',
      theme: at % 4,
      holidays,
      justNow: new Date(now.getTime() - 60_000).toISOString(),
      minutesAgo: (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString(),
      day: (back: number, time: string) => instantInWales(addDays(today, -back), time).toISOString(),
      on: (back: number) => addDays(today, -back),
    }
    return caseFileOf(story)
  })
}

// Numbers of the range that is kept for tests (they begin with 999), each with its right check digit.
function nhsNumber(at: number): string {
  for (let tail = at * 7; ; tail += 1) {
    const nine = `999${String(100_000 + tail).padStart(6, '0')}`
    const sum = [...nine].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0)
    const check = (11 - (sum % 11)) % 11
    if (check !== 10) return `${nine}${check}`
  }
}
