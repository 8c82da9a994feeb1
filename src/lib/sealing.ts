import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** Keeps small secrets unreadable wherever they are kept: AES-256-GCM under a key made from the deployment's own. */
export type Sealer = {
  /** Seals a secret for what it is bound to: an account, an invitation. */
  readonly seal: (secret: string, boundTo: string) => Buffer
  /** The secret, when it was sealed here for the same; `undefined` otherwise. */
  readonly unseal: (sealed: Buffer, boundTo: string) => string | undefined
}

/** Makes the sealer for one purpose; what is sealed for one cannot be unsealed for another. */
export function sealerFor(secretKey: string, purpose: string): Sealer {
  const key = createHash('sha256').update(`seal:${purpose}:${secretKey}`).digest()
  return {
    seal: (secret, boundTo) => {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(boundTo))
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
    },
    unseal: (sealed, boundTo) => {
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
        decipher.setAAD(Buffer.from(boundTo)).setAuthTag(sealed.subarray(12, 28))
        return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8')
      } catch {
        return undefined // it was changed, or sealed under another key or for something else
      }
    },
  }
}
