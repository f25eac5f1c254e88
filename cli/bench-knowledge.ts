import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { runKnowledgeBench } from '../app/bench/knowledge/run.ts';
import { demoEnvironment } from '../config/environment.ts';
import { knowledgeAims, knowledgeWords } from './bench-knowledge-report.ts';
import { type JsonOption, jsonOption, tellEither } from './json.ts';
import { tell } from './tell.ts';

type Options = JsonOption & {
  readonly sizes: readonly number[];
  readonly queries: number;
  readonly data?: string;
  readonly wordsOnly?: boolean;
};

function whole(typed: string): number {
  const value = Number(typed);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError('use whole numbers from 1 upwards');
}

export const benchKnowledgeCommand = new Command('knowledge')
  .description('measure search, memory, start and refresh of the knowledge index')
  .option(
    '--sizes <numbers>',
    'passages in the index, with commas between',
    (typed: string) => typed.split(',').map(whole),
    [1_000, 10_000, 100_000],
  )
  .option('--queries <number>', 'questions of each kind and size', whole, 500)
  .option('--data <folder>', 'sets whose articles and questions are used; docs/evaluation.md')
  .option('--words-only', 'without the embedding model')
  .option(...jsonOption)
  .addHelpText(
    'after',
    '\nExample:\n  $ npx sidenote bench knowledge --data ../shared/data --sizes 1000,10000',
  )
  .action(async ({ sizes, queries, data, wordsOnly, json }: Options) => {
    const folder = await mkdtemp(join(tmpdir(), 'sidenote-bench-'));
    try {
      const report = await runKnowledgeBench({
        environment: {
          ...demoEnvironment(),
          SIDENOTE_EMBEDDINGS: wordsOnly === true ? 'none' : 'local',
        },
        ...{ folder, sizes, queries, data: data ?? null, report: tell.progress },
      });
      tellEither(json, { ...report, aims: knowledgeAims }, () => knowledgeWords(report));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
