import type { IntercomReading } from '../../intercom/reading.ts';
import { type ReadKnowledge, readPath } from '../knowledge/import-knowledge.ts';
import { readIntercomArticles } from '../knowledge/intercom-articles.ts';
import { asking } from './asking.ts';

/**
 * The help center, and what is named beside it: with it, a workspace needs no help center. Throws
 * where nothing is there that a draft could be made of.
 */
export async function readKnowledge(
  client: IntercomReading,
  path: string | null,
  signal: AbortSignal,
): Promise<ReadKnowledge> {
  const own = path === null ? null : await readPath(path);
  const helpCenter = await asking('the help center', () =>
    readIntercomArticles(client, { signal }),
  ).catch((error: unknown) => {
    if (own === null || signal.aborted) throw error;
    const why = error instanceof Error ? error.message : String(error);
    return { articles: [], sources: [], skipped: [{ where: 'help center', why }] };
  });
  const knowledge = {
    articles: [...helpCenter.articles, ...(own?.articles ?? [])],
    sources: [...helpCenter.sources, ...(own?.sources ?? [])],
    skipped: [...helpCenter.skipped, ...(own?.skipped ?? [])],
  };
  if (knowledge.articles.some(({ audience }) => audience === 'public')) return knowledge;
  throw new Error(
    path === null
      ? 'The workspace has no public help-center article, and without knowledge every message stays quiet: name your own with --kb, a folder of Markdown files or a JSONL file.'
      : `Neither ${path} nor the workspace's help center has a public article, and without knowledge every message stays quiet: name another folder or file with --kb.`,
  );
}
