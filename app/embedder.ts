import type { Config } from '../config/config.ts';
import type { Environment } from '../config/environment.ts';
import type { Embedder } from '../domain/embedder.ts';
import { type EmbedderParts, joinEmbedders } from '../domain/joined-embedder.ts';
import { openOpenAiEmbedder } from '../models/openai-embedder.ts';
import type { Report } from '../sandbox/servers/report.ts';
import { type LocalOptions, openLocal } from './embedding-model/open-local.ts';
import { whyNot } from './embedding-model/why-not.ts';
import { fetchOptionsFrom } from './fetch-options.ts';

export type EmbedderOptions = {
  readonly config: Config;
  readonly environment: Environment;
  readonly report: Report;
  /** Ends the wait for a download or a provider; then there is no embedder. */
  readonly signal?: AbortSignal;
  /** Another place than the model hub, and other models than the two local ones, for tests. */
  readonly find?: Pick<LocalOptions, 'hubAddress' | 'models'>;
};

export type OpenEmbedder = {
  /** Null: knowledge is searched by words alone. */
  readonly embedder: Embedder | null;
  /** What it is joined of, the one that is best alone first. */
  readonly parts: EmbedderParts | null;
  /** Who makes the vectors, or why nobody does, for people. */
  readonly sentence: string;
  close(): Promise<void>;
};

/** Some thousand short texts a minute; a slow local server takes its time for a batch. */
const timeoutMs = 60_000;

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
        return await openLocalOnes(options);
    }
  } catch (error) {
    return wordsOnly(whyNot(error));
  }
}

const wordsOnly = (why: string): OpenEmbedder => ({
  embedder: null,
  parts: null,
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
    parts: [{ embedder, share: 1 }],
    sentence: `Knowledge is searched by words and by meaning: ${embedder.model}, by the provider.`,
    close: async () => undefined,
  };
}

async function openLocalOnes(options: EmbedderOptions): Promise<OpenEmbedder> {
  const { config, environment, report, find = {} } = options;
  const signal = options.signal ?? new AbortController().signal;
  const fetch = { ...fetchOptionsFrom(environment, config.sidenote.offline), signal };
  const folder = config.sidenote.embeddingModelDir;
  const local = await openLocal({ folder, fetch, report, signal, ...find });
  const { parts, missing } = local;
  const names = parts.map(({ embedder }) => embedder.model).join(' and ');
  const without = missing.map((one) => `; ${one}`).join('');
  return {
    embedder: joinEmbedders(parts),
    parts,
    sentence: `Knowledge is searched by words and by meaning: ${names}, on this machine${without}.`,
    close: () => local.close(),
  };
}
