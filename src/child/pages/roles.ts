/** Who writes about a child: changes details, adds people, alerts and members of the network. */
export const WRITERS = ['practitioner', 'manager', 'exploitation-lead', 'chair'] as const
