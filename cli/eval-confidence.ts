import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { confidenceFile } from '../evaluation/confidence-file.ts';
import { type Gathered, gatherDrafts, keylessModel } from '../evaluation/gather-drafts.ts';
import { tell } from './tell.ts';
import { withEmbedders } from './with-embedders.ts';

type Options = { readonly data: string; readonly out: string };

const command = 'npx sidenote eval confidence';

async function writeConfidence({ data, out }: Options): Promise<void> {
  const model = keylessModel();
  const { gathered, embeddings } = await withEmbedders(async (embedders) => {
    if (embedders === null) throw new Error('Confidence needs an embedder: see the line above.');
    return {
      gathered: await gatherDrafts({ data, model, embedders, report: tell.progress }),
      embeddings: embedders.map(({ embedder }) => embedder.model),
    };
  });
  const date = new Date().toISOString().slice(0, 10);
  const provenance = { command, date, maker: model.name, embeddings, sets: countsOf(gathered) };
  await writeFile(out, confidenceFile(gathered.rows, provenance));
  tell.progress(`The weights of the confidence were written to ${out}.`);
}

/** Drafts by set: as customers ask, with the answer taken out of the knowledge, usable ones of both. */
const countsOf = ({ rows }: Gathered) =>
  [...new Set(rows.map(({ set }) => set))].map((set) => {
    const own = rows.filter((row) => row.set === set);
    const asked = own.filter(({ weight }) => weight === 1).length;
    const usable = own.filter(({ isPositive }) => isPositive).length;
    return { set, asked, answerLeftOut: own.length - asked, usable };
  });

export const confidenceCommand = new Command('confidence')
  .description('fit the chance that a rep could use a draft, and the precision of each threshold')
  .requiredOption('--data <folder>', 'a folder with a folder a set')
  .requiredOption('--out <file>', 'where it is written')
  .addHelpText('after', `\nExample:\n  $ ${command} --data ../shared/data --out weights.json`)
  .action(writeConfidence);
