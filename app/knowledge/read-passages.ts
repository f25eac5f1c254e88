import type { Passage } from '../../domain/passage.ts';
import type { Articles } from '../../domain/ports.ts';
import { splitArticle } from '../../knowledge/split.ts';
import type { Steps } from '../../knowledge/steps.ts';
import { inSlices } from './in-slices.ts';

type ReadArticle = { readonly version: string | null; readonly passages: readonly Passage[] };

/** Passages of all articles, by the articles' names. */
export type ReadPassages = ReadonlyMap<string, ReadArticle>;

/** Some megabytes. */
const articlesAtOnce = 200;

/** Reads what has changed since; articles that stayed keep their very passages. */
export async function readPassages(
  articles: Articles,
  appId: string,
  before: ReadPassages,
): Promise<ReadPassages> {
  const versions = await articles.versions(appId);
  const read = new Map<string, ReadArticle>();
  const changed: string[] = [];
  for (const [name, version] of versions) {
    const known = version === null ? undefined : before.get(name);
    if (known?.version === version) read.set(name, known);
    else changed.push(name);
  }
  for (let at = 0; at < changed.length; at += articlesAtOnce) {
    const found = await articles.some(appId, changed.slice(at, at + articlesAtOnce));
    await inSlices(splitAll());
    function* splitAll(): Steps<void> {
      for (const [name, article] of found) {
        read.set(name, { version: versions.get(name) ?? null, passages: splitArticle(article) });
        yield;
      }
    }
  }
  // In the order of the names, whatever was read when.
  return new Map(
    [...versions.keys()].flatMap((name) => {
      const one = read.get(name);
      return one ? [[name, one] as const] : [];
    }),
  );
}
