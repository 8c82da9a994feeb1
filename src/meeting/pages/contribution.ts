import { z } from 'zod'
import { WORKING_ROLES } from '../../access/actor.ts'
import { namesOf } from '../../board/store/staff.ts'
import { BASES } from '../../entry/entry.ts'
import { languageChoices } from '../../entry/present.ts'
import { listMeetingEntries } from '../../entry/store.ts'
import { foreignTo, WRITTEN_LANGUAGES } from '../../lib/written-language.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import {
  choice,
  type FieldErrors,
  type FormFields,
  items,
  one,
  optionalChoice,
  readForm,
  text,
} from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { deedsOpen } from '../actions/asking.ts'
import { contribute, type Contribution } from '../actions/contributing.ts'
import { stateOf } from '../deeds.ts'
import { RECORD_CONTEXTS, WRITTEN_FOR } from '../meeting.ts'
import { speakerIsNeeded } from '../rules.ts'
import { answerWithClosedWords, openMeeting } from './opening.ts'
import { lineWords } from './wording.ts'

const CONTEXTS = ['individual', ...RECORD_CONTEXTS] as const
const NOT_QUOTED = BASES.filter(basis => !speakerIsNeeded(basis, false))

async function contributionAnswer(
  visit: Visit<'/meetings/:meetingId/contribution'>,
  values: FormFields = {},
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  return answerWithClosedWords(
    visit,
    work => openMeeting(work, visit.params.meetingId, visit),
    async (work, { meeting, frame }) => {
      const { tx, actor } = work
      const may = await deedsOpen(work, meeting)
      if (meeting.beganAt !== null) return { goTo: `/meetings/${meeting.id}` }
      if (stateOf(meeting) !== 'booked' || may['write-entry'] === undefined) return undefined
      const written = await listMeetingEntries(tx, meeting.id)
      const names = await namesOf(
        tx,
        written.map(entry => entry.authorId),
      )
      return {
        ...frame,
        written: written.map(entry => ({
          ...lineWords(entry, names, t, meeting),
          foreign: foreignTo(language, entry.writtenIn),
          mayChange: entry.agencyId === actor.agencyId,
        })),
        contexts: CONTEXTS.map(context => ({
          context,
          name: t(`entry.context.${context}`),
          ask: t(`meeting.contribution.ask.${context}`),
        })),
        bases: items(t, 'entry.basis', NOT_QUOTED),
        audiences: items(t, 'entry.audience', WRITTEN_FOR),
        languages: languageChoices(language),
      }
    },
    model =>
      showForm(
        'meeting/views/contribution.njk',
        t('meeting.contribution.title'),
        model,
        { audience: 'closed', ...values },
        errors,
      ),
  )
}

const contributionPage = page({
  method: 'get',
  path: '/meetings/:meetingId/contribution',
  roles: WORKING_ROLES,
  audit: 'meeting.record-seen',
  handle: visit => contributionAnswer(visit),
})

const contributionForm = z.object({
  childsWords: text(),
  familyWords: text(),
  familySaidBy: text(),
  audience: choice(WRITTEN_FOR, 'entry.audience.needed'),
  writtenIn: optionalChoice(WRITTEN_LANGUAGES),
})

// What was written under each context; a piece without its sort of statement is asked for it.
function piecesOf(body: FormFields): { readonly pieces: readonly Contribution[]; readonly errors: FieldErrors } {
  const errors: Record<string, 'entry.basis.needed'> = {}
  const pieces = CONTEXTS.flatMap((context): Contribution[] => {
    const words = one(body, `text-${context}`)
    if (words.trim() === '') return []
    const basis = NOT_QUOTED.find(each => each === one(body, `basis-${context}`))
    if (basis === undefined) errors[`basis-${context}`] = 'entry.basis.needed'
    return basis === undefined ? [] : [{ context, basis, text: words, saidBy: '' }]
  })
  return { pieces, errors }
}

const contributionSubmit = page({
  method: 'post',
  path: '/meetings/:meetingId/contribution',
  roles: WORKING_ROLES,
  audit: 'meeting.entry-added',
  async handle(visit) {
    const { meetingId } = visit.params
    const again = (errors: FieldErrors) => contributionAnswer(visit, visit.body, errors)
    const form = readForm(contributionForm, visit.body)
    const { pieces, errors } = piecesOf(visit.body)
    if (!form.ok || Object.keys(errors).length > 0) return again({ ...(form.ok ? {} : form.errors), ...errors })
    const { childsWords, familyWords, familySaidBy, audience, writtenIn = visit.language } = form.fields
    const familys = { context: null, basis: 'family-words', text: familyWords, saidBy: familySaidBy } as const
    const result = await visit.act(work =>
      contribute(work, { meetingId, audience, writtenIn, childsWords, pieces: [familys, ...pieces] }),
    )
    switch (result.outcome) {
      case 'written':
        return redirect(`/meetings/${meetingId}/contribution`)
      case 'nothing':
        return again({ childsWords: 'meeting.contribution.nothing' })
      case 'speaker-needed':
        return again({ familySaidBy: 'meeting.entry.said-by.needed' })
      case 'began':
        return again({ childsWords: 'meeting.contribution.began' })
      case 'not-now':
        return again({ childsWords: `meeting.not-now.${result.state}` })
      case 'not-found':
        return notFound()
    }
  },
})

export const contributionPages: readonly Page[] = [contributionPage, contributionSubmit]
