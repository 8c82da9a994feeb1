import { STAGES } from '../../entry/entry.ts'
import { recordAuditEvent } from '../../audit/store.ts'
import { findChild } from '../../child/store/children.ts'
import { listMeetingEntries } from '../../entry/store.ts'
import { notFound, redirect, show } from '../../web/answer.ts'
import { one } from '../../web/forms.ts'
import { page, type Page } from '../../web/page.ts'
import { acceptStatement, moveToStage, recordPresence } from '../actions/holding.ts'
import { STATEMENTS } from '../meeting.ts'
import { undecided } from '../rules.ts'
import { findMeeting } from '../store/meeting.ts'
import { listFamilyDecisions } from '../store/record.ts'
import { RUNNERS } from './roles.ts'
import { runAnswer } from './running.ts'

const presenceSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/run/presence',
  roles: RUNNERS,
  audit: 'meeting.presence-recorded',
  async handle(visit) {
    const personIds = [visit.body['present'] ?? []].flat()
    const were = [visit.body['were'] ?? []].flat()
    const stage = STAGES.find(each => each === one(visit.body, 'stage'))
    if (stage === undefined) return notFound()
    const result = await visit.act(async work => {
      const presence = await recordPresence(work, { meetingId: visit.params.meetingId, stage, personIds, were })
      if (presence.outcome === 'recorded' && one(visit.body, 'accepted') === 'yes')
        for (const statement of STATEMENTS)
          if (statement === 'no-ai' || statement === 'confidentiality' || statement === stage)
            await acceptStatement(work, { meetingId: visit.params.meetingId, statement, personIds })
      return presence
    })
    switch (result.outcome) {
      case 'recorded':
        return redirect(`/meetings/${visit.params.meetingId}/run`)
      case 'family-in-closed':
        return runAnswer(visit, visit.body, { present: 'meeting.presence.family-in-closed' })
      case 'not-now':
        return runAnswer(visit, visit.body, { present: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

const stageSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/run/stage',
  roles: RUNNERS,
  audit: 'meeting.stage-changed',
  async handle(visit) {
    const stage = STAGES.find(each => each === one(visit.body, 'stage'))
    if (stage === undefined) return notFound()
    const result = await visit.act(work =>
      moveToStage(work, {
        meetingId: visit.params.meetingId,
        stage,
        knowingly: one(visit.body, 'knowingly') === 'yes',
      }),
    )
    switch (result.outcome) {
      case 'moved':
        return redirect(`/meetings/${visit.params.meetingId}/run`)
      case 'undecided':
        return redirect(`/meetings/${visit.params.meetingId}/to-family`)
      case 'changed-since-you-read':
        return redirect(`/meetings/${visit.params.meetingId}/run`)
      case 'not-now':
        return redirect(`/meetings/${visit.params.meetingId}`)
      case 'not-found':
        return notFound()
    }
  },
})

const toFamilyPage = page({
  method: 'get',
  path: '/meetings/:meetingId/to-family',
  roles: RUNNERS,
  audit: 'meeting.record-seen',
  async handle(visit) {
    const { t } = visit
    const model = await visit.act(async ({ tx }) => {
      const meeting = await findMeeting(tx, visit.params.meetingId)
      const child = meeting && (await findChild(tx, meeting.childId))
      if (meeting === undefined || child === undefined) return undefined
      await recordAuditEvent(tx, 'meeting.record-seen', { childId: child.id, subjectId: meeting.id })
      const closed = (await listMeetingEntries(tx, meeting.id)).filter(
        entry => entry.kind === 'meeting-entry' && entry.stage === 'closed-session',
      )
      const open = undecided(closed, await listFamilyDecisions(tx, meeting.id))
      return {
        meetingId: meeting.id,
        reference: child.reference,
        back: { href: `/meetings/${meeting.id}/run`, text: t('meeting.back-to-run') },
        open: open.map(entry => ({
          text: entry.text,
          audience: entry.audience,
          audienceWords: t(`entry.audience.${entry.audience}`),
        })),
      }
    })
    return model === undefined ? notFound() : show('meeting/views/to-family.njk', t('meeting.to-family.title'), model)
  },
})

export const stagePages: readonly Page[] = [presenceSubmit, stageSubmit, toFamilyPage]
