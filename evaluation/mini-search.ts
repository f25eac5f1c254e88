import { z } from 'zod';
import type { QuestionSet } from './sets/questions.ts';

/** Ids of articles, best first. */
export type FindArticles = (text: string) => readonly string[];

type Index = {
  addAll(documents: readonly { id: string; title: string; text: string }[]): void;
  search(text: string): unknown;
};

const isIndex = (value: unknown): value is Index =>
  typeof value === 'object' && value !== null && 'addAll' in value && 'search' in value;

const module = z.object({ default: z.instanceof(Function) });
const results = z.array(z.object({ id: z.string() }));

/** Told to TypeScript as any name: the library is there for whoever develops Sidenote only. */
const library: string = 'minisearch';

/** Whole articles in MiniSearch as it is by default, asked the question alone. Null: it is not installed. */
export async function openMiniSearch({ articles }: QuestionSet): Promise<FindArticles | null> {
  const loaded: unknown = await import(library).catch(() => null);
  const found = module.safeParse(loaded);
  if (!found.success) return null;
  const index: unknown = Reflect.construct(found.data.default, [{ fields: ['title', 'text'] }]);
  if (!isIndex(index)) throw new Error('MiniSearch is not what it was');
  index.addAll(articles.map(({ id, title, markdown }) => ({ id, title, text: markdown })));
  return (text) => results.parse(index.search(text)).map(({ id }) => id);
}
