/** Who writes about a child: changes details, adds people, alerts and members of the network. */
export const WRITERS = ['practitioner', 'manager', 'exploitation-lead', 'chair'] as const

/** Who restricts a record, and lifts the restriction. decision 0006 */
export const RESTRICTORS = ['manager', 'exploitation-lead'] as const
