import proto from '@temporalio/proto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type RunningPart, makeWorker } from '../../app/make-worker.ts';
import { type Promotion, promote } from '../../app/promote.ts';
import { replayFromServer } from '../../app/replay.ts';
import { promotionWords, waitWithProgress } from '../../cli/promote.ts';
import { type MessageRef, assistWorkflowId } from '../../domain/identifiers.ts';
import { lastDecision } from '../../domain/session.ts';
import { createExtractiveModel } from '../../models/extractive.ts';
import { bundleWorkflows } from '../../temporal/bundle.ts';
import type { reconcile } from '../../workflows/index.ts';
import { otherActivities, otherBuild } from '../support/other-build.ts';
import { type ProductSandbox, startProductSandbox } from '../support/product-sandbox.ts';
import { ended, eventually, open } from '../support/scenarios.ts';

let sandbox: ProductSandbox;
let bundle: Awaited<ReturnType<typeof bundleWorkflows>>;
const workers: RunningPart[] = [];

/** A letter is waited for so long that a new build comes in between, in real time 15 s. */
const settings = { confidenceThreshold: 0, waits: { firstEmailMs: 60_000, firstWebMs: 1_000 } };

beforeAll(async () => {
  bundle = await bundleWorkflows();
  sandbox = await startProductSandbox({
    ...{ temporalAddress: inject('temporalAddress'), mongodbUri: inject('mongodbUri') },
    ...{ settings, scale: 4, withWorker: false },
  });
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  await sandbox.stop();
});

const startBuild = async (buildId: 'a' | 'b' | null): Promise<RunningPart> => {
  const { temporalAddress: address, mongodbUri, taskQueue, workspaces, clock, links } = sandbox;
  const worker = await makeWorker({
    ...{
      mongodbUri,
      taskQueue,
      workspaces,
      clock,
      buildId,
      links: links.inNotes,
      secrets: ['of the test'],
    },
    temporal: { address, namespace: 'default', apiKey: null, tls: null },
    model: createExtractiveModel(),
    sdkLogLevel: 'ERROR',
    bundle: buildId === 'b' ? otherBuild(bundle) : bundle,
    ...(buildId === 'b' ? { wrapActivities: otherActivities } : {}),
  });
  workers.push(worker);
  return worker;
};

/** The builds whose workers took a run's tasks, and the names of its reads of the thread. */
const historyOf = async (message: MessageRef) => {
  const handle = sandbox.product.client.workflow.getHandle(assistWorkflowId(message));
  const events = (await handle.fetchHistory()).events ?? [];
  const builds = events.flatMap(
    ({ workflowTaskCompletedEventAttributes: done }) => done?.deploymentVersion?.buildId ?? [],
  );
  const reads = events.flatMap(
    ({ activityTaskScheduledEventAttributes: scheduled }) => scheduled?.activityType?.name ?? [],
  );
  return {
    builds: [...new Set(builds)],
    reads: [...new Set(reads.filter((name) => /Thread$/.test(name)))],
  };
};
const begun = (message: MessageRef) =>
  eventually(
    `the first read of ${message.messageId}`,
    async () =>
      (await sandbox.stores.sessions.find(message)) && (await historyOf(message)).reads[0],
  );
const letter = () => open(sandbox, { sourceType: 'email' }).message;
const outcomeOf = async (message: MessageRef) =>
  lastDecision(await ended(sandbox, message))?.outcome;

