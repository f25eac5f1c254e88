import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type SiteOptions, readSite } from '../knowledge/sources/site/read-site.ts';
import {
  type Imported,
  type ReadKnowledge,
  saveKnowledge,
  undetermined,
} from './import-knowledge.ts';
import type { Stores } from './stores.ts';

export type { SiteProgress } from '../knowledge/sources/site/read-pages.ts';

const packageFile = z.object({ version: z.string() });

/** `Sidenote/1.2.3`: by this name robots.txt is read, and a site's owner knows who came. */
export async function siteUserAgent(): Promise<string> {
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  return `Sidenote/${packageFile.parse(JSON.parse(text)).version}`;
}

export type ReadingSite = Omit<SiteOptions, 'userAgent' | 'guessLanguage'>;

/** A web site as one source; languages may be left open. Rejects when the signal is aborted. */
export async function readSiteKnowledge(options: ReadingSite): Promise<ReadKnowledge> {
  const userAgent = await siteUserAgent();
  const read = await readSite({ ...options, userAgent, guessLanguage: () => undetermined });
  options.signal?.throwIfAborted();
  return { ...read, sources: [read.source] };
}

/**
 * A web site becomes one source of the workspace's knowledge. Nothing is written before all of it is
 * read; rejects when the signal is aborted until then.
 */
export const importSite = async (
  { articles }: Pick<Stores, 'articles'>,
  appId: string,
  options: ReadingSite,
): Promise<Imported> => saveKnowledge(articles, appId, await readSiteKnowledge(options));
