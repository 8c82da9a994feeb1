import type { AuditEvent } from '../audit/events.ts'

/** What is asked of the audit most: the events that answer each question. */
export const AUDIT_QUESTIONS = {
  'signing-in': [
    'account.signed-in',
    'account.refused',
    'account.signed-out',
    'account.session-ended',
    'account.credential-changed',
    'account.invited',
  ],
  rights: [
    'board.staff-added',
    'board.staff-changed',
    'board.role-given',
    'board.role-ended',
    'board.team-added',
    'board.team-joined',
    'board.team-left',
    'child.restricted',
    'child.restriction-lifted',
    'access.network-joined',
    'access.network-left',
    'meeting.person-invited',
    'meeting.person-removed',
  ],
  emergencies: ['emergency.opened', 'emergency.refused', 'emergency.opening-seen', 'emergency.reviewed'],
  'left-the-service': [
    'record.printed',
    'record.exported',
    'meeting.copy-made',
    'meeting.copy-sent',
    'family-copy.made',
    'family-copy.opened',
  ],
} as const satisfies Record<string, readonly AuditEvent[]>
export type AuditQuestion = keyof typeof AUDIT_QUESTIONS
