import { type Selectable, sql } from 'kysely'
import type { ActorTx } from '../../db/database.ts'
import type { Child as ChildTable } from '../../db/schema.ts'
import { type CalendarDate, calendarDate } from '../../lib/calendar-date.ts'
import type { Child } from '../child.ts'
import { childOf, listChildren } from './children.ts'

/** How many children one search answers: by the day of their birth or a telephone number, and by their name. */
export const MOST_BY_DAY = 50
export const MOST_BY_NAME = 20

/** Whether another record that the actor may or may not see has this NHS number is not answered; this one's own is. */
export async function findChildByNhsNumber(tx: ActorTx, nhsNumber: string): Promise<Child | undefined> {
  const row = await tx.selectFrom('child').where('nhs_number', '=', nhsNumber).selectAll().executeTakeFirst()
  return row && childOf(row)
}

/** Children the actor may see who were born on a day, by their reference. */
export async function listChildrenBornOn(
  tx: ActorTx,
  day: CalendarDate,
  most = MOST_BY_DAY,
): Promise<readonly Child[]> {
  const rows = await tx
    .selectFrom('child')
    .where('born_on', '=', day)
    .orderBy('reference')
    .limit(most)
    .selectAll()
    .execute()
  return rows.map(childOf)
}

/** Children the actor may see whose names are near these, nearest first. */
export async function searchChildrenByName(
  tx: ActorTx,
  names: readonly string[],
  most = MOST_BY_NAME,
): Promise<readonly Child[]> {
  const { rows } = await sql<Selectable<ChildTable>>`
    select c.* from search_children(${[...names]}::text[], ${most * 3}) s join child c on c.id = s.child_id order by s.distance limit ${most}`.execute(
    tx,
  )
  return rows.map(childOf)
}

/**
 * Children the actor may see, where this telephone number is written under how to reach the child safely or under somebody of their life,
 * however it was spaced and with or without +44; none when it is no number. By reference.
 */
export async function listChildrenByTelephone(
  tx: ActorTx,
  telephone: string,
  most = MOST_BY_DAY,
): Promise<readonly Child[]> {
  const { rows } = await sql<Selectable<ChildTable>>`
    select c.* from search_telephone(${telephone}, ${most}) s join child c on c.id = s.child_id order by c.reference`.execute(
    tx,
  )
  return rows.map(childOf)
}

/** A record that may be about the same child: enough to recognise them, no more. */
export type PossibleDuplicate = {
  readonly childId: string
  readonly reference: string
  readonly givenName: string
  readonly familyName: string
  readonly bornOn: CalendarDate | null
  readonly sameNhsNumber: boolean
  /** One of the names is the very same, apart from accents and capitals; otherwise they are near. */
  readonly sameName: boolean
}

/** Records that may be about the same child as a referral; none unless the actor's front door holds it. The referral can be joined to these only. */
export async function listPossibleDuplicates(
  tx: ActorTx,
  search: { referralId: string; names: readonly string[]; bornOn: CalendarDate | null; nhsNumber: string | null },
): Promise<readonly PossibleDuplicate[]> {
  const { rows } = await sql<{
    child_id: string
    reference: string
    given_name: string
    family_name: string
    born_on: string | null
    same_nhs_number: boolean
    distance: number
  }>`
    select * from possible_duplicates(${search.referralId}, ${[...search.names]}::text[], ${search.bornOn}::date, ${search.nhsNumber}::text)`.execute(
    tx,
  )
  return rows.map(row => ({
    childId: row.child_id,
    reference: row.reference,
    givenName: row.given_name,
    familyName: row.family_name,
    bornOn: row.born_on === null ? null : calendarDate(row.born_on),
    sameNhsNumber: row.same_nhs_number,
    sameName: row.distance === 0,
  }))
}

/** One page of a list of children, and where the next one begins; `undefined` on the last. */
export type ChildrenPage = { readonly children: readonly Child[]; readonly next: string | undefined }

/**
 * The children whom one of these principals has a right to see now, newest right first, each once: `most` of them, from the
 * beginning or after the place that the page before it answered. A place that is no longer there begins anew.
 */
export async function listMyChildren(
  tx: ActorTx,
  principalIds: readonly string[],
  { after, most }: { after?: string | undefined; most: number },
): Promise<ChildrenPage> {
  const principals = [...principalIds]
  const place =
    after === undefined
      ? undefined
      : await tx
          .selectFrom('access_grant')
          .where('id', '=', after)
          .select(sql<string>`from_at::text`.as('at'))
          .executeTakeFirst()
  const onwards = place === undefined ? sql`true` : sql`(g.from_at, g.id) < (${place.at}::timestamptz, ${after}::uuid)`
  // Each principal's newest rights come from its own index; a child whom they show twice stands where the newest does.
  const { rows } = await sql<{ child_id: string; id: string }>`
    select g.child_id, g.id
      from unnest(${principals}::uuid[]) p (id),
           lateral (
             select g.child_id, g.id, g.from_at from access_grant g
              where g.principal_id = p.id and ${onwards} and ${isHeldNow('g')}
                and not exists (
                  select 1 from access_grant newer
                   where newer.child_id = g.child_id and newer.principal_id = any (${principals}::uuid[])
                     and ${isHeldNow('newer')} and (newer.from_at, newer.id) > (g.from_at, g.id))
              order by g.from_at desc, g.id desc limit ${most + 1}) g
     order by g.from_at desc, g.id desc limit ${most + 1}`.execute(tx)
  const shown = rows.slice(0, most)
  const children = new Map(
    (
      await listChildren(
        tx,
        shown.map(row => row.child_id),
      )
    ).map(child => [child.id, child]),
  )
  return {
    children: shown.flatMap(row => children.get(row.child_id) ?? []),
    next: rows.length > most ? shown.at(-1)?.id : undefined,
  }
}

function isHeldNow(grant: 'g' | 'newer') {
  const [from, until] = [sql.ref(`${grant}.from_at`), sql.ref(`${grant}.until_at`)]
  return sql`${from} <= now() and (${until} is null or ${until} > now())`
}
