import { Command } from 'commander';
import { appIdFrom, workspaceFrom } from '../app/from-config.ts';
import { type Imported, importIntercom, importPath } from '../app/import-knowledge.ts';
import { importSite } from '../app/import-site.ts';
import { intercomClientOf } from '../app/intercom-client.ts';
import type { Product } from '../app/product.ts';
import { fromEnvironment, withProduct } from './environment.ts';
import { type JsonOption, jsonOption, tellEither } from './json.ts';
import { siteProgress } from './site-progress.ts';
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

type ImportOptions = JsonOption & {
  readonly intercom?: boolean;
  readonly site?: string;
  readonly allowPrivate?: boolean;
  readonly pages?: string;
  readonly source?: string;
};

/** `sidenote kb import`. */
export const importCommand = new Command('import')
  .description('import articles; a source is made to hold exactly what was read')
  .argument('[path]', 'a folder of Markdown files, or a JSONL file (id,title,url,markdown|text)')
  .option('--intercom', "the workspace's help center and internal articles")
  .option('--site <address>', 'a web site by its sitemap or links, a folder of it, or a sitemap')
  .option('--allow-private', 'the host that --site names may be in a private network')
  .option('--pages <n>', 'most pages to ask a site for (default: 5000)')
  .option('--source <name>', 'name of the source (default: by what it is read from)')
  .option(...jsonOption)
  .addHelpText(
    'after',
    `
Examples:
  $ npx sidenote kb import --intercom
  $ npx sidenote kb import docs/help --source help
  $ npx sidenote kb import --site https://www.example.com/help/`,
  )
  .action(async (path: string | undefined, asked: ImportOptions) => {
    const { intercom, site, source, json } = asked;
    if ([path, intercom, site].filter((one) => one !== undefined).length !== 1) {
      throw new Error('Name a folder or a file, or --intercom, or --site ADDRESS.');
    }
    const pages = pagesOf(asked);
    const options = fromEnvironment();
    const appId = appIdFrom(options.config);
    const imported = await withProduct(options, ({ stores }) => {
      if (path !== undefined) return importPath(stores, appId, path, source);
      if (site !== undefined) return importSiteOrStop(stores, appId, site, { ...asked, pages });
      return importIntercom(stores, appId, intercomClientOf(workspaceFrom(options.config)));
    });
    if (imported === 'stopped') {
      tell.progress('Stopped. Nothing was changed.');
      process.exitCode = 130;
      return;
    }
    tellEither(json, imported, () => importWords(imported));
    if (imported.sources.length === 0) process.exitCode = 1;
  });

function pagesOf({ pages, site, allowPrivate }: ImportOptions): number | undefined {
  if (site === undefined && (pages !== undefined || allowPrivate === true)) {
    throw new Error('--pages and --allow-private belong to --site ADDRESS.');
  }
  if (pages === undefined) return undefined;
  const most = Number(pages);
  if (!Number.isInteger(most) || most < 1) throw new Error('--pages: write a number from 1.');
  return most;
}

async function importSiteOrStop(
  stores: Product['stores'],
  appId: string,
  address: string,
  asked: {
    readonly source?: string;
    readonly allowPrivate?: boolean;
    readonly pages?: number | undefined;
  },
): Promise<Imported | 'stopped'> {
  const { signal } = untilStopped();
  const progress = siteProgress();
  try {
    return await importSite(stores, appId, {
      address,
      source: asked.source,
      allowPrivate: asked.allowPrivate ?? false,
      limits: asked.pages === undefined ? {} : { pages: asked.pages },
      signal,
      report: progress.report,
    });
  } catch (error) {
    if (!signal.aborted) throw error;
    return 'stopped';
  } finally {
    progress.end();
  }
}
