import { Command } from 'commander';
import { joinEmbedders } from '../domain/joined-embedder.ts';
import { measureGrounding } from '../evaluation/grounding/measure.ts';
import { type FiguresOptions, keptBaselines, tellFigures } from './eval-figures.ts';
import { tell } from './tell.ts';
import { withEmbedders } from './with-embedders.ts';

type Options = FiguresOptions & { readonly data: string };

export const groundingCommand = new Command('grounding')
  .description('does proof see what sources do not say? spearman, auroc, caught@2')
  .requiredOption(
    '--data <folder>',
    'a folder that holds mtrag_drafts; docs/evaluation.md: its layout',
  )
  .option('--json', 'print one JSON object a line')
  .option('--baselines <file>', 'figures to compare with', keptBaselines)
  .option('--write-baselines <file>', 'keep the figures there, in the place of the same ones')
  .addHelpText('after', '\nExample:\n  $ npx sidenote eval grounding --data ../shared/data')
  .action((options: Options) =>
    withEmbedders((embedders) =>
      tellFigures(options, (onFigures) =>
        measureGrounding({
          ...{ data: options.data, report: tell.progress, onFigures },
          embedder: embedders && joinEmbedders(embedders),
        }),
      ),
    ),
  );
