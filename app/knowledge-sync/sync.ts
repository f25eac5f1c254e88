import type { Clock } from '../../domain/clock.ts';
import { IntercomFailure } from '../../domain/failure.ts';
import {
  type KnowledgePace,
  type KnownSource,
  type SourceReading,
  dueSources,
} from '../../domain/knowledge-source.ts';
import type { KnowledgeSync, SyncCounts } from '../../domain/ports.ts';
import type { IntercomReading } from '../../intercom/reading.ts';
import type { ImportResult } from '../../knowledge/sources/import-result.ts';
import { keepsFailed } from '../../knowledge/sources/import-result.ts';
import {
  helpCenterSource,
  intercomIdOf,
  internalSource,
} from '../../knowledge/sources/intercom.ts';
import { isDatabaseAway } from '../../storage/database-away.ts';
import { type ReadKnowledge, saveKnowledge } from '../knowledge/import-knowledge.ts';
import { readArticle } from '../knowledge/intercom-articles.ts';
import type { Stores } from '../stores.ts';
import type { Workspace } from '../workspace.ts';
import { readSource } from './read-source.ts';
import { readingOf, unread } from './reading-of.ts';

export type SyncParts = {
  readonly stores: Pick<Stores, 'articles' | 'sources'>;
  /** Null: this process is not connected to the workspace. */
  readonly clientOf: (appId: string) => IntercomReading | null;
  readonly workspaceOf: (appId: string) => Pick<Workspace, 'adminId' | 'region'> | null;
  readonly clock: Clock;
  readonly pace: KnowledgePace;
};

const nothing: SyncCounts = {
  ...{ added: 0, changed: 0, removed: 0, kept: 0, failed: 0, unread: false },
};

const countsOf = ({
  added,
  changed,
  removed,
  kept,
  failed,
  trouble,
}: SourceReading): SyncCounts => ({
  ...{ added, changed, removed, kept, failed },
  unread: trouble !== null,
});

/** Reads sources for a worker and keeps with each how it went. Throws when the database is away. */
export function createKnowledgeSync(parts: SyncParts): KnowledgeSync {
  const { stores, clientOf, workspaceOf, clock, pace } = parts;
  const { articles, sources } = stores;

  const countOf = async ({ appId, kind, name }: KnownSource): Promise<number> => {
    const names = kind === 'intercom' ? [helpCenterSource, internalSource] : [name];
    const ids = await Promise.all(names.map((one) => articles.ids(appId, one)));
    return ids.flat().length;
  };

  /** What keeps a source from being read is kept with it; what keeps us from working is thrown. */
  async function reasonFor(error: unknown, signal: AbortSignal): Promise<string> {
    signal.throwIfAborted();
    if (isDatabaseAway(error)) throw error;
    if (error instanceof IntercomFailure) return error.message;
    return error instanceof Error ? error.message : 'it cannot be read';
  }

  async function readAndSave(source: KnownSource, signal: AbortSignal): Promise<SourceReading> {
    const triedAtMs = clock.now();
    try {
      const client = clientOf(source.appId);
      const workspace = workspaceOf(source.appId);
      const given = { client, workspace, articles, nowMs: triedAtMs, signal };
      const read = await readSource(source, given);
      const before = await countOf(source);
      if (isSuddenlyEmpty(source, read) && before > 0) {
        const why = `nothing is there any more; its articles stay until it is imported again`;
        return unread(why, triedAtMs, before);
      }
      // Forgotten meanwhile: its articles must not come back.
      if (!(await sources.find(source.appId, source.name)))
        return unread('forgotten', triedAtMs, 0);
      const saved = await saveKnowledge(articles, source.appId, read);
      if (saved.sources.length > 0 || saved.skipped.length === 0)
        return readingOf(saved, triedAtMs);
      return { ...readingOf(saved, triedAtMs), articles: before, kept: before };
    } catch (error) {
      return unread(await reasonFor(error, signal), triedAtMs, await countOf(source));
    }
  }

  return {
    async due(appId, failedOnly) {
      const asked = { pace, nowMs: clock.now(), failedOnly };
      const { due, nextInMs } = dueSources(await sources.list(appId), asked);
      return {
        sources: due.map(({ name }) => name),
        nextInMs: nextInMs === null ? null : Math.ceil(clock.realMs(nextInMs)),
      };
    },

    async readSource(appId, name, signal) {
      const source = await sources.find(appId, name);
      if (!source) return nothing;
      const reading = await readAndSave(source, signal);
      await sources.read(source, reading);
      return countsOf(reading);
    },

    async readArticles(appId, articleIds, signal) {
      const source = await sources.find(appId, helpCenterSource);
      const client = clientOf(appId);
      // Nobody asked for the help center: what changes in it is none of our business.
      if (!source?.followed || client === null) return nothing;
      const asked = new Set(articleIds);
      const found: ImportResult[] = [];
      try {
        for (const id of asked) {
          const read = await readArticle(client, id, signal);
          if (read) found.push(read);
        }
      } catch (error) {
        // All of it is read again soon.
        const why = await reasonFor(error, signal);
        await sources.read(source, unread(why, clock.now(), await countOf(source)));
        return { ...nothing, failed: asked.size };
      }
      const skipped = found.flatMap((one) => one.skipped);
      const failed = keepsFailed(skipped);
      const changes = await articles.replaceSource(
        appId,
        helpCenterSource,
        found.flatMap((one) => one.articles),
        (id) => !asked.has(intercomIdOf(id)) || failed(id),
      );
      if (changes.added + changes.removed > 0) await sources.counted(source, await countOf(source));
      const failures = skipped.filter((one) => one.failed !== undefined).length;
      return { ...changes, kept: failures, failed: failures, unread: false };
    },
  };
}

/** A folder that is not mounted is empty as well. Of what is Intercom's each was asked for. */
const isSuddenlyEmpty = ({ kind }: KnownSource, read: ReadKnowledge): boolean =>
  kind !== 'intercom' &&
  kind !== 'conversations' &&
  read.articles.length === 0 &&
  read.skipped.length === 0;
