import { homedir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { openEmbedder } from '../app/embedder.ts';
import { processEnvironment } from '../config/environment.ts';
import { loadConfig } from '../config/load.ts';
import { cachedEmbedder } from '../evaluation/cached-embedder.ts';
import type { Figure } from '../evaluation/figure.ts';
import { readAllLabelled } from '../evaluation/labelled.ts';
import { evaluateRetrieval } from '../evaluation/retrieval.ts';
import { table } from './table.ts';
import { tell } from './tell.ts';

type Options = { data: string; set?: string; json?: boolean };

const digits = (value: number): string => value.toFixed(3);

/** A row a set and system, a column a metric. */
export function figureTable(figures: readonly Figure[]): string {
  const metrics = [...new Set(figures.map(({ metric }) => metric))];
  const rows = new Map<string, Figure[]>();
  for (const figure of figures) {
    const key = `${figure.set} ${figure.system}`;
    rows.set(key, [...(rows.get(key) ?? []), figure]);
  }
  return table(
    ['set', 'questions', 'by', ...metrics],
    [...rows.values()].map((own) => [
      own[0]?.set ?? '',
      String(own[0]?.n ?? 0),
      own[0]?.system ?? '',
      ...metrics.map((metric) => {
        const figure = own.find((one) => one.metric === metric);
        return figure
          ? `${digits(figure.value)} [${digits(figure.low)}, ${digits(figure.high)}]`
          : '';
      }),
    ]),
  );
}

/** One object, its names in the order that readers of the lines expect. */
export const figureLine = ({ suite, set, system, metric, value, low, high, n }: Figure): string =>
  JSON.stringify({ suite, set, system, metric, value, low, high, n });

const retrievalCommand = new Command('retrieval')
  .description('how well the articles that answer are found: by words, by meaning, by both')
  .requiredOption('--data <dir>', 'labelled sets: a folder each, with docs.jsonl and queries.jsonl')
  .option('--set <name>', 'one of them')
  .option('--json', 'print a JSON object a line')
  .addHelpText(
    'after',
    `
A question is {"id", "text", "gold": [article ids], "history": [{"role", "text"}]}; an article is {"id", "title", "text"}.
Meaning needs SIDENOTE_EMBEDDINGS=local or openai; vectors are kept in the cache, so that the next time takes seconds.

Examples:
  $ npx sidenote eval retrieval --data my-questions
  $ SIDENOTE_EMBEDDINGS=local npx sidenote eval retrieval --data my-questions --set support --json`,
  )
  .action(async ({ data, set, json }: Options) => {
    const all = await readAllLabelled(data);
    const chosen = set === undefined ? all : all.filter(({ name }) => name === set);
    if (chosen.length === 0) {
      const there = all.map(({ name }) => name).join(', ') || 'none';
      throw new Error(
        `${data}: there is no set${set === undefined ? '' : ` ${set}`} (a folder with docs.jsonl and queries.jsonl). There: ${there}.`,
      );
    }
    const environment = processEnvironment();
    const config = loadConfig(environment);
    const opened = await openEmbedder({ config, environment, report: tell.progress });
    tell.progress(opened.sentence);
    try {
      const cache = environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
      const folder = join(cache, 'sidenote', 'evaluation');
      const embedder = opened.embedder && (await cachedEmbedder(opened.embedder, folder));
      const figures: Figure[] = [];
      for (const one of chosen) {
        const own = await evaluateRetrieval(one, { embedder, onProgress: tell.progress });
        if (json === true) for (const figure of own) tell.result(figureLine(figure));
        figures.push(...own);
      }
      if (json !== true) tell.result(figureTable(figures));
    } finally {
      await opened.close();
    }
  });

export const evalCommand = new Command('eval')
  .description('measure on labelled questions of your own')
  .addHelpText('after', '\nExample:\n  $ npx sidenote eval retrieval --data my-questions')
  .addCommand(retrievalCommand);
