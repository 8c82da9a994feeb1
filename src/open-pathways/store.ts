import { sql } from 'kysely'
import type { RiskLevel } from '../assessment/assessment.ts'
import type { ClockRule } from '../clock/clock.ts'
import type { ActorTx } from '../db/database.ts'
import { calendarDate } from '../lib/calendar-date.ts'
import type { PathwayStep } from '../pathway/pathway.ts'
import type { OpenPathway } from './open-pathways.ts'

/** The pathways that are open now and that the actor may see, the longest open first; at most so many. */
export async function listOpenPathways(tx: ActorTx, most: number): Promise<readonly OpenPathway[]> {
  const { rows } = await sql<{
    child_id: string
    reference: string
    child_name: string
    step: string
    opened_on: string
    lead_name: string | null
    level: string | null
    level_on: string | null
    is_screening: boolean | null
    rule: string | null
    page: string | null
    due_on: string | null
    due_at: Date | null
  }>`
    select p.child_id, c.reference, coalesce(nullif(c.known_as, ''), c.given_name) || ' ' || c.family_name as child_name,
           p.step, p.opened_on, lead.name as lead_name, judged.level, judged.done_on as level_on, judged.kind = 'screening' as is_screening,
           due.rule, due.page, due.due_on, due.due_at
      from (select * from pathway where ended_on is null order by opened_on, child_id limit ${most}) p
      join child c on c.id = p.child_id
      left join lateral (
        select u.name from network_member n join app_user u on u.id = n.user_id
         where n.child_id = p.child_id and n.part = 'lead-practitioner' and n.left_at is null limit 1) lead on true
      left join lateral (
        select level, done_on, kind from assessment
         where child_id = p.child_id and completed_at is not null
         order by kind = 'screening', done_on desc, begun_at desc limit 1) judged on true
      left join lateral (
        select rule, page, due_on, due_at from clock
         where child_id = p.child_id and met_at is null and stopped_at is null
         order by due_on, due_at limit 1) due on true`.execute(tx)
  return rows.map(row => ({
    childId: row.child_id,
    reference: row.reference,
    childName: row.child_name,
    step: row.step as PathwayStep,
    openedOn: calendarDate(row.opened_on),
    leadName: row.lead_name,
    level: row.level as RiskLevel | null,
    levelOn: row.level_on === null ? null : calendarDate(row.level_on),
    isScreening: row.is_screening ?? false,
    next:
      row.rule === null || row.page === null || row.due_on === null
        ? null
        : { rule: row.rule as ClockRule, page: row.page, dueOn: calendarDate(row.due_on), dueAt: row.due_at },
  }))
}
