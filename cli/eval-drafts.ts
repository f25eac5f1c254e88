import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { measureDrafts, readAnswered, readDraftRows } from '../evaluation/drafts.ts';
import { sentencesFile } from '../evaluation/fit-sentences.ts';
import type { MeasuredDraft } from '../evaluation/suites/drafts.ts';
import { measureCalibration } from './eval-calibration.ts';
import { type FiguresOptions, keptBaselines, tellFigures } from './eval-figures.ts';
import { tell } from './tell.ts';
import { withEmbedders } from './with-embedders.ts';

type Options = FiguresOptions & {
  readonly data: string;
  readonly set?: string;
  readonly show?: string;
  readonly diagrams?: string;
};

/** Whole drafts to be read, from the worst to the best, evenly spread. */
export function draftWords(drafts: readonly MeasuredDraft[], most: number): string {
  const ordered = drafts.toSorted((a, z) => a.email.coverage - z.email.coverage);
  const step = Math.max(1, (ordered.length - 1) / Math.max(1, most - 1));
  const shown = Array.from(
    { length: Math.min(most, ordered.length) },
    (_, at) => ordered.slice(Math.round(at * step))[0],
  );
  return shown
    .flatMap((one) => {
      if (one === undefined) return [];
      const { row, text, email } = one;
      return [
        `## ${row.set} ${row.id}: covers ${email.coverage.toFixed(2)} in ${email.words} words`,
        ...['', row.asked.questions.map((question) => question.text).join('\n'), ''],
        ...[text === '' ? '(no draft)' : text, '', '### Reference', '', row.reference, ''],
      ];
    })
    .join('\n');
}

async function run(options: Options): Promise<void> {
  const { data, set, show, diagrams } = options;
  await readAnswered(data, set);
  await withEmbedders((embedders) =>
    tellFigures(options, async (onFigures) => {
      const figures = await measureDrafts({
        ...{ data, set, embedders, report: tell.progress, onFigures },
        onDrafts: (drafts) => {
          if (show !== undefined) tell.progress(draftWords(drafts, Number(show)));
        },
      });
      // Weights of the confidence are of all sets together.
      if (set !== undefined) return figures;
      const more = await measureCalibration({ data, embedders, diagrams });
      onFigures(more);
      return [...figures, ...more];
    }),
  );
}

export const draftsCommand = new Command('drafts')
  .description(
    'what do drafts cover of reference answers, who gets a note, is the confidence right?',
  )
  .requiredOption('--data <folder>', 'a folder with a folder a set; docs/evaluation.md: its layout')
  .option('--set <name>', 'one set, or one folder of several')
  .option('--show <number>', 'print so many whole drafts of each set, from the worst to the best')
  .option('--diagrams <folder>', 'write how far confidence can be believed, as SVG')
  .option('--json', 'print one JSON object a line')
  .option('--baselines <file>', 'figures to compare with', keptBaselines)
  .option('--write-baselines <file>', 'keep the figures there, in the place of the same ones')
  .addHelpText(
    'after',
    '\nExample:\n  $ npx sidenote eval drafts --data ../shared/data --set wixqa --show 10',
  )
  .action(run);

type FitOptions = { readonly data: string; readonly on: string; readonly out: string };

async function writeSentences({ data, on, out }: FitOptions): Promise<void> {
  const sets = on.split(',').map((name) => name.trim());
  await withEmbedders(async (embedders) => {
    const rows = await readDraftRows({ data, sets, embedders, report: tell.progress });
    const counts = sets.map((name) => `${name} ${rows.filter((row) => row.set === name).length}`);
    const found = embedders === null ? 'words' : 'both';
    const provenance = `npx sidenote eval sentences; questions: ${counts.join(', ')}; passages found by ${found}`;
    await writeFile(out, sentencesFile(rows, provenance));
  });
  tell.progress(`The weights were written to ${out}.`);
}

export const sentencesCommand = new Command('sentences')
  .description("fit the drafts' weights of sentences: which ones does an answer say?")
  .requiredOption('--data <folder>', 'a folder with a folder a set')
  .requiredOption('--on <sets>', 'names of sets with reference answers, with commas between them')
  .requiredOption('--out <file>', 'where they are written')
  .addHelpText(
    'after',
    '\nExample:\n  $ npx sidenote eval sentences --data ../shared/data --on wixqa,techqa --out weights.json',
  )
  .action(writeSentences);
