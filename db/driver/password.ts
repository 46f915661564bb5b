import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';

const iterations = 4096;

/**
 * PostgreSQL's stored form of a password (SCRAM-SHA-256, RFC 5803), which `create role … password` accepts instead of
 * the password. The salt is derived from both, so the same password gives the same text.
 */
export function passwordVerifier(user: string, password: string): string {
  const salt = createHmac('sha256', password).update(`salt of ${user}`).digest().subarray(0, 16);
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const keyFor = (name: string) => createHmac('sha256', salted).update(name).digest();
  const stored = createHash('sha256').update(keyFor('Client Key')).digest('base64');
  const server = keyFor('Server Key').toString('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${stored}:${server}`;
}
