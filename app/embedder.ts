import type { Config } from '../config/config.ts';
import type { Environment } from '../config/environment.ts';
import type { Embedder } from '../domain/embedder.ts';
import { type EmbedderParts, joinEmbedders } from '../domain/joined-embedder.ts';
import { type LocalEmbedder, createLocalEmbedder } from '../knowledge/embedding/local.ts';
import { openOpenAiEmbedder } from '../models/openai-embedder.ts';
import { HopelessError, NothingWorks } from '../sandbox/servers/candidates.ts';
import { type Report, reasonOf } from '../sandbox/servers/report.ts';
import { type ModelPins, bgeSmallPins, miniLmPins } from './embedding-model/files.ts';
import { type FindOptions, findModel } from './embedding-model/find.ts';
import { fetchOptionsFrom } from './fetch-options.ts';

export type EmbedderOptions = {
  readonly config: Config;
  readonly environment: Environment;
  readonly report: Report;
  /** Ends the wait for a download or a provider; then there is no embedder. */
  readonly signal?: AbortSignal;
  /** Another place than the model hub, and other models than the two local ones, for tests. */
  readonly find?: Pick<FindOptions, 'hubAddress'> & { readonly models?: readonly LocalPart[] };
};

/** A model on this machine, and how much its cosine counts. */
export type LocalPart = { readonly pins: ModelPins; readonly share: number };

/**
 * Shares chosen together with the weight of words (knowledge/ranker.ts). The second one adds some .01
 * of nDCG on the mean of four sets, .03 where a question is matched with questions.
 */
const localParts: readonly LocalPart[] = [
  { pins: bgeSmallPins, share: 0.67 },
  { pins: miniLmPins, share: 0.33 },
];

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

/** The first model must be there; what can be had of the others is joined to it. */
async function openLocal(options: EmbedderOptions): Promise<OpenEmbedder> {
  const [first, ...others] = options.find?.models ?? localParts;
  if (first === undefined) throw new Error('no model is named');
  const opened: [LocalOpened, ...LocalOpened[]] = [await openPart(first, options)];
  const missing: string[] = [];
  for (const part of others) {
    try {
      opened.push(await openPart(part, options));
    } catch (error) {
      missing.push(`without ${part.pins.name}: ${whyNot(error)}`);
    }
  }
  const names = opened.map(({ embedder }) => embedder.model).join(' and ');
  const without = missing.map((one) => `; ${one}`).join('');
  return {
    embedder: joinEmbedders(opened),
    parts: opened,
    sentence: `Knowledge is searched by words and by meaning: ${names}, on this machine${without}.`,
    close: async () => {
      await Promise.all(opened.map(({ embedder }) => embedder.close()));
    },
  };
}

type LocalOpened = { readonly embedder: LocalEmbedder; readonly share: number };

async function openPart(part: LocalPart, options: EmbedderOptions): Promise<LocalOpened> {
  return { embedder: await openModel(part.pins, options), share: part.share };
}

function openModel(pins: ModelPins, options: EmbedderOptions): Promise<LocalEmbedder> {
  const { config, environment, report } = options;
  const signal = options.signal ?? new AbortController().signal;
  const { hubAddress } = options.find ?? {};
  return findModel(
    {
      folder: config.sidenote.embeddingModelDir,
      fetch: { ...fetchOptionsFrom(environment, config.sidenote.offline), signal },
      report,
      pins,
      ...(hubAddress === undefined ? {} : { hubAddress }),
    },
    async (files) => {
      const local = createLocalEmbedder(files, pins.model);
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
}

function whyNot(error: unknown): string {
  if (!(error instanceof NothingWorks)) return brief(reasonOf(error));
  return `the embedding model is not there (${error.tried.map(brief).join('; ')})`;
}

const brief = (words: string): string =>
  words.length <= longestReason ? words : `${words.slice(0, longestReason)}…`;
