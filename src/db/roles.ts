import { createHmac } from 'node:crypto'

/**
 * The roles of a board's database, each with the least it needs, by the names that the migrations call them. The owner migrates and
 * does nothing else.
 */
export const DATABASE_ROLES = [
  'llwybr_owner',
  'llwybr_app',
  'llwybr_family_copy',
  'llwybr_family_room',
  'llwybr_report',
  'llwybr_jobs',
] as const
export type DatabaseRole = (typeof DATABASE_ROLES)[number]

/** The roles that the application becomes for a moment, to read what a family may: nobody connects as one of them. */
export const FAMILY_ROLES = ['llwybr_family_copy', 'llwybr_family_room'] as const satisfies readonly DatabaseRole[]

/**
 * The name of a role in the server, where roles belong to all databases: each board's begin with its database's name, so that two
 * boards in one server have nothing in common.
 */
export function roleName(prefix: string, role: DatabaseRole): string {
  return role.replace(/^llwybr/, prefix)
}

/** The same SQL with each role called by its name in the server. */
export function withRolesOf(prefix: string, text: string): string {
  return text.replaceAll(/\bllwybr_(?:owner|app|family_copy|family_room|report|jobs)\b/g, name =>
    roleName(prefix, name as DatabaseRole),
  )
}

/**
 * The password of a role, made from the deployment's key, so that any process that holds the key can connect and none is
 * written down.
 */
export function rolePassword(role: DatabaseRole, secretKey: string): string {
  return createHmac('sha256', secretKey).update(`database-role:${role}`).digest('base64url')
}

/** What a key of the deployment proves: that the command line acts, or that the door does. */
export type KeyPurpose = 'command' | 'door'

/** A key of the deployment, made from its secret. The database holds its hash only. */
export function deploymentKey(purpose: KeyPurpose, secretKey: string): Buffer {
  return createHmac('sha256', secretKey).update(`deployment-key:${purpose}`).digest()
}

/** The address of another database on the server of `url`, for the same role. */
export function inDatabase(url: string, database: string): string {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}

/**
 * The address of `database` for one role, on the server of `adminUrl`.
 *
 * @param prefix with what the roles' names begin; the database's own name, when left out
 */
export function roleUrl(
  adminUrl: string,
  database: string,
  role: DatabaseRole,
  secretKey: string,
  prefix = database,
): string {
  const url = new URL(inDatabase(adminUrl, database))
  url.username = roleName(prefix, role)
  url.password = rolePassword(role, secretKey)
  return url.href
}
