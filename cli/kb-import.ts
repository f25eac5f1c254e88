import { resolve } from 'node:path';
import { Command } from 'commander';
import { realClock } from '../app/clocks.ts';
import { appIdFrom, workspaceFrom } from '../app/from-config.ts';
import { type Imported, readPath } from '../app/knowledge/import-knowledge.ts';
import { readSiteKnowledge } from '../app/knowledge/site-knowledge.ts';
import { readIntercomArticles } from '../app/knowledge/intercom-articles.ts';
import { intercomClientOf, readingClientOf } from '../app/intercom-client.ts';
import { type ImportProgress, importSource } from '../app/knowledge-sync/import-source.ts';
import { readPastConversations } from '../app/knowledge/past-conversations.ts';
import type { Product } from '../app/product.ts';
import type { Config } from '../config/config.ts';
import {
  type KnowledgeSource,
  conversationsSource,
  usualConversations,
} from '../domain/knowledge-source.ts';
import { type ConversationOptions, conversationsOf } from './conversation-options.ts';
import { fromEnvironment, withProduct } from './environment.ts';
import { importProgress } from './import-progress.ts';
import { type JsonOption, jsonOption, tellEither } from './json.ts';
import { untilStopped } from './stop-signal.ts';
import { tell } from './tell.ts';

/** Lines for one reason before the rest of it is counted; `--json` has them all. */
const linesOfReason = 20;

/** What an import did, as people read it. */
export const importWords = ({ sources, skipped }: Imported): string =>
  [
    ...sources.map(
      ({ source, articles, added, changed, removed, kept }) =>
        `${source}: ${articles} articles (${added} new, ${changed} changed, ${removed} removed` +
        `${kept > 0 ? `, ${kept} not read and kept as they were` : ''})`,
    ),
    ...skippedLines(skipped),
  ].join('\n') || 'There was nothing to import.';

function skippedLines(skipped: Imported['skipped']): string[] {
  const counts = new Map<string, number>();
  const lines = skipped.flatMap(({ where, why }) => {
    const count = (counts.get(why) ?? 0) + 1;
    counts.set(why, count);
    return count > linesOfReason ? [] : [`skipped ${where}: ${why}`];
  });
  const more = [...counts].filter(([, count]) => count > linesOfReason);
  return [...lines, ...more.map(([why, count]) => `skipped ${count - linesOfReason} more: ${why}`)];
}

type ImportOptions = JsonOption &
  ConversationOptions & {
    readonly intercom?: boolean;
    readonly site?: string;
    readonly allowPrivate?: boolean;
    readonly pages?: string;
    readonly source?: string;
    readonly follow?: boolean;
    readonly once?: boolean;
  };

/** `sidenote kb import`. */
export const importCommand = new Command('import')
  .description('import articles; a source is made to hold exactly what was read')
  .argument('[path]', 'a folder of Markdown files, or a JSONL file (id,title,url,markdown|text)')
  .option('--intercom', "the workspace's help center and internal articles")
  .option('--site <address>', 'a web site by its sitemap or links, a folder of it, or a sitemap')
  .option(
    '--conversations',
    "what teammates answered in past conversations, for the rep's eyes only",
  )
  .option('--days <n>', 'how far back conversations are read (default: 90)')
  .option('--most <n>', 'most conversations to read (default: 2000)')
  .option('--once', 'of Intercom or a site: workers do not read it again by themselves')
  .option('--follow', 'of a path: workers read it again; they have to see it in the same place')
  .option('--allow-private', 'the host that --site names may be in a private network')
  .option('--pages <n>', 'most pages to ask a site for (default: 5000)')
  .option('--source <name>', 'name of the source (default: by what it is read from)')
  .option(...jsonOption)
  .addHelpText(
    'after',
    `
Examples:
  $ npx sidenote kb import --intercom
  $ npx sidenote kb import --conversations --days 30
  $ npx sidenote kb import docs/help --source help
  $ npx sidenote kb import --site https://www.example.com/help/`,
  )
  .action(async (path: string | undefined, asked: ImportOptions) => {
    const wanted = wantedOf(path, asked);
    const options = fromEnvironment();
    const appId = appIdFrom(options.config);
    const imported = await withProduct(options, ({ stores }) =>
      importOrStop(stores, options.config, { ...wanted, appId }, asked.source),
    );
    if (imported === 'stopped') {
      tell.progress('Stopped. Nothing was changed.');
      process.exitCode = 130;
      return;
    }
    tellEither(asked.json, imported, () => importWords(imported));
    if (imported.sources.length === 0) process.exitCode = 1;
  });

