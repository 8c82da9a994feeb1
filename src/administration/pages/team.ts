import { z } from 'zod'
import { changeTeam } from '../../board/actions.ts'
import { findTeam } from '../../board/store/agencies.ts'
import { type Answer, notFound, redirect, showForm } from '../../web/answer.ts'
import { type FieldErrors, type FormFields, neededText, readForm, text } from '../../web/forms.ts'
import { page, type Page, type Visit } from '../../web/page.ts'
import { ADMINISTRATOR, KNOWN_TO_ALL } from './ways.ts'

async function teamAnswer(
  visit: Visit<'/board/teams/:teamId'>,
  values?: FormFields,
  errors?: FieldErrors,
): Promise<Answer> {
  const { t, language } = visit
  const team = await visit.act(({ tx }) => findTeam(tx, visit.params.teamId))
  if (team === undefined) return notFound()
  const model = {
    kind: t(`board.team-kind.${team.kind}`),
    back: { href: '/board/teams', text: t('board.teams') },
  }
  const shown = values ?? { teamEn: team.name.en, teamCy: team.name.cy, teamTelephone: team.telephone }
  return showForm('administration/views/team.njk', team.name[language], model, shown, errors)
}

const teamPage = page({
  method: 'get',
  path: '/board/teams/:teamId',
  roles: ADMINISTRATOR,
  audit: KNOWN_TO_ALL,
  handle: visit => teamAnswer(visit),
})

const teamForm = z.object({
  teamEn: neededText('board.name.needed'),
  teamCy: neededText('board.name.needed'),
  teamTelephone: text(),
})

const teamSubmit = page({
  method: 'post',
  path: '/board/teams/:teamId',
  roles: ADMINISTRATOR,
  audit: 'board.team-changed',
  async handle(visit) {
    const form = readForm(teamForm, visit.body)
    if (!form.ok) return teamAnswer(visit, visit.body, form.errors)
    const { teamEn: en, teamCy: cy, teamTelephone: telephone } = form.fields
    const done = await visit.act(work => changeTeam(work, visit.params.teamId, { name: { en, cy }, telephone }))
    return done ? redirect('/board/teams') : notFound()
  },
})

export const teamPages: readonly Page[] = [teamPage, teamSubmit]
