import { type SourceReading, failuresKept } from '../../domain/knowledge-source.ts';
import type { Skipped } from '../../knowledge/sources/import-result.ts';
import type { Imported } from '../knowledge/import-knowledge.ts';

/** Longer reasons quote what was read. */
const reasonCharacters = 300;

/** What an import or a sync did, as it is kept with the source. */
export function readingOf({ sources, skipped }: Imported, triedAtMs: number): SourceReading {
  const failures = skipped.filter(({ failed }) => failed !== undefined);
  const sum = (of: (source: Imported['sources'][number]) => number): number =>
    sources.reduce((total, source) => total + of(source), 0);
  const [first] = skipped;
  return {
    triedAtMs,
    trouble: sources.length > 0 ? null : first ? troubleOf(first) : 'there was nothing to read',
    articles: sum(({ articles, kept }) => articles + kept),
    added: sum(({ added }) => added),
    changed: sum(({ changed }) => changed),
    removed: sum(({ removed }) => removed),
    kept: sum(({ kept }) => kept),
    failures: failures.slice(0, failuresKept).map(({ where, why }) => ({ where, why: short(why) })),
    failed: failures.length,
  };
}

/** A source that could not be read at all: what is stored of it stays. */
export const unread = (why: string, triedAtMs: number, articles: number): SourceReading => ({
  ...{ triedAtMs, trouble: short(why), articles },
  ...{ added: 0, changed: 0, removed: 0, kept: articles, failures: [], failed: 0 },
});

const troubleOf = ({ where, why }: Skipped): string => short(`${where}: ${why}`);

const short = (why: string): string =>
  why.length > reasonCharacters ? `${why.slice(0, reasonCharacters)}…` : why;
