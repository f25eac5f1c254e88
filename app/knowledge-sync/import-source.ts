import type { KnowledgeSource } from '../../domain/knowledge-source.ts';
import { type Imported, type ReadKnowledge, saveKnowledge } from '../knowledge/import-knowledge.ts';
import type { Stores } from '../stores.ts';
import { readingOf } from './reading-of.ts';

/** How far an import is: first all is read, then what changed is written. */
export type ImportProgress =
  | {
      readonly read: number;
      /** Of a web site. */
      readonly queued?: number;
      readonly failed?: number;
      /** Past ones that are to be read. */
      readonly conversations?: number;
    }
  | { readonly written: number; readonly toWrite: number };

/**
 * Reads a source because a person asked for it, makes the knowledge hold it, and keeps where it came
 * from, so that workers can read it again. Rejects when the signal is aborted before anything is
 * written. A source that gave nothing is as it was.
 */
export async function importSource(
  { articles, sources }: Pick<Stores, 'articles' | 'sources'>,
  source: Omit<KnowledgeSource, 'name'>,
  given: {
    readonly read: () => Promise<ReadKnowledge>;
    readonly nowMs: number;
    readonly signal: AbortSignal;
    readonly report: (progress: ImportProgress) => void;
  },
): Promise<Imported> {
  const read = await given.read();
  given.signal.throwIfAborted();
  const imported = await saveKnowledge(articles, source.appId, read, given.report);
  const [first] = imported.sources;
  if (first) {
    await sources.imported({ ...source, name: first.source }, readingOf(imported, given.nowMs));
  }
  return imported;
}