type Wanted = Omit<KnowledgeSource, 'name'>;

/** What is to be imported; throws in words where the options do not go together. */
function wantedOf(path: string | undefined, asked: ImportOptions): Omit<Wanted, 'appId'> {
  const { intercom, conversations, site, once, follow, source } = asked;
  if ([path, intercom, conversations, site].filter((one) => one !== undefined).length !== 1) {
    throw new Error('Name a folder or a file, or --intercom, --conversations or --site ADDRESS.');
  }
  const past = conversationsOf(asked);
  const pages = pagesOf(asked) ?? null;
  const allowPrivate = asked.allowPrivate ?? false;
  if (source === conversationsSource) {
    throw new Error(`--source: "${source}" is the name that past conversations have.`);
  }
  if (path !== undefined) {
    if (once === true) throw new Error('--once does not belong to a folder or a file.');
    const address = resolve(path);
    return { kind: 'path', address, allowPrivate, pages, followed: follow ?? false };
  }
  if (follow === true) throw new Error('--follow belongs to a folder or a file.');
  if (site === undefined && source !== undefined) {
    throw new Error('--source: what Intercom holds has a name of its own.');
  }
  const common = { allowPrivate, pages, followed: once !== true };
  if (past !== undefined)
    return { ...common, kind: 'conversations', address: null, conversations: past };
  return site === undefined
    ? { ...common, kind: 'intercom', address: null }
    : { ...common, kind: 'site', address: site };
}

function pagesOf({ pages, site, allowPrivate }: ImportOptions): number | undefined {
  if (site === undefined && (pages !== undefined || allowPrivate === true)) {
    throw new Error('--pages and --allow-private belong to --site ADDRESS.');
  }
  if (pages === undefined) return undefined;
  const most = Number(pages);
  if (!Number.isInteger(most) || most < 1) throw new Error('--pages: write a number from 1.');
  return most;
}

async function importOrStop(
  stores: Product['stores'],
  config: Config,
  wanted: Wanted,
  name: string | undefined,
): Promise<Imported | 'stopped'> {
  const { signal } = untilStopped();
  const { report, end } = importProgress();
  const read = readerOf(stores, config, wanted, { name, signal, report });
  try {
    const nowMs = realClock.now();
    return await importSource(stores, wanted, { read, nowMs, signal, report });
  } catch (error) {
    // Once writing has begun it goes to its end, and is no reason to stop.
    if (!signal.aborted) throw error;
    return 'stopped';
  } finally {
    end();
  }
}

function readerOf(
  { articles }: Product['stores'],
  config: Config,
  { appId, kind, address, allowPrivate, pages, conversations = usualConversations }: Wanted,
  given: {
    readonly name: string | undefined;
    readonly signal: AbortSignal;
    readonly report: (progress: ImportProgress) => void;
  },
) {
  const { name: source, signal, report } = given;
  switch (kind) {
    case 'intercom': {
      const client = intercomClientOf(workspaceFrom(config));
      const stored = (of: string) => articles.ids(appId, of);
      return () => readIntercomArticles(client, { stored, signal, report });
    }
    case 'site': {
      const limits = pages === null ? {} : { pages };
      const site = { address: address ?? '', source, allowPrivate, limits, signal, report };
      return () => readSiteKnowledge(site);
    }
    case 'conversations': {
      const workspace = workspaceFrom(config);
      const client = readingClientOf(workspace);
      const asked = { ...conversations, workspace, atOnce: 4, nowMs: realClock.now() };
      return async () => {
        const stored = await articles.ids(appId, conversationsSource);
        return readPastConversations(client, { ...asked, stored, signal, report });
      };
    }
    case 'path':
      return () => readPath(address ?? '', source);
  }
}
