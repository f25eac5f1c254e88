import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Test files that name a test by a fault; from the root of the checkout. */
export async function faultFiles(): Promise<string[]> {
  const names = await readdir('test', { recursive: true });
  const files = names
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => join('test', name));
  const holds = await Promise.all(
    files.map(async (file) => /^\s*faultTest\(/m.test(await readFile(file, 'utf8'))),
  );
  return files.filter((_, index) => holds[index]).sort();
}
