import type { Work } from '../../access/work.ts'
import { listLocalAuthorities } from '../../board/store/agencies.ts'
import type { Child, ImportantPerson } from '../../child/child.ts'
import { isChosenToRead } from '../../confidence/store.ts'
import { addressWords } from '../../child/present.ts'
import { listAddresses } from '../../child/store/addresses.ts'
import { listOtherNames } from '../../child/store/around.ts'
import { shownOther } from '../../others-at-risk/present.ts'
import { listOthersAtRisk } from '../../others-at-risk/store.ts'
import { listImportantPeople, listNamesEverKnown } from '../../child/store/people.ts'
import { inAlphabet } from '../../lib/alphabet.ts'
import { formatShortDay } from '../../lib/calendar-date.ts'
import type { Visit } from '../../web/page.ts'
import { ageWords, childName, covered, type ShownEntry } from '../present.ts'

/** Every name that is to be covered while names are hidden, as it is and as it was; none while they are not. */
export async function hiddenNames({ tx }: Work, child: Child, publicView: boolean): Promise<readonly string[]> {
  return publicView ? listNamesEverKnown(tx, child.id) : []
}

/** A line with the names covered. */
export function withCoveredNames(entry: ShownEntry, names: readonly string[]): ShownEntry {
  return names.length === 0
    ? entry
    : {
        ...entry,
        text: covered(entry.text, names),
        saidBy: covered(entry.saidBy, names),
        translation: entry.translation && {
          text: covered(entry.translation.text, names),
          byline: covered(entry.translation.byline, names),
        },
      }
}

/** Who the child is: names, age, language, everything else that was written down of them, and the people of their life. */
export async function whoTheyAre(work: Work, child: Child, visit: Visit) {
  const { t, language, publicView } = visit
  const { tx } = work
  const [hidden, people, names, authorities, addresses, others, isForReader] = await Promise.all([
    hiddenNames(work, child, publicView),
    listImportantPeople(tx, child.id),
    listOtherNames(tx, child.id),
    listLocalAuthorities(tx),
    listAddresses(tx, child.id),
    listOthersAtRisk(tx, child.id),
    isChosenToRead(tx, child.id),
  ])
  const facts: readonly (readonly [label: string, value: string])[] = [
    ...addresses
      .map(each => addressWords(each, visit))
      .filter(each => !each.hasEnded)
      .map(each => [each.kind, [each.where, each.days].filter(Boolean).join('\n')] as const),
    [t('child.care-status'), child.careStatus === 'not-known' ? '' : t(`child.care-status.${child.careStatus}`)],
    [t('child.legal-status'), child.legalStatus === '' ? '' : t(`child.legal-status.${child.legalStatus}`)],
    [t('child.field.school'), child.school],
    [t('child.field.generalPractice'), child.generalPractice],
    [t('child.nhs-number'), child.nhsNumber ?? ''],
    [t('child.field.ethnicity'), child.ethnicity],
    [t('child.field.religion'), child.religion],
    [t('child.field.disabilityAndNeurodivergence'), child.disabilityAndNeurodivergence],
    [t('child.unaccompanied'), child.unaccompaniedAsylumSeeking === 'yes' ? t('web.answer.is.yes') : ''],
    [t('referral.overEighteenReason'), child.overEighteenReason],
  ]
  return {
    child,
    hidden,
    ownWords: covered(child.ownWords, hidden),
    mustKnow: (
      [
        ['child.safe-contact', child.safeContact],
        ['child.communication-needs', child.communicationNeeds],
        ['child.interpreter-needed', child.interpreterNeeded],
      ] as const
    ).flatMap(([label, words]) => (words === '' ? [] : [{ label: t(label), words: covered(words, hidden) }])),
    heading: childName(child, publicView),
    age: ageWords(child, visit.today, language, t, publicView),
    language: child.language === 'other' ? child.otherLanguage : t(`child.language.${child.language}`),
    otherNames: publicView ? [] : names.map(({ name, kind }) => ({ name, kind: t(`child.name-kind.${kind}`) })),
    ownWordsOn: child.ownWordsOn === null ? '' : formatShortDay(child.ownWordsOn, language),
    // Where a child lives and learns tells who they are: it is not there while names are hidden.
    facts: publicView ? [] : facts.filter(([, value]) => value !== ''),
    people: publicView
      ? []
      : inAlphabet(language, people, person => person.name).map(person => shownPerson(person, visit)),
    others: others.filter(each => each.done !== 'by-mistake').map(each => shownOther(each, visit)),
    isForReader: isForReader && !publicView,
    authority: authorities.find(authority => authority.id === child.localAuthorityId)?.name[language] ?? '',
  }
}

function shownPerson(person: ImportantPerson, { t }: Visit) {
  const standing = [
    person.hasParentalResponsibility === 'yes' ? t('child.person.has-responsibility') : '',
    person.livesWithChild === 'yes' ? t('record.person.lives-with') : '',
    person.language === 'not-asked' || person.language === 'other' ? '' : t(`child.language.${person.language}`),
  ]
  const safe = person.safeToContact === 'not-known' ? '' : t(`record.person.safe.${person.safeToContact}`)
  return {
    id: person.id,
    name: person.name,
    relationship: person.relationship,
    standing: standing.filter(Boolean).join(' · '),
    contact: [person.contact, person.contact === '' && person.safeToContact !== 'no' ? '' : safe]
      .filter(Boolean)
      .join(' · '),
    notes: person.notes,
  }
}
