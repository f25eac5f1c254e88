import { randomBytes } from 'node:crypto';
import { type ScaledClock, createScaledClock } from '../../app/clocks.ts';
import { type Product, openProductAt } from '../../app/product.ts';
import { type Sandbox, startSandbox } from '../../app/sandbox-stack.ts';
import type { KnowledgeSeconds } from '../../app/knowledge-sync/schedule.ts';
import type { SweepPace } from '../../app/sweeping.ts';
import type { LanguageModel } from '../../domain/language-model.ts';
import { readMarkdownFolder } from '../../knowledge/sources/markdown.ts';
import type { SpoolOptions } from '../../storage/spool.ts';
import { deleteSyncs } from '../../temporal/knowledge-schedule.ts';
import { deleteSweeps } from '../../temporal/schedule.ts';
import type { reconcile } from '../../workflows/index.ts';

export type ProductSandbox = Sandbox & {
  readonly appId: string;
  readonly clock: ScaledClock;
  readonly product: Product;
  readonly temporalAddress: string;
  readonly mongodbUri: string;
  readonly taskQueue: string;
};

/** A sandbox on given servers in a database and a task queue of its own, with what commands open. */
export async function startProductSandbox(options: {
  temporalAddress: string;
  mongodbUri: string;
  scale?: number;
  settings?: Record<string, unknown>;
  withWorker?: boolean;
  intercomTimeoutMs?: number;
  spool?: SpoolOptions;
  atMostOpen?: number;
  /** Sweeps on a schedule; absent: a test calls `sweepOnce`. */
  sweep?: SweepPace;
  /** Reads knowledge again on a schedule; absent: a test does. */
  knowledge?: KnowledgeSeconds;
  /** A second workspace with the same ids in the simulator; it has no knowledge yet. */
  secondAppId?: string;
  model?: LanguageModel;
}): Promise<ProductSandbox> {
  const name = randomBytes(4).toString('hex');
  const appId = `w${name}`;
  const uri = new URL(options.mongodbUri);
  uri.pathname = `/sidenote_${name}`;
  const mongodbUri = uri.href;
  const taskQueue = `test-${name}`;
  const clock = createScaledClock(options.scale ?? 10);
  const temporal = { address: options.temporalAddress, namespace: 'default' };
  const sandbox = await startSandbox({
    ...{
      temporal,
      mongodbUri,
      clock,
      taskQueue,
      appIds: [appId, ...(options.secondAppId ? [options.secondAppId] : [])],
    },
    ...(options.model ? { model: options.model } : {}),
    ...(options.withWorker === undefined ? {} : { withWorker: options.withWorker }),
    ...(options.spool === undefined ? {} : { spool: options.spool }),
    ...(options.atMostOpen === undefined ? {} : { atMostOpen: options.atMostOpen }),
    ...(options.intercomTimeoutMs === undefined
      ? {}
      : { intercomTimeoutMs: options.intercomTimeoutMs }),
    ...(options.sweep ? { sweep: options.sweep } : {}),
    ...(options.knowledge ? { knowledge: options.knowledge } : {}),
  });
  const { articles } = await readMarkdownFolder('sandbox/knowledge', {
    source: 'sandbox',
    guessLanguage: () => 'en',
  });
  await sandbox.know(appId, articles);
  const settings = { mode: 'live', ...options.settings };
  for (const each of sandbox.workspaces) {
    const edit = { appId: each.appId, base: 0, settings, nowMs: clock.now() };
    await sandbox.stores.settings.save(edit);
  }
  const product = await openProductAt({
    ...{ mongodbUri, taskQueue, clock, links: sandbox.links, mode: null, keyless: true },
    temporal: { ...temporal, apiKey: null, tls: null },
    temporalUiUrl: 'http://temporal.test',
  });
  return {
    ...sandbox,
    ...{ appId, clock, product, mongodbUri, taskQueue },
    temporalAddress: options.temporalAddress,
    async stop() {
      if (options.sweep) await deleteSweeps(product.client, appId);
      if (options.knowledge) await deleteSyncs(product.client, appId);
      await product.close();
      await sandbox.stop();
    },
  };
}

/** One whole sweep, as the schedule would start it; answers the id of its workflow. */
export async function sweepOnce(
  { product, appId, taskQueue }: ProductSandbox,
  name = randomBytes(4).toString('hex'),
): Promise<string> {
  const workflowId = `reconcile:${appId}:${name}`;
  await product.client.workflow.execute<typeof reconcile>('reconcile', {
    ...{ taskQueue, workflowId, args: [{ appId }] },
  });
  return workflowId;
}
