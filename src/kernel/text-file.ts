import { readFileSync } from 'node:fs';
import { ok, type Result, refuse } from './result.ts';

/**
 * The text of an operator's file: UTF-8, or UTF-16 with a byte order mark, which is removed. Refuses with a text to put
 * after the file's name: it cannot be read, or has neither encoding.
 */
export function readTextFile(file: string): Result<string, string> {
  try {
    return decodeText(readFileSync(file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return refuse(`cannot be read (${code === 'ENOENT' ? 'no such file' : code})`);
  }
}

function decodeText(bytes: Uint8Array): Result<string, string> {
  const encoding = encodingOf(bytes);
  try {
    return ok(new TextDecoder(encoding, { fatal: true }).decode(bytes));
  } catch {
    return refuse('is not text in UTF-8. Save it as UTF-8 and try again');
  }
}

function encodingOf([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | 'utf-8' {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
