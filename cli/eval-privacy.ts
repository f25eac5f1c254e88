import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { compare } from '../evaluation/baselines.ts';
import { figureLines, readFigures } from '../evaluation/figures.ts';
import { readPersonalData } from '../evaluation/sets/personal-data.ts';
import { measurePrivacy } from '../evaluation/suites/privacy.ts';
import { evalWords, verdicts } from './eval-report.ts';
import type { JsonOption } from './json.ts';
import { tell } from './tell.ts';

type Options = JsonOption & { readonly data: string; readonly baselines: string };

const keptBaselines = join(import.meta.dirname, '../evaluation/baselines.jsonl');

async function run({ data, json, baselines }: Options): Promise<void> {
  const figures = measurePrivacy(await readPersonalData(data));
  const kept = readFigures(await readFile(baselines, 'utf8'), baselines);
  const compared = compare(figures, kept);
  if (json === true) {
    tell.result(figureLines(figures));
    tell.progress(verdicts(compared));
  } else tell.result(evalWords(compared));
}

export const privacyCommand = new Command('privacy')
  .description('what is masked, and is it personal? recall by label, precision by kind')
  .requiredOption(
    '--data <folder>',
    'a folder that holds safety_pii; docs/evaluation.md: its layout',
  )
  .option('--json', 'print one JSON object a line')
  .option('--baselines <file>', 'figures to compare with', keptBaselines)
  .addHelpText('after', '\nExample:\n  $ npx sidenote eval privacy --data ../shared/data')
  .action(run);
