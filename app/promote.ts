import { countPinned, isPolled, makeCurrent, readDeployment } from '../temporal/deployment.ts';
import { pause } from './pause.ts';
import type { Product } from './product.ts';

/** A build that is not current any more, and how many open runs only its workers can finish. */
export type OldBuild = { readonly buildId: string; readonly openRuns: number };

export type Promotion = {
  readonly buildId: string;
  /** What was current before; null: workers without a build id. The same id: nothing changed. */
  readonly previous: string | null;
  /** Every other build that Temporal knows. */
  readonly others: readonly OldBuild[];
};

type Place = Pick<Product, 'client' | 'taskQueue'>;

const lookEveryMs = 1_000;

/** No worker of the build asks for work; the message says what to start. */
export class NoSuchWorker extends Error {
  override readonly name = 'NoSuchWorker';

  constructor(buildId: string, known: readonly string[], current: string | null) {
    const builds = known.map((id) => (id === current ? `${id} (current)` : id));
    super(
      [
        `No worker of build ${buildId} asks Temporal for work, so it was not made current.`,
        `Start one and try again: SIDENOTE_BUILD_ID=${buildId} npx sidenote worker`,
        ...(builds.length === 0 ? [] : [`Builds that Temporal knows: ${builds.join(', ')}.`]),
      ].join('\n'),
    );
  }
}

/**
 * Sends new runs to a build, once its workers are seen, and answers when the whole task queue
 * follows. Throws `NoSuchWorker` when none is seen within `seenWithinMs`.
 */
export async function promote(
  { client, taskQueue }: Place,
  buildId: string,
  seenWithinMs = 60_000,
): Promise<Promotion> {
  const looks = Math.ceil(seenWithinMs / lookEveryMs);
  for (let look = 1; ; look += 1) {
    const deployment = await readDeployment(client, taskQueue);
    const isKnown = deployment?.builds.includes(buildId) ?? false;
    if (deployment && isKnown && (await isPolled(client, taskQueue, buildId))) {
      const { current: previous, conflictToken } = deployment;
      const isDone =
        previous === buildId || (await makeCurrent(client, taskQueue, buildId, conflictToken));
      if (isDone) {
        await untilInEffect({ client, taskQueue }, buildId);
        return { buildId, previous, others: await otherBuilds({ client, taskQueue }, buildId) };
      }
    }
    if (look >= looks) {
      throw new NoSuchWorker(buildId, deployment?.builds ?? [], deployment?.current ?? null);
    }
    await pause(lookEveryMs);
  }
}

async function untilInEffect({ client, taskQueue }: Place, buildId: string): Promise<void> {
  for (;;) {
    const deployment = await readDeployment(client, taskQueue);
    if (deployment?.current !== buildId) {
      throw new Error(
        `Build ${deployment?.current ?? 'none'} was made current meanwhile: somebody else deploys too.`,
      );
    }
    if (deployment.inEffect) return;
    await pause(lookEveryMs);
  }
}

async function otherBuilds({ client, taskQueue }: Place, buildId: string): Promise<OldBuild[]> {
  const deployment = await readDeployment(client, taskQueue);
  const others = deployment?.builds.filter((other) => other !== buildId) ?? [];
  return Promise.all(
    others.map(async (other) => ({
      buildId: other,
      openRuns: await countPinned(client, taskQueue, other),
    })),
  );
}

/**
 * A run counts for its build once its first task is done, which takes ten seconds at most, and the
 * count lags a little: so long nothing must have been open before a build counts as drained.
 */
const quietForMs = 20_000;

/** Tells what is open on the other builds, look by look, until nothing has been for 20 s. */
export async function* untilDrained(place: Place, buildId: string): AsyncGenerator<OldBuild[]> {
  let quietLooks = 0;
  while (quietLooks * lookEveryMs < quietForMs) {
    const others = await otherBuilds(place, buildId);
    yield others;
    quietLooks = others.every(({ openRuns }) => openRuns === 0) ? quietLooks + 1 : 0;
    await pause(lookEveryMs);
  }
}
