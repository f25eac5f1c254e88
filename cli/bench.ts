import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { runBench } from '../app/bench/run.ts';
import { demoEnvironment } from '../config/environment.ts';
import { loadConfig } from '../config/load.ts';
import { benchKnowledgeCommand } from './bench-knowledge.ts';
import { aims, benchWords } from './bench-report.ts';
import { type JsonOption, jsonOption, tellEither } from './json.ts';
import { tell } from './tell.ts';

type Options = JsonOption & {
  readonly messages: number;
  readonly concurrency: number;
  readonly single: number;
  readonly rate: number;
  readonly seconds: number;
};

const count = (typed: string): number => {
  const value = Number(typed);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError('use a whole number from 1 upwards');
};

export const benchCommand = new Command('bench')
  .description('measure the whole pipeline against a bare workflow, on servers of its own')
  .option('--messages <number>', 'conversations with one message each', count, 200)
  .option('--concurrency <number>', 'so many at a time', count, 50)
  .option('--single <number>', 'messages one at a time, for their latency', count, 40)
  .option('--rate <number>', 'webhooks a second whose acknowledgement is measured', count, 50)
  .option('--seconds <number>', 'for so long', count, 10)
  .option(...jsonOption)
  .addHelpText('after', '\nExample:\n  $ npx sidenote bench --messages 100')
  .addCommand(benchKnowledgeCommand)
  .action(async ({ messages, concurrency, single, rate, seconds, json }: Options) => {
    const environment = demoEnvironment();
    const folder = await mkdtemp(join(tmpdir(), 'sidenote-bench-'));
    try {
      const report = await runBench({
        ...{ environment, folder, messages, concurrency, single, report: tell.progress },
        offline: loadConfig(environment).sidenote.offline,
        acknowledgements: { perSecond: rate, seconds },
      });
      tellEither(json, { ...report, aims }, () => benchWords(report));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
