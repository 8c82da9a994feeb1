import { WORKING_ROLES } from '../../access/actor.ts'
import { findBoard } from '../../board/store/board.ts'
import { namesOf } from '../../board/store/staff.ts'
import { fileHash } from '../../documents/document.ts'
import { CONTENT_TYPES, fileNameOf } from '../../documents/file-name.ts'
import { makeFile } from '../../documents/making.ts'
import { formatInstant } from '../../lib/calendar-date.ts'
import { updateNoticesReadOf } from '../../notice/store.ts'
import { file, notFound, redirect, show } from '../../web/answer.ts'
import { page, type Page } from '../../web/page.ts'
import { deedsOpen } from '../actions/asking.ts'
import { makePack, mayTakePack, takePack } from '../actions/packing.ts'
import { packOf } from '../pack.ts'
import { findPack } from '../store/copies.ts'
import { findMeeting } from '../store/meeting.ts'
import { listPeople } from '../store/people.ts'
import { answerWithClosedWords, openMeeting } from './opening.ts'
import { meetingName } from './wording.ts'

const packPage = page({
  method: 'get',
  path: '/meetings/:meetingId/pack',
  roles: WORKING_ROLES,
  audit: 'meeting.record-seen',
  handle: visit => {
    const { t, language } = visit
    return answerWithClosedWords(
      visit,
      work => openMeeting(work, visit.params.meetingId, visit),
      async (work, { meeting, frame, reference }) => {
        const { tx } = work
        const may = await deedsOpen(work, meeting)
        if (may['take-pack'] === undefined) return undefined
        const [made, people] = await Promise.all([
          findPack(tx, meeting.id),
          listPeople(tx, meeting.id),
          updateNoticesReadOf(tx, meeting.id, work.now),
        ])
        const [contents, names] = await Promise.all([
          made && packOf(work, meeting.id, { language, t, banner: undefined }),
          namesOf(tx, made === undefined ? [] : [made.madeBy]),
        ])
        return {
          ...frame,
          reference,
          name: meetingName(meeting, t),
          meetingId: meeting.id,
          missing: meeting.missingPaperwork.map(paper => t(`meeting.paperwork.${paper}`)),
          made:
            made &&
            t('meeting.pack.made-by', {
              name: names.get(made.madeBy)?.name ?? '',
              at: formatInstant(made.madeAt, language),
            }),
          contents: contents?.blocks.flatMap(block =>
            block.kind === 'heading' && block.level === 2 ? [block.text] : [],
          ),
          mayMake: may['make-pack'] === true,
          told: people.filter(each => each.userId !== null && each.userId !== work.actor.userId).length,
        }
      },
      model => show('meeting/views/pack.njk', t('meeting.pack.title'), model),
    )
  },
})

const packSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/pack',
  roles: WORKING_ROLES,
  audit: 'meeting.pack-made',
  async handle(visit) {
    const { meetingId } = visit.params
    const result = await visit.act(work => makePack(work, meetingId))
    return result.outcome === 'not-found' ? notFound() : redirect(`/meetings/${meetingId}/pack`)
  },
})

const packFile = page({
  method: 'get',
  path: '/meetings/:meetingId/pack/:language/:format',
  roles: WORKING_ROLES,
  audit: 'meeting.copy-made',
  async handle(visit) {
    const { meetingId, language, format } = visit.params
    if ((language !== 'en' && language !== 'cy') || (format !== 'pdf' && format !== 'docx')) return notFound()
    const t = visit.tIn(language)
    const taken = await visit.act(async work => {
      const meeting = await findMeeting(work.tx, meetingId)
      if (meeting === undefined || (await mayTakePack(work, meetingId)).outcome !== 'may') return undefined
      const board = await findBoard(work.tx)
      const banner = board?.kind === 'demonstration' ? t('web.demonstration.banner') : undefined
      const document = await packOf(work, meetingId, { language, t, banner })
      if (document === undefined) return undefined
      const content = await makeFile(document, format)
      const copy = { meetingId, language, format, sha256: fileHash(content) } as const
      if ((await takePack(work, copy)).outcome !== 'taken') return undefined
      return { content, meeting, reference: document.reference }
    })
    if (taken === undefined) return notFound()
    return file(
      taken.content,
      CONTENT_TYPES[format],
      fileNameOf({
        reference: taken.reference,
        words: t('meeting.pack.file', { name: visit.actor.name }),
        meetingWords: t('meeting.document.meeting-number', { number: taken.meeting.number }),
        languageWords: t(`board.language.${language}`),
        day: visit.today,
        format,
      }),
    )
  },
})

export const packPages: readonly Page[] = [packPage, packSubmit, packFile]
