import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { exportEvidence } from '../app/chaos/export.ts';
import { runChaos } from '../app/chaos/run.ts';
import { openChaosServers } from '../app/chaos/servers.ts';
import { demoEnvironment } from '../config/environment.ts';
import { loadConfig } from '../config/load.ts';
import { chosenFaults, faultNames, kill } from '../sandbox/chaos/faults.ts';
import { drawPlan } from '../sandbox/chaos/plan.ts';
import { type Protection, protections } from '../sandbox/chaos/protections.ts';
import { chaosWords } from './chaos-report.ts';
import { type JsonOption, jsonOption, tellEither } from './json.ts';
import { tell } from './tell.ts';

type Options = JsonOption & {
  readonly runs: number;
  readonly seed?: number;
  readonly faults: readonly string[];
  readonly kills?: number;
  readonly open: number;
  readonly wait: number;
  readonly sweep: number;
  readonly workers: number;
  readonly recovery: number;
  readonly without: readonly Protection[];
  readonly export?: string;
};

const from =
  (least: number) =>
  (typed: string): number => {
    const value = Number(typed);
    if (Number.isInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`use a whole number from ${least} upwards`);
  };

const names = (typed: string): string[] =>
  typed === 'none' ? [] : typed.split(',').map((name) => name.trim());

/** A kill every ten messages, where nothing else is said. */
const messagesPerKill = 10;

export const chaosCommand = new Command('chaos')
  .description('many messages under faults and kills on a stack of its own, then check all of them')
  .option('--runs <number>', 'customer messages', from(1), 200)
  .option('--seed <number>', 'draws everything; default: another one each time', from(0))
  .addOption(
    new Option('--faults <names>', 'only these, with commas; `none`: no fault at all')
      .argParser(names)
      .default([...faultNames], 'all'),
  )
  .option('--kills <number>', 'processes killed; default: one for ten messages', from(0))
  .option('--open <number>', 'messages without an outcome at a time', from(1), 200)
  .option('--wait <ms>', 'how long a message settles before it is decided', from(0), 50)
  .option('--sweep <seconds>', 'between two sweeps for what no webhook told', from(1), 15)
  .option('--workers <number>', 'worker processes', from(1), 2)
  .option('--recovery <seconds>', 'given at the end until all is quiet', from(1), 180)
  .option('--export <folder>', 'write calls, deliveries, messages and outcomes as JSON lines')
  .addOption(
    new Option('--without <protections...>', 'switch off what protects, to see it matter')
      .choices(protections)
      .default([]),
  )
  .option(...jsonOption)
  .addHelpText(
    'after',
    `
Faults: ${faultNames.join(', ')};
or all of intercom, webhook, mongodb, temporal.

Examples:
  $ npx sidenote chaos --runs 60 --kills 12
  $ npx sidenote chaos --runs 2000 --kills 260 --seed 1 --export chaos-1
  $ npx sidenote chaos --runs 100 --faults intercom-reset-after,kill

Exit code 1: a promise was broken. The seed that is printed draws the same run again.`,
  )
  .action(async (options: Options) => {
    const seed = options.seed ?? Date.now() % 1_000_000;
    const chosen = chosenFaults(options.faults);
    const perRun = chosen.has(kill) ? Math.round(options.runs / messagesPerKill) : 0;
    const kills = options.kills ?? perRun;
    const environment = demoEnvironment();
    const folder = await mkdtemp(join(tmpdir(), 'sidenote-chaos-'));
    const { offline } = loadConfig(environment).sidenote;
    const servers = await openChaosServers({ environment, offline, folder, report: tell.progress });
    try {
      const { report, evidence } = await runChaos({
        ...{ servers, seed, folder, environment, report: tell.progress },
        ...{ open: options.open, waitMs: options.wait, workers: options.workers },
        sweepMs: options.sweep * 1_000,
        ...{ without: options.without, recoveryMs: options.recovery * 1_000 },
        plan: (appIds) =>
          drawPlan({
            ...{ seed, messages: options.runs, appIds, kills },
            faults: kills > 0 ? new Set([...chosen, kill]) : chosen,
          }),
      });
      if (options.export !== undefined) await exportEvidence(options.export, evidence);
      tellEither(options.json, report, () => chaosWords(report));
      if (report.violations.length > 0) process.exitCode = 1;
    } finally {
      await servers.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
