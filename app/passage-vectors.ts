import { createHash } from 'node:crypto';
import type { Embedder } from '../domain/embedder.ts';
import type { Passage } from '../domain/passage.ts';
import type { Vectors } from '../domain/ports.ts';
import { type QuantisedVector, quantise } from '../domain/quantised-vector.ts';
import { embeddedText } from '../knowledge/ranker.ts';

export type PassageVectors = {
  /**
   * A vector for every passage, by its id. Few that are missing are made at once; many are made in the
   * background, and until then it is null.
   */
  of(
    appId: string,
    embedder: Embedder,
    passages: readonly Passage[],
  ): Promise<ReadonlyMap<string, QuantisedVector> | null>;
  /** Changes when vectors that were being made in the background are all there. */
  generation(appId: string): number;
  /** Ends what goes on in the background; what was made so far is stored. */
  stop(): Promise<void>;
};

export type PassageVectorsOptions = {
  readonly vectors: Vectors;
  readonly report: (line: string) => void;
  /** Missing ones that are made while a question waits: some two seconds' worth. */
  readonly mostAtOnce?: number;
};

/** Stored together: what a killed process has to make again at most. */
const sliceLength = 32;

/** What a vector is stored under: the hash of what was embedded. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Sees to it that passages have their vectors, each text embedded once a model. */
export function createPassageVectors(options: PassageVectorsOptions): PassageVectors {
  const { vectors, report, mostAtOnce = 64 } = options;
  const generations = new Map<string, number>();
  const jobs = new Map<string, Promise<void>>();
  const ending = new AbortController();

  async function make(
    appId: string,
    embedder: Embedder,
    texts: ReadonlyMap<string, string>,
  ): Promise<Map<string, QuantisedVector>> {
    const made = new Map<string, QuantisedVector>();
    const all = [...texts];
    for (let from = 0; from < all.length; from += sliceLength) {
      const slice = all.slice(from, from + sliceLength);
      const found = await embedder.embed(
        slice.map(([, text]) => text),
        ending.signal,
      );
      const own = slice.flatMap(([hash], at): [string, QuantisedVector][] => {
        const vector = found[at];
        return vector ? [[hash, quantise(vector)]] : [];
      });
      await vectors.put({ appId, model: embedder.model }, new Map(own));
      for (const [hash, vector] of own) made.set(hash, vector);
    }
    return made;
  }

  function makeInBackground(
    appId: string,
    embedder: Embedder,
    missing: ReadonlyMap<string, string>,
    hashes: readonly string[],
  ): void {
    const name = `${appId}:${embedder.model}`;
    if (jobs.has(name) || ending.signal.aborted) return;
    report(`Embedding ${missing.size} passages of ${appId}; until then words alone are searched`);
    const job = make(appId, embedder, missing)
      .then(async () => {
        await vectors.keepOnly({ appId, model: embedder.model }, hashes);
        report(`${appId}: every passage has its vector (${embedder.model})`);
      })
      .catch((error: unknown) => {
        if (!ending.signal.aborted)
          report(`${appId}: embedding passages goes on later: ${String(error)}`);
      })
      .finally(() => {
        jobs.delete(name);
        generations.set(appId, (generations.get(appId) ?? 0) + 1);
      });
    jobs.set(name, job);
  }

  return {
    async of(appId, embedder, passages) {
      const owner = { appId, model: embedder.model };
      const embedded = passages.map((passage) => {
        const text = embeddedText(passage);
        return { id: passage.id, text, hash: hashOf(text) };
      });
      const texts = new Map(embedded.map(({ hash, text }) => [hash, text] as const));
      const hashes = [...texts.keys()];
      const found = new Map(await vectors.find(owner, hashes));
      const missing = new Map([...texts].filter(([hash]) => !found.has(hash)));
      if (missing.size > mostAtOnce) {
        makeInBackground(appId, embedder, missing, hashes);
        return null;
      }
      for (const [hash, vector] of await make(appId, embedder, missing)) found.set(hash, vector);
      return new Map(
        embedded.flatMap(({ id, hash }) => {
          const vector = found.get(hash);
          return vector ? [[id, vector] as const] : [];
        }),
      );
    },
    generation: (appId) => generations.get(appId) ?? 0,
    async stop() {
      ending.abort();
      await Promise.all(jobs.values());
    },
  };
}
