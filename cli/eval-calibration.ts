import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diagramOf } from '../evaluation/diagram.ts';
import type { Outcomes } from '../evaluation/end-to-end.ts';
import type { EmbedderParts } from '../domain/joined-embedder.ts';
import type { Figure } from '../evaluation/figures.ts';
import { keylessModel } from '../evaluation/gather-drafts.ts';
import { type Diagram, measureConfidence } from '../evaluation/measure-confidence.ts';
import { table } from './table.ts';
import { tell } from './tell.ts';

/** What became of every question, by set and kind, as a table. */
export function outcomeWords(outcomes: readonly Outcomes[]): string {
  const share = (part: number, whole: number): string =>
    whole === 0 ? '-' : `${part} (${Math.round((100 * part) / whole)} %)`;
  const reasons = (quiet: Outcomes['quiet']): string =>
    [...quiet]
      .sort(([, one], [, other]) => other - one)
      .map(([reason, count]) => `${reason} ${count}`)
      .join(', ');
  return table(
    ['set', 'kind', 'questions', 'notes', 'usable', 'cite a right article', 'quiet'],
    outcomes.map(({ set, kind, questions, notes, usable, citesRight, quiet }) => [
      ...[set, kind, String(questions), share(notes, questions), share(usable, notes)],
      ...[citesRight === null ? '' : share(citesRight, notes), reasons(quiet)],
    ]),
  );
}

type CalibrationOptions = {
  readonly data: string;
  readonly embedders: EmbedderParts | null;
  /** A folder for the diagrams. */
  readonly diagrams: string | undefined;
};

/** Measures who gets a note and whether the confidence is right, and tells the outcomes at once. */
export async function measureCalibration({
  data,
  embedders,
  diagrams: folder,
}: CalibrationOptions): Promise<readonly Figure[]> {
  const model = keylessModel();
  const measured = await measureConfidence({ data, model, embedders, report: tell.progress });
  tell.progress(outcomeWords(measured.outcomes));
  if (folder !== undefined) await writeDiagrams(folder, measured.diagrams);
  return measured.figures;
}

/** A file a diagram: `answer-techqa.svg`, `usable-wixqa.svg`. */
export async function writeDiagrams(folder: string, diagrams: readonly Diagram[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const one of diagrams) await writeFile(join(folder, `${one.file}.svg`), diagramOf(one));
}
