import { createHash } from 'node:crypto';
import { closeSync, createReadStream, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Unzip, UnzipInflate, type UnzipFile } from 'fflate';

/** The sha256 of a file, in hex. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunksOf(path)) hash.update(chunk);
  return hash.digest('hex');
}

/** Unpacks those files of a zip file that are wanted, by their paths in it. */
export async function unpackZip(
  path: string,
  isWanted: (name: string) => boolean,
  into: string,
): Promise<void> {
  const failures: Error[] = [];
  const unzip = new Unzip((entry) => {
    if (isWanted(entry.name) && !entry.name.endsWith('/')) {
      write(entry, join(into, entry.name), failures);
    }
  });
  unzip.register(UnzipInflate);
  for await (const chunk of chunksOf(path)) {
    unzip.push(chunk);
    if (failures[0] !== undefined) throw failures[0];
  }
  unzip.push(new Uint8Array(), true);
  if (failures[0] !== undefined) throw failures[0];
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
