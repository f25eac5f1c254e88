import { Command } from 'commander';
import { appIdFrom } from '../app/from-config.ts';
import { type SearchAnswer, searchKnowledge } from '../app/knowledge/search-knowledge.ts';
import { fromEnvironment, withEmbedder, withProduct } from './environment.ts';
import { type JsonOption, jsonOption, tellEither } from './json.ts';
import { importCommand } from './kb-import.ts';
import { forgetCommand, sourcesCommand } from './kb-sources.ts';
import { start, table } from './table.ts';

/** What a search found, as a table. */
export function searchWords({ passages, languages, language, answerChance }: SearchAnswer): string {
  if (languages.length === 0) {
    return 'There is no knowledge yet. Import some: npx sidenote kb import FOLDER';
  }
  if (passages.length === 0) {
    return `Nothing fits (question read as "${language}"; the knowledge has ${languages.join(', ')}).`;
  }
  const found = table(
    ['score', 'coverage', 'audience', 'title', 'heading', 'passage'],
    passages.map(({ passage, score, coverage }) => [
      score.toFixed(2),
      coverage.toFixed(2),
      passage.audience,
      start(passage.title, 32),
      start(passage.headingPath.join(' › '), 28),
      start(passage.text, 60),
    ]),
  );
  return `${found}\n\nChance that the answer is among the public ones: ${Math.round(answerChance * 100)} %`;
}

type SearchOptions = JsonOption & { language?: string; limit: string };

const searchCommand = new Command('search')
  .description('show what a decision would find for a question')
  .argument('<question...>', 'in the words of a customer')
  .option('--language <code>', 'ISO 639-1 (default: detected)')
  .option('--limit <n>', 'passages to show', '10')
  .option(...jsonOption)
  .addHelpText('after', '\nExample:\n  $ npx sidenote kb search "how do I get my money back?"')
  .action(async (words: string[], { language, limit, json }: SearchOptions) => {
    const options = fromEnvironment();
    const appId = appIdFrom(options.config);
    const most = Number(limit);
    if (!Number.isInteger(most) || most < 1) throw new Error('--limit: write a number from 1.');
    const question = words.join(' ');
    const answer = await withProduct(options, (product) =>
      withEmbedder(options, (embedder) =>
        searchKnowledge(product, { appId, question, language, limit: most }, embedder),
      ),
    );
    tellEither(json, answer, () => searchWords(answer));
  });

export const kbCommand = new Command('kb')
  .description('the knowledge that drafts are made from')
  .addHelpText('after', '\nExample:\n  $ npx sidenote kb import --intercom')
  .addCommand(importCommand)
  .addCommand(searchCommand)
  .addCommand(sourcesCommand)
  .addCommand(forgetCommand);
