import { redirect } from '../web/answer.ts'
import { page, type Page } from '../web/page.ts'
import { updateNoticeRead } from './store.ts'

const noticeRead = page({
  method: 'post',
  path: '/notices/:noticeId/read',
  roles: 'signed-in',
  audit: { none: 'what someone was told is their own; the row keeps when they marked it as seen' },
  async handle(visit) {
    await visit.act(({ tx, now }) => updateNoticeRead(tx, visit.params.noticeId, now))
    return redirect('/')
  },
})

export const noticePages: readonly Page[] = [noticeRead]
