import { z } from 'zod'
import { notFound, redirect } from '../../web/answer.ts'
import { choice, optionalDay, readForm, text } from '../../web/forms.ts'
import { page, type Page } from '../../web/page.ts'
import { endMeeting } from '../actions/ending.ts'
import { FAMILY_PRESENT, MAKINGS } from '../meeting.ts'
import { RUNNERS } from './roles.ts'
import { runAnswer } from './running.ts'

const endForm = z.object({
  familyPresent: choice(FAMILY_PRESENT, 'meeting.end.family.needed'),
  reviewSooner: optionalDay('meeting.end.review.wrong'),
  debriefBy: text(),
  how: choice(MAKINGS, 'meeting.making.needed'),
  noAi: z.literal('yes', 'meeting.end.no-ai.needed'),
})

const endSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/end',
  roles: RUNNERS,
  audit: 'meeting.ended',
  async handle(visit) {
    const form = readForm(endForm, visit.body)
    if (!form.ok) return runAnswer(visit, visit.body, form.errors)
    const { familyPresent, reviewSooner, debriefBy, how } = form.fields
    const result = await visit.act(work =>
      endMeeting(work, {
        meetingId: visit.params.meetingId,
        familyPresent,
        reviewSooner,
        debriefBy: debriefBy === '' ? undefined : debriefBy,
        how,
      }),
    )
    switch (result.outcome) {
      case 'ended':
        return redirect(`/meetings/${visit.params.meetingId}/record`)
      case 'debrief-needed':
        return runAnswer(visit, visit.body, { debriefBy: 'meeting.end.debrief.needed' })
      case 'review-before-meeting':
        return runAnswer(visit, visit.body, { reviewSooner: 'meeting.end.review.before' })
      case 'nobody-present':
        return runAnswer(visit, visit.body, { present: 'meeting.end.nobody-present' })
      case 'changed-since-you-read':
        return runAnswer(visit, visit.body, { familyPresent: 'meeting.changed' })
      case 'not-now':
        return redirect(`/meetings/${visit.params.meetingId}`)
      case 'not-found':
        return notFound()
    }
  },
})

export const endPages: readonly Page[] = [endSubmit]
