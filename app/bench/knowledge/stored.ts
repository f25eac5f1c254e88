import type { Article } from '../../../domain/passage.ts';
import type { QuantisedVector } from '../../../domain/quantised-vector.ts';
import { embeddedText } from '../../../knowledge/ranker.ts';
import { splitArticle } from '../../../knowledge/split.ts';
import { hashOf } from '../../knowledge/passage-vectors.ts';
import type { Stores } from '../../stores.ts';
import type { Material } from './material.ts';
import type { Models } from './query.ts';
import { varied, variedVectors } from './vary.ts';

export const appId = 'bench';
/** What the one article says that is changed while questions are asked. */
export const changing = {
  source: 'changing',
  question: 'How long does the axolotl sleep?',
} as const;

export const changingArticle = (hours: number): Article => ({
  ...{ id: 'axolotl', source: changing.source, title: 'The axolotl', url: null },
  ...{ audience: 'public', language: 'en', markdown: `The axolotl sleeps for ${hours} hours.` },
});

/** Puts so many passages with their vectors into the database, as an import and embedding leave them. */
export async function fill(
  stores: Stores,
  material: Material,
  { size, models }: { size: number; models: Models | null },
): Promise<void> {
  const { articles, passages } = varied(material.articles, size);
  await stores.articles.replaceSource(appId, 'bench', articles);
  await stores.articles.replaceSource(appId, changing.source, [changingArticle(8)]);
  if (models === null) return;
  const owner = { appId, model: models.given.model };
  // The last article may have more passages than were counted.
  const more = [...articles.slice(-1), changingArticle(8)].flatMap(splitArticle);
  const all = [...passages, ...more];
  const vectors = variedVectors(models.base, all.length);
  let some = new Map<string, QuantisedVector>();
  for (const passage of all) {
    const made = vectors.next();
    if (made.done === true) throw new Error('There are fewer vectors than passages');
    some.set(hashOf(embeddedText(passage)), made.value);
    if (some.size < 2_000) continue;
    await stores.vectors.put(owner, some);
    some = new Map();
  }
  await stores.vectors.put(owner, some);
}
