import type { Role } from '../access/actor.ts'

/**
 * Whether these roles may stand together: who gives out roles sees no child, and who sees children gives out no role.
 *
 * @protocol §4 Information sharing and consent; decision 0024
 */
export function administratorIsApart(roles: readonly Role[]): boolean {
  return !roles.includes('administrator') || roles.every(role => role === 'administrator')
}
