import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import type { Figure } from '../evaluation/figures.ts';
import { gateFile } from '../evaluation/gate.ts';
import { ablation, checkSets, measure } from '../evaluation/measure.ts';
import type { SetSuite } from '../evaluation/sets/folder.ts';
import { confidenceCommand } from './eval-confidence.ts';
import { draftsCommand, sentencesCommand } from './eval-drafts.ts';
import { type FiguresOptions, keptBaselines, tellFigures } from './eval-figures.ts';
import { groundingCommand } from './eval-grounding.ts';
import { privacyCommand } from './eval-privacy.ts';
import { safetyCommand } from './eval-safety.ts';
import { ablationWords } from './eval-report.ts';
import { topicsCommand } from './eval-topics.ts';
import { tell } from './tell.ts';
import { withEmbedders } from './with-embedders.ts';

type Options = FiguresOptions & { readonly data: string; readonly set?: string };

/** By words alone, and by meaning where the environment's embedder is there. */
async function measured(
  suite: SetSuite,
  { data, set }: Options,
  onFigures: (figures: readonly Figure[]) => void,
): Promise<readonly Figure[]> {
  await checkSets(suite, { data, set });
  return withEmbedders((embedders) => {
    if (embedders === null) tell.warning('Meaning, and both together, are left out.');
    return measure(suite, { data, set, embedders, report: tell.progress, onFigures });
  });
}

type GateOptions = { readonly data: string; readonly on: string; readonly out: string };

async function writeGate({ data, on, out }: GateOptions): Promise<void> {
  const sets = on.split(',').map((name) => name.trim());
  const content = await withEmbedders((embedders) => {
    if (embedders === null) throw new Error('The gate needs an embedder: see the line above.');
    return gateFile({ data, sets, embedders, report: tell.progress });
  });
  await writeFile(out, content);
  tell.progress(`The gate was written to ${out}.`);
}

async function run(suite: SetSuite, options: Options): Promise<void> {
  await tellFigures(options, (onFigures) => measured(suite, options, onFigures));
}

const suiteCommand = (suite: SetSuite, description: string, example: string): Command =>
  new Command(suite)
    .description(description)
    .requiredOption(
      '--data <folder>',
      'a folder with a folder a set; docs/evaluation.md: its layout',
    )
    .option('--set <name>', 'one set, or one folder of several')
    .option('--json', 'print one JSON object a line')
    .option('--baselines <file>', 'figures to compare with', keptBaselines)
    .option('--write-baselines <file>', 'keep the figures there, in the place of the same ones')
    .addHelpText('after', `\nExample:\n  $ npx sidenote eval ${suite} ${example}`)
    .action((options: Options) => run(suite, options));

const ablationCommand = new Command('ablation')
  .description('what does each part of the search add, at what cost? beside MiniSearch')
  .requiredOption('--data <folder>', 'a folder with a folder a set; docs/evaluation.md: its layout')
  .option('--set <name>', 'one set, or one folder of several')
  .option('--json', 'print one JSON object a line')
  .addHelpText(
    'after',
    '\nExample:\n  $ npx sidenote eval ablation --data ../shared/data --set wixqa',
  )
  .action(async ({ data, set, json }: Omit<Options, 'baselines'>) => {
    await checkSets('retrieval', { data, set });
    await withEmbedders((embedders) =>
      ablation({ data, set, embedders, report: tell.progress }, (rows) => {
        tell.result(
          json === true ? rows.map((row) => JSON.stringify(row)).join('\n') : ablationWords(rows),
        );
      }),
    );
  });

export const evalCommand = new Command('eval')
  .description('measure retrieval, topics, answerability and masking on labelled data')
  .addHelpText(
    'after',
    `
Examples:
  $ npx sidenote eval retrieval --data ../shared/data
  $ npx sidenote eval topics --data ../shared/data --set clinc150 --json
  $ SIDENOTE_EMBEDDINGS=none npx sidenote eval answerable --data ../shared/data`,
  )
  .addCommand(ablationCommand)
  .addCommand(groundingCommand)
  .addCommand(privacyCommand)
  .addCommand(safetyCommand)
  .addCommand(
    suiteCommand(
      'retrieval',
      'is the right article found? nDCG@10, Recall@5, MRR@10',
      '--data ../shared/data --set wixqa',
    ),
  )
  .addCommand(topicsCommand)
  .addCommand(
    suiteCommand(
      'answerable',
      'is it known whether the answer is there? AUROC, precision at coverage 40 and 60 %',
      '--data ../shared/data --json',
    ),
  )
  .addCommand(draftsCommand)
  .addCommand(sentencesCommand)
  .addCommand(confidenceCommand)
  .addCommand(
    new Command('gate')
      .description("fit the product's gate: how likely it is that an answer was found")
      .requiredOption('--data <folder>', 'a folder with a folder a set')
      .requiredOption('--on <sets>', 'names of sets, with commas between them')
      .requiredOption('--out <file>', 'where it is written')
      .addHelpText(
        'after',
        '\nExample:\n  $ npx sidenote eval gate --data ../shared/data --on wixqa,techqa --out gate.json',
      )
      .action(writeGate),
  );
