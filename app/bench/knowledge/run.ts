import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../../../config/environment.ts';
import { loadConfig } from '../../../config/load.ts';
import { cachedEmbedder } from '../../../evaluation/cached-embedder.ts';
import { startMongoDb } from '../../../sandbox/servers/mongodb.ts';
import type { Report } from '../../../sandbox/servers/report.ts';
import { openEmbedder } from '../../embedder.ts';
import { fetchOptionsFrom } from '../../fetch-options.ts';
import { basePassages } from './base.ts';
import { readMaterial } from './material.ts';
import {
  type ProcessOptions,
  type QueryFigures,
  type ServeFigures,
  queryFigures,
  serveFigures,
} from './process-options.ts';

export type KnowledgeBenchOptions = {
  readonly environment: Environment;
  /** Fresh; holds the server's data and vectors. */
  readonly folder: string;
  /** Of sets; null: the sample knowledge. */
  readonly data: string | null;
  /** Numbers of passages. */
  readonly sizes: readonly number[];
  /** Measured, of each kind and size. */
  readonly queries: number;
  readonly report: Report;
};

export type SizeFigures = { readonly size: number } & QueryFigures & {
    readonly serving: ServeFigures;
  };

export type KnowledgeBenchReport = {
  readonly server: string;
  readonly articles: number;
  readonly questions: number;
  /** Null: words alone are measured; the sentence says why. */
  readonly embedding: {
    readonly model: string;
    readonly passages: number;
    readonly passagesPerSecond: number;
  } | null;
  readonly sentence: string;
  readonly sizes: readonly SizeFigures[];
};

const entry = fileURLToPath(new URL('./process.ts', import.meta.url));

/** Measures search, memory, start and refresh at several sizes, each in processes of its own. */
export async function runKnowledgeBench(
  options: KnowledgeBenchOptions,
): Promise<KnowledgeBenchReport> {
  const { environment, folder, data, sizes, queries, report } = options;
  const { offline } = loadConfig(environment).sidenote;
  const material = await readMaterial(data);
  const vectors = join(folder, 'vectors');
  const { embedding, sentence } = await embedBase(options, vectors);
  report(sentence);
  const figures: SizeFigures[] = [];
  let server = '';
  for (const size of sizes) {
    const mongodb = await startMongoDb({
      ...{ port: 0, report, fetch: fetchOptionsFrom(environment, offline) },
      dataFolder: join(folder, `mongodb-${size}`),
    });
    try {
      server = mongodb.name;
      const common = { size, data, vectors, queries, mongodbUri: mongodb.uri, environment };
      report(`${size} passages: asking questions`);
      const asked = queryFigures.parse(await inProcess({ ...common, part: 'query' }));
      report(`${size} passages: ${told('by words', asked.words)}${told(', by both', asked.fused)}`);
      report(`${size} passages: storing them`);
      await inProcess({ ...common, part: 'fill' });
      report(`${size} passages: starting on what is stored, and changing an article`);
      const serving = serveFigures.parse(await inProcess({ ...common, part: 'serve' }));
      figures.push({ size, ...asked, serving });
    } finally {
      await mongodb.stop();
    }
  }
  const { articles, questions } = material;
  return {
    ...{ server, articles: articles.length, questions: questions.length },
    ...{ embedding, sentence, sizes: figures },
  };
}

/** At once, since the largest size takes many minutes more. */
const told = (name: string, figures: QueryFigures['words'] | null): string =>
  figures === null
    ? ''
    : `${name} p50 ${figures.latencyMs.p50.toFixed(1)} ms, p95 ${figures.latencyMs.p95.toFixed(1)} ms`;

/** Embeds what the processes will need, and measures it. */
async function embedBase(
  { environment, data, report }: KnowledgeBenchOptions,
  folder: string,
): Promise<Pick<KnowledgeBenchReport, 'embedding' | 'sentence'>> {
  const opened = await openEmbedder({ config: loadConfig(environment), environment, report });
  try {
    const { embedder, sentence } = opened;
    if (embedder === null) return { embedding: null, sentence };
    const { passages, questions } = await basePassages(await readMaterial(data), embedder);
    const cached = await cachedEmbedder(embedder, folder, report);
    const startedAt = performance.now();
    await cached.embed(passages, new AbortController().signal);
    const seconds = (performance.now() - startedAt) / 1_000;
    await cached.embed(questions, new AbortController().signal);
    const passagesPerSecond = passages.length / seconds;
    const { model } = embedder;
    return { embedding: { model, passages: passages.length, passagesPerSecond }, sentence };
  } finally {
    await opened.close();
  }
}

/** What a process measured. Throws when it ended without. */
async function inProcess(options: ProcessOptions): Promise<unknown> {
  const child = fork(entry, [JSON.stringify(options)], {
    env: { ...options.environment },
    execArgv: ['--import', 'tsx', '--expose-gc', '--max-old-space-size=8192'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit');
  const abort = new AbortController();
  try {
    const said: unknown[] = await Promise.race([
      once(child, 'message', { signal: abort.signal }),
      gone.then(([code]) => {
        throw new Error(`A process of the bench ended with ${String(code)} before it was done`);
      }),
    ]);
    await gone;
    return said[0];
  } finally {
    abort.abort();
    child.kill();
  }
}
