import { createHash } from 'node:crypto';
import type { Embedder } from '../../domain/embedder.ts';
import type { Passage } from '../../domain/passage.ts';
import type { Vectors } from '../../domain/ports.ts';
import { type QuantisedVector, quantise } from '../../domain/quantised-vector.ts';
import { embeddedText } from '../../knowledge/ranker.ts';
import type { Steps } from '../../knowledge/steps.ts';
import { inSlices } from './in-slices.ts';

/** Vectors by passage id; `missing`: so many passages have none yet, and get one in the background. */
export type FoundVectors = {
  readonly vectors: ReadonlyMap<string, QuantisedVector>;
  readonly missing: number;
};

export type PassageVectors = {
  /**
   * The vectors of passages; `known`: those that need not be looked up. Few that are missing are made
   * at once, many in the background.
   */
  of(
    appId: string,
    embedder: Embedder,
    passages: readonly Passage[],
    known?: (passage: Passage) => QuantisedVector | null,
  ): Promise<FoundVectors>;
  /** Changes when there are more vectors that were made in the background. */
  generation(appId: string): number;
  /** Ends what goes on in the background; what was made so far is stored. */
  stop(): Promise<void>;
};

export type PassageVectorsOptions = {
  readonly vectors: Vectors;
  readonly report: (line: string) => void;
  /** Missing ones that are made while a question waits: some two seconds' worth. */
  readonly mostAtOnce?: number;
  /** After so many made in the background they are told of: about a minute's worth. */
  readonly toldAfter?: number;
};

/** Stored together: what a killed process has to make again at most. */
const sliceLength = 32;

/** What a vector is stored under: the hash of what was embedded. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Ids of passages and the texts that are embedded of them, by hash. */
type Texts = {
  readonly texts: ReadonlyMap<string, string>;
  readonly hashes: ReadonlyMap<string, string>;
};

function* textsOf(passages: readonly Passage[]): Steps<Texts> {
  const texts = new Map<string, string>();
  const hashes = new Map<string, string>();
  for (const [at, passage] of passages.entries()) {
    if (at % 100 === 0) yield;
    const text = embeddedText(passage);
    const hash = hashOf(text);
    texts.set(hash, text);
    hashes.set(passage.id, hash);
  }
  return { texts, hashes };
}

/** Puts the vectors that are known into `found`, and gives the passages that have none. */
function* takeKnown(
  passages: readonly Passage[],
  known: (passage: Passage) => QuantisedVector | null,
  found: Map<string, QuantisedVector>,
): Steps<readonly Passage[]> {
  const unknown: Passage[] = [];
  for (const [at, passage] of passages.entries()) {
    if (at % 1_000 === 0) yield;
    const vector = known(passage);
    if (vector) found.set(passage.id, vector);
    else unknown.push(passage);
  }
  return unknown;
}

/** Sees to it that passages have their vectors, each text embedded once a model. */
export function createPassageVectors(options: PassageVectorsOptions): PassageVectors {
  const { vectors, report, mostAtOnce = 64, toldAfter = 2_000 } = options;
  const generations = new Map<string, number>();
  const jobs = new Map<string, Promise<void>>();
  const ending = new AbortController();
  const raise = (appId: string): void => {
    generations.set(appId, (generations.get(appId) ?? 0) + 1);
  };

  async function make(
    appId: string,
    embedder: Embedder,
    texts: ReadonlyMap<string, string>,
    onMade: (vectors: ReadonlyMap<string, QuantisedVector>) => void,
  ): Promise<void> {
    const all = [...texts];
    for (let from = 0; from < all.length; from += sliceLength) {
      const slice = all.slice(from, from + sliceLength);
      const found = await embedder.embed(
        slice.map(([, text]) => text),
        ending.signal,
      );
      const own = new Map(
        slice.flatMap(([hash], at): [string, QuantisedVector][] => {
          const vector = found[at];
          return vector ? [[hash, quantise(vector)]] : [];
        }),
      );
      await vectors.put({ appId, model: embedder.model }, own);
      onMade(own);
    }
  }

  function makeInBackground(
    appId: string,
    embedder: Embedder,
    missing: ReadonlyMap<string, string>,
    passages: readonly Passage[],
  ): void {
    const name = `${appId}:${embedder.model}`;
    if (jobs.has(name) || ending.signal.aborted) return;
    report(`Embedding ${missing.size} passages of ${appId}; until then words find them`);
    let untold = 0;
    const job = make(appId, embedder, missing, (made) => {
      untold += made.size;
      if (untold < toldAfter) return;
      untold = 0;
      raise(appId);
    })
      .then(async () => {
        const { texts } = await inSlices(textsOf(passages));
        await vectors.keepOnly({ appId, model: embedder.model }, [...texts.keys()]);
        report(`${appId}: every passage has its vector (${embedder.model})`);
      })
      .catch((error: unknown) => {
        if (!ending.signal.aborted)
          report(`${appId}: embedding passages goes on later: ${String(error)}`);
      })
      .finally(() => {
        jobs.delete(name);
        raise(appId);
      });
    jobs.set(name, job);
  }

  return {
    async of(appId, embedder, passages, known = () => null) {
      const found = new Map<string, QuantisedVector>();
      const unknown = await inSlices(takeKnown(passages, known, found));
      const { texts, hashes } = await inSlices(textsOf(unknown));
      const owner = { appId, model: embedder.model };
      const byHash = new Map(await vectors.find(owner, [...texts.keys()]));
      const missing = new Map([...texts].filter(([hash]) => !byHash.has(hash)));
      if (missing.size > mostAtOnce) makeInBackground(appId, embedder, missing, passages);
      else
        await make(appId, embedder, missing, (made) => {
          for (const [hash, vector] of made) byHash.set(hash, vector);
        });
      for (const [id, hash] of hashes) {
        const vector = byHash.get(hash);
        if (vector) found.set(id, vector);
      }
      return { vectors: found, missing: passages.length - found.size };
    },
    generation: (appId) => generations.get(appId) ?? 0,
    async stop() {
      ending.abort();
      await Promise.all(jobs.values());
    },
  };
}
