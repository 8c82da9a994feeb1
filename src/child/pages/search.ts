import { recordAuditEvent } from '../../audit/store.ts'
import type { ActorTx } from '../../db/database.ts'
import { calendarDate, formatShortDay, isCalendarDate } from '../../lib/calendar-date.ts'
import { show } from '../../web/answer.ts'
import { page, type Page } from '../../web/page.ts'
import type { Child } from '../child.ts'
import { searchNames } from '../rules.ts'
import { isIdentifier } from '../../lib/identifier.ts'
import { findChildByReference } from '../store/children.ts'
import { findChildByNhsNumber, listChildrenBornOn, listMyChildren, searchChildrenByName } from '../store/search.ts'

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
      const { children: found, next } =
        asked === ''
          ? await listMyChildren(tx, [actor.userId, ...actor.teamIds], {
              after: after !== undefined && isIdentifier(after) ? after : undefined,
              most: CHILDREN_A_PAGE,
            })
          : { children: await search(tx, asked), next: undefined }
      await recordAuditEvent(tx, 'child.searched', { details: { found: found.length, asked: asked !== '' } })
      return {
        asked,
        next: next === undefined ? '' : `/children?after=${next}`,
        isFirst: after === undefined,
        children: found.map(child => ({
          id: child.id,
          reference: child.reference,
          name: visit.publicView
            ? child.reference
            : `${child.givenName} ${child.familyName}${child.knownAs === '' ? '' : ` (${child.knownAs})`}`,
          born: child.bornOn === null ? '' : formatShortDay(child.bornOn, language),
        })),
      }
    })
    return show('child/views/search.njk', t('child.search.title'), model, { q: asked })
  },
})

// What was typed is a reference, an NHS number, a day of birth or a name: whichever it looks like.
async function search(tx: ActorTx, asked: string): Promise<readonly Child[]> {
  const digits = asked.replace(/\s/g, '')
  if (/^ll-?\d+$/i.test(digits)) {
    const child = await findChildByReference(tx, digits.replace(/^ll-?/i, 'LL-'))
    return child === undefined ? [] : [child]
  }
  if (/^\d{10}$/.test(digits)) {
    const child = await findChildByNhsNumber(tx, digits)
    return child === undefined ? [] : [child]
  }
  const [, day, month, year] = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/.exec(asked) ?? []
  const born = `${year ?? ''}-${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`
  if (isCalendarDate(born)) return listChildrenBornOn(tx, calendarDate(born))
  return searchChildrenByName(tx, searchNames(asked))
}

export const searchPages: readonly Page[] = [searchPage]
