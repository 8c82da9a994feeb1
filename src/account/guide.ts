/**
 * A child's way through the pathway, for whoever looks at the demonstration for the first time: whom to be at each stop, by the
 * beginning of their address, and where to go.
 */
export const GUIDE = [
  { stop: 'refer', who: 'teacher', to: '/referrals' },
  { stop: 'decide', who: 'duty-manager', to: '/referrals' },
  { stop: 'work', who: 'social-worker', to: '/children' },
  { stop: 'chair', who: 'chair', to: '/' },
  { stop: 'notes', who: 'note-taker', to: '/' },
  { stop: 'police', who: 'police', to: '/' },
  { stop: 'panel', who: 'panel', to: '/panel' },
  { stop: 'every-pathway', who: 'lead', to: '/pathways' },
] as const
