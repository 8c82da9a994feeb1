// Who may see what, said a second time and as plainly as can be: no SQL, no view, no trigger. The random walk compares the
// database and the pages with it.
import type pg from 'pg'

export type Person = {
  readonly id: string
  readonly email: string
  readonly police: boolean
  roles: Set<string>
  teams: Set<string>
}
export type Invitation = {
  readonly id: string
  readonly userId: string
  readonly invitedBy: string
  readonly part: string
  readonly closed: boolean
  readonly family: boolean
  takenBack: boolean
}
export type Meeting = {
  readonly id: string
  readonly chairId: string | null
  readonly noteTakerId: string | null
  readonly begun: boolean
  readonly approved: boolean
  readonly invitations: Invitation[]
  /** The pathway it belongs to ended so long ago, or the record was approved so long ago, that its invitations are over. */
  readonly over: boolean
  calledOff: boolean
}
export type Child = {
  readonly id: string
  readonly reference: string
  readonly bornOn: string | null
  readonly network: { id: string; userId: string; part: string; left: boolean }[]
  readonly meetings: Meeting[]
  readonly frontDoors: Set<string>
  readonly panelItems: Map<string, boolean>
  readonly emergencies: Set<string>
  leadsSee: boolean
  pathwayOpen: boolean
  restrictedBy: string | null
}
export type Entry = {
  readonly id: string
  readonly childId: string
  readonly meetingId: string | null
  readonly authorId: string
  audience: string
}

export type Model = {
  readonly people: Map<string, Person>
  readonly teams: Map<string, string>
  readonly children: Map<string, Child>
  readonly entries: Map<string, Entry>
}

const SEES_CHILDREN = [
  'practitioner',
  'manager',
  'exploitation-lead',
  'chair',
  'note-taker',
  'panel-member',
  'agency-lead',
]
const has = (person: Person, ...roles: string[]) => roles.some(role => person.roles.has(role))

/** Through what someone sees a child; nothing when they do not. */
export function reasons(model: Model, person: Person, child: Child): Set<string> {
  const found = new Set<string>()
  if (!has(person, ...SEES_CHILDREN)) return found
  if (child.network.some(member => member.userId === person.id && !member.left)) found.add('network')
  if (
    child.meetings.some(
      meeting =>
        !meeting.calledOff &&
        !meeting.over &&
        meeting.invitations.some(each => each.userId === person.id && !each.takenBack),
    )
  )
    found.add('meeting')
  if (child.emergencies.has(person.id)) found.add('emergency')
  if (child.restrictedBy === person.id) found.add('named')
  if (child.restrictedBy !== null) return found
  for (const team of person.teams) {
    const kind = model.teams.get(team)
    if (child.frontDoors.has(team) && has(person, 'practitioner', 'manager')) found.add('front-door')
    if (kind === 'exploitation-leads' && child.leadsSee && has(person, 'exploitation-lead')) found.add('leads')
    if (kind === 'prevention-panel' && has(person, 'panel-member') && [...child.panelItems.values()].some(open => open))
      found.add('panel')
  }
  return found
}

export const sees = (model: Model, person: Person, child: Child) => reasons(model, person, child).size > 0

export function mayLetIn(model: Model, person: Person, child: Child): boolean {
  const found = reasons(model, person, child)
  return ['network', 'front-door', 'leads', 'named'].some(reason => found.has(reason))
}

export function inClosedSession(person: Person, meeting: Meeting): boolean {
  return (
    person.id === meeting.chairId ||
    person.id === meeting.noteTakerId ||
    has(person, 'exploitation-lead') ||
    meeting.invitations.some(each => each.userId === person.id && each.closed && !each.takenBack)
  )
}

/** Whether someone may take an invitation back: whoever runs the meeting, or gave it; those who run it go with the booking. */
export function mayTakeBack(
  model: Model,
  person: Person,
  child: Child,
  meeting: Meeting,
  invitation: Invitation,
): boolean {
  if (!sees(model, person, child) || meeting.approved || meeting.calledOff) return false
  if (invitation.part === 'chair' || invitation.part === 'note-taker') return false
  return [meeting.chairId, meeting.noteTakerId, invitation.invitedBy].includes(person.id)
}

/** Whether someone works on the pathway at all: a panel member or an agency's lead reads, and changes no meeting. */
export const works = (person: Person) =>
  has(person, 'practitioner', 'manager', 'exploitation-lead', 'chair', 'note-taker')

export function mayRead(model: Model, person: Person, entry: Entry): boolean {
  const child = model.children.get(entry.childId)
  if (child === undefined || !sees(model, person, child)) return false
  if (entry.audience === 'network' || entry.audience === 'family' || entry.authorId === person.id) return true
  const meeting = child.meetings.find(each => each.id === entry.meetingId)
  if (entry.audience === 'closed') return meeting !== undefined && inClosedSession(person, meeting)
  if (person.police) return true
  return meeting === undefined ? has(person, 'exploitation-lead') : meeting.chairId === person.id
}

const DAY = 86_400_000
const longAgo = (day: Date | null, days: number) => day !== null && day.getTime() + days * DAY <= Date.now()

