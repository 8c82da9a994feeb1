import { type Mutation, mutation } from './mutation.ts'

const COPY = 'src/family-copy/document.ts'
const document = (name: string, file: string, from: string, to: string) => mutation(name, file, from, to, 'documents')

/** Breakages of pages, documents and the server. */
export const PAGE_MUTATIONS: readonly Mutation[] = [
  document(
    'the family’s copy is read with everybody’s rights',
    COPY,
    `asFamilyCopyReader(work.tx, tx => findFamilyCopy(tx, meetingId))`,
    `findFamilyCopy(work.tx, meetingId)`,
  ),
  document(
    'the copy tells why something was left out',
    COPY,
    `  blocks.push({ kind: 'notice', text: t(\`family-copy.to.\${reader}.may-be-left-out\`) })\n`,
    `  blocks.push({ kind: 'notice', text: t('meeting.omission.criminal-investigation') })\n`,
  ),
  document(
    'the full record does not say what it is',
    'src/meeting/document.ts',
    `    classification: t('meeting.document.full-classification'),\n`,
    `    classification: t('family-copy.to.family.classification'),\n`,
  ),
  document(
    'a full record does not say whose view it is',
    'src/meeting/document.ts',
    `\\n\${t('meeting.document.whose-view', { name: work.actor.name })}`,
    ``,
  ),
  document(
    'the classification is on no page',
    'src/documents/pdf.ts',
    `pdf.font('bold').text(document.classification, MARGIN, pdf.page.height - 40, { ...foot, align: 'right' })`,
    `void 0`,
  ),
  document(
    'the classification is on no Word page',
    'src/documents/word.ts',
    `children: runs(document.classification, { bold: true })`,
    `children: []`,
  ),
  document(
    'a demonstration’s files do not say so',
    'src/documents/word.ts',
    `document.banner === undefined`,
    `document.banner !== undefined`,
  ),
  mutation(
    'the header of a table stands alone at the foot of a page',
    'src/documents/table-in-pdf.ts',
    `  keepTogether(pdf, heightOfTop(pdf, block))\n`,
    ``,
    'src/documents/files',
  ),
  mutation(
    'a heading stands at the foot of a page, and its table on the next',
    'src/documents/pdf.ts',
    `size * 4 + (next?.kind === 'table' ? heightOfTop(pdf, next) : 0)`,
    `size * 4`,
    'src/documents/files',
  ),
  mutation(
    'a header cell does not say that it is of a column',
    'src/documents/table-in-pdf.ts',
    `type === 'TH' ? { scope: 'Column' } : {}`,
    `{}`,
    'accessible-documents',
  ),
  mutation(
    'what is at the foot of a page is read out on every page',
    'src/documents/text-in-pdf.ts',
    `  pdf.markContent('Artifact')\n`,
    `  pdf.markContent('Span')\n`,
    'accessible-documents',
  ),
  mutation(
    'a table in Word has no header row',
    'src/documents/word.ts',
    `tableHeader: true, children`,
    `children`,
    'accessible-documents',
  ),
  mutation(
    'all files have one name',
    'src/documents/file-name.ts',
    `\${reference} \${words}, \${meetingWords}, \${languageWords}, \${day}`,
    `\${reference}`,
    'src/family-copy',
  ),
  mutation(
    'closed words stand on the page that is open on a desk',
    'src/my-work/store.ts',
    ` and audience in ('network', 'family')`,
    ``,
    'src/my-work',
  ),
  mutation(
    'nothing is due for a manager whose team has referrals to decide',
    'src/my-work/pages.ts',
    `[actor.userId, ...actor.teamIds]`,
    `[actor.userId]`,
    'src/my-work',
  ),
  mutation(
    'everybody’s meetings are somebody’s',
    'src/my-work/store.ts',
    `where('meeting.chair_id', '=', userId),`,
    `where('meeting.id', 'is not', null),`,
    'src/my-work',
  ),
  mutation(
    'initials stand there while names are hidden',
    'src/my-work/present.ts',
    `publicView ? '' : wordsAbout(line, about)`,
    `wordsAbout(line, about)`,
    'src/my-work',
  ),
  mutation(
    'a child of two rights is listed twice',
    'src/child/store/search.ts',
    `and (newer.from_at, newer.id) > (g.from_at, g.id))`,
    `and false)`,
    'child/lists',
  ),
  mutation(
    'the second page of the list begins where the first did',
    'src/child/store/search.ts',
    `const onwards = place === undefined ?`,
    `const onwards = place !== undefined ?`,
    'child/lists',
  ),
  mutation(
    'the message of a day leads to no field',
    'src/web/views/fields.njk',
    `{ id: name, name: "day",`,
    `{ name: "day",`,
    'test/access/error-links',
  ),
  mutation(
    'a screening before the decision moves the pathway',
    'src/assessment/actions.ts',
    `if (pathway.step !== 'referral') await`,
    `await`,
    'src/referral/deciding',
  ),
]