describe('two builds whose code does not fit together', () => {
  it('a message ends on the build that began it, and new ones go to the promoted build', async () => {
    const { product } = sandbox;
    const unversioned = await startBuild(null);
    const early = letter();
    await begun(early);
    const first = await startBuild('a');
    expect(await promote(product, 'a')).toEqual({ buildId: 'a', previous: null, others: [] });
    // It may stop at once: what it began is no build's, and goes to the current one.
    await unversioned.stop();
    const onFirst = [letter(), letter()];
    await Promise.all(onFirst.map(begun));

    await startBuild('b');
    const before = letter();
    await begun(before);
    expect(await outcomeOf(early)).toEqual({ kind: 'suggested' });
    expect(await historyOf(early)).toEqual({ builds: ['a'], reads: ['fetchThread'] });
    const promotion = await promote(product, 'b');
    expect(promotion).toMatchObject({ buildId: 'b', previous: 'a' });
    const after = open(sandbox).message;
    expect(await outcomeOf(after)).toEqual({ kind: 'suggested' });

    const told: string[] = [];
    const others = await waitWithProgress(product, 'b', (line) => told.push(line));
    expect(others).toEqual([{ buildId: 'a', openRuns: 0 }]);
    expect(told[0]).toMatch(/^Waiting for build a: \d open runs?$/);
    expect(told.at(-1)).toContain('Nothing is open');
    for (const message of [...onFirst, before]) {
      expect(await outcomeOf(message)).toEqual({ kind: 'suggested' });
      expect(await historyOf(message)).toEqual({ builds: ['a'], reads: ['fetchThread'] });
    }
    expect(await historyOf(after)).toEqual({ builds: ['b'], reads: ['readThread'] });

    await first.stop();
    const later = open(sandbox).message;
    expect(await outcomeOf(later)).toEqual({ kind: 'suggested' });
    expect(await historyOf(later)).toEqual({ builds: ['b'], reads: ['readThread'] });
    expect(await promote(product, 'b')).toMatchObject({ buildId: 'b', previous: 'b' });
  }, 120_000);

  it('a sweep is pinned to no build', async () => {
    const { product, appId, taskQueue } = sandbox;
    const workflowId = `reconcile:${appId}:pinned-to-none`;
    const options = { taskQueue, workflowId, args: [{ appId }] satisfies [{ appId: string }] };
    const handle = await product.client.workflow.start<typeof reconcile>('reconcile', options);
    await handle.result();
    const behaviors = ((await handle.fetchHistory()).events ?? []).flatMap(
      ({ workflowTaskCompletedEventAttributes: done }) => done?.versioningBehavior ?? [],
    );
    const { VERSIONING_BEHAVIOR_AUTO_UPGRADE } = proto.temporal.api.enums.v1.VersioningBehavior;
    expect([...new Set(behaviors)]).toEqual([VERSIONING_BEHAVIOR_AUTO_UPGRADE]);
  });

  it('a build without a worker is not made current, and the error says what to start', async () => {
    const promoting = promote(sandbox.product, 'c', 2_000);
    await expect(promoting).rejects.toThrow(
      /No worker of build c[\s\S]*SIDENOTE_BUILD_ID=c npx sidenote worker[\s\S]*b \(current\)/,
    );
  });
});

it('an unversioned worker goes on as before, and every type of open run is replayed', async () => {
  const other = await startProductSandbox({
    ...{ temporalAddress: inject('temporalAddress'), mongodbUri: inject('mongodbUri') },
    settings: { ...settings, waits: { firstEmailMs: 60_000 } },
    scale: 10,
  });
  try {
    const { message } = open(other, { sourceType: 'email' });
    const started = eventually('the run', () => other.stores.sessions.find(message));
    await started;
    const { taskQueue } = other;
    const ids: string[] = [];
    for await (const verdict of replayFromServer(other.product, { kind: 'open', taskQueue })) {
      ids.push(verdict.workflowId);
      expect(verdict.kind).toBe('ok');
    }
    expect(ids).toEqual([assistWorkflowId(message)]);
    const session = await ended(other, message);
    expect(lastDecision(session)?.outcome).toEqual({ kind: 'suggested' });
    const missing = promote(other.product, 'a', 1_000);
    await expect(missing).rejects.toThrow('No worker of build a');
  } finally {
    await other.stop();
  }
});

describe('what promote says', () => {
  const promotion: Promotion = {
    buildId: 'b',
    previous: 'a',
    others: [{ buildId: 'a', openRuns: 2 }],
  };

  it('names what is still open, and how to wait for it', () => {
    const words = promotionWords(promotion, false);
    expect(words).toContain('Build b is current: new messages go to it. Before it was build a.');
    expect(words).toContain('Still open on build a: 2 open runs.');
    expect(words).toContain('npx sidenote promote b --wait');
  });

  it('says when workers may be stopped', () => {
    const drained = { ...promotion, others: [{ buildId: 'a', openRuns: 0 }] };
    expect(promotionWords(drained, true)).toContain('workers of a may be stopped');
    expect(promotionWords(drained, false)).toContain('--wait');
  });

  it('says when nothing changed, and what came first', () => {
    expect(promotionWords({ ...promotion, previous: 'b', others: [] }, false)).toBe(
      'Build b is current already.',
    );
    expect(promotionWords({ ...promotion, previous: null }, false)).toContain(
      'workers without a build id',
    );
  });
});
