import type { Embedder } from '../domain/embedder.ts';
import type { TextVectors } from '../domain/language-model.ts';

/** Texts that are remembered: lines of settings come again with every message. */
const remembered = 2_000;
/** Nobody waits longer than this for a comparison that words can make as well. */
const waitMs = 10_000;

type Options = {
  readonly embedder: () => Embedder | null;
  readonly report: (line: string) => void;
};

/** Vectors by the embedder that is there now; those asked for last are kept in memory. */
export function createTextVectors({ embedder, report }: Options): TextVectors {
  const known = new Map<string, Float32Array>();
  let knownOf = '';

  return async (texts, signal) => {
    const maker = embedder();
    if (maker === null) return null;
    if (maker.model !== knownOf) known.clear();
    knownOf = maker.model;
    const missing = [...new Set(texts)].filter((text) => !known.has(text));
    const made = await embedded(maker, missing, signal);
    if (made === null) return null;
    const all = new Map(missing.map((text, at) => [text, made[at]] as const));
    const vectors = texts.flatMap((text) => all.get(text) ?? known.get(text) ?? []);
    for (const text of new Set(texts)) keep(text, all.get(text) ?? known.get(text));
    return vectors.length === texts.length ? vectors : null;
  };

  async function embedded(
    maker: Embedder,
    texts: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly Float32Array[] | null> {
    if (texts.length === 0) return [];
    try {
      return await maker.embed(texts, AbortSignal.any([signal, AbortSignal.timeout(waitMs)]));
    } catch (error) {
      // A step that is given up says so itself; whatever else happened, words are left.
      signal.throwIfAborted();
      report(`Texts are compared by their words: ${error instanceof Error ? error.message : ''}`);
      return null;
    }
  }

  function keep(text: string, vector: Float32Array | undefined): void {
    if (vector === undefined) return;
    known.delete(text);
    known.set(text, vector);
    for (const oldest of known.keys()) {
      if (known.size <= remembered) break;
      known.delete(oldest);
    }
  }
}
