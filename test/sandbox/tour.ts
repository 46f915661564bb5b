import type { Sandbox } from './sandbox.ts';

export async function walk(_sandbox: Sandbox, _say: (text: string) => void): Promise<boolean> {
  return true;
}
