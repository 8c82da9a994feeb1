/** Who asks for a meeting, and calls one off. */
export const ASKERS = ['practitioner', 'manager', 'exploitation-lead', 'chair'] as const

/** Who runs one. */
export const RUNNERS = ['chair', 'note-taker'] as const