/** The model of a board as its sources stand now: memberships, invitations, referrals … and not the rights made from them. */
export async function modelOf(owner: pg.Client): Promise<Model> {
  const all = async <T extends pg.QueryResultRow>(query: string) => (await owner.query<T>(query)).rows
  const people = new Map<string, Person>()
  for (const row of await all<{ id: string; email: string; kind: string }>(
    `select u.id, u.email, a.kind from app_user u join agency a on a.id = u.agency_id where u.left_at is null`,
  ))
    people.set(row.id, { ...row, police: row.kind === 'police', roles: new Set(), teams: new Set() })
  for (const row of await all<{ user_id: string; role: string }>(
    `select user_id, role from user_role where ended_at is null`,
  ))
    people.get(row.user_id)?.roles.add(row.role)
  for (const row of await all<{ user_id: string; team_id: string }>(
    `select user_id, team_id from team_membership where left_at is null`,
  ))
    people.get(row.user_id)?.teams.add(row.team_id)
  const teams = new Map(
    (await all<{ id: string; kind: string }>('select id, kind from team')).map(row => [row.id, row.kind]),
  )

  const children = new Map<string, Child>()
  const pathways = await all<{ id: string; child_id: string; ended: Date | null }>(
    `select id, child_id, ended_on::timestamptz as ended from pathway`,
  )
  for (const row of await all<{ id: string; reference: string; born: string | null; by: string | null }>(
    `select id, reference, born_on::text as born, case when restricted_at is not null then restricted_by end as by from child`,
  )) {
    const own = pathways.filter(each => each.child_id === row.id)
    children.set(row.id, {
      id: row.id,
      reference: row.reference,
      bornOn: row.born,
      network: [],
      meetings: [],
      frontDoors: new Set(),
      panelItems: new Map(),
      emergencies: new Set(),
      leadsSee: own.some(each => !longAgo(each.ended, 29)),
      pathwayOpen: own.some(each => each.ended === null),
      restrictedBy: row.by,
    })
  }
  for (const row of await all<{ id: string; child_id: string; user_id: string; part: string; left: boolean }>(
    `select id, child_id, user_id, part, left_at is not null as left from network_member`,
  ))
    children.get(row.child_id)?.network.push({ id: row.id, userId: row.user_id, part: row.part, left: row.left })
  for (const row of await all<{ child_id: string; team: string; outcome: string | null; decided: Date | null }>(
    `select child_id, receiving_team_id as team, outcome, decided_at as decided from referral where child_id is not null`,
  )) {
    const nowhere = [
      ...['no-further-action', 'information-and-advice'],
      ...['information-added', 'earlier-meeting', 'new-form', 'other-child'],
    ].includes(row.outcome ?? '')
    const own = pathways.filter(each => each.child_id === row.child_id)
    const over = nowhere
      ? longAgo(row.decided, 28)
      : row.decided !== null && own.every(each => longAgo(each.ended, 29)) && longAgo(row.decided, 28)
    if (!over) children.get(row.child_id)?.frontDoors.add(row.team)
  }
  for (const row of await all<{
    id: string
    child_id: string
    pathway_id: string
    chair_id: string | null
    note_taker_id: string | null
    began_at: Date | null
    approved_at: Date | null
    called_off_at: Date | null
  }>('select * from meeting'))
    children.get(row.child_id)?.meetings.push({
      id: row.id,
      chairId: row.chair_id,
      noteTakerId: row.note_taker_id,
      begun: row.began_at !== null,
      approved: row.approved_at !== null,
      calledOff: row.called_off_at !== null,
      over:
        longAgo(row.approved_at, 28) || longAgo(pathways.find(each => each.id === row.pathway_id)?.ended ?? null, 29),
      invitations: [],
    })
  for (const row of await all<{
    id: string
    child_id: string
    meeting_id: string
    user_id: string
    invited_by: string
    part: string
    in_family: boolean
    seat: boolean
    removed: boolean
  }>(
    `select p.id, p.child_id, p.meeting_id, p.user_id, p.invited_by, p.part, p.in_family, s.person_id is not null as seat, p.removed_at is not null as removed
       from meeting_person p left join closed_seat s on s.person_id = p.id where p.user_id is not null`,
  ))
    children
      .get(row.child_id)
      ?.meetings.find(meeting => meeting.id === row.meeting_id)
      ?.invitations.push({
        id: row.id,
        userId: row.user_id,
        invitedBy: row.invited_by,
        part: row.part,
        closed: row.seat,
        family: row.in_family,
        takenBack: row.removed,
      })
  for (const row of await all<{ id: string; child_id: string; open: boolean }>(
    `select id, child_id, decided_at is null as open from panel_escalation`,
  ))
    children.get(row.child_id)?.panelItems.set(row.id, row.open)
  const entries = new Map<string, Entry>()
  for (const row of await all<{
    id: string
    child_id: string
    meeting_id: string | null
    author_id: string
    audience: string
  }>('select id, child_id, meeting_id, author_id, audience from chronology'))
    entries.set(row.id, {
      id: row.id,
      childId: row.child_id,
      meetingId: row.meeting_id,
      authorId: row.author_id,
      audience: row.audience,
    })
  return { people, teams, children, entries }
}
