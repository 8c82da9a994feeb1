import { readdirSync } from 'node:fs'

/** The key of the boards that are kept with each release. It protects nothing: every child in them is invented. */
export const RELEASE_KEY = 'a-key-for-released-boards-that-protects-nothing'

/** The releases that are kept, oldest first. */
export const listReleases = (): readonly string[] =>
  readdirSync('releases').sort((one, other) => one.localeCompare(other, 'en', { numeric: true }))
