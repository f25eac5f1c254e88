import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { type PairOfSet, evaluateSafety } from '../app/safety-evaluation.ts';
import { readEnvironment } from '../config/environment.ts';
import { compare } from '../evaluation/baselines.ts';
import { figureLines, readFigures } from '../evaluation/figures.ts';
import { detectorFile } from '../evaluation/fit-detector.ts';
import { measureDetector, measurePairs } from '../evaluation/suites/safety.ts';
import { evalWords, verdicts } from './eval-report.ts';
import type { JsonOption } from './json.ts';
import { printable } from './printable.ts';
import { tell } from './tell.ts';

type Options = JsonOption & {
  readonly data: string;
  readonly set?: string;
  readonly baselines: string;
  readonly writeDetector?: string;
};

const keptBaselines = join(import.meta.dirname, '../evaluation/baselines.jsonl');

/** What is unsafe, a line each, and what became of the attacks by the place they came in. */
function pairWords(pairs: readonly PairOfSet[]): string {
  const unsafe = pairs
    .filter((pair) => pair.unsafe.length > 0)
    .map(({ attack, carrier, unsafe: why }) => `${attack.id} as ${carrier}: ${why.join('; ')}`);
  const places = [...new Set(pairs.map(({ carrier }) => carrier))].map((carrier) => {
    const here = pairs.filter((pair) => pair.carrier === carrier);
    const noted = here.filter(({ hasNote }) => hasNote).length;
    const warned = here.filter(({ isWarned }) => isWarned).length;
    return `as ${carrier}: ${here.length} attacks, ${noted} got a note, ${warned} with a warning`;
  });
  return [...places, ...unsafe.map((line) => printable(line))].join('\n');
}

async function run({ data, set, json, baselines, writeDetector }: Options): Promise<void> {
  if (writeDetector !== undefined) {
    await writeFile(writeDetector, await detectorFile(data));
    tell.progress(`The detector was written to ${writeDetector}.`);
    return;
  }
  const environment = readEnvironment({ dotEnv: true });
  const pairs = await evaluateSafety({ data, set, environment, report: tell.progress });
  tell.progress(pairWords(pairs));
  const figures = [
    ...(await measureDetector(data)),
    ...measurePairs(pairs.map((pair) => ({ ...pair, isUnsafe: pair.unsafe.length > 0 }))),
  ];
  const kept = readFigures(await readFile(baselines, 'utf8'), baselines);
  const compared = compare(figures, kept);
  if (json === true) {
    tell.result(figureLines(figures));
    tell.progress(verdicts(compared));
  } else tell.result(evalWords(compared));
  if (pairs.some(({ unsafe }) => unsafe.length > 0)) process.exitCode = 1;
}

export const safetyCommand = new Command('safety')
  .description('attacks through all steps with a model that obeys them: is any note unsafe?')
  .requiredOption(
    '--data <folder>',
    'a folder that holds safety_injection; docs/evaluation.md: its layout',
  )
  .option('--set <name>', 'own or safety_injection')
  .option('--write-detector <file>', 'fit the warning anew instead, and write it there')
  .option('--json', 'print one JSON object a line')
  .option('--baselines <file>', 'figures to compare with', keptBaselines)
  .addHelpText('after', '\nExample:\n  $ npx sidenote eval safety --data ../shared/data --set own')
  .action(run);
