import { renderArticle, renderHelpCenter, renderInternalArticle } from '../render/articles.ts';
import type { Article, Workspace } from '../state/types.ts';
import { type Answer, type Call, notFound, ok, type Route } from './answer.ts';
import { pageRequest, paginate } from './paging.ts';

const pageSize = { perPage: 25, maxPerPage: 250 };

const byUpdate = (a: { updatedAt: number; id: string }, b: { updatedAt: number; id: string }) =>
  b.updatedAt - a.updatedAt || Number(b.id) - Number(a.id);

function requestedPage(call: Call) {
  const { query } = call;
  return pageRequest(query['per_page'], query['starting_after'], query['page'], pageSize);
}

function listArticles(call: Call): Answer {
  const all = [...call.workspace.articles.values()].sort(byUpdate);
  const { items, pages } = paginate(all, requestedPage(call));
  return ok({
    type: 'list',
    pages,
    total_count: all.length,
    data: items.map((article) => renderArticle(call.workspace, article, call.version)),
  });
}

function matching(workspace: Workspace, phrase: string, state: string): readonly Article[] {
  const words = phrase.toLowerCase().split(/\s+/).filter(Boolean);
  return [...workspace.articles.values()].filter((article) => {
    if (state !== 'all' && article.state !== state) return false;
    const text = `${article.title} ${article.description} ${article.body}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function searchArticles(call: Call): Answer {
  const { workspace, version, query } = call;
  const found = matching(workspace, query['phrase'] ?? '', query['state'] ?? 'all');
  const { items, pages } = paginate([...found].sort(byUpdate), requestedPage(call));
  return ok({
    type: 'list',
    total_count: found.length,
    data: {
      articles: items.map((article) => renderArticle(workspace, article, version)),
      highlights: [],
    },
    pages,
  });
}

function listInternalArticles(call: Call): Answer {
  const all = [...call.workspace.internalArticles.values()].sort(byUpdate);
  const { items, pages } = paginate(all, requestedPage(call));
  return ok({
    type: 'list',
    pages,
    total_count: all.length,
    data: items.map((article) => renderInternalArticle(article, call.version)),
  });
}

export const articleRoutes: readonly Route[] = [
  { method: 'GET', path: '/articles', handler: listArticles },
  { method: 'GET', path: '/articles/search', handler: searchArticles },
  {
    method: 'GET',
    path: '/articles/:id',
    handler({ workspace, version, params }) {
      const article = workspace.articles.get(params['id'] ?? '');
      return article ? ok(renderArticle(workspace, article, version)) : notFound();
    },
  },
  { method: 'GET', path: '/internal_articles', handler: listInternalArticles },
  {
    method: 'GET',
    path: '/internal_articles/:id',
    handler({ workspace, version, params }) {
      const article = workspace.internalArticles.get(params['id'] ?? '');
      return article ? ok(renderInternalArticle(article, version)) : notFound();
    },
  },
  {
    method: 'GET',
    path: '/help_center/help_centers',
    handler: ({ workspace, version }) =>
      ok({
        type: 'list',
        data: workspace.helpCenters.map((one) => renderHelpCenter(workspace, one, version)),
      }),
  },
];
