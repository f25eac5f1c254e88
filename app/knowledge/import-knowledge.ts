import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Article } from '../../domain/passage.ts';
import {
  type ImportResult,
  type Skipped,
  keepsFailed,
} from '../../knowledge/sources/import-result.ts';
import { readJsonl } from '../../knowledge/sources/jsonl.ts';
import { readMarkdownFolder } from '../../knowledge/sources/markdown.ts';
import { createLanguageDetector } from '../../models/language.ts';
import type { Stores } from '../stores.ts';

export type Imported = {
  /** A source, and what its import changed. */
  readonly sources: readonly {
    readonly source: string;
    readonly articles: number;
    readonly added: number;
    readonly changed: number;
    readonly removed: number;
    /** Could not be read this time, and are as they were. */
    readonly kept: number;
  }[];
  readonly skipped: readonly Skipped[];
};

/** Stands for "the source does not say"; the detector decides afterwards, since it is slow to load. */
export const undetermined = 'und';

/** Articles, and the sources that they are all of but for those that could not be read. */
export type ReadKnowledge = ImportResult & {
  readonly sources: readonly string[];
  /** Nothing but what is among them is there, even if that is nothing. */
  readonly certain?: boolean;
  /** Whether a stored article that is not among them is kept; default: what failed is. */
  readonly keeps?: (articleId: string) => boolean;
};

/** A folder of Markdown files or a JSONL file becomes one source of the workspace's knowledge. */
export const importPath = async (
  { articles }: Pick<Stores, 'articles'>,
  appId: string,
  path: string,
  name: string | undefined,
): Promise<Imported> => saveKnowledge(articles, appId, await readPath(path, name));

/** Reads a folder of Markdown files or a JSONL file as one source; languages may be left open. */
export async function readPath(path: string, name?: string): Promise<ReadKnowledge> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => null,
  );
  if (isFolder === null) throw new Error(`${path}: there is no such folder or file.`);
  const source = name ?? `${isFolder ? 'markdown' : 'jsonl'}:${basename(path)}`;
  const options = { source, guessLanguage: () => undetermined };
  const read = isFolder
    ? await readMarkdownFolder(path, options)
    : readJsonl(await readFile(path, 'utf8'), options);
  return { ...read, sources: [source] };
}

/** Makes each of the sources hold its articles, and finds the languages that are open. */
export async function saveKnowledge(
  store: Stores['articles'],
  appId: string,
  read: ReadKnowledge,
  report?: (progress: { readonly written: number; readonly toWrite: number }) => void,
): Promise<Imported> {
  if (read.articles.length === 0 && read.skipped.length > 0 && read.certain !== true) {
    // All unreadable is a mistake, not an empty knowledge base.
    return { sources: [], skipped: read.skipped };
  }
  const articles = await withLanguages(read.articles);
  const keeps = read.keeps ?? keepsFailed(read.skipped);
  const sources: Imported['sources'][number][] = [];
  for (const source of read.sources) {
    const own = articles.filter((article) => article.source === source);
    sources.push({
      source,
      articles: own.length,
      ...(await store.replaceSource(appId, source, own, keeps, report)),
    });
  }
  return { sources, skipped: read.skipped };
}

async function withLanguages(articles: readonly Article[]): Promise<readonly Article[]> {
  if (articles.every(({ language }) => language !== undetermined)) return articles;
  const detector = await createLanguageDetector();
  return Promise.all(
    articles.map(async (article) =>
      article.language === undetermined
        ? { ...article, language: (await detector.detect(article.markdown, null)).language }
        : article,
    ),
  );
}
