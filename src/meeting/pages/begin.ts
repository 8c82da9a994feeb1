import { notFound, redirect } from '../../web/answer.ts'
import { one } from '../../web/forms.ts'
import { page, type Page } from '../../web/page.ts'
import { beginMeeting } from '../actions/holding.ts'
import { meetingAnswer } from './meeting.ts'
import { RUNNERS } from '../roles.ts'

const beginSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/begin',
  roles: RUNNERS,
  audit: 'meeting.began',
  async handle(visit) {
    const { meetingId } = visit.params
    const result = await visit.act(work =>
      beginMeeting(work, { meetingId, earlyReason: one(visit.body, 'earlyReason') }),
    )
    switch (result.outcome) {
      case 'began':
        return redirect(`/meetings/${meetingId}/run`)
      case 'reason-needed':
        return meetingAnswer(visit, visit.body, { earlyReason: 'meeting.begin.early.needed' })
      case 'consultation-needed':
        return redirect(`/meetings/${meetingId}/consultation`)
      case 'pathway-ended':
        return meetingAnswer(visit, visit.body, { earlyReason: 'meeting.begin.pathway-ended' })
      case 'changed-since-you-read':
        return redirect(`/meetings/${meetingId}`)
      case 'not-now':
        return meetingAnswer(visit, visit.body, { earlyReason: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

export const beginPages: readonly Page[] = [beginSubmit]
