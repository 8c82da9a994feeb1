import { type Mutation, mutation } from './mutation.ts'

const SEARCH = 'migrations/0061-search-in-any-script-and-by-telephone.sql'
const TESTS = 'src/child/name-search'

/** Breakages of how a child is found. */
export const SEARCH_MUTATIONS: readonly Mutation[] = [
  mutation(
    'a telephone number names children whom somebody may not see',
    SEARCH,
    `where (select true from access_grant g where`,
    `where true or (select true from access_grant g where`,
    TESTS,
  ),
  mutation(
    'a telephone number names children whom somebody may see no more',
    SEARCH,
    `and g.from_at <= now() and (g.until_at is null or g.until_at > now()) limit 1)
     limit most`,
    `limit 1)
     limit most`,
    TESTS,
  ),
  mutation(
    'a name in another script is no name',
    SEARCH,
    String.raw`if plain ~ '[\u0080-\U0010ffff]' then`,
    `if false then`,
    TESTS,
  ),
  mutation(
    'marks over Arabic letters make another name',
    SEARCH,
    String.raw`    plain := regexp_replace(plain, '[\u0300`,
    String.raw`    perform regexp_replace(plain, '[\u0300`,
    TESTS,
  ),
  mutation(
    'Arabic letters in other forms make another name',
    SEARCH,
    `    plain := translate(plain,`,
    `    perform translate(plain,`,
    TESTS,
  ),
  mutation(
    'capitals in Cyrillic and Greek make another name',
    SEARCH,
    `then 32 when`,
    `then 0 when`,
    'src/backup/releases',
  ),
  mutation('a number with +44 is another number', SEARCH, `'^(00)?440?'`, `'^(00)?990?'`, TESTS),
  mutation(
    'a day or an hour before a number is a part of it',
    SEARCH,
    String.raw`(?:\+|0)(?:`,
    String.raw`(?:\+|\d)(?:`,
    TESTS,
  ),
  mutation(
    'a telephone number is looked for as a name',
    'src/child/pages/search.ts',
    `if (/^\\(?[+0][\\d\\s()-]{6,}$/.test(asked))`,
    `if (/^tel:/.test(asked))`,
    TESTS,
  ),
]
