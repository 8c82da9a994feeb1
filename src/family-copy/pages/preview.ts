import { z } from 'zod'
import { recordAuditEvent } from '../../audit/store.ts'
import { deedsOpen } from '../../meeting/actions/asking.ts'
import { approveRecord } from '../../meeting/actions/recording.ts'
import { OMISSIONS } from '../../meeting/meeting.ts'
import { quotedWithoutBeingThere } from '../../meeting/rules.ts'
import { findFamilyCopySource, findMeeting } from '../../meeting/store/meeting.ts'
import { listPeople, listPresence } from '../../meeting/store/people.ts'
import { listAcceptances, listNoLongerShared } from '../../meeting/store/record.ts'
import { notHeard } from '../../statement/rules.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import { choices, type FieldErrors, type FormFields, items, readForm, text } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { copyBeforeItLeaves } from '../before-it-leaves.ts'
import { copyOptions } from '../present.ts'
import { listSendings } from '../store/sendings.ts'

async function previewAnswer(
  visit: Visit<'/meetings/:meetingId/family-copy'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t } = visit
  const model = await visit.act(async work => {
    const { tx } = work
    const meeting = await findMeeting(tx, visit.params.meetingId)
    if (meeting?.heldOn == null) return undefined
    const copy = await copyBeforeItLeaves(work, meeting, await copyOptions(work, visit, visit.language))
    const { blocks, origins, reference, taken, entries, decisions, open } = copy
    const [noLongerShared, sendings, people, presence, acceptances, source, deeds] = await Promise.all([
      listNoLongerShared(tx, meeting.id),
      listSendings(tx, meeting.id),
      listPeople(tx, meeting.id),
      listPresence(tx, meeting.id),
      listAcceptances(tx, meeting.id),
      findFamilyCopySource(tx, meeting.id),
      deedsOpen(work, meeting),
      recordAuditEvent(tx, 'meeting.family-copy-previewed', { childId: meeting.childId, subjectId: meeting.id }),
    ])
    const holders = sendings.filter(each => each.copy === 'family').map(each => each.sentTo)
    return {
      meetingId: meeting.id,
      blocks,
      origins,
      reference,
      taken,
      source,
      mayApprove: deeds.approve === true,
      approved: meeting.approvedAt !== null,
      undecidedCount: open.size,
      unheard: notHeard(people, presence, acceptances).map(person => person.name),
      quoted: quotedWithoutBeingThere(entries, people, presence).map(each => ({
        text: each.text,
        saidBy: each.saidBy,
      })),
      reasons: items(
        t,
        'meeting.omission',
        OMISSIONS.filter(each => decisions.some(one => one.omission === each)),
      ),
      back: { href: `/meetings/${meeting.id}/record`, text: t('meeting.back-to-record') },
      out: entries
        .filter(entry => entry.audience !== 'family')
        .map(entry => {
          const decision = decisions.find(each => each.entryId === entry.id)
          const held =
            holders.length === 0
              ? t('meeting.decision.taken-back.nobody')
              : t('meeting.decision.taken-back', { to: [...new Set(holders)].join('; ') })
          return {
            text: entry.text,
            takenBack: noLongerShared.has(entry.id) ? held : '',
            why:
              open.has(entry.id) || decision?.omission == null
                ? t('meeting.decision.none')
                : `${t(`meeting.omission.${decision.omission}`)}${decision.reason === '' ? '' : `: ${decision.reason}`}`,
          }
        }),
    }
  })
  if (model === undefined) return notFound()
  const title = t('meeting.family-copy.title')
  return showForm('family-copy/views/preview.njk', title, model, values, errors)
}

const previewPage = page({
  method: 'get',
  path: '/meetings/:meetingId/family-copy',
  roles: 'signed-in',
  audit: 'meeting.family-copy-previewed',
  handle: visit => previewAnswer(visit),
})

const approvalForm = z.object({
  source: text(),
  restStaysOut: text(),
  toldOmissions: choices(OMISSIONS, 'meeting.approve.not-a-reason'),
  quotedWordsCame: text(),
})

const approveSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/approval',
  roles: 'signed-in',
  audit: 'meeting.approved',
  async handle(visit) {
    const { meetingId } = visit.params
    const form = readForm(approvalForm, visit.body)
    if (!form.ok) return previewAnswer(visit, visit.body, form.errors)
    const { source, restStaysOut, toldOmissions, quotedWordsCame } = form.fields
    const approval = { meetingId, source, restStaysOut: restStaysOut === 'yes', toldOmissions, quotedWordsCame }
    const result = await visit.act(work => approveRecord(work, approval))
    switch (result.outcome) {
      case 'approved':
        return redirect(`/meetings/${meetingId}/copies`)
      case 'not-declared':
        return previewAnswer(visit, visit.body, { approve: 'meeting.approve.not-declared' })
      case 'undecided':
        return previewAnswer(visit, visit.body, { restStaysOut: 'meeting.approve.undecided' })
      case 'not-a-reason':
        return previewAnswer(visit, visit.body, { toldOmissions: 'meeting.approve.not-a-reason' })
      case 'quoted-not-there':
        return previewAnswer(visit, visit.body, { quotedWordsCame: 'meeting.approve.quoted.needed' })
      case 'changed-since-you-read':
        // What was declared was about what stood then; what was typed is kept.
        return previewAnswer(visit, { quotedWordsCame }, { approve: 'meeting.approve.changed' })
      case 'not-now':
        return previewAnswer(visit, { quotedWordsCame }, { approve: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

export const previewPages: readonly Page[] = [previewPage, approveSubmit]
