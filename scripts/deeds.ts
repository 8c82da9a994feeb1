// Prints who may do what in which state, thing by thing, as a page for docs/.
import { deedTables } from '../src/deed-tables.ts'

const lines = [
  '# Who may do what, in which state',
  '',
  'Printed by `npm run deeds`. What is not here is refused, by the actions and by the database (decision 0025).',
]
for (const { thing, states, table } of deedTables) {
  lines.push('', `## ${thing}`, '', `| Deed | ${states.join(' | ')} |`, `|---|${states.map(() => '---').join('|')}|`)
  for (const [deed, row] of Object.entries(table))
    lines.push(`| ${deed} | ${states.map(state => (row[state] ?? []).join(', ') || '–').join(' | ')} |`)
}
console.log(lines.join('\n'))
