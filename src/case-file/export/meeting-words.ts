import type { Row } from '../store/rows.ts'
import { inLanguage } from './language.ts'
import type { Rows } from './rows.ts'

/** An entry of a meeting with its later words and what the chair decided, as a case file writes it. */
export function entryOf(rows: Rows, entry: Row): Record<string, unknown> {
  const versions = rows.everyVersion('entry', entry)
  const [first = entry] = versions
  return {
    ...rows.written(entry),
    stage: entry['stage'],
    ...(entry['context'] !== null && { context: entry['context'] }),
    basis: entry['basis'],
    audience: first['written_for'],
    text: first['text'],
    saidBy: entry['said_by'],
    ...(entry['written_in'] !== '' && { writtenIn: entry['written_in'] }),
    ...madeOf(first),
    // A decision about the family changes neither words nor whom they were written for.
    changes: versions.slice(1).flatMap((each, at) => {
      const before = versions[at] ?? each
      if (each['text'] === before['text'] && each['written_for'] === before['written_for']) return []
      return {
        at: rows.time(each['changed_at']),
        by: rows.email(each['changed_by'] ?? entry['author_id']),
        text: each['text'],
        audience: each['written_for'],
        ...(each['words_made'] !== before['words_made'] && madeOf(each)),
      }
    }),
    decisions: rows.with('family_decision', 'entry_id', entry['id']).map(each => decisionOf(rows, each)),
    translations: translationsOf(rows, entry),
  }
}

// Rows of before it was kept do not say.
const madeOf = (row: Row) =>
  row['words_made'] === 'typed' || row['words_made'] === 'pasted' ? { wordsMade: row['words_made'] } : {}

function decisionOf(rows: Rows, decision: Row): Record<string, unknown> {
  const rewording = rows
    .with('entry', 'rewords', decision['entry_id'])
    .find(each => each['recorded_at'] === decision['decided_at'])
  return {
    ...rows.deed(decision, 'decided'),
    decision: rewording === undefined ? decision['decision'] : 'share',
    ...(decision['omission'] !== null && { omission: decision['omission'] }),
    reason: decision['reason'],
    rewording: rewording === undefined ? '' : (rows.everyVersion('entry', rewording)[0] ?? rewording)['text'],
    ...(rewording !== undefined && rewording['written_in'] !== '' && { rewordingIn: rewording['written_in'] }),
    rewordingTranslations: rewording === undefined ? [] : translationsOf(rows, rewording),
  }
}

/** What people put of an entry into other languages, as a case file writes it. */
export function translationsOf(rows: Rows, entry: Row): readonly Record<string, unknown>[] {
  return rows.with('translation', 'entry_id', entry['id']).map(each => ({
    ...rows.deed(each, 'written'),
    language: each['language'],
    text: each['text'],
    translatedBy: each['translated_by'],
    forFamily: each['for_family'],
  }))
}

/** An agreed action with what came of it, as a case file writes it. */
export function actionOf(rows: Rows, action: Row): Record<string, unknown> {
  const versions = rows.everyVersion('action', action)
  const [first = action] = versions
  const answer = rows.with('action_answer', 'action_id', action['id']).find(each => each['at_meeting_id'] === null)
  const kept = versions.find(each => first['audience'] === 'family' && each['audience'] !== 'family')
  return {
    ...rows.deed(action, 'agreed'),
    context: action['context'],
    what: action['what'],
    who: action['who'],
    ...inLanguage(action['written_in']),
    ...(action['owner_id'] !== null && { owner: rows.email(action['owner_id']) }),
    dueOn: first['due_on'],
    audience: first['audience'],
    ...(kept !== undefined && rows.done('keptFromFamily', kept['changed_at'], kept['changed_by'])),
    ...(action['outcome'] !== null && {
      report: {
        ...rows.deed(action, 'outcome'),
        outcome: action['outcome'],
        reason: action['outcome_reason'],
        ...inLanguage(action['outcome_written_in']),
      },
    }),
    ...(answer !== undefined && {
      answer: {
        ...rows.deed(answer, 'answered'),
        answer: answer['answer'],
        words: answer['words'],
        ...inLanguage(answer['written_in']),
      },
    }),
  }
}

/** One version of a safety plan, as a case file writes it. */
export function planOf(rows: Rows, plan: Row): Record<string, unknown> {
  const goalsIn = plan['childs_goals'] === '' ? plan['written_in'] : (plan['childs_goals_in'] ?? plan['written_in'])
  return {
    ...rows.deed(plan, 'changed'),
    childsGoals: plan['childs_goals'],
    ...(goalsIn !== plan['written_in'] && { childsGoalsIn: goalsIn }),
    worries: plan['worries'],
    whatHelps: plan['what_helps'],
    whoToCall: plan['who_to_call'],
    ifMissing: plan['if_missing'],
    ...inLanguage(plan['written_in']),
  }
}

/** Each time that summaries and comments were written, with all of them as they stood then. */
export function commentsOf(rows: Rows, meeting: Row): Record<string, unknown>[] {
  const texts = ['family_summary', 'child_comments', 'family_comments']
  const columns = texts.flatMap(column => [column, `${column}_in`])
  const versions = rows.everyVersion('meeting', meeting)
  const [summary] = rows.with('meeting_summary', 'meeting_id', meeting['id'])
  const summaries = summary === undefined ? [] : rows.everyVersion('meeting_summary', summary)
  const written = new Set(summaries.map(each => each['changed_at']))
  return versions.flatMap((each, at) => {
    const before = versions[at - 1]
    const said = columns.some(column => (each[column] ?? '') !== (before?.[column] ?? ''))
    if (!said && !written.has(each['changed_at'])) return []
    const chairs = summaries.findLast(one => String(one['changed_at']) <= String(each['changed_at']))
    return {
      ...rows.deed(each, 'changed'),
      chairSummary: chairs?.['text'] ?? '',
      familySummary: each['family_summary'],
      childComments: each['child_comments'],
      familyComments: each['family_comments'],
      ...languagesOf({
        chairSummary: chairs?.['written_in'],
        familySummary: each['family_summary_in'],
        childComments: each['child_comments_in'],
        familyComments: each['family_comments_in'],
      }),
    }
  })
}

function languagesOf(codes: Readonly<Record<string, unknown>>): {
  readonly languages?: Readonly<Record<string, unknown>>
} {
  const said = Object.entries(codes).filter(([, code]) => (code ?? '') !== '')
  return said.length === 0 ? {} : { languages: Object.fromEntries(said) }
}
