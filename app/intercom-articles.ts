import { IntercomFailure } from '../domain/failure.ts';
import type { Article } from '../domain/passage.ts';
import { allOf } from '../intercom/paging.ts';
import type { IntercomReading } from '../intercom/reading.ts';
import type { ImportResult, Skipped } from '../knowledge/sources/import-result.ts';
import { articlesOfIntercom, internalArticlesOfIntercom } from '../knowledge/sources/intercom.ts';

const perPage = 150;

/** All articles that the token may read; `sources` names those that were read whole. */
export async function readIntercomArticles(
  client: IntercomReading,
  signal = new AbortController().signal,
): Promise<ImportResult & { readonly sources: readonly string[] }> {
  const articles: Article[] = [];
  const skipped: Skipped[] = [];
  const take = (result: ImportResult): void => {
    articles.push(...result.articles);
    skipped.push(...result.skipped);
  };
  const helpCenter = allOf((next) => client.listArticles({ next, perPage }, signal));
  for await (const article of helpCenter) {
    // The client has turned the translations into a list; the mapping takes them as Intercom has them.
    const translations: Readonly<Record<string, unknown>> = Object.fromEntries(
      article.translated_content.map(({ locale, ...content }) => [locale, content]),
    );
    take(articlesOfIntercom({ ...article, translated_content: translations }));
  }
  const sources = ['intercom'];
  try {
    const internal = allOf(
      (next): ReturnType<typeof client.listInternalArticles> =>
        client.listInternalArticles({ next, perPage }, signal),
    );
    for await (const article of internal) take(internalArticlesOfIntercom(article));
    sources.push('intercom-internal');
  } catch (error) {
    // Plans without them answer so; the help center is worth having all the same.
    if (!(error instanceof IntercomFailure) || !isClosed(error)) throw error;
    skipped.push({ where: 'internal articles', why: error.message });
  }
  return { articles, skipped, sources };
}

const isClosed = ({ kind }: IntercomFailure): boolean => kind === 'reject' || kind === 'not_found';
