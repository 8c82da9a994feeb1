const LONGEST = 500
const OUTSIDE = /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+(\/[^\s<>"]*)?$/

/**
 * Whether an address leads to a site outside, encrypted: a host by its name, no port, nobody's name or password in it, at most 500
 * characters. Whether anything is there is not asked: the service calls nobody. @protocol §4; decision 0070
 */
export function leadsOutside(address: string): boolean {
  return (
    address.length <= LONGEST &&
    OUTSIDE.test(address) &&
    URL.canParse(address) &&
    /[a-z]$/.test(new URL(address).hostname)
  )
}
