import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type SiteOptions, readSite } from '../../knowledge/sources/site/read-site.ts';
import { type ReadKnowledge, undetermined } from './import-knowledge.ts';

const packageFile = z.object({ version: z.string() });

/** `Sidenote/1.2.3`: by this name robots.txt is read, and a site's owner knows who came. */
export async function siteUserAgent(): Promise<string> {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
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
