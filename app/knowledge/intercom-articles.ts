import { IntercomFailure } from '../../domain/failure.ts';
import type { Article } from '../../domain/passage.ts';
import { allOf } from '../../intercom/paging.ts';
import type { IntercomReading } from '../../intercom/reading.ts';
import type { WireArticle } from '../../intercom/wire-lists.ts';
import type { ImportResult, Skipped } from '../../knowledge/sources/import-result.ts';
import {
  articlesOfIntercom,
  helpCenterSource,
  intercomIdOf,
  internalArticlesOfIntercom,
  internalSource,
} from '../../knowledge/sources/intercom.ts';
import { inParallel } from '../in-parallel.ts';
import { patiently } from '../knowledge-sync/patient.ts';

const perPage = 150;
const looksAtOnce = 4;

export type IntercomArticles = ImportResult & {
  readonly sources: readonly string[];
  /** What is not among them is gone, even if that is all: each was asked for. */
  readonly certain: true;
};

export type ReadingIntercom = {
  /** Ids of a source's articles that are stored: what the list lacks is asked for by its id. */
  readonly stored?: (source: string) => Promise<readonly string[]>;
  readonly signal?: AbortSignal;
  readonly report?: (progress: { readonly read: number }) => void;
};

type Read = Map<string, ImportResult>;

/** All articles that the token may read; `sources` names those that were read whole. */
export async function readIntercomArticles(
  client: IntercomReading,
  options: ReadingIntercom = {},
): Promise<IntercomArticles> {
  const { signal = new AbortController().signal } = options;
  const { stored = async () => [], report = () => undefined } = options;
  const helpCenter: Read = new Map();
  const listed = allOf((next) =>
    patiently(() => client.listArticles({ next, perPage }, signal), signal),
  );
  for await (const article of listed) {
    helpCenter.set(article.id, mapped(article));
    report({ read: helpCenter.size });
  }
  await lookForMissing(helpCenter, await stored(helpCenterSource), (id) =>
    readArticle(client, id, signal),
  );
  const internal: Read = new Map();
  try {
    const list = allOf(
      (next): ReturnType<typeof client.listInternalArticles> =>
        patiently(() => client.listInternalArticles({ next, perPage }, signal), signal),
    );
    for await (const article of list) {
      internal.set(article.id, internalArticlesOfIntercom(article));
      report({ read: helpCenter.size + internal.size });
    }
    await lookForMissing(internal, await stored(internalSource), async (id) => {
      const found = await unlessGone(() => client.internalArticle(id, signal), signal);
      return found && internalArticlesOfIntercom(found);
    });
  } catch (error) {
    // Plans without them answer so; the help center is worth having all the same.
    if (!(error instanceof IntercomFailure) || !isClosed(error)) throw error;
    const skipped = { where: 'internal articles', why: error.message };
    return together([helpCenter], [helpCenterSource], [skipped]);
  }
  return together([helpCenter, internal], [helpCenterSource, internalSource]);
}

/** One article of the help center in all its languages; null: it is there no more. */
export async function readArticle(
  client: IntercomReading,
  id: string,
  signal: AbortSignal,
): Promise<ImportResult | null> {
  const article = await unlessGone(() => client.article(id, signal), signal);
  return article && mapped(article);
}

/** The client has turned the translations into a list; the mapping takes them as Intercom has them. */
function mapped(article: WireArticle): ImportResult {
  const translations: Readonly<Record<string, unknown>> = Object.fromEntries(
    article.translated_content.map(({ locale, ...content }) => [locale, content]),
  );
  return articlesOfIntercom({ ...article, translated_content: translations });
}

/**
 * A list changes while its pages are read: an article that moves over the edge of a page is in none.
 * So one that was there before is gone only when Intercom says so of it.
 */
async function lookForMissing(
  read: Read,
  stored: readonly string[],
  readOne: (id: string) => Promise<ImportResult | null>,
): Promise<void> {
  const missing = new Set(stored.map(intercomIdOf).filter((id) => !read.has(id)));
  await inParallel(missing, looksAtOnce, async (id) => {
    const found = await readOne(id);
    if (found) read.set(id, found);
  });
}

async function unlessGone<Found>(
  ask: () => Promise<Found>,
  signal: AbortSignal,
): Promise<Found | null> {
  try {
    return await patiently(ask, signal);
  } catch (error) {
    if (error instanceof IntercomFailure && error.kind === 'not_found') return null;
    throw error;
  }
}

function together(
  reads: readonly Read[],
  sources: readonly string[],
  more: readonly Skipped[] = [],
): IntercomArticles {
  const results = reads.flatMap((read) => [...read.values()]);
  const articles: Article[] = results.flatMap((result) => result.articles);
  return {
    articles,
    skipped: [...results.flatMap((result) => result.skipped), ...more],
    sources,
    certain: true,
  };
}

const isClosed = ({ kind }: IntercomFailure): boolean => kind === 'reject' || kind === 'not_found';
