import { Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** Undoes one layer of compression; undefined: none that is known. */
const decompressors: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** Whether an answer in this `Content-Encoding` can be read: one layer at most. */
export const isReadableEncoding = (encoding: string): boolean =>
  encoding === '' || encoding === 'identity' || Object.hasOwn(decompressors, encoding);

/**
 * Reads at most `most` bytes, counted after decompression, and no more than that of compressed ones,
 * which may stand for nothing at all. `cut`: there was more. Rejects when the body breaks off or is
 * not what its encoding says. The rest of `source` is thrown away.
 */
export async function readBytes(
  source: Readable,
  encoding: string,
  most: number,
): Promise<{ readonly body: Buffer; readonly cut: boolean }> {
  const decompress = decompressors[encoding]?.();
  const plain = decompress ? throughDecompressor(source, decompress, most) : source;
  // Errors that come once nobody reads any more are nobody's.
  source.on('error', () => undefined);
  decompress?.on('error', () => undefined);
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of plain) {
      if (!Buffer.isBuffer(chunk)) continue;
      chunks.push(chunk);
      length += chunk.length;
      if (length > most) break;
    }
  } catch (error) {
    if (!(error instanceof TooMuchCompressed)) throw error;
    return { body: Buffer.concat(chunks), cut: true };
  } finally {
    // Not read to its end: the connection goes as well.
    source.destroy();
    decompress?.destroy();
  }
  return { body: Buffer.concat(chunks).subarray(0, most), cut: length > most };
}

class TooMuchCompressed extends Error {}

function throughDecompressor(source: Readable, decompress: Transform, most: number): Transform {
  let compressed = 0;
  source.on('data', (chunk: Buffer) => {
    compressed += chunk.length;
    if (compressed > most) decompress.destroy(new TooMuchCompressed());
  });
  source.on('error', (error) => decompress.destroy(error));
  return source.pipe(decompress);
}

/** The first bytes of what lies in a gzip file; rejects where it is none. */
export const readGzipFile = (file: Buffer, most: number) =>
  readBytes(Readable.from([file]), 'gzip', most);
