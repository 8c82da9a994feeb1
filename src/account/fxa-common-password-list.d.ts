declare module 'fxa-common-password-list' {
  /** Whether a text, in lower case, stands among the passwords that attackers try first. */
  const list: { test(password: string): boolean }
  export default list
}
