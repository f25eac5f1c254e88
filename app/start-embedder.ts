import type { Embedder } from '../domain/embedder.ts';
import { type EmbedderOptions, openEmbedder } from './embedder.ts';

export type StartedEmbedder = {
  /** Null: it is not there yet, or there is none. */
  readonly embedder: () => Embedder | null;
  /** Ends a download and the model's process. */
  stop(): Promise<void>;
};

/** Opens the maker of vectors without letting anybody wait for it; says once whether there is one. */
export function startEmbedder(options: Omit<EmbedderOptions, 'signal'>): StartedEmbedder {
  const ending = new AbortController();
  let embedder: Embedder | null = null;
  const opening = openEmbedder({ ...options, signal: ending.signal });
  void opening.then((opened) => {
    if (ending.signal.aborted) return;
    ({ embedder } = opened);
    if (options.config.sidenote.embeddings !== 'none') options.report(opened.sentence);
  });
  return {
    embedder: () => embedder,
    async stop() {
      ending.abort();
      await (await opening).close();
    },
  };
}
