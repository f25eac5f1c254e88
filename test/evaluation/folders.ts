import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder with files of rows, gone after the test; a string is written as it is. */
export async function folderOf(
  files: Readonly<Record<string, readonly unknown[] | string>>,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sidenote-evaluation-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [path, rows] of Object.entries(files)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    const text =
      typeof rows === 'string' ? rows : rows.map((row) => JSON.stringify(row)).join('\n');
    await writeFile(file, text);
  }
  return folder;
}

export const doc = (id: string, text: string, more: object = {}) => ({
  ...{ id, title: `About ${id}`, text },
  ...more,
});
