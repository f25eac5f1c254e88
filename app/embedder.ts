import type { Config } from '../config/config.ts';
import type { Environment } from '../config/environment.ts';
import type { Embedder } from '../domain/embedder.ts';
import { createLocalEmbedder } from '../knowledge/embedding/local.ts';
import { openOpenAiEmbedder } from '../models/openai-embedder.ts';
import { HopelessError, NothingWorks } from '../sandbox/servers/candidates.ts';
import { type Report, reasonOf } from '../sandbox/servers/report.ts';
import { type FindOptions, findModel } from './embedding-model/find.ts';
import { fetchOptionsFrom } from './fetch-options.ts';

export type EmbedderOptions = {
  readonly config: Config;
  readonly environment: Environment;
  readonly report: Report;
  /** Ends the wait for a download or a provider; then there is no embedder. */
  readonly signal?: AbortSignal;
  /** Another place than the model hub, and other files, for tests. */
  readonly find?: Partial<FindOptions>;
};

export type OpenEmbedder = {
  /** Null: knowledge is searched by words alone. */
  readonly embedder: Embedder | null;
  /** Who makes the vectors, or why nobody does, for people. */
  readonly sentence: string;
  close(): Promise<void>;
};

/** Some thousand short texts a minute; a slow local server takes its time for a batch. */
const timeoutMs = 60_000;
const longestReason = 200;

/**
 * The maker of vectors that the configuration names, tried once. Never rejects: where there is none,
 * the sentence says why. The first time it may fetch the local model, which takes as long as it takes:
 * nothing that has to start soon may wait for it.
 */
export async function openEmbedder(options: EmbedderOptions): Promise<OpenEmbedder> {
  try {
    switch (options.config.sidenote.embeddings) {
      case 'none':
        return wordsOnly('SIDENOTE_EMBEDDINGS is none');
      case 'openai':
        return await openOpenAi(options);
      case 'local':
        return await openLocal(options);
    }
  } catch (error) {
    return wordsOnly(whyNot(error));
  }
}

const wordsOnly = (why: string): OpenEmbedder => ({
  embedder: null,
  sentence: `Knowledge is searched by words alone: ${why}.`,
  close: async () => undefined,
});

async function openOpenAi({ config, signal }: EmbedderOptions): Promise<OpenEmbedder> {
  const { apiKey, baseUrl, embeddingModel } = config.openai;
  const embedder = await openOpenAiEmbedder(
    { apiKey: apiKey?.reveal() ?? null, baseUrl, model: embeddingModel, timeoutMs },
    signal ?? new AbortController().signal,
  );
  return {
    embedder,
    sentence: `Knowledge is searched by words and by meaning: ${embedder.model}, by the provider.`,
    close: async () => undefined,
  };
}

async function openLocal(options: EmbedderOptions): Promise<OpenEmbedder> {
  const { config, environment, report } = options;
  const signal = options.signal ?? new AbortController().signal;
  const embedder = await findModel(
    {
      folder: config.sidenote.embeddingModelDir,
      fetch: { ...fetchOptionsFrom(environment, config.sidenote.offline), signal },
      report,
      ...options.find,
    },
    async (files) => {
      const local = createLocalEmbedder(files);
      try {
        await local.embed(['Does it work?'], signal);
        return local;
      } catch (error) {
        await local.close();
        // The files are the right ones: other copies of them would fare no better.
        throw new HopelessError(reasonOf(error));
      }
    },
  );
  return {
    embedder,
    sentence: `Knowledge is searched by words and by meaning: ${embedder.model}, on this machine.`,
    close: () => embedder.close(),
  };
}

function whyNot(error: unknown): string {
  if (!(error instanceof NothingWorks)) return brief(reasonOf(error));
  return `the embedding model is not there (${error.tried.map(brief).join('; ')})`;
}

const brief = (words: string): string =>
  words.length <= longestReason ? words : `${words.slice(0, longestReason)}…`;
