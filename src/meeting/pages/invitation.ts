import { z } from 'zod'
import { WORKING_ROLES } from '../../access/actor.ts'
import type { Work } from '../../access/work.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { staffChoices } from '../../board/choices.ts'
import { namesOf } from '../../board/store/staff.ts'
import { listFamilyAlerts } from '../../child/store/alerts.ts'
import { calledBy } from '../../child/rules.ts'
import { findChild } from '../../child/store/children.ts'
import { listNetwork } from '../../child/store/network.ts'
import { listImportantPeople } from '../../child/store/people.ts'
import { beforeTheFamily } from '../../exploitation/present.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import { choice, type FieldErrors, type FormFields, items, one, readForm, text } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { deedsOpen } from '../actions/asking.ts'
import { inviteAll, type Invitee, removePerson } from '../actions/inviting.ts'
import { type Meeting, PARTS, type Part } from '../meeting.ts'
import { findMeeting } from '../store/meeting.ts'
import { listPeople } from '../store/people.ts'
import { SESSIONS } from './meeting.ts'

// Somebody who could be invited and is not: of the network, the child, or important in the child's life.
type Proposed = {
  /** The name of the field that says to which sessions they are asked. */
  readonly field: string
  readonly userId: string | null
  readonly name: string
  readonly part: Part
  /** What is known of them in the child's life, for whoever has no account. */
  readonly relationship: string
  readonly isUnsafe: boolean
}

async function proposedFor({ tx }: Work, meeting: Meeting): Promise<readonly Proposed[]> {
  const [child, network, important, people] = await Promise.all([
    findChild(tx, meeting.childId),
    listNetwork(tx, meeting.childId),
    listImportantPeople(tx, meeting.childId),
    listPeople(tx, meeting.id),
  ])
  const userIds = [...new Set(network.map(member => member.userId))]
  const names = await namesOf(tx, userIds)
  const nobody = { userId: null, relationship: '', isUnsafe: false }
  const staff = userIds.map(userId => ({
    ...nobody,
    field: `of-${userId}`,
    userId,
    name: names.get(userId)?.name ?? '',
    part: 'practitioner' as const,
  }))
  const family = important.map(person => ({
    ...nobody,
    field: `of-${person.id}`,
    name: person.name,
    part: 'parent-or-carer' as const,
    relationship: person.relationship,
    isUnsafe: person.safeToContact === 'no',
  }))
  const childName = child === undefined ? '' : calledBy(child)
  return [...staff, { ...nobody, field: 'of-child', name: childName, part: 'child' as const }, ...family].filter(
    each =>
      each.name !== '' &&
      !people.some(person => (each.userId === null ? person.name === each.name : person.userId === each.userId)),
  )
}

async function inviteAnswer(
  visit: Visit<'/meetings/:meetingId/people'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const model = await visit.act(async work => {
    const meeting = await findMeeting(work.tx, visit.params.meetingId)
    if (meeting === undefined || (await deedsOpen(work, meeting)).invite === undefined) return undefined
    await recordAuditEvent(work.tx, 'meeting.seen', { childId: meeting.childId, subjectId: meeting.id })
    const [proposed, alerts, people, staff] = await Promise.all([
      proposedFor(work, meeting),
      listFamilyAlerts(work.tx, meeting.childId),
      listPeople(work.tx, meeting.id),
      staffChoices(work.tx, language),
    ])
    return {
      back: { href: `/meetings/${meeting.id}`, text: t('meeting.back') },
      warnings: beforeTheFamily(alerts, visit),
      invited: people.map(person => person.name),
      proposed: proposed.map(each => ({
        ...each,
        partWords: each.relationship === '' ? t(`meeting.part.${each.part}`) : each.relationship,
        sessions: items(t, 'meeting.sessions', each.userId === null ? (['family'] as const) : SESSIONS),
      })),
      staff,
      parts: items(
        t,
        'meeting.part',
        PARTS.filter(part => part !== 'chair' && part !== 'note-taker'),
      ),
      sessions: items(t, 'meeting.sessions', SESSIONS),
    }
  })
  return model === undefined
    ? notFound()
    : showForm('meeting/views/invite.njk', t('meeting.invite'), model, values, errors)
}

const invitePage = page({
  method: 'get',
  path: '/meetings/:meetingId/people',
  roles: WORKING_ROLES,
  audit: 'meeting.seen',
  handle: visit => inviteAnswer(visit),
})

const otherForm = z.object({
  user: text(),
  name: text(),
  part: choice(PARTS, 'meeting.part.needed'),
  sessions: choice(SESSIONS, 'meeting.sessions.needed'),
})

const askedTo = (sessions: (typeof SESSIONS)[number]) => ({
  inClosed: sessions !== 'family',
  inFamily: sessions !== 'closed',
})

const inviteSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/people',
  roles: WORKING_ROLES,
  audit: 'meeting.person-invited',
  async handle(visit) {
    const { meetingId } = visit.params
    const again = (errors: FieldErrors) => inviteAnswer(visit, visit.body, errors)
    const other = ['user', 'name', 'part', 'sessions'].some(name => one(visit.body, name).trim() !== '')
    const form = other ? readForm(otherForm, visit.body) : undefined
    if (form?.ok === false) return again(form.errors)
    const result = await visit.act(async work => {
      const meeting = await findMeeting(work.tx, meetingId)
      if (meeting === undefined) return { outcome: 'not-found' as const }
      const chosen = (await proposedFor(work, meeting)).flatMap((each): Invitee[] => {
        const sessions = SESSIONS.find(session => session === one(visit.body, each.field))
        if (sessions === undefined) return []
        const { userId, name, part } = each
        return [{ meetingId, userId, name, part, ...askedTo(sessions) }]
      })
      if (form !== undefined) {
        const { user, name, part, sessions } = form.fields
        chosen.push({ meetingId, userId: user === '' ? null : user, name, part, ...askedTo(sessions) })
      }
      return inviteAll(work, meetingId, chosen)
    })
    const who = one(visit.body, 'user') === '' ? 'name' : 'user'
    switch (result.outcome) {
      case 'invited':
        return redirect(`/meetings/${meetingId}`)
      case 'nobody':
        return again({ name: 'meeting.invite.nobody' })
      case 'family-in-closed':
        return again({ sessions: 'meeting.invite.family-in-closed' })
      case 'name-needed':
        return again({ name: 'meeting.invite.name-needed' })
      case 'session-needed':
        return again({ sessions: 'meeting.sessions.needed' })
      case 'may-not-let-in':
        return again({ [who]: 'child.network.may-not-let-in' })
      case 'invited-already':
        return again({ [who]: 'meeting.invite.already' })
      case 'not-now':
        return again({ [who]: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

const removeSubmit = page({
  method: 'post',
  path: '/meeting-people/:personId/remove',
  roles: WORKING_ROLES,
  audit: 'meeting.person-removed',
  async handle(visit) {
    const result = await visit.act(work => removePerson(work, visit.params.personId))
    return result.outcome === 'taken-back' ? redirect(`/meetings/${result.meetingId}`) : notFound()
  },
})

export const invitationPages: readonly Page[] = [invitePage, inviteSubmit, removeSubmit]
