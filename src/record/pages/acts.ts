import type { Visit } from '../../web/page.ts'

/** What can be done for a child, in the order in which it is offered; `open` only while the pathway is open. */
const ACTS = [
  { path: 'details', words: 'record.do.details' },
  { path: 'people/new', words: 'record.do.person' },
  { path: 'others', words: 'others.title' },
  { path: 'confidences', words: 'confidence.title' },
  { path: 'addresses', words: 'child.addresses' },
  { path: 'alerts/new', words: 'record.do.alert' },
  { path: 'network', words: 'record.do.network' },
  { path: 'assessments', words: 'record.do.assess' },
  { path: 'meetings', words: 'record.do.meetings' },
  { path: 'meetings/request', words: 'record.do.meeting', needs: 'open' },
  { path: 'panel', words: 'record.do.panel', needs: 'open' },
  { path: 'data-sheet', words: 'data-sheet.title', needs: 'pathway' },
  { path: 'decision-concerns', words: 'decision-concern.list' },
  { path: 'complaints', words: 'complaint.list' },
  { path: 'pathway', words: 'record.do.pathway', needs: 'open' },
  { path: 'pathway', words: 'pathway.reopen.button', needs: 'ended' },
  { path: 'transition', words: 'transition.title', needs: 'near-18' },
  { path: 'over-time', words: 'record.do.over-time' },
  { path: 'access', words: 'record.do.access' },
  { path: 'as-on-day', words: 'record.do.as-on-day' },
] as const

/** What is offered to this reader for a child who stands so: only what their roles open, and what can be done now. */
export function offeredActs(
  { t, actor, mayOpen }: Pick<Visit, 't' | 'actor' | 'mayOpen'>,
  childId: string,
  stands: { readonly pathway: 'open' | 'ended' | 'none'; readonly comesNear18: boolean },
) {
  return ACTS.filter(act => {
    if (!mayOpen(`/children/${childId}/${act.path}`)) return false
    if (!('needs' in act)) return true
    if (act.needs === 'near-18') return stands.comesNear18
    if (act.needs === 'pathway') return stands.pathway !== 'none'
    if (act.needs === 'ended')
      return (
        stands.pathway === 'ended' && (actor.roles.includes('manager') || actor.roles.includes('exploitation-lead'))
      )
    return stands.pathway === 'open'
  }).map(act => ({ href: `/children/${childId}/${act.path}`, text: t(act.words) }))
}
