import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** Encryption at rest (R-SEC-04). */
export interface Secrets {
  /** Encrypts a text; the context (what it is, and of which row) is needed again to decrypt it. */
  seal(text: string, context: string): string;
  /**
   * Decrypts a text. Throws if it was changed, moved to another context, or sealed with a key that is no longer listed.
   */
  open(sealed: string, context: string): string;
  /** A separate secret for each purpose, stable while the first key stays; it does not reveal the key. */
  derive(purpose: string): string;
}

const algorithm = 'aes-256-gcm';
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Encryption with the keys of SECRET_KEY: one or more of 32 bytes, in base64 or hex, separated by commas. The first
 * seals and all of them open: put a new key in front, and remove an old one when nothing is sealed with it any more.
 * Throws for an invalid key; the message never contains it.
 */
export function createSecrets(keys: string): Secrets {
  const all = keys.split(',').map(parseKey);
  const [first] = all;
  if (!first) throw new Error('No secret key');
  return {
    seal: (text, context) => seal(first, text, context),
    derive: (purpose) => createHmac('sha256', first).update(purpose).digest('base64url'),
    open(sealed, context) {
      for (const key of all) {
        const text = tryOpen(key, sealed, context);
        if (text !== undefined) return text;
      }
      throw new Error(
        `What is sealed as "${context}" cannot be opened: changed, moved, or by an unknown key`,
      );
    },
  };
}

function parseKey(typed: string, index: number): Buffer {
  const text = typed.trim();
  const key = Buffer.from(text, /^[0-9a-f]{64}$/i.test(text) ? 'hex' : 'base64');
  if (key.length === keyBytes) return key;
  throw new Error(`Secret key ${index + 1} is not ${keyBytes} bytes in base64 or hex`);
}

/** Nonce, tag and ciphertext in one base64url text. */
function seal(key: Buffer, text: string, context: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
}

function tryOpen(key: Buffer, sealed: string, context: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < nonceBytes + tagBytes) return undefined;
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  })
    .setAAD(Buffer.from(context))
    .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  try {
    return Buffer.concat([
      decipher.update(bytes.subarray(nonceBytes + tagBytes)),
      decipher.final(),
    ]).toString();
  } catch {
    return undefined;
  }
}
