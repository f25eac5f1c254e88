import { Command } from 'commander';
import { appIdFrom, knowledgeSecondsOf } from '../app/from-config.ts';
import { realClock } from '../app/clocks.ts';
import { forgetSource } from '../app/knowledge-sync/forget-source.ts';
import { productPace } from '../app/knowledge-sync/schedule.ts';
import { type KnowledgePace, type KnownSource, dueAtMs } from '../domain/knowledge-source.ts';
import { fromEnvironment, withProduct } from './environment.ts';
import { type JsonOption, jsonOption, tellEither } from './json.ts';
import { printable } from './printable.ts';
import { table } from './table.ts';
import { tell } from './tell.ts';

const ago = (ms: number | null, nowMs: number): string =>
  ms === null ? 'never' : `${duration(nowMs - ms)} ago`;

function duration(ms: number): string {
  const minutes = Math.round(Math.max(0, ms) / 60_000);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 120) return `${minutes} min`;
  return minutes < 2_880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1_440)} days`;
}

function nextWords(source: KnownSource, pace: KnowledgePace, nowMs: number): string {
  const dueMs = source.followed ? dueAtMs(source, pace) : Infinity;
  if (!Number.isFinite(dueMs)) return 'when it is imported';
  return dueMs <= nowMs ? 'now' : `in ${duration(dueMs - nowMs)}`;
}

/** The sources of a workspace and what could not be read of them, as people read it. */
export function sourcesWords(
  sources: readonly KnownSource[],
  pace: KnowledgePace,
  nowMs: number,
): string {
  if (sources.length === 0) {
    return 'No source was imported yet. Import one: npx sidenote kb import --intercom';
  }
  const rows = sources.map((source) => {
    const { added, changed, removed } = source.reading;
    return [
      ...[source.name, source.kind, String(source.reading.articles)],
      ago(source.readAtMs, nowMs),
      `${added} new, ${changed} changed, ${removed} removed`,
      source.reading.trouble === null ? String(source.reading.failed) : 'all',
      nextWords(source, pace, nowMs),
    ];
  });
  const heads = ['source', 'kind', 'articles', 'read', 'that time', 'failed', 'next'];
  return [table(heads, rows), ...sources.flatMap(troubleLines)].join('\n');
}

function troubleLines({ name, reading }: KnownSource): string[] {
  const { trouble, failures, failed } = reading;
  const more = failed - failures.length;
  return [
    ...(trouble === null ? [] : [`${name} could not be read: ${trouble}`]),
    ...failures.map(({ where, why }) => `${name}: failed ${where}: ${why}`),
    ...(more > 0 ? [`${name}: ${more} more failed`] : []),
  ].map(printable);
}

export const sourcesCommand = new Command('sources')
  .description('list where articles come from, what failed, and when it is read again')
  .option(...jsonOption)
  .addHelpText('after', '\nExample:\n  $ npx sidenote kb sources')
  .action(async ({ json }: JsonOption) => {
    const options = fromEnvironment();
    const appId = appIdFrom(options.config);
    const sources = await withProduct(options, ({ stores }) => stores.sources.list(appId));
    const pace = productPace(knowledgeSecondsOf(options.config), realClock);
    tellEither(json, sources, () => sourcesWords(sources, pace, realClock.now()));
  });

export const forgetCommand = new Command('forget')
  .description('remove a source with all its articles; it is not read again')
  .argument('<source>', 'its name, as "kb sources" shows it')
  .addHelpText('after', '\nExample:\n  $ npx sidenote kb forget intercom')
  .action(async (name: string) => {
    const options = fromEnvironment();
    const appId = appIdFrom(options.config);
    const removed = await withProduct(options, ({ stores }) => forgetSource(stores, appId, name));
    if (removed === null) {
      throw new Error(`There is no source "${name}": npx sidenote kb sources lists them.`);
    }
    tell.result(`${name}: forgotten, ${removed} articles removed`);
  });
