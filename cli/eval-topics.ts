import { Command, Option } from 'commander';
import { joinEmbedders } from '../domain/joined-embedder.ts';
import { type TopicCaution, topicCautions } from '../domain/settings.ts';
import type { Figure } from '../evaluation/figures.ts';
import { judgingSets, keylessJudges, scriptedJudge } from '../evaluation/judging.ts';
import { measure } from '../evaluation/measure.ts';
import { fitting, named, readTopicSets } from '../evaluation/sets/folder.ts';
import { startModelServer } from '../sandbox/model-server.ts';
import { type FiguresOptions, keptBaselines, tellFigures } from './eval-figures.ts';
import { tell } from './tell.ts';
import { withEmbedders } from './with-embedders.ts';

type Options = FiguresOptions & {
  readonly data: string;
  readonly set?: string;
  readonly caution: TopicCaution;
  readonly scripted?: boolean;
};

/** The topics of the sets from examples, then turns and excluded topics by what the product judges. */
async function measured(
  { data, set: name, caution, scripted }: Options,
  onFigures: (figures: readonly Figure[]) => void,
): Promise<readonly Figure[]> {
  const topics = await readTopicSets(data);
  const judging = await judgingSets(topics, caution);
  named(
    [...topics, ...judging].map((set) => ({ name: set.name })),
    name,
  );
  const server = scripted === true ? await startModelServer() : null;
  try {
    return await withEmbedders(async (embedders) => {
      if (embedders === null) tell.warning('Meaning, and both together, are left out.');
      const options = { data, set: name, embedders, report: tell.progress, onFigures };
      const figures: Figure[] = [];
      if (fitting(topics, name).length > 0) figures.push(...(await measure('topics', options)));
      const embedder = embedders && joinEmbedders(embedders);
      const judges = [
        ...keylessJudges(embedder),
        ...(server === null ? [] : [scriptedJudge(server.baseUrl, embedder)]),
      ];
      for (const set of fitting(judging, name))
        for (const judge of judges) {
          tell.progress(`${set.name}: ${judge.system}`);
          const some = await set.measure(judge);
          figures.push(...some);
          onFigures(some);
        }
      return figures;
    });
  } finally {
    await server?.stop();
  }
}

export const topicsCommand = new Command('topics')
  .description(
    'is the topic told, from a few examples? what needs no answer, what is excluded? accuracy, falseNotes, quietRecall',
  )
  .requiredOption('--data <folder>', 'a folder with a folder a set; docs/evaluation.md: its layout')
  .option('--set <name>', 'one set, e.g. own/turns, or one folder of several')
  .addOption(
    new Option('--caution <level>', 'excluded topics are held by it')
      .choices(topicCautions)
      .default('balanced'),
  )
  .option('--scripted', 'also with a scripted model that is asked in doubt')
  .option('--json', 'print one JSON object a line')
  .option('--baselines <file>', 'figures to compare with', keptBaselines)
  .option('--write-baselines <file>', 'keep the figures there, in the place of the same ones')
  .addHelpText(
    'after',
    `
Examples:
  $ npx sidenote eval topics --data ../shared/data --set clinc150
  $ npx sidenote eval topics --data ../shared/data --set exclusions/banking77 --caution low`,
  )
  .action((options: Options) => tellFigures(options, (onFigures) => measured(options, onFigures)));
