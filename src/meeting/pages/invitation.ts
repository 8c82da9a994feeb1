import { z } from 'zod'
import { notFound, redirect } from '../../web/answer.ts'
import { choice, readForm, text } from '../../web/forms.ts'
import { page, type Page } from '../../web/page.ts'
import { invitePerson, removePerson } from '../actions/inviting.ts'
import { PARTS } from '../meeting.ts'
import { WORKING_ROLES } from '../../access/actor.ts'
import { SESSIONS, meetingAnswer } from './meeting.ts'

const inviteForm = z.object({
  user: text(),
  name: text(),
  part: choice(PARTS, 'meeting.part.needed'),
  sessions: choice(SESSIONS, 'meeting.sessions.needed'),
})

const inviteSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/people',
  roles: WORKING_ROLES,
  audit: 'meeting.person-invited',
  async handle(visit) {
    const form = readForm(inviteForm, visit.body)
    if (!form.ok) return meetingAnswer(visit, visit.body, form.errors)
    const { user, name, part, sessions } = form.fields
    const result = await visit.act(work =>
      invitePerson(work, {
        meetingId: visit.params.meetingId,
        userId: user === '' ? null : user,
        name,
        part,
        inClosed: sessions !== 'family',
        inFamily: sessions !== 'closed',
      }),
    )
    switch (result.outcome) {
      case 'invited':
        return redirect(`/meetings/${visit.params.meetingId}`)
      case 'family-in-closed':
        return meetingAnswer(visit, visit.body, { sessions: 'meeting.invite.family-in-closed' })
      case 'name-needed':
        return meetingAnswer(visit, visit.body, { name: 'meeting.invite.name-needed' })
      case 'session-needed':
        return meetingAnswer(visit, visit.body, { sessions: 'meeting.sessions.needed' })
      case 'may-not-let-in':
        return meetingAnswer(visit, visit.body, { user: 'child.network.may-not-let-in' })
      case 'invited-already':
        return meetingAnswer(visit, visit.body, { [user === '' ? 'name' : 'user']: 'meeting.invite.already' })
      case 'not-now':
        return meetingAnswer(visit, visit.body, { part: `meeting.not-now.${result.state}` })
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

export const invitationPages: readonly Page[] = [inviteSubmit, removeSubmit]
