import { Command } from 'commander';
import { type OldBuild, type Promotion, promote, untilDrained } from '../app/promote.ts';
import type { Product } from '../app/product.ts';
import { fromEnvironment, withProduct } from './environment.ts';
import { type JsonOption, jsonOption, tellEither } from './json.ts';
import { tell } from './tell.ts';

type Options = JsonOption & { wait?: boolean };

const runs = (count: number): string => `${count} open ${count === 1 ? 'run' : 'runs'}`;

const openWords = (others: readonly OldBuild[]): string =>
  others
    .filter(({ openRuns }) => openRuns > 0)
    .map(({ buildId, openRuns }) => `build ${buildId}: ${runs(openRuns)}`)
    .join(', ');

/** What was done, what still runs elsewhere, and what to do next. */
export function promotionWords({ buildId, previous, others }: Promotion, waited: boolean): string {
  const done =
    previous === buildId
      ? `Build ${buildId} is current already.`
      : `Build ${buildId} is current: new messages go to it. Before it was ${previous === null ? 'workers without a build id' : `build ${previous}`}.`;
  if (others.length === 0) return done;
  if (waited) {
    return `${done}\nNothing is open on another build: workers of ${others.map((other) => other.buildId).join(', ')} may be stopped.`;
  }
  const open = openWords(others);
  return [
    done,
    open === '' ? 'Nothing is seen to be open on another build.' : `Still open on ${open}.`,
    `Keep the workers of other builds until nothing is: npx sidenote promote ${buildId} --wait`,
  ].join('\n');
}

/** Waits until the other builds have drained; tells how many runs are open whenever it changes. */
export async function waitWithProgress(
  place: Pick<Product, 'client' | 'taskQueue'>,
  buildId: string,
  say: (line: string) => void,
): Promise<readonly OldBuild[]> {
  let told: string | null = null;
  let last: readonly OldBuild[] = [];
  for await (const others of untilDrained(place, buildId)) {
    const open = openWords(others);
    const line =
      open === '' ? 'Nothing is open on another build; making sure of it' : `Waiting for ${open}`;
    if (line !== told) say(line);
    told = line;
    last = others;
  }
  return last;
}

async function run(buildId: string, { wait, json }: Options): Promise<void> {
  await withProduct(fromEnvironment(), async (product) => {
    tell.progress(`Looking for workers of build ${buildId}`);
    const promotion = await promote(product, buildId);
    if (wait !== true) {
      tellEither(json, { ...promotion, drained: false }, () => promotionWords(promotion, false));
      return;
    }
    const others = await waitWithProgress(product, buildId, tell.progress);
    const end = { ...promotion, others };
    tellEither(json, { ...end, drained: true }, () => promotionWords(end, true));
  });
}

export const promoteCommand = new Command('promote')
  .description('send new messages to the workers of a build; runs that are open stay with theirs')
  .argument('<build>', 'SIDENOTE_BUILD_ID of workers that are running')
  .option('--wait', 'wait until no other build has open runs, so that its workers may be stopped')
  .option(...jsonOption)
  .addHelpText(
    'after',
    `
Examples:
  $ npx sidenote promote 2026-03-01
  $ npx sidenote promote 2026-03-01 --wait

For workers that are started with SIDENOTE_BUILD_ID; others take every run. To go back, promote the
build before. docs/operations.md has the whole way of a deployment.`,
  )
  .action(run);
