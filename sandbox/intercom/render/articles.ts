import { NodeHtmlMarkdown } from 'node-html-markdown';
import type {
  ApiVersion,
  Article,
  HelpCenter,
  InternalArticle,
  Workspace,
} from '../state/types.ts';
import { atLeast } from './versions.ts';

const slug = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

function articleUrl(workspace: Workspace, article: Article, locale: string, title: string): string {
  const base = workspace.helpCenters[0]?.url ?? '';
  return `${base}/${locale}/articles/${article.id}-${slug(title)}`;
}

function usedByAi(article: Article | InternalArticle): Record<string, unknown> {
  return {
    ai_chatbot_availability: article.usedByFin,
    ai_copilot_availability: article.usedByCopilot,
    ai_sales_agent_availability: false,
  };
}

export function renderArticle(
  workspace: Workspace,
  article: Article,
  version: ApiVersion,
): Record<string, unknown> {
  const newest = atLeast(version, '2.16');
  const translated: Record<string, unknown> = { type: 'article_translated_content' };
  const own = {
    locale: article.locale,
    title: article.title,
    body: article.body,
    description: article.description,
    state: article.state,
  };
  for (const one of [own, ...article.translations]) {
    translated[one.locale] = {
      type: 'article_content',
      title: one.title,
      description: one.description,
      body: one.body,
      author_id: Number(article.authorId),
      state: one.state,
      created_at: article.createdAt,
      updated_at: article.updatedAt,
      ...(one.state === 'published'
        ? { url: articleUrl(workspace, article, one.locale, one.title) }
        : {}),
      ...(newest
        ? { body_markdown: NodeHtmlMarkdown.translate(one.body), ...usedByAi(article) }
        : {}),
    };
  }
  const parents = article.parentIds.map(Number);
  return {
    id: article.id,
    type: 'article',
    workspace_id: workspace.appId,
    parent_ids: parents,
    ...(newest
      ? {
          body_markdown: NodeHtmlMarkdown.translate(article.body),
          has_unpublished_changes: false,
          draft_updated_at: null,
          help_center_audience: article.audience,
          ...usedByAi(article),
        }
      : { parent_id: parents[0] ?? null, parent_type: parents.length > 0 ? 'collection' : null }),
    tags: { type: 'tag.list', tags: [] },
    title: article.title,
    description: article.description,
    body: article.body,
    author_id: Number(article.authorId),
    state: article.state,
    created_at: article.createdAt,
    updated_at: article.updatedAt,
    url:
      article.state === 'published'
        ? articleUrl(workspace, article, article.locale, article.title)
        : null,
    default_locale: article.locale,
    translated_content: translated,
  };
}

export function renderInternalArticle(
  article: InternalArticle,
  version: ApiVersion,
): Record<string, unknown> {
  return {
    type: 'internal_article',
    id: article.id,
    title: article.title,
    body: article.body,
    owner_id: Number(article.authorId),
    author_id: Number(article.authorId),
    created_at: article.createdAt,
    updated_at: article.updatedAt,
    locale: article.locale,
    ...(atLeast(version, '2.16')
      ? {
          body_markdown: NodeHtmlMarkdown.translate(article.body),
          audience_ids: null,
          ...usedByAi(article),
        }
      : {}),
  };
}

export function renderHelpCenter(
  workspace: Workspace,
  center: HelpCenter,
  version: ApiVersion,
): Record<string, unknown> {
  return {
    id: center.id,
    workspace_id: workspace.appId,
    created_at: center.createdAt,
    updated_at: center.createdAt,
    identifier: center.identifier,
    website_turned_on: true,
    display_name: center.displayName,
    url: center.url,
    custom_domain: null,
    ...(atLeast(version, '2.16') ? { default: true, locales: ['en'] } : {}),
  };
}
