import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compare, replaced } from '../evaluation/baselines.ts';
import { type Figure, figureLines, readFigures } from '../evaluation/figures.ts';
import { evalWords, verdicts } from './eval-report.ts';
import type { JsonOption } from './json.ts';
import { tell } from './tell.ts';

export type FiguresOptions = JsonOption & {
  /** A file of figures to compare with. */
  readonly baselines: string;
  /** A file in which the figures take the place of the same ones. */
  readonly writeBaselines?: string;
};

export const keptBaselines = join(import.meta.dirname, '../evaluation/baselines.jsonl');

async function baselinesIn(file: string): Promise<readonly Figure[]> {
  const content = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
  return readFigures(content, file);
}

/** Prints what is measured beside its baselines, with `--json` a line as soon as it is there. */
export async function tellFigures(
  options: FiguresOptions,
  measured: (onFigures: (figures: readonly Figure[]) => void) => Promise<readonly Figure[]>,
): Promise<void> {
  const kept = await baselinesIn(options.baselines);
  const figures = await measured((some) => {
    if (options.json === true && some.length > 0) tell.result(figureLines(some));
  });
  const compared = compare(figures, kept);
  if (options.json === true) tell.progress(verdicts(compared));
  else tell.result(evalWords(compared));
  const file = options.writeBaselines;
  if (file === undefined) return;
  const all = replaced(await baselinesIn(file), figures);
  await writeFile(file, `${figureLines(all)}\n`);
  tell.progress(`${figures.length} figures were written to ${file}`);
}
