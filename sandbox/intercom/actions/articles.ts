import { renderArticle } from '../render/articles.ts';
import type { Article, InternalArticle, Workspace } from '../state/types.ts';
import { nextId } from '../state/world.ts';
import type { ActionContext } from './context.ts';
import type { Parsed } from './inputs.ts';

function articleOf(workspace: Workspace, id: string): Article {
  const article = workspace.articles.get(id);
  if (!article) throw new Error(`no article ${id} in ${workspace.appId}`);
  return article;
}

function announceArticle(
  context: ActionContext,
  workspace: Workspace,
  topic: string,
  article: Article,
): void {
  const item = renderArticle(workspace, article, workspace.webhookVersion);
  context.announce(workspace, { kind: 'item', topic, item });
}

export function addArticle(context: ActionContext, input: Parsed<'addArticle'>): Article {
  const workspace = context.world.workspace(input.appId);
  const now =
    input.updatedAtMs === undefined
      ? context.world.seconds()
      : Math.floor(input.updatedAtMs / 1000);
  const article: Article = {
    id: input.id ?? nextId(workspace, 'article'),
    title: input.title,
    description: input.description,
    body: input.body,
    state: input.state,
    locale: input.locale,
    authorId: workspace.ownerId,
    parentIds: input.parentIds,
    audience: input.audience,
    usedByFin: input.usedByFin,
    usedByCopilot: input.usedByCopilot,
    translations: input.translations,
    createdAt: now,
    updatedAt: now,
  };
  workspace.articles.set(article.id, article);
  if (!input.silent) {
    announceArticle(context, workspace, 'article.created', article);
    if (article.state === 'published') {
      announceArticle(context, workspace, 'article.published', article);
    }
  }
  return article;
}

export function updateArticle(context: ActionContext, input: Parsed<'updateArticle'>): Article {
  const workspace = context.world.workspace(input.appId);
  const before = articleOf(workspace, input.articleId);
  const article: Article = {
    ...before,
    title: input.title ?? before.title,
    body: input.body ?? before.body,
    description: input.description ?? before.description,
    audience: input.audience ?? before.audience,
    usedByFin: input.usedByFin ?? before.usedByFin,
    usedByCopilot: input.usedByCopilot ?? before.usedByCopilot,
    state: input.state ?? before.state,
    updatedAt: context.world.seconds(),
  };
  workspace.articles.set(article.id, article);
  if (!input.silent) {
    announceArticle(context, workspace, 'article.updated', article);
    if (article.state !== before.state) {
      const topic = article.state === 'published' ? 'article.published' : 'article.unpublished';
      announceArticle(context, workspace, topic, article);
    }
  }
  return article;
}

export function unpublishArticle(
  context: ActionContext,
  input: Parsed<'unpublishArticle'>,
): Article {
  const workspace = context.world.workspace(input.appId);
  const before = articleOf(workspace, input.articleId);
  const article: Article = { ...before, state: 'draft', updatedAt: context.world.seconds() };
  workspace.articles.set(article.id, article);
  if (!input.silent) announceArticle(context, workspace, 'article.unpublished', article);
  return article;
}

export function deleteArticle(context: ActionContext, input: Parsed<'deleteArticle'>): void {
  const workspace = context.world.workspace(input.appId);
  const article = articleOf(workspace, input.articleId);
  workspace.articles.delete(article.id);
  if (input.silent) return;
  context.announce(workspace, {
    kind: 'item',
    topic: 'article.deleted',
    item: { type: 'article', id: article.id, deleted: true },
  });
}

/** Internal articles have no topics in the lists that the simulator knows. */
export function addInternalArticle(
  context: ActionContext,
  input: Parsed<'addInternalArticle'>,
): InternalArticle {
  const workspace = context.world.workspace(input.appId);
  const now = context.world.seconds();
  const article: InternalArticle = {
    id: input.id ?? nextId(workspace, 'article'),
    title: input.title,
    body: input.body,
    locale: input.locale,
    authorId: workspace.ownerId,
    usedByFin: input.usedByFin,
    usedByCopilot: input.usedByCopilot,
    createdAt: now,
    updatedAt: now,
  };
  workspace.internalArticles.set(article.id, article);
  return article;
}

export function deleteInternalArticle(
  context: ActionContext,
  input: Parsed<'deleteInternalArticle'>,
): void {
  const workspace = context.world.workspace(input.appId);
  if (!workspace.internalArticles.delete(input.articleId)) {
    throw new Error(`no internal article ${input.articleId} in ${workspace.appId}`);
  }
}
