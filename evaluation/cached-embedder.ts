import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Embedder } from '../domain/embedder.ts';
import type { EmbedderPart, EmbedderParts } from '../domain/joined-embedder.ts';

const keyOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const written = (key: string, vector: Float32Array): string =>
  `${key} ${Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64')}\n`;

/** Null: no vector of so many numbers. The last line may be cut, when whoever measured was stopped. */
function readVector(text: string, dimensions: number): Float32Array | null {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== dimensions * Float32Array.BYTES_PER_ELEMENT) return null;
  // A copy: the bytes of a buffer need not begin where four-byte numbers may.
  return new Float32Array(Uint8Array.from(bytes).buffer);
}

/** Embedded and kept together; what is lost at most when the command is ended. */
const sliceLength = 32;
const reportEvery = 512;

/**
 * Keeps what was embedded in a file of the folder: measuring again takes seconds, not minutes. Many
 * texts are told of by lines.
 */
export async function cachedEmbedder(
  embedder: Embedder,
  folder: string,
  report: (line: string) => void = () => undefined,
): Promise<Embedder> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${embedder.model.replaceAll(/[^\w.-]/g, '_')}.vectors`);
  const content = await readFile(file, 'utf8').catch(() => '');
  const known = new Map<string, Float32Array>();
  for (const line of content.split('\n')) {
    const [key, value] = line.split(' ');
    const vector = value === undefined ? null : readVector(value, embedder.dimensions);
    if (key && vector) known.set(key, vector);
  }
  async function make(texts: readonly string[], signal: AbortSignal): Promise<void> {
    for (let from = 0; from < texts.length; from += sliceLength) {
      if (from > 0 && from % reportEvery === 0) report(`Embedded ${from} of ${texts.length} texts`);
      const slice = texts.slice(from, from + sliceLength);
      const made = await embedder.embed(slice, signal);
      const lines = slice.flatMap((text, at) => {
        const vector = made[at];
        if (!vector) return [];
        known.set(keyOf(text), vector);
        return [written(keyOf(text), vector)];
      });
      await appendFile(file, lines.join(''));
    }
  }

  return {
    model: embedder.model,
    dimensions: embedder.dimensions,
    async embed(texts, signal) {
      const missing = [...new Set(texts)].filter((text) => !known.has(keyOf(text)));
      if (missing.length > sliceLength)
        report(`Embedding ${missing.length} texts by ${embedder.model}, kept in ${folder}`);
      await make(missing, signal);
      return texts.map((text) => {
        const vector = known.get(keyOf(text));
        if (!vector) throw new Error('The embedder gave fewer vectors than texts');
        return vector;
      });
    },
  };
}

/** Each part by itself: another mix of the same models is measured in seconds. */
export async function cachedEmbedders(
  [first, ...others]: EmbedderParts,
  folder: string,
  report?: (line: string) => void,
): Promise<EmbedderParts> {
  const cached = async ({ embedder, share }: EmbedderPart): Promise<EmbedderPart> => ({
    embedder: await cachedEmbedder(embedder, folder, report),
    share,
  });
  return [await cached(first), ...(await Promise.all(others.map(cached)))];
}
