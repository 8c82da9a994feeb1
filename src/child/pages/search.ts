import { inAlphabet } from '../../lib/alphabet.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import type { ActorTx } from '../../db/database.ts'
import { type CalendarDate, formatShortDay } from '../../lib/calendar-date.ts'
import { typedDay } from '../../lib/typed-day.ts'
import { show } from '../../web/answer.ts'
import { page, type Page } from '../../web/page.ts'
import type { Child } from '../child.ts'
import { searchNames } from '../rules.ts'
import { isIdentifier } from '../../lib/identifier.ts'
import { findChildByReference } from '../store/children.ts'
import {
  findChildByNhsNumber,
  listChildrenBornOn,
  listChildrenByTelephone,
  listMyChildren,
  MOST_BY_DAY,
  MOST_BY_NAME,
  searchChildrenByName,
} from '../store/search.ts'

const CHILDREN_A_PAGE = 50

const searchPage = page({
  method: 'get',
  path: '/children',
  roles: 'signed-in',
  audit: 'child.searched',
  async handle(visit) {
    const { t, language } = visit
    const asked = (visit.query['q'] ?? '').trim().slice(0, 120)
    const after = visit.query['after']
    const model = await visit.act(async ({ tx, actor }) => {
      const searched = asked === '' ? undefined : await search(tx, asked)
      const { children: found, next } =
        searched === undefined
          ? await listMyChildren(tx, [actor.userId, ...actor.teamIds], {
              after: after !== undefined && isIdentifier(after) ? after : undefined,
              most: CHILDREN_A_PAGE,
            })
          : { children: searched.found, next: undefined }
      // All on one page are found by their names; of more than that, who came last stands first.
      const isAll = searched === undefined && after === undefined && next === undefined
      const children = isAll ? inAlphabet(language, found, child => `${child.familyName} ${child.givenName}`) : found
      await recordAuditEvent(tx, 'child.searched', { details: { found: found.length, asked: asked !== '' } })
      return {
        asked,
        // What was looked for is said again as it was understood; a name stands in the field above.
        lookedFor:
          searched === undefined
            ? ''
            : `${t(`child.search.by.${searched.by}`)}${searched.day === undefined ? '' : ` ${formatShortDay(searched.day, language)}`}`,
        isCut: searched?.isCut ?? false,
        next: next === undefined ? '' : `/children?after=${next}`,
        isFirst: after === undefined,
        isNewestFirst: searched === undefined && !isAll,
        children: children.map(child => ({
          id: child.id,
          reference: child.reference,
          name: visit.publicView
            ? child.reference
            : `${child.givenName} ${child.familyName}${child.knownAs === '' ? '' : ` (${child.knownAs})`}`,
          born: child.bornOn === null || visit.publicView ? '' : formatShortDay(child.bornOn, language),
        })),
      }
    })
    return show('child/views/search.njk', t('child.search.title'), model, { q: asked })
  },
})

type Searched = {
  readonly by: 'reference' | 'nhs-number' | 'day' | 'telephone' | 'name'
  readonly day?: CalendarDate
  readonly found: readonly Child[]
  readonly isCut: boolean
}

// What was typed is a reference, an NHS number, a day of birth, a telephone number or a name: whichever it looks like, and the reader is told which.
async function search(tx: ActorTx, asked: string): Promise<Searched> {
  const digits = asked.replace(/\s/g, '')
  if (/^ll-?\d+$/i.test(digits)) {
    const child = await findChildByReference(tx, digits.replace(/^ll-?/i, 'LL-'))
    return { by: 'reference', found: child === undefined ? [] : [child], isCut: false }
  }
  if (/^[1-9]\d{9}$/.test(digits)) {
    const child = await findChildByNhsNumber(tx, digits)
    return { by: 'nhs-number', found: child === undefined ? [] : [child], isCut: false }
  }
  const day = typedDay(asked)
  // One more than is shown is asked for, to know whether there are more.
  if (day !== undefined)
    return { by: 'day', day, ...cutAt(MOST_BY_DAY, await listChildrenBornOn(tx, day, MOST_BY_DAY + 1)) }
  // No NHS number begins with a 0.
  if (/^\(?[+0][\d\s()-]{6,}$/.test(asked))
    return { by: 'telephone', ...cutAt(MOST_BY_DAY, await listChildrenByTelephone(tx, asked, MOST_BY_DAY + 1)) }
  return { by: 'name', ...cutAt(MOST_BY_NAME, await searchChildrenByName(tx, searchNames(asked), MOST_BY_NAME + 1)) }
}

function cutAt(most: number, children: readonly Child[]): Pick<Searched, 'found' | 'isCut'> {
  return { found: children.slice(0, most), isCut: children.length > most }
}

export const searchPages: readonly Page[] = [searchPage]
