import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Keeps what has to be read again from whoever has the database alone. */
export interface SealedSecrets {
  /** For this person: moved to another's row it can't be opened. */
  seal(plain: Buffer, userId: string): string;
  /** Null where it was sealed with another secret of the server, or changed. */
  open(sealed: string, userId: string): Buffer | null;
}

const algorithm = 'aes-256-gcm';
const [ivBytes, tagBytes] = [12, 16];
const version = '1';

/** `secret`: that of the server (AUTH_SECRET). */
export function createSealedSecrets(secret: string): SealedSecrets {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'confab sealed secrets', 32));
  return {
    seal(plain, userId) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(userId));
      const bytes = Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
      return `${version}.${bytes.toString('base64url')}`;
    },
    open(sealed, userId) {
      const bytes = Buffer.from(sealed.slice(sealed.indexOf('.') + 1), 'base64url');
      if (!sealed.startsWith(`${version}.`) || bytes.length <= ivBytes + tagBytes) return null;
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes });
      decipher.setAAD(Buffer.from(userId)).setAuthTag(bytes.subarray(-tagBytes));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()]);
      } catch {
        // It is not authentic: there is nothing that could be read.
        return null;
      }
    },
  };
}
