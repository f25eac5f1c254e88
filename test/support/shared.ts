import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** A file of the data that may lie beside the checkout; null where it does not. */
export function sharedFile(path: string): string | null {
  const file = resolve(import.meta.dirname, '../../../shared', path);
  return existsSync(file) ? file : null;
}
