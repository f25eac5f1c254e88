import type { Embedder } from '../domain/embedder.ts';
import type { Figure, Suite } from './figures.ts';
import { named, readSets } from './sets/folder.ts';
import { measureRetrieval } from './suites/retrieval.ts';
import { retrievalSystems } from './systems.ts';

export type MeasureOptions = {
  /** A folder with a folder a set. */
  readonly data: string;
  /** Default: every set that is there. */
  readonly set: string | undefined;
  /** Null: words alone are measured. */
  readonly embedder: Embedder | null;
  readonly report: (line: string) => void;
  /** Told what was measured of a set by a system, as soon as it is there. */
  readonly onFigures?: (figures: readonly Figure[]) => void;
};

/** Measures a suite on the sets of a folder. Throws a sentence when a set is not as expected. */
export async function measure(suite: Suite, options: MeasureOptions): Promise<readonly Figure[]> {
  const { data, set: name, embedder, report, onFigures } = options;
  const read = await readSets(data, suite);
  const figures: Figure[] = [];
  const add = (some: readonly Figure[]): void => {
    figures.push(...some);
    if (some.length > 0) onFigures?.(some);
  };
  switch (read.suite) {
    case 'retrieval':
      for (const set of named(read.sets, name))
        for (const system of retrievalSystems(embedder)) {
          report(`${set.name}: ${system.name}`);
          add(await measureRetrieval(set, system));
        }
      return figures;
    case 'topics':
    case 'answerable':
      return figures;
  }
}
