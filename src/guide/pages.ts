import { inAlphabet } from '../lib/alphabet.ts'
import { show } from '../web/answer.ts'
import { page, type Page } from '../web/page.ts'
import { GUIDE_STEPS } from './guide.ts'
import { listGuides } from './store.ts'

/** The guides at hand, step by step, for everybody who is signed in. */
const guidesPage = page({
  method: 'get',
  path: '/guides',
  roles: 'signed-in',
  audit: { none: 'addresses of guides outside; nothing about a child is shown' },
  async handle(visit) {
    const { t, language } = visit
    const guides = (await visit.act(({ tx }) => listGuides(tx))).filter(each => !each.takenAway)
    const steps = GUIDE_STEPS.map(step => ({
      id: `step-${step}`,
      name: t(`guide.step.${step}`),
      guides: inAlphabet(
        language,
        guides
          .filter(each => each.steps.includes(step))
          .map(each => ({ name: each.name[language], href: each.address[language] })),
        each => each.name,
      ),
    }))
    return show('guide/views/guides.njk', t('guide.title'), {
      steps: steps.filter(step => step.guides.length > 0),
      change: visit.mayOpen('/board/guides') ? '/board/guides' : '',
    })
  },
})

export const guidePages: readonly Page[] = [guidesPage]
