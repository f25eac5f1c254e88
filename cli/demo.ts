import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { openServers } from '../app/local-servers.ts';
import { modelFrom } from '../app/model.ts';
import { sampleKnowledge } from '../app/knowledge/sample-knowledge.ts';
import { playScript } from '../app/play-script.ts';
import { isKeyless } from '../app/product.ts';
import { settingsProblems } from '../app/edit-settings.ts';
import { type Environment, demoEnvironment } from '../config/environment.ts';
import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import type { Group } from '../config/variable.ts';
import { builtInScript } from '../sandbox/script/built-in/index.ts';
import { parseScript } from '../sandbox/script/parse-script.ts';
import type { Script } from '../sandbox/script/script-schema.ts';
import { runDemo } from './demo-live.ts';
import { reportJson, reportWords } from './demo-report.ts';
import { playDeliveries } from './demo-deliveries.ts';
import { explanationWords } from './explain.ts';
import type { DemoOptions } from './demo-options.ts';
import { jsonOption } from './json.ts';
import { tell } from './tell.ts';

/** Our own articles about a product that does not exist. */

const atLeastOne = (typed: string): number => {
  const value = Number(typed);
  if (Number.isFinite(value) && value >= 1) return value;
  throw new InvalidArgumentError('use a number from 1 upwards');
};

const aPort = (typed: string): number => {
  const port = Number(typed);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('use a port, 0 to 65535; 0 takes any free one');
};

export const demoCommand = new Command('demo')
  .description('everything on this machine, with a simulated Intercom and sample knowledge')
  .option('--once', 'play scripted conversations, print what became of them, and end')
  .option('--kb <path>', 'articles: a folder of Markdown files or a JSONL file')
  .option('--script <file>', 'conversations to play, as JSON (docs/script.md)')
  .option('--deliveries <file>', 'recorded webhooks to play, as JSONL, instead of a script')
  .option('--scale <times>', 'how many times as fast as life time runs', atLeastOne, 10)
  .option('--port <number>', 'where the page is; default: the first free one from 3000', aPort)
  .option('--reset', 'forget what earlier demos left')
  .option('--use-openai', 'draft with the OpenAI names of the environment')
  .option('--use-mongodb', 'use MONGODB_URI of the environment')
  .option('--use-temporal', 'use the Temporal names of the environment')
  .option(...jsonOption)
  .addHelpText(
    'after',
    `
Examples:
  $ npx sidenote demo
  $ npx sidenote demo --once
  $ npx sidenote demo --once --kb articles.jsonl --script conversations.json --json

With --once, exit code 1: something is not as the script expects.`,
  )
  .action(async (options: DemoOptions) => {
    const environment = demoEnvironment(groupsOf(options));
    const config = loadConfig(environment);
    if (!options.once) {
      await runDemo(options, config, environment, options.kb ?? null);
      return;
    }
    const isAsExpected = await demoOnce(options, config, environment);
    if (!isAsExpected) process.exitCode = 1;
  });

const groupsOf = (options: DemoOptions): Group[] => [
  ...(options.useOpenai ? (['openai'] as const) : []),
  ...(options.useMongodb ? (['mongodb'] as const) : []),
  ...(options.useTemporal ? (['temporal'] as const) : []),
];

async function demoOnce(
  options: DemoOptions,
  config: Config,
  environment: Environment,
): Promise<boolean> {
  const script = options.deliveries === undefined ? await scriptOf(options) : null;
  const folder = await mkdtemp(join(tmpdir(), 'sidenote-demo-'));
  const servers = await openServers({
    config,
    environment,
    folder,
    report: tell.progress,
    anyPort: true,
  });
  const stage = {
    temporal: servers.temporal,
    temporalUiUrl: servers.temporalUiUrl,
    mongodbUri: servers.mongodbUri,
    knowledge: options.kb ?? sampleKnowledge,
    model: isKeyless(config) ? null : modelFrom(config),
    scale: options.scale,
    report: tell.progress,
  };
  try {
    if (script === null) return await playDeliveries(options.deliveries ?? '', stage, options.json);
    const startedAt = performance.now();
    const played = await playScript(script, { ...stage, words: explanationWords });
    const seconds = (performance.now() - startedAt) / 1_000;
    tell.result(options.json ? reportJson(played) : reportWords(played, seconds));
    return played.differences.every(({ knownGap }) => knownGap !== null);
  } finally {
    await servers.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function scriptOf({ script }: DemoOptions): Promise<Script> {
  if (script === undefined) return builtInScript;
  const text = await readFile(script, 'utf8').catch(() => {
    throw new Error(`${script}: there is no such file.`);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error(`${script}: this is not JSON. The format is told in docs/script.md.`);
  }
  return parseScript(json, settingsProblems);
}
