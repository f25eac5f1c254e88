import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const isErrno = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

/** The secret that an earlier start made, if any. */
export async function readSecretFile(folder: string): Promise<string | null> {
  try {
    const text = (await readFile(join(folder, 'secret'), 'utf8')).trim();
    return text === '' ? null : text;
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return null;
    throw error;
  }
}

/** The secret of `folder`, made now, readable by its owner only, when there is none. */
export async function keepSecretFile(folder: string): Promise<{ secret: string; made: boolean }> {
  const kept = await readSecretFile(folder);
  if (kept !== null) return { secret: kept, made: false };
  const secret = randomBytes(32).toString('hex');
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(join(folder, 'secret'), `${secret}\n`, { mode: 0o600, flag: 'wx' });
    return { secret, made: true };
  } catch (error) {
    // Another process made it in the same moment: both have to sign alike.
    const other = isErrno(error, 'EEXIST') ? await readSecretFile(folder) : null;
    if (other === null) throw error;
    return { secret: other, made: false };
  }
}
